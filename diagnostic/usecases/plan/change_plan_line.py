"""What a consultant does with a whole line of the plan: lock it, take it out, move it, and each of them undone."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from diagnostic.core.plan.edits import WHOLE_PLAN, Edit
from diagnostic.core.plan.overlay import LineView
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import drop_edit, lock, put_edit, unlock
from diagnostic.usecases.plan.current_plan import CurrentPlan

LineAction = Literal["lock", "unlock", "remove", "restore", "up", "down"]
DEEDS: tuple[LineAction, ...] = get_args(LineAction)


def change_plan_line(
    session: Session, current: CurrentPlan, view: LineView, deed: LineAction, by: str, at: datetime
) -> bool:
    """Whether there was anything to do; what is done already is not done twice. A locked line is not taken out."""
    assessment_id, out = current.run.assessment_id, view in current.removed
    if deed == "lock" and view.lock is None and not out:
        lock(session, assessment_id, view.line, by, at)
    elif deed == "unlock" and view.lock is not None:
        unlock(session, assessment_id, view.key)
    elif deed == "remove" and view.lock is None and not out:
        put_edit(session, assessment_id, Edit(view.key, "removed", True, None, by, at))
        if view.origin == "proposed":
            put_edit(session, assessment_id, Edit(view.key, "kept", view.base, None, by, at))
    elif deed == "restore" and out:
        drop_edit(session, assessment_id, view.key, "removed")
        if view.origin == "gone" and not view.edits:  # nothing else would keep it
            put_edit(session, assessment_id, Edit(view.key, "added", view.base, None, by, at))
    elif deed in ("up", "down") and not out:
        return _move(session, current, view, -1 if deed == "up" else 1, by, at)
    else:
        return False
    return True


def _move(session: Session, current: CurrentPlan, view: LineView, step: int, by: str, at: datetime) -> bool:
    order = [each.key for each in current.lines]
    place = order.index(view.key)
    if not 0 <= place + step < len(order):
        return False
    order[place], order[place + step] = order[place + step], order[place]
    proposed = tuple(str(line.key) for line in current.proposed.lines)
    edit = Edit(WHOLE_PLAN, "order", tuple(order), proposed, by, at)
    put_edit(session, current.run.assessment_id, edit)
    return True
