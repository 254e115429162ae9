"""The improvement plan as it is handed to the report: who does what by when, for how much, and how one
will see it.

Everything a line prints stands in it or in the playbook action it names; nothing here is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from diagnostic.core.diagnosis.model.cause import Certainty, ScopeKind
from diagnostic.core.diagnosis.model.result import Unit
from diagnostic.core.plan.playbook import ActionAudience
from diagnostic.text import Text

NotChosenReason = Literal[
    "fair_comparison",  # a row 1-7 holds in this scope: people come later
    "not_when",  # a veto of the action itself is known to hold (detail: the veto's code)
    "ask_first",  # the cause is only to be checked, and the action costs too much for a guess
    "wrong_level",  # a company-level cause needs a company-level action
    "enough",  # this cause already has its actions
    "conflict",  # contradicts an action of the plan (detail: its code)
    "needs_missing",  # rests on an action that is not in the plan (detail: its code)
    "owner_full",  # its owner has three already (detail: the owner's role)
    "rep_hours_full",  # the reps' two hours a week are spent
    "plan_full",  # the plan is as long as people can follow
    "taken_out",  # proposed, and left out by the consultant
]
LineStatus = Literal[
    "proposed", "edited", "added", "gone"
]  # where a line comes from; gone: its finding is no longer shown
EventKind = Literal["first_step", "talk", "begins", "leading", "kpi", "executive"]
Window = Literal[30, 60, 90]


@dataclass(frozen=True, slots=True)
class LineKey:
    """What stays the same when the data are analysed again (formats.md): finding, measure, unit, action."""

    finding: str
    measure: str
    unit: str
    action: str

    def __str__(self) -> str:
        return "|".join((self.finding, self.measure, self.unit, self.action))


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a metric stands now. `reference` is what it should be (required level, other groups, last year);
    `detectable` the smallest change the next measurement can show at this n."""

    value: float
    low: float | None
    high: float | None
    unit: Unit
    n: int | None
    reference: float | None = None
    detectable: float | None = None

    @classmethod
    def key(cls, scope: str, metric: str) -> str:
        return f"{scope}|{metric}"


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a metric should get to. No target: no baseline yet, so the first measurement comes before a
    number.

    `visible` is whether the step to the target is at least what the next measurement can show; None =
    unknown.
    """

    metric: str
    name: Text
    unit: Unit
    better: Literal[1, -1]
    baseline: Baseline | None
    target: float | None
    visible: bool | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What the line costs: hours a week per rep; hours per rep and per manager, company days in 90
    days; money."""

    rep_hours_per_week: float
    rep_hours: float
    manager_hours: float
    company_days: float
    money: Literal["low", "mid", "high"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Who it is for: a group of the diagnosis, or everyone. `without` are groups inside it that must wait
    for the fair comparison (their targets or territories are settled first)."""

    id: str
    kind: ScopeKind
    label: Text
    audience: ActionAudience = "scope"
    without: tuple[str, ...] = ()
    without_labels: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action for one cause. `also_for` are further causes (row, scope) the same action answers."""

    key: LineKey
    priority: int
    row: int
    certainty: Certainty
    action: str
    name: Text
    scope: Scope
    owner: str
    owner_label: Text
    first_step: Text
    first_step_by: date
    begins: date
    leading_by: date
    kpi_by: date
    leading: Goal
    lagging: Goal
    load: Load
    check: Text
    risk: Text
    ask: tuple[Text, ...] = ()  # vetoes the data cannot show: to be ruled out before the start
    decision: Text | None = None
    also_for: tuple[tuple[int, str], ...] = ()
    standing: LineStatus = "proposed"


@dataclass(frozen=True, slots=True)
class Talk:
    """A cause that is only to be checked: three questions, asked openly, before anything is spent on it."""

    key: LineKey
    row: int
    scope: Scope
    owner: str
    owner_label: Text
    first_step: Text
    by: date
    questions: tuple[Text, ...]
    check: Text
    disproof: Text


@dataclass(frozen=True, slots=True)
class NotChosen:
    """An action that would fit a cause and is not in the plan, and why not (words: playbook reasons).

    `line` is what it would be in the plan, for a consultant who takes it all the same."""

    action: str
    name: Text
    row: int
    scope: str
    reason: NotChosenReason
    words: Text
    detail: str | None = None
    line: PlanLine | None = None


@dataclass(frozen=True, slots=True)
class ExecutiveStep:
    """Something only the executive can do: a decision for a line, the opening word, the monthly look."""

    code: str  # "decide" | "open" | "answer" | "review"
    words: Text
    by: date
    line: LineKey | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A date of the 30/60/90 calendar; `window` is the first of the three it falls in."""

    day: date
    window: Window
    kind: EventKind
    line: LineKey | None
    words: Text


@dataclass(frozen=True, slots=True)
class ImprovementPlan:
    """The whole plan: lines in order of priority, talks, the executive's own part, what was left out,
    the calendar."""

    start: date
    lines: tuple[PlanLine, ...] = ()
    talks: tuple[Talk, ...] = ()
    executive: tuple[ExecutiveStep, ...] = ()
    not_chosen: tuple[NotChosen, ...] = ()
    calendar: tuple[Event, ...] = ()

    def within(self, window: Window) -> tuple[Event, ...]:
        return tuple(event for event in self.calendar if event.window == window)
