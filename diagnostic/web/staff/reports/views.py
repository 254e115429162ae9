"""Reports of an assessment, for consultants: making one, opening it to executives, and links for other readers."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.storage.accounts.audit_log import LogAction, add_entry
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import find_version, version_of, versions_of
from diagnostic.storage.results.reports import ReportLine, find_report, reports_of, set_released
from diagnostic.storage.results.runs import find_run, runs_of
from diagnostic.storage.results.share_links import LONGEST, add_link, links_of, revoke_link, revoke_links
from diagnostic.usecases.jobs.begin_job import begin_job
from diagnostic.usecases.plan.current_plan import current_plan
from diagnostic.usecases.plan.keep_plan import keep_plan
from diagnostic.web.staff.common.context import StaffContext, account_here, signed
from diagnostic.web.staff.common.fields import LinkForm, ReportForm, choice
from diagnostic.web.staff.common.page import day, moment, page, tell, words
from diagnostic.web.staff.common.words import IN
from diagnostic.web.staff.diagnosis.views import assessment_trail
from diagnostic.web.staff.jobs.views import to_job

AS_IS = "now"  # the plan as it stands, to be kept as a version
USUAL = timedelta(days=30)


class ReportPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        both = ["GET", "POST"]
        all_of = "/clients/<client_id>/assessments/<assessment_id>/report"
        one = f"{all_of}/<report_id>"
        app.add_url_rule(all_of, "report", self.report, methods=both)
        app.add_url_rule(one, "one_report", self.one_report, methods=both)
        app.add_url_rule(f"{one}/release", "release_report", self.release, methods=["POST"])
        app.add_url_rule(f"{one}/links/<link_id>/revoke", "revoke_link", self.revoke, methods=["POST"])

    def report(self, client_id: str, assessment_id: str) -> Response:
        """The reports there are, and the form that has another one made."""
        with self.store.reading() as session:
            trail = assessment_trail(session, client_id, assessment_id, "report")
            runs, reports = runs_of(session, assessment_id), reports_of(session, assessment_id)
            form = ReportForm(request.form)
            form.run.choices = choice(
                [(run.id, _run_choice(run.number, moment(run.made_at))) for run in runs]
            )
            form.plan.choices = choice(_plans(session, assessment_id))
        if request.method == "POST" and form.validate() and runs:
            return self._begin(client_id, assessment_id, form)
        status = 200 if request.method == "GET" else 422 if runs else 409
        at = {"client_id": client_id, "assessment_id": assessment_id}
        return page("report.html", status, trail=trail, at=at, form=form, runs=runs, reports=reports)

    def _begin(self, client_id: str, assessment_id: str, form: ReportForm) -> Response:
        run_id, version_id = form.run.data, form.plan.data
        if version_id == AS_IS:
            version_id = self._keep_plan(client_id, assessment_id)
        with self.store.reading() as session:
            find_version(session, assessment_id, version_id) or abort(404)
            find_run(session, assessment_id, run_id) or abort(404)
        given = {"run": run_id, "plan": version_id}
        job_id = begin_job(
            self.office.installation, client_id, assessment_id, "report", assessment_id, given, **signed()
        )
        return to_job(client_id, assessment_id, job_id)

    def _keep_plan(self, client_id: str, assessment_id: str) -> str:
        """A version of the plan as it is; the newest one where that says the same, so that nothing is kept twice."""
        note = " / ".join(str(IN[lang]["plan_kept_note"]) for lang in ("zh", "en"))
        with self.store.writing() as session:
            find_assessment(session, client_id, assessment_id) or abort(404)
            current = current_plan(session, assessment_id) or abort(404)
            newest = next(iter(versions_of(session, assessment_id)), None)
            if newest is None or version_of(session, newest.id) != current.plan:
                keep_plan(session, current, note, account_here().email, self.office.now())
                add_entry(session, self.office.entry("plan_kept", note))
                newest = versions_of(session, assessment_id)[0]
        return newest.id

    def one_report(self, client_id: str, assessment_id: str, report_id: str) -> Response:
        """Releasing it and sharing it; a new link is shown on the page that answers its form, and never again."""
        today = self.office.today()
        form = LinkForm(request.form, today=today)
        token = None
        with self.store.reading() as session:
            report = _report(session, client_id, assessment_id, report_id)
            trail = assessment_trail(session, client_id, assessment_id, "report")
        if request.method == "POST" and form.validate():
            token = self._make_link(report, str(form.label.data), form.last_day)
        elif request.method == "GET":
            form.expires_on.data = today + USUAL
        with self.store.reading() as session:
            links = links_of(session, report_id)
        up = url_for("report", client_id=client_id, assessment_id=assessment_id)
        name = words()["report_no"].format(n=report.number)
        return page(
            "one_report.html",
            422 if form.errors else 200,
            trail=(*trail[:-1], (words()["report"], up), (name, "")),
            report=report,
            form=form,
            links=links,
            today=today,
            working=sum(each.works(today) for each in links),
            last=_last_day(self.office),
            at={"client_id": client_id, "assessment_id": assessment_id, "report_id": report_id},
            link=f"{self._base()}/reports/{token}" if token else "",
        )

    def _make_link(self, report: ReportLine, label: str, until: date) -> str:
        with self.store.writing() as session:
            token = add_link(
                session,
                self.office.installation.keys,
                report.id,
                label,
                until,
                self.office.now(),
                account_here().email,
            )
            add_entry(
                session, self.office.entry("share_link_made", f"{_name(report)} · {label} · {until:%Y-%m-%d}")
            )
        return token

    def release(self, client_id: str, assessment_id: str, report_id: str) -> Response:
        """Opens the report to executives, or withdraws it; what the form says decides, not what the report was."""
        released = request.form.get("released") == "y"
        with self.store.writing() as session:
            report = _report(session, client_id, assessment_id, report_id)
            ended: list[str] = []
            if report.released != released:
                set_released(session, report_id, released)
                action: LogAction = "report_released" if released else "report_withdrawn"
                add_entry(session, self.office.entry(action, _name(report)))
                ended = [] if released else self._end_links(session, report)
        tell("done_released" if released else "done_withdrawn_links" if ended else "done_withdrawn")
        return self._back(client_id, assessment_id, report_id)

    def _end_links(self, session: Session, report: ReportLine) -> list[str]:
        """What is withdrawn is withdrawn for everybody: its links end with it. Gives their labels."""
        ended = revoke_links(session, report.id, self.office.today())
        for label in ended:
            add_entry(session, self.office.entry("share_link_revoked", f"{_name(report)} · {label}"))
        return ended

    def revoke(self, client_id: str, assessment_id: str, report_id: str, link_id: str) -> Response:
        with self.store.writing() as session:
            report = _report(session, client_id, assessment_id, report_id)
            if all(link.id != link_id for link in links_of(session, report_id)):
                abort(404)
            label = revoke_link(session, report_id, link_id)
            if label is not None:
                add_entry(session, self.office.entry("share_link_revoked", f"{_name(report)} · {label}"))
        tell("done_revoked")
        return self._back(client_id, assessment_id, report_id)

    def _base(self) -> str:
        return self.office.public_url or request.host_url.rstrip("/")

    def _back(self, client_id: str, assessment_id: str, report_id: str) -> Response:
        return redirect(
            url_for("one_report", client_id=client_id, assessment_id=assessment_id, report_id=report_id)
        )


def _report(session: Session, client_id: str, assessment_id: str, report_id: str) -> ReportLine:
    find_assessment(session, client_id, assessment_id) or abort(404)
    report = find_report(session, report_id)
    if report is None or report.assessment_id != assessment_id:
        abort(404)
    return report


def _run_choice(number: int, at: str) -> str:
    return str(words()["run_choice"].format(n=number, at=at))


def _plans(session: Session, assessment_id: str) -> list[tuple[str, str]]:
    found = [(AS_IS, str(words()["plan_as_is"]))]
    for version in versions_of(session, assessment_id):
        note = f" · {version.note}" if version.note else ""
        said = words()["plan_choice"].format(n=version.number, at=moment(version.made_at), note=note)
        found.append((version.id, str(said)))
    return found


def _name(report: ReportLine) -> str:
    """What the log says of it, in both languages."""
    names = (report.client[lang] for lang in ("zh", "en"))
    return f"{' / '.join(dict.fromkeys(names))} · {report.number}"


def _last_day(office: StaffContext) -> str:
    return day(office.today() + timedelta(days=LONGEST))
