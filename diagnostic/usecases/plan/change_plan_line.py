"""What a consultant does with a whole line of the plan: lock it, take it out, move it, and each of them undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, get_args

from diagnostic.core.plan.edits import WHOLE_PLAN
from diagnostic.core.plan.marks import line_mark, order_mark
from diagnostic.core.plan.overlay import LineView
from diagnostic.faults import StaleError
from diagnostic.storage.accounts.audit_log import LogAction
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import lock, unlock
from diagnostic.usecases.plan.plan_to_change import PlanToChange, plan_to_change

LineAction = Literal["lock", "unlock", "remove", "restore", "up", "down"]
LINE_ACTIONS: tuple[LineAction, ...] = get_args(LineAction)
LOGGED: Mapping[LineAction, LogAction] = {
    "lock": "plan_line_locked",
    "unlock": "plan_line_unlocked",
    "remove": "plan_line_removed",
    "restore": "plan_line_restored",
    "up": "plan_order_changed",
    "down": "plan_order_changed",
}


def change_plan_line(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    line: str,
    action: LineAction,
    seen: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """Do it, unless it is done already; a locked line is not taken out. `seen` is the mark of what the page showed: of
    the order for a move, else of the line.

    Raises NotFoundError where there is no such line, StaleError where it is not what the page showed any more.
    """
    with plan_to_change(installation, client_id, assessment_id, by=by, at=at) as plan:
        view = plan.line(line)
        if seen != (order_mark(plan.current.lines) if action in ("up", "down") else line_mark(view)):
            raise StaleError
        if _change(plan, view, action):
            plan.log(LOGGED[action], view.line.name)


def _change(plan: PlanToChange, view: LineView, action: LineAction) -> bool:
    """Whether there was anything to do."""
    out = view in plan.current.removed
    if action == "lock" and view.lock is None and not out:
        lock(plan.session, plan.assessment_id, view.line, plan.by, plan.at)
    elif action == "unlock" and view.lock is not None:
        unlock(plan.session, plan.assessment_id, view.key)
    elif action == "remove" and view.lock is None and not out:
        plan.put(view.key, "removed", True)
        if view.origin == "proposed":
            plan.put(view.key, "kept", view.base)
    elif action == "restore" and out:
        plan.drop(view.key, "removed")
        if view.origin == "gone" and not view.edits:  # nothing else would keep it
            plan.put(view.key, "added", view.base)
    elif action in ("up", "down") and not out:
        return _move(plan, view, -1 if action == "up" else 1)
    else:
        return False
    return True


def _move(plan: PlanToChange, view: LineView, step: int) -> bool:
    order = [each.key for each in plan.current.lines]
    place = order.index(view.key)
    if not 0 <= place + step < len(order):
        return False
    order[place], order[place + step] = order[place + step], order[place]
    proposed = tuple(str(line.key) for line in plan.current.proposed.lines)
    plan.put(WHOLE_PLAN, "order", tuple(order), proposed)
    return True
