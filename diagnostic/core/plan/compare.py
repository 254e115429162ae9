"""What has changed between two plans, line by line and field by field, to compare two kept versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diagnostic.core.plan.edits import FIELDS, EditValue
from diagnostic.core.plan.improvement_plan import ImprovementPlan, PlanLine
from diagnostic.core.plan.overlay import alike, base_of

Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; of a goal the whole goal, with its baseline."""

    field: str
    before: EditValue
    after: EditValue


@dataclass(frozen=True, slots=True)
class PlanLineChange:
    """A line that is not the same in both; `line` is the later one where both have it."""

    change: Change
    line: PlanLine
    fields: tuple[FieldChange, ...] = ()


def compare(before: ImprovementPlan, after: ImprovementPlan) -> tuple[PlanLineChange, ...]:
    """In the order of the later plan, what has gone at the end."""
    old = {line.key: line for line in before.lines}
    new = {line.key: line for line in after.lines}
    found = [_change(old.get(key), line) for key, line in new.items()]
    gone = (PlanLineChange("removed", line) for key, line in old.items() if key not in new)
    return (*(each for each in found if each is not None), *gone)


def _change(old: PlanLine | None, new: PlanLine) -> PlanLineChange | None:
    if old is None:
        return PlanLineChange("added", new)
    changes = [
        FieldChange(field, base_of(old, field), base_of(new, field))
        for field in FIELDS
        if not alike(base_of(old, field), base_of(new, field))
    ]
    if old.priority != new.priority:
        changes.insert(0, FieldChange("priority", old.priority, new.priority))
    return PlanLineChange("changed", new, tuple(changes)) if changes else None
