"""Pages to read finished reports: all an executive ever sees, plus what only their consultant sees.

An executive reads what was released of their own clients. For everybody else these pages do not
exist.
"""

from __future__ import annotations

from flask import Response, abort, url_for
from markupsafe import Markup

from diagnostic.render.fragments import DATA, PDF, RESULTS, page_name, placed
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.reports import ReportLine, find_report, released_reports, report_file
from diagnostic.web.staff.common.context import account_here, context
from diagnostic.web.staff.common.page import Trail, _, language, page
from diagnostic.web.staff.common.pagination import first_of, page_number, searched
from diagnostic.web.staff.diagnosis.views import results_page
from diagnostic.web.staff.reports.blueprint import bp
from diagnostic.web.stored_files import chart, data, paper

SHOWN = 20
ONE = "/reports/<report_id>"


@bp.get("/reports")
def reports() -> Response:
    search = searched()
    with context().installation.store.reading() as session:
        found = _released(session, search, first_of(SHOWN), SHOWN + 1)
    return page(
        "reports/reports.html",
        reports=found[:SHOWN],
        search=search,
        at=page_number(),
        more=len(found) > SHOWN,
        trail=_trail(),
    )


@bp.get(ONE)
def read(report_id: str) -> Response:
    with context().installation.store.reading() as session:
        report = _readable(session, report_id)
        fragment = report_file(session, report_id, page_name(language())) or abort(404)
        others = [each for each in _released(session) if each.client_id == report.client_id]
    address = url_for("reports.read", report_id=report_id)
    return page(
        "reports/read.html",
        trail=_trail(report),
        report=report,
        newer=next((each for each in others if each.number > report.number), None),
        fragment=Markup(placed(fragment, address)),  # noqa: S704 (escaped when it was made)
        others=[each for each in others if each.id != report.id],
    )


@bp.get(f"{ONE}/results")
def results(report_id: str) -> Response:
    with context().installation.store.reading() as session:
        report = _readable(session, report_id)
        content = report_file(session, report_id, RESULTS) or abort(404)
    back = url_for("reports.read", report_id=report_id)
    return results_page(content, (*_trail(report, back), (_("All results"), "")), back)


@bp.get(f"{ONE}/<name>")
def file(report_id: str, name: str) -> Response:
    """A chart, a paper, or for those who made the report its data."""
    with context().installation.store.reading() as session:
        report = _readable(session, report_id)

        def read_file(name: str) -> bytes | None:
            return report_file(session, report_id, name)

        if PDF.fullmatch(name):
            return paper(name, read_file, report.number)
        if name in DATA and account_here().role != "executive":
            return data(name, read_file, report.number)
        return chart(name, read_file)


def _readable(session: Session, report_id: str) -> ReportLine:
    """The report, if this reader may see it. That it is of their client the table of access has seen to."""
    report = find_report(session, report_id)
    if report is None or (account_here().role == "executive" and not report.released):
        abort(404)
    return report


def _released(
    session: Session, search: str = "", first: int = 0, count: int | None = None
) -> list[ReportLine]:
    account = account_here()
    clients = None if account.role == "administrator" else account.clients
    return released_reports(session, clients, search, first, count)


def _trail(report: ReportLine | None = None, address: str = "") -> Trail:
    first = ((_("Reports"), url_for("reports.reports")),)
    if report is None:
        return first
    return (*first, (_("Report {n}", n=report.number), address))
