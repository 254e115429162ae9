"""Whether people can carry the plan: hours a week from a rep, and actions of an owner, in each 30 days. It only
warns; what to drop is for the consultant and the client to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from diagnostic.core.plan.improvement_plan import ImprovementPlan, PlanLine, Window
from diagnostic.core.plan.load import Demand, busiest_week
from diagnostic.core.plan.rules import PlanRules
from diagnostic.core.plan.schedule import SLOT_DAYS, WINDOWS
from diagnostic.text import Text

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class WindowLoad:
    """The most hours a week any rep is asked for in a window."""

    window: Window
    hours: float
    too_much: bool


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """How many actions an owner runs in each window, and in all 90 days."""

    owner: Text
    windows: tuple[int, ...]
    total: int
    too_much: bool


def rep_hours(plan: ImprovementPlan, rules: PlanRules) -> tuple[WindowLoad, ...]:
    found = []
    for window in WINDOWS:
        running = [line for line in plan.lines if runs_in(line, plan, window)]
        hours = busiest_week([demand_of(line) for line in running])
        found.append(WindowLoad(window, hours, hours > rules.rep_hours_per_week + ROUNDING))
    return tuple(found)


def owners(plan: ImprovementPlan, rules: PlanRules) -> tuple[OwnerLoad, ...]:
    """In the order in which they first appear in the plan."""
    by_owner: dict[Text, list[PlanLine]] = {}
    for line in plan.lines:
        by_owner.setdefault(line.owner_label, []).append(line)
    return tuple(
        OwnerLoad(
            owner,
            tuple(sum(runs_in(line, plan, window) for line in lines) for window in WINDOWS),
            len(lines),
            len(lines) > rules.lines_per_owner,
        )
        for owner, lines in by_owner.items()
    )


def runs_in(line: PlanLine, plan: ImprovementPlan, window: Window) -> bool:
    """An action runs from its begin until its result can be seen."""
    first = plan.start + timedelta(days=0 if window == WINDOWS[0] else window - SLOT_DAYS + 1)
    return line.begins <= plan.start + timedelta(days=window) and line.kpi_by >= first


def demand_of(line: PlanLine) -> Demand:
    """An action offered to everyone takes its hours from everyone."""
    hours = line.load.rep_hours_per_week
    if line.scope.audience == "everyone":
        return Demand(hours, "", "company")
    return Demand(hours, line.scope.id, line.scope.kind, line.scope.without)
