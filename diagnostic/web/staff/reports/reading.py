"""Reading finished reports: all an executive ever sees, and what his consultant sees beside him.

An executive reads what was released of his own clients. For everybody else these pages are as if they were not there.
"""

from __future__ import annotations

from flask import Flask, abort, url_for
from flask import Response as Page
from markupsafe import Markup
from werkzeug.wrappers import Response

from diagnostic.render.fragments import DATA, PDF, RESULTS, page_name, placed
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.reports import ReportLine, find_report, released_reports, report_file
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.page import Trail, language, page, words
from diagnostic.web.staff.common.pagination import first_of, page_number, searched
from diagnostic.web.staff.diagnosis.views import results_page
from diagnostic.web.stored_files import chart, data, paper

SHOWN = 20


class ReadingPages:
    def __init__(self, office: StaffContext) -> None:
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/reports/<report_id>"
        app.add_url_rule("/reports", "reports", self.reports)
        app.add_url_rule(one, "read_report", self.read)
        app.add_url_rule(f"{one}/results", "report_results", self.results)
        app.add_url_rule(f"{one}/<name>", "report_file", self.file)

    def reports(self) -> Response:
        search = searched()
        with self.store.reading() as session:
            found = _released(session, search, first_of(SHOWN), SHOWN + 1)
        return page(
            "reports.html",
            reports=found[:SHOWN],
            search=search,
            at=page_number(),
            more=len(found) > SHOWN,
            trail=_trail(),
        )

    def read(self, report_id: str) -> Response:
        with self.store.reading() as session:
            report = _readable(session, report_id)
            fragment = report_file(session, report_id, page_name(language())) or abort(404)
            others = [each for each in _released(session) if each.client_id == report.client_id]
        address = url_for("read_report", report_id=report_id)
        newer = next((each for each in others if each.number > report.number), None)
        return page(
            "read_report.html",
            trail=_trail(report),
            report=report,
            newer=newer,
            fragment=_marked(fragment, address),
            others=[each for each in others if each.id != report.id],
        )

    def results(self, report_id: str) -> Response:
        with self.store.reading() as session:
            report = _readable(session, report_id)
            content = report_file(session, report_id, RESULTS) or abort(404)
        back = url_for("read_report", report_id=report_id)
        return results_page(content, (*_trail(report, back), (words()["results"], "")), back)

    def file(self, report_id: str, name: str) -> Page:
        with self.store.reading() as session:
            report = _readable(session, report_id)

            def read(name: str) -> bytes | None:
                return report_file(session, report_id, name)

            if PDF.fullmatch(name):
                return paper(name, read, report.number)
            if name in DATA and account_here().role != "executive":
                return data(name, read, report.number)
            return chart(name, read)


def _readable(session: Session, report_id: str) -> ReportLine:
    """The report, if this reader may see it. That it is of his client the table of access has seen to."""
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
    first = ((words()["reports"], url_for("reports")),)
    if report is None:
        return first
    return (*first, (words()["report_no"].format(n=report.number), address))


def _marked(fragment: bytes, address: str) -> Markup:
    """A page made here and escaped when it was made."""
    return Markup(placed(fragment, address))  # noqa: S704
