"""What a consultant may change in a proposed plan, and how a change is written down: for the overlay that lays the
changes over the proposal, and for the database that keeps them.

A change is an edit of one field of one line, with the value it replaced, which shows whether a later analysis
proposes something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from diagnostic.core.plan.improvement_plan import Goal, PlanLine
from diagnostic.text import Text

EditKind = Literal["words", "day", "target", "amount", "level", "line", "removed", "order"]
EditValue = Text | date | Goal | PlanLine | tuple[str, ...] | float | str | bool | None

WHOLE_PLAN = ""  # the line of an edit that is about the plan and not about one of its lines
FIELDS: Mapping[str, EditKind] = {
    "name": "words",
    "owner_label": "words",
    "first_step": "words",
    "check": "words",
    "risk": "words",
    "decision": "words",
    "first_step_by": "day",
    "begins": "day",
    "leading_by": "day",
    "kpi_by": "day",
    "leading": "target",
    "lagging": "target",
    "rep_hours_per_week": "amount",
    "rep_hours": "amount",
    "manager_hours": "amount",
    "company_days": "amount",
    "money": "level",
}
"""The fields of a line that a form shows; those of its load and its goals by their own names."""
KINDS: Mapping[str, EditKind] = {
    **FIELDS,
    "kept": "line",  # the line as the analysis proposed it when it was last edited: it may be gone from the next
    "added": "line",  # a line the analysis did not propose: of the playbook all the same, or in own words
    "removed": "removed",
    "order": "order",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """`value` stands instead of `base`, which is what the analysis proposed when the edit was made.

    Of a goal only the target is the consultant's: the value is a number (None: no target), the base the whole goal,
    since a target is judged by its baseline.
    """

    line: str
    field: str
    value: EditValue
    base: EditValue
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if self.field not in KINDS:
            raise ValueError(f"{self.field} is not a field of a plan's line")

    @property
    def kind(self) -> EditKind:
        return KINDS[self.field]


@dataclass(frozen=True, slots=True)
class Lock:
    """A line that no analysis changes any more, as it stood when it was locked."""

    line: PlanLine
    by: str
    at: datetime
