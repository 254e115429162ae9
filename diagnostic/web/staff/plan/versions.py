"""Numbered versions of a plan: keeping one, the list, one as it was, and two side by side."""

from __future__ import annotations

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response

from diagnostic.core.plan.compare import compare
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import VersionLine, find_version, version_of, versions_of
from diagnostic.text import same
from diagnostic.usecases.plan.current_plan import current_plan
from diagnostic.usecases.plan.keep_plan import keep_plan
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.page import number, page, tell, words
from diagnostic.web.staff.plan.forms import KeepForm
from diagnostic.web.staff.plan.scope import place_of

NOW = "now"


class PlanVersions:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments/<assessment_id>/plan"
        app.add_url_rule(f"{one}/keep", "plan_keep", self.plan_keep, methods=["GET", "POST"])
        app.add_url_rule(f"{one}/versions", "plan_versions", self.plan_versions)
        app.add_url_rule(f"{one}/versions/<version_id>", "plan_version", self.plan_version)
        app.add_url_rule(f"{one}/compare", "plan_compare", self.plan_compare)

    def plan_keep(self, client_id: str, assessment_id: str) -> Response:
        form = KeepForm(request.form)
        with self.store.writing() as session:
            place = place_of(session, client_id, assessment_id)
            hold_assessment(session, assessment_id)
            current = current_plan(session, assessment_id) or abort(404)
            if request.method == "POST" and form.validate():
                kept, new = keep_plan(
                    session, current, form.note.data or "", account_here().email, self.office.now()
                )
                if new:
                    add_entry(session, self.office.entry("plan_kept", place.subject(same(f"#{kept}"))))
                tell("done_plan_kept" if new else "done_plan_kept_before", n=number(kept))
                return redirect(place.to("plan_versions"))
        return page(
            "plan_keep.html",
            200 if request.method == "GET" else 422,
            form=form,
            place=place,
            current=current,
            conflicts=sum(bool(view.conflicts) for view in current.lines),
            trail=place.trail((words()["plan_keep"], "")),
        )

    def plan_versions(self, client_id: str, assessment_id: str) -> Response:
        with self.store.reading() as session:
            place = place_of(session, client_id, assessment_id)
            versions = versions_of(session, assessment_id)
        return page(
            "plan_versions.html",
            place=place,
            versions=versions,
            now=NOW,
            trail=place.trail((words()["plan_versions"], "")),
        )

    def plan_version(self, client_id: str, assessment_id: str, version_id: str) -> Response:
        with self.store.reading() as session:
            place = place_of(session, client_id, assessment_id)
            version = find_version(session, assessment_id, version_id) or abort(404)
            plan = version_of(session, version_id)
        behind = ((words()["plan_versions"], place.to("plan_versions")), (called(version), ""))
        return page(
            "plan_version.html",
            place=place,
            version=version,
            plan=plan,
            say=place.say(),
            title=called(version),
            trail=place.trail(*behind),
            now=NOW,
        )

    def plan_compare(self, client_id: str, assessment_id: str) -> Response:
        """Without two to compare (a link that was cut) the list, where they are chosen."""
        with self.store.reading() as session:
            place = place_of(session, client_id, assessment_id)
            sides = [
                _side(session, assessment_id, request.args.get(name, "")) for name in ("before", "after")
            ]
        before, after = sides
        if before is None or after is None:
            return redirect(place.to("plan_versions"))
        behind = ((words()["plan_versions"], place.to("plan_versions")), (words()["plan_compare"], ""))
        return page(
            "plan_compare.html",
            place=place,
            before=before[0],
            after=after[0],
            say=place.say(),
            changes=compare(before[1], after[1]),
            trail=place.trail(*behind),
        )


def called(version: VersionLine) -> str:
    return str(words()["plan_version_n"].format(n=number(version.number)))


def _side(session: Session, assessment_id: str, chosen: str) -> tuple[str, ImprovementPlan] | None:
    """A version by its id, or the plan as it stands; what it is called and the plan."""
    if chosen == NOW:
        current = current_plan(session, assessment_id)
        return None if current is None else (str(words()["plan_as_it_stands"]), current.plan)
    version = find_version(session, assessment_id, chosen)
    return None if version is None else (called(version), version_of(session, version.id))
