"""When: first steps within the week, the start of each line by what its owner can carry at once, and
the calendar.

All dates are working days (Monday to Friday); a date that falls on a weekend moves back to the Friday
before, or, where that would lie before the start, on to the Monday after. Public holidays are the
consultant's to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from diagnostic.core.plan.improvement_plan import (
    Event,
    EventKind,
    ExecutiveStep,
    LineKey,
    PlanLine,
    Talk,
    Window,
)
from diagnostic.core.plan.playbook import Action
from diagnostic.text import Text

WINDOWS: tuple[Window, ...] = (30, 60, 90)
SLOT_DAYS = 30
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Dates:
    """First step by, begins, leading measure can have moved by, KPI can have moved by."""

    first_step_by: date
    begins: date
    leading_by: date
    kpi_by: date


def working_day(day: date, not_before: date) -> date:
    """The day itself, else the Friday before it, else the Monday after.

    >>> working_day(date(2026, 3, 7), not_before=date(2026, 3, 2)).isoformat()
    '2026-03-06'
    """
    if day.weekday() <= FRIDAY:
        return day
    friday = day - timedelta(days=day.weekday() - FRIDAY)
    return friday if friday >= not_before else friday + timedelta(days=3)


def after(start: date, days: int) -> date:
    """A working day so many days after the start."""
    return working_day(start + timedelta(days=days), start)


def slots(actions: Sequence[Action]) -> tuple[int, ...]:
    """For each action, in order of priority, how many 30-day slots it waits until its owner has room for it.

    An owner runs as many in parallel as the strictest of them allows; what an action needs begins a
    slot earlier than the action itself.
    """
    given: dict[str, int] = {}
    taken: dict[tuple[str, int], list[Action]] = {}
    for action in sorted(actions, key=lambda action: len(action.needs)):
        slot = max((given[code] + 1 for code in action.needs if code in given), default=0)
        while not _fits(action, taken.get((action.owner_role, slot), [])):
            slot += 1
        given[action.code] = slot
        taken.setdefault((action.owner_role, slot), []).append(action)
    return tuple(given[action.code] for action in actions)


def _fits(action: Action, beside: Sequence[Action]) -> bool:
    return len(beside) < min(other.capacity.max_parallel for other in (*beside, action))


def dates(action: Action, slot: int, start: date) -> Dates:
    """The dates of one line. The first step is always in the first week, even where the rest must wait."""
    first = after(start, action.first_step.days)
    begins = first if slot == 0 else after(start, SLOT_DAYS * slot)
    leading, kpi = (
        working_day(begins + timedelta(weeks=weeks), start)
        for weeks in (action.lead_weeks.leading, action.lead_weeks.kpi)
    )
    return Dates(first, begins, leading, kpi)


def window_of(day: date, start: date) -> Window | None:
    """The first of the 30, 60 or 90 days that holds the day; None after day 90."""
    return next((window for window in WINDOWS if (day - start).days <= window), None)


def calendar(
    start: date, lines: Iterable[PlanLine], talks: Iterable[Talk], executive: Iterable[ExecutiveStep]
) -> tuple[Event, ...]:
    """Everything that has a date within 90 days, in order of date; equal dates keep the order of the plan."""
    events = [
        *(event for line in lines for event in _line_events(line, start)),
        *(_event(talk.by, "talk", talk.key, talk.first_step, start) for talk in talks),
        *(_event(step.by, "executive", step.line, step.words, start) for step in executive),
    ]
    return tuple(sorted((event for event in events if event is not None), key=lambda event: event.day))


def _line_events(line: PlanLine, start: date) -> list[Event | None]:
    events = [_event(line.first_step_by, "first_step", line.key, line.first_step, start)]
    if line.begins > line.first_step_by:
        events.append(_event(line.begins, "begins", line.key, line.name, start))
    events.append(_event(line.leading_by, "leading", line.key, line.leading.name, start))
    events.append(_event(line.kpi_by, "kpi", line.key, line.lagging.name, start))
    return events


def _event(day: date, kind: EventKind, line: LineKey | None, words: Text, start: date) -> Event | None:
    window = window_of(day, start)
    return None if window is None else Event(day, window, kind, line, words)
