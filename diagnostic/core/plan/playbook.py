"""The playbook: the improvement actions a plan may be made of, with what they cost, when they help and
when not.

Types only, for the choice of the plan and for the report; the content stands in
report_templates/playbook.toml, whose head explains every field, and the checks in
`core/plan/check_playbook.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from diagnostic.core.diagnosis.causes.cause_map import CauseFamily
from diagnostic.core.diagnosis.model.result import Unit
from diagnostic.text import Text

Money = Literal["low", "mid", "high"]
Evidence = Literal["strong", "some", "practice"]
MetricSource = Literal["survey", "figures", "records"]  # records: a list somebody has to start keeping
ActionAudience = Literal["scope", "everyone"]
FIRST_STEP_DAYS = 7


@dataclass(frozen=True, slots=True)
class ActionMetric:
    """What is watched. `code` is a scale or a metric of the figures, or a name of its own for a new
    record.

    `goal` is a level to reach, in `unit`, where the action sets one itself; without it the goal is half
    the gap.
    """

    code: str
    name: Text
    source: MetricSource
    unit: Unit
    better: Literal[1, -1] = 1
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One person, one output, at most a week."""

    days: int
    words: Text


@dataclass(frozen=True, slots=True)
class Effort:
    """In the first 90 days: hours per rep and per manager concerned, working days of the company, money."""

    rep_hours: float
    manager_hours: float
    company_days: float
    money: Money


@dataclass(frozen=True, slots=True)
class LeadWeeks:
    """Weeks from the start until the leading measure, then the KPI, can have moved."""

    leading: int
    kpi: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many actions one owner can run in parallel with this one; hours a week it takes from
    each rep."""

    max_parallel: int
    needs_hours_per_week: float


@dataclass(frozen=True, slots=True)
class Veto:
    """When an action must not be chosen. Known from `signs` found or `rows` likely in its scope; with
    neither, a question the consultant has to answer, printed with the action: unless a fact about the
    inputs (`settled_by`) has answered it already."""

    words: Text
    signs: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    settled_by: str | None = None

    @property
    def asked(self) -> bool:
        return not self.signs and not self.rows


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `helps_when` are the signs that support it, `words` say so with the threshold.

    `audience` everyone: the action may answer a finding about a group, but is offered to all (support
    is never aimed at people found in a survey). `decision` is what the executive has to decide for it.
    """

    code: str
    name: Text
    areas: tuple[str, ...]
    level: CauseFamily
    roles: tuple[str, ...]
    rows: tuple[int, ...]
    why: Text
    helps_when: Text
    helps_signs: tuple[str, ...]
    not_when: tuple[str, ...]
    owner_role: str
    first_step: FirstStep
    effort: Effort
    lead_weeks: LeadWeeks
    capacity: Capacity
    leading: ActionMetric
    lagging: ActionMetric
    check: Text
    risk: Text
    evidence: Evidence
    audience: ActionAudience = "scope"
    decision: Text | None = None
    conflicts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Playbook:
    """All actions in the file's order, with the words for owners, roles, vetoes and reasons."""

    actions: tuple[Action, ...]
    owners: Mapping[str, Text]
    roles: Mapping[str, Text]
    vetoes: Mapping[str, Veto]
    reasons: Mapping[str, Text]  # why an action was not chosen, by NotChosen.reason
    executive: Mapping[str, Text]  # what executives do themselves, by ExecutiveStep.code
    talk: Text  # the first step of a talk that checks a cause

    def action(self, code: str) -> Action:
        return next(action for action in self.actions if action.code == code)
