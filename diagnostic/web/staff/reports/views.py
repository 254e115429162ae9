"""Reports of an assessment, for consultants: making one, opening it to executives, and links for other readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.i18n import N_
from diagnostic.storage.results.confirmations import is_taken_back
from diagnostic.storage.results.plans import VersionLine, versions_of
from diagnostic.storage.results.reports import find_report_of, reports_of
from diagnostic.storage.results.runs import RunLine, runs_of
from diagnostic.storage.results.share_links import LONGEST, links_of
from diagnostic.usecases.reports.begin_report import begin_report
from diagnostic.usecases.reports.release_report import release_report
from diagnostic.usecases.reports.revoke_share_link import revoke_share_link
from diagnostic.usecases.reports.share_report import share_report
from diagnostic.usecases.reports.withdraw_report import withdraw_report
from diagnostic.web.staff.common.context import context, public_address, signed
from diagnostic.web.staff.common.fields import choice
from diagnostic.web.staff.common.page import _, date_time, day, flash_message, page
from diagnostic.web.staff.diagnosis.views import assessment_trail
from diagnostic.web.staff.jobs.views import to_job
from diagnostic.web.staff.reports.blueprint import bp
from diagnostic.web.staff.reports.forms import LinkForm, ReportForm

ALL = "/clients/<client_id>/assessments/<assessment_id>/report"
ONE = f"{ALL}/<report_id>"
AS_IS = "now"  # the plan as it stands, to be kept as a version
USUAL = timedelta(days=30)


@bp.route(ALL, methods=["GET", "POST"])
def report(client_id: str, assessment_id: str) -> AnyResponse:
    """The reports there are, and the form that has another one made."""
    with context().installation.store.reading() as session:
        trail = assessment_trail(session, client_id, assessment_id, N_("Report"))
        runs, reports = runs_of(session, assessment_id), reports_of(session, assessment_id)
        form = _report_form(runs, versions_of(session, assessment_id))
    if request.method == "POST" and form.validate() and runs:
        return _begin(client_id, assessment_id, form)
    status = 200 if request.method == "GET" else 422 if runs else 409
    at = {"client_id": client_id, "assessment_id": assessment_id}
    return page("reports/report.html", status, trail=trail, at=at, form=form, runs=runs, reports=reports)


def _report_form(runs: Sequence[RunLine], versions: Sequence[VersionLine]) -> ReportForm:
    form = ReportForm(request.form)
    form.run.choices = choice([(run.id, _run_choice(run)) for run in runs])
    form.plan.choices = choice(
        [
            (AS_IS, str(_("The plan as it is now (kept as a new version)"))),
            *((each.id, _plan_choice(each)) for each in versions),
        ]
    )
    return form


def _run_choice(run: RunLine) -> str:
    return str(_("Run {n}, {at} (UTC)", n=run.number, at=date_time(run.made_at)))


def _plan_choice(version: VersionLine) -> str:
    note = f" · {version.note}" if version.note else ""
    return str(_("Version {n}, {at} (UTC){note}", n=version.number, at=date_time(version.made_at), note=note))


def _begin(client_id: str, assessment_id: str, form: ReportForm) -> AnyResponse:
    version_id = None if form.plan.data == AS_IS else form.plan.data
    job_id = begin_report(
        context().installation, client_id, assessment_id, form.run.data, version_id, **signed()
    )
    return to_job(client_id, assessment_id, job_id)


@bp.route(ONE, methods=["GET", "POST"])
def one_report(client_id: str, assessment_id: str, report_id: str) -> Response:
    """Releasing it and sharing it; a new link is shown on the page that answers its form, and never again."""
    installation, today = context().installation, context().today()
    form, token = LinkForm(request.form, today=today), ""
    with installation.store.reading() as session:
        shown = find_report_of(session, client_id, assessment_id, report_id) or abort(404)
        trail = assessment_trail(session, client_id, assessment_id, N_("Report"))
    if request.method == "POST" and form.validate():
        token = share_report(
            installation,
            client_id,
            assessment_id,
            report_id,
            str(form.label.data),
            form.last_day,
            **signed(),
        )
    elif request.method == "GET":
        form.expires_on.data = today + USUAL
    with installation.store.reading() as session:
        links = links_of(session, report_id)
        taken_back = is_taken_back(session, assessment_id, shown.run_id)
    up = url_for("reports.report", client_id=client_id, assessment_id=assessment_id)
    name = _("Report {n}", n=shown.number)
    return page(
        "reports/one_report.html",
        422 if form.errors else 200,
        trail=(*trail[:-1], (_("Report"), up), (name, "")),
        report=shown,
        form=form,
        links=links,
        taken_back=taken_back,
        today=today,
        working=sum(each.works(today) for each in links),
        last=day(today + timedelta(days=LONGEST)),
        at={"client_id": client_id, "assessment_id": assessment_id, "report_id": report_id},
        link=f"{public_address()}/reports/{token}" if token else "",
    )


@bp.post(f"{ONE}/release")
def release(client_id: str, assessment_id: str, report_id: str) -> AnyResponse:
    """Opens the report to executives, or withdraws it; what the form says decides, not what the report was."""
    installation = context().installation
    if request.form.get("released") == "y":
        release_report(installation, client_id, assessment_id, report_id, **signed())
        flash_message(N_("Released to executives."))
    else:
        ended = withdraw_report(
            installation, client_id, assessment_id, report_id, context().today(), **signed()
        )
        flash_message(
            N_("Withdrawn: executives do not see it any more, and its links have ended.")
            if ended
            else N_("Withdrawn: executives do not see it any more.")
        )
    return _to_report(client_id, assessment_id, report_id)


@bp.post(f"{ONE}/links/<link_id>/revoke")
def revoke_link(client_id: str, assessment_id: str, report_id: str, link_id: str) -> AnyResponse:
    installation = context().installation
    revoke_share_link(installation, client_id, assessment_id, report_id, link_id, **signed())
    flash_message(N_("The link is revoked and works no more."))
    return _to_report(client_id, assessment_id, report_id)


def _to_report(client_id: str, assessment_id: str, report_id: str) -> AnyResponse:
    return redirect(
        url_for("reports.one_report", client_id=client_id, assessment_id=assessment_id, report_id=report_id)
    )
