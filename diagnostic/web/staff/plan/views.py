"""The plan of an assessment: the page that shows it, the form of a line, and what is done with a whole line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.plan import capacity
from diagnostic.core.plan.edits import FIELDS, EditValue
from diagnostic.core.plan.improvement_plan import Goal
from diagnostic.core.plan.marks import line_hash, line_mark, order_mark
from diagnostic.core.plan.overlay import LineView, base_of, value_of
from diagnostic.core.plan.rules import PlanRules
from diagnostic.core.plan.schedule import WINDOWS
from diagnostic.faults import StaleError
from diagnostic.i18n import N_
from diagnostic.storage.results.current_plan import CurrentPlan
from diagnostic.storage.results.plans import versions_of
from diagnostic.text import Text
from diagnostic.usecases.plan.change_plan_line import LINE_ACTIONS, change_plan_line
from diagnostic.usecases.plan.edit_plan_line import edit_plan_line
from diagnostic.usecases.plan.reset_order import reset_order
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import flash_message, language, page
from diagnostic.web.staff.plan.blueprint import bp
from diagnostic.web.staff.plan.forms import AMOUNTS, PlanLineForm, form_values, line_form
from diagnostic.web.staff.plan.scope import PlanScope, find_current, find_scope, line_of, read_plan


@bp.get("")
def plan(client_id: str, assessment_id: str) -> Response:
    with context().installation.store.reading() as session:
        scope = find_scope(session, client_id, assessment_id)
        current = find_current(session, assessment_id)
        versions = versions_of(session, assessment_id) if current else []
    if current is None:
        return page("plan/empty.html", trail=scope.trail(), scope=scope)
    rules = PlanRules()
    return page(
        "plan/plan.html",
        trail=scope.trail(),
        scope=scope,
        current=current,
        plan=current.plan,
        say=scope.say(),
        hash=line_hash,
        line_mark=line_mark,
        order_mark=order_mark(current.lines),
        windows=WINDOWS,
        rules=rules,
        versions=versions,
        hours=capacity.rep_hours(current.plan, rules),
        owners=capacity.owners(current.plan, rules),
        conflicts=sum(bool(view.conflicts) for view in current.lines),
    )


@bp.route("/lines/<line>", methods=["GET", "POST"])
def line(client_id: str, assessment_id: str, line: str) -> AnyResponse:
    scope, current = read_plan(client_id, assessment_id)
    view = line_of(current, line)
    form = line_form(current.plan.start, view, scope.currency)
    if request.method == "GET" or view in current.removed:
        return _line_page(form, scope, current, view)
    back, settled = ({request.form.get(name, "")} & set(FIELDS) for name in ("back", "settle"))
    for name in back:
        _put_back(form, view, name, scope.currency)
    if not form.validate():
        return _line_page(form, scope, current, view, 422)
    wanted, seen = _wanted(form, view, back), request.form.get("seen", "")
    try:
        edit_plan_line(
            context().installation, client_id, assessment_id, line, wanted, seen, settled, **signed()
        )
    except StaleError:
        scope, current = read_plan(client_id, assessment_id)
        return _line_page(form, scope, current, line_of(current, line), 409)
    flash_message(N_("Back to what the analysis proposes.") if back else N_("Saved."))
    return redirect(scope.line(line) if back or settled else f"{scope.plan}#l-{line}")


@bp.post("/lines/<line>/deed")
def act(client_id: str, assessment_id: str, line: str) -> AnyResponse:
    """Lock, take out, move, or the undoing of one of these. What somebody else has changed since the page was
    drawn is looked at first."""
    action = next((each for each in LINE_ACTIONS if each == request.form.get("deed")), None) or abort(404)
    scope, current = read_plan(client_id, assessment_id)
    name, done = line_of(current, line).line.name[language()], labels.PLAN_DONE[action]
    seen = request.form.get("seen", "")
    try:
        change_plan_line(context().installation, client_id, assessment_id, line, action, seen, **signed())
    except StaleError:
        done = N_("Nothing was done: the plan changed just before. Please look at it and try again.")
    flash_message(done, name=name)
    return redirect(f"{scope.plan}#l-{line}" if action != "remove" else scope.plan)


@bp.post("/order")
def order(client_id: str, assessment_id: str) -> AnyResponse:
    """Back to the order the analysis proposes."""
    reset_order(context().installation, client_id, assessment_id, **signed())
    flash_message(N_("The proposed order is back."))
    return redirect(url_for("plan.plan", client_id=client_id, assessment_id=assessment_id))


def _line_page(
    form: PlanLineForm, scope: PlanScope, current: CurrentPlan, view: LineView, status: int = 200
) -> Response:
    """The form; on 409 with what is stored now next to what was typed, where the two differ, and a fresh mark, so
    that saving again holds."""
    said = scope.say()
    differ = [name for name in FIELDS if status == 409 and form.value(name) != value_of(view.line, name)]
    stored = {name: said.stored(name, base_of(view.line, name)) for name in differ}
    return page(
        "plan/line.html",
        status,
        form=form,
        scope=scope,
        view=view,
        say=said,
        seen=line_mark(view),
        current=current,
        trail=scope.trail((view.line.name[language()], "")),
        conflicts={c.field: c for c in view.conflicts},
        proposed=_proposals(view, scope),
        stored=stored,
        hash=line_hash(view.key),
        amounts=AMOUNTS,
        out=view in current.removed,
    )


def _wanted(form: PlanLineForm, view: LineView, back: set[str]) -> Mapping[str, EditValue]:
    """What the form says of each field; of those that go `back`, what is proposed."""
    return {name: value_of(view.base, name) if name in back else form.value(name) for name in FIELDS}


def _put_back(form: PlanLineForm, view: LineView, name: str, currency: str | None) -> None:
    """Put the proposal into the inputs of a field, over what was typed there; a text has two inputs."""
    base = form_values(view.base, currency)
    for each in (f"{name}_zh", f"{name}_en") if FIELDS[name] == "words" else (name,):
        form[each].data, form[each].process_errors = base[each], []
        form[each].raw_data = [str(base[each])]


def _proposals(view: LineView, scope: PlanScope) -> Mapping[str, Sequence[str]]:
    """What is proposed for each field that is edited, as shown next to each of its inputs."""
    said = scope.say()
    found: dict[str, Sequence[str]] = {}
    for name in view.edits:
        base = base_of(view.base, name)
        if isinstance(base, Goal):
            found[name] = (str(said.target(base)),)
        elif isinstance(base, Text):
            found[name] = (base.zh, base.en)
        else:
            found[name] = (str(said.value(name, base)),)
    return found
