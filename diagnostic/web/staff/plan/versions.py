"""Numbered versions of a plan: keeping one, the list, one as it was, and two side by side."""

from __future__ import annotations

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.plan.compare import compare as compare_plans
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.i18n import N_
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import VersionLine, find_version, version_of, versions_of
from diagnostic.usecases.plan.keep_plan import keep_plan
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import _, flash_message, number, page
from diagnostic.web.staff.plan.blueprint import bp
from diagnostic.web.staff.plan.forms import KeepForm
from diagnostic.web.staff.plan.scope import find_current, find_scope, read_plan

NOW = "now"


@bp.route("/keep", methods=["GET", "POST"])
def keep(client_id: str, assessment_id: str) -> AnyResponse:
    scope, current = read_plan(client_id, assessment_id)
    form = KeepForm(request.form)
    if request.method == "POST" and form.validate():
        note = form.note.data or ""
        kept = keep_plan(context().installation, client_id, assessment_id, note, **signed())
        flash_message(
            N_("Kept as version {n}.")
            if kept.new
            else N_("The plan is the same as version {n}; it was not kept twice."),
            n=number(kept.number),
        )
        return redirect(scope.to("plan.versions"))
    return page(
        "plan/keep.html",
        200 if request.method == "GET" else 422,
        form=form,
        scope=scope,
        current=current,
        conflicts=sum(bool(view.conflicts) for view in current.lines),
        trail=scope.trail((_("Keep a version"), "")),
    )


@bp.get("/versions")
def versions(client_id: str, assessment_id: str) -> Response:
    with context().installation.store.reading() as session:
        scope = find_scope(session, client_id, assessment_id)
        kept = versions_of(session, assessment_id)
    trail = scope.trail((_("Versions"), ""))
    return page("plan/versions.html", scope=scope, versions=kept, now=NOW, trail=trail)


@bp.get("/versions/<version_id>")
def version(client_id: str, assessment_id: str, version_id: str) -> Response:
    with context().installation.store.reading() as session:
        scope = find_scope(session, client_id, assessment_id)
        found = find_version(session, assessment_id, version_id) or abort(404)
        plan = version_of(session, version_id)
    behind = ((_("Versions"), scope.to("plan.versions")), (_called(found), ""))
    return page(
        "plan/version.html",
        scope=scope,
        version=found,
        plan=plan,
        say=scope.say(),
        title=_called(found),
        trail=scope.trail(*behind),
        now=NOW,
    )


@bp.get("/compare")
def compare(client_id: str, assessment_id: str) -> AnyResponse:
    """Without two to compare (a link that was cut) the list, where they are chosen."""
    with context().installation.store.reading() as session:
        scope = find_scope(session, client_id, assessment_id)
        before, after = (
            _side(session, assessment_id, request.args.get(name, "")) for name in ("before", "after")
        )
    if before is None or after is None:
        return redirect(scope.to("plan.versions"))
    behind = ((_("Versions"), scope.to("plan.versions")), (_("Compare"), ""))
    return page(
        "plan/compare.html",
        scope=scope,
        before=before[0],
        after=after[0],
        say=scope.say(),
        changes=compare_plans(before[1], after[1]),
        trail=scope.trail(*behind),
    )


def _called(version: VersionLine) -> str:
    return str(_("Version {n}", n=number(version.number)))


def _side(session: Session, assessment_id: str, chosen: str) -> tuple[str, ImprovementPlan] | None:
    """A version by its id, or the plan as it stands; what it is called and the plan."""
    if chosen == NOW:
        current = find_current(session, assessment_id)
        return None if current is None else (str(_("The plan as it stands")), current.plan)
    version = find_version(session, assessment_id, chosen)
    return None if version is None else (_called(version), version_of(session, version.id))
