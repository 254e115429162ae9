"""A consultant changes fields of one line of the plan, or takes them back to what the analysis proposes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from diagnostic.core.plan.edits import FIELDS, EditValue
from diagnostic.core.plan.marks import line_mark
from diagnostic.core.plan.overlay import LineView, base_of, value_of
from diagnostic.faults import StaleError
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import edits_of
from diagnostic.usecases.plan.plan_to_change import PlanToChange, plan_to_change


def edit_plan_line(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    line: str,
    wanted: Mapping[str, EditValue],
    seen: str,
    settled: Collection[str] = (),
    *,
    by: str,
    at: datetime,
) -> None:
    """Make the line's fields what is `wanted`.

    A field that is as it was keeps the base it was edited on, and with it the conflict that may have come up since;
    `settled` are fields whose conflict is settled for the consultant's own value. Raises NotFoundError where there is
    no such line, StaleError where it is locked, or not what the page showed any more (`seen` is the mark of that).
    """
    with plan_to_change(installation, client_id, assessment_id, by=by, at=at) as plan:
        view = plan.line(line)
        if view.lock is not None or seen != line_mark(view):
            raise StaleError
        changed = tuple(name for name, value in wanted.items() if value != value_of(view.line, name))
        for name in (*changed, *settled):
            value = wanted.get(name, value_of(view.line, name))
            if value == value_of(view.base, name):
                plan.drop(view.key, name)
            else:
                plan.put(view.key, name, value, base_of(view.base, name))
        if changed or settled:
            _remember(plan, view)
            plan.log("plan_line_changed", view.line.name)


def _remember(plan: PlanToChange, view: LineView) -> None:
    """An edited line outlives its finding, so the line is stored with its edits, and goes with the last of them."""
    if view.origin != "proposed":
        return
    edits = edits_of(plan.session, plan.assessment_id)
    if any(edit.line == view.key and edit.field in FIELDS for edit in edits):
        plan.put(view.key, "kept", view.base)
    else:
        plan.drop(view.key, "kept")
