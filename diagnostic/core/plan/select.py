"""Which actions answer which causes, and why the others do not: the part of the plan that decides.

Order of the decision: fair comparison first (a veto beats every score), then the worst likely causes,
each its best action before any its second, then cheap actions for causes that are only to be checked.
Within a cause the order of the cause map holds; a cause of the whole company gets its company-level
action first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.plan.improvement_plan import NotChosenReason
from diagnostic.core.plan.load import Demand, busiest_week, may_meet
from diagnostic.core.plan.playbook import Action, Playbook
from diagnostic.core.plan.rules import PlanRules

Refusal = tuple[NotChosenReason, str | None]
FAIR_COMPARISON: Final = "fair_comparison"


@dataclass(frozen=True, slots=True)
class ActionChoice:
    """An action with the cause it answers first, further causes, and likely fair causes inside its scope."""

    action: Action
    cause: Cause
    also_for: tuple[Cause, ...] = ()
    without: tuple[Cause, ...] = ()

    @property
    def causes(self) -> tuple[Cause, ...]:
        return (self.cause, *self.also_for)

    @property
    def demand(self) -> Demand:
        hours = self.action.capacity.needs_hours_per_week
        if self.action.audience == "everyone":
            return Demand(hours, "", "company")
        without = tuple(cause.scope for cause in self.without)
        return Demand(hours, self.cause.scope, self.cause.scope_kind, without)


def in_order(causes: Iterable[Cause], cause_map: CauseMap) -> list[Cause]:
    """Likely before to be checked, then the worst first, then reading order; ties by scope, so it never
    changes."""

    def place(cause: Cause) -> tuple[bool, float, int, str]:
        return (
            cause.certainty != "likely",
            -cause.severity,
            cause_map.row(cause.row).order,
            cause.scope,
        )

    return sorted(causes, key=place)


@dataclass
class Selection:
    """The choice while it grows. `facts` are signs known to hold per scope, whether or not a cause
    rests on them; those of the company hold everywhere."""

    causes: Sequence[Cause]
    playbook: Playbook
    cause_map: CauseMap
    rules: PlanRules
    facts: Mapping[str, frozenset[str]]
    choices: list[ActionChoice] = field(default_factory=list)
    refused: dict[tuple[int, str, str], Refusal] = field(default_factory=dict)

    def run(self) -> None:
        """Choose for all causes in their order."""
        ordered = in_order(self.causes, self.cause_map)
        for cause in ordered:
            if self.vetoed(cause):
                self._refuse_all(cause, (FAIR_COMPARISON, str(self.vetoed(cause))))
        open_causes = [cause for cause in ordered if not self.vetoed(cause)]
        for wanted in range(1, self.rules.lines_per_cause + 1):
            for cause in open_causes:
                if cause.certainty == "likely":
                    self._answer(cause, wanted)
        for cause in open_causes:
            if cause.certainty == "to_check":
                self._answer(cause, 1)
        for cause in open_causes:
            self._refuse_all(cause, ("enough", None))

    def vetoed(self, cause: Cause) -> int | None:
        """The likely fair-comparison row that must be settled first in the scope of this cause."""
        if cause.vetoed_by is not None:
            return cause.vetoed_by
        rows = [fair.row for fair in self._fair(cause.row) if fair.scope == cause.scope]
        return min(rows, default=None)

    def _fair(self, row: int) -> list[Cause]:
        """The likely causes whose row rules out acting on this row in their scope."""
        return [
            cause
            for cause in self.causes
            if cause.certainty == "likely"
            and cause.vetoed_by is None
            and row in self.cause_map.row(cause.row).vetoes
        ]

    def _actions(self, cause: Cause) -> list[Action]:
        """The map's actions for the row, best first; company level first where the whole company is meant."""
        actions = [self.playbook.action(code) for code in self.cause_map.row(cause.row).actions]
        if cause.scope_kind == "company":
            actions.sort(key=lambda action: action.level != "company")
        return actions

    def _answers(self, cause: Cause) -> list[ActionChoice]:
        return [choice for choice in self.choices if cause in choice.causes]

    def _answer(self, cause: Cause, wanted: int) -> None:
        """Give the cause its next action, unless it has as many as wanted."""
        for action in self._actions(cause):
            if len(self._answers(cause)) >= wanted:
                return
            if action.code not in {choice.action.code for choice in self._answers(cause)}:
                self._try(cause, action)

    def _try(self, cause: Cause, action: Action) -> bool:
        """Take the action for the cause, or keep the reason why not."""
        refusal = self._unfit(cause, action) or self._missing_need(cause, action)
        place = self._place(action.code)
        if refusal is None and place is None:
            refusal = self._no_room(cause, action)
        if refusal is not None:
            self.refused[(cause.row, cause.scope, action.code)] = refusal
        elif place is None:
            self.choices.append(ActionChoice(action, cause, without=self._without(cause)))
        else:
            old = self.choices[place]
            self.choices[place] = replace(old, also_for=(*old.also_for, cause))
        return refusal is None

    def _place(self, code: str) -> int | None:
        return next((i for i, choice in enumerate(self.choices) if choice.action.code == code), None)

    def _unfit(self, cause: Cause, action: Action) -> Refusal | None:
        """Why the action does not suit this cause, independently of the rest of the plan."""
        if cause.certainty == "to_check" and not self._may_guess(cause, action):
            return ("ask_first", None)
        if self._wrong_level(cause, action):
            return ("wrong_level", None)
        return self._veto(cause, action) or self._conflict(cause, action)

    def _may_guess(self, cause: Cause, action: Action) -> bool:
        """Nothing aimed at people's skills on a guess; other actions only if they cost next to nothing."""
        return cause.stage != "skill" and self.rules.cheap(action)

    def _wrong_level(self, cause: Cause, action: Action) -> bool:
        """A cause of the whole company needs its company-level action before any other."""
        if cause.scope_kind != "company" or action.level == "company":
            return False
        needs_company = "company" in self.cause_map.row(cause.row).families
        return needs_company and all(choice.action.level != "company" for choice in self._answers(cause))

    def _veto(self, cause: Cause, action: Action) -> Refusal | None:
        known = self._known(cause)
        for code in action.not_when:
            veto = self.playbook.vetoes[code]
            fair = self._likely_rows(cause) & set(veto.rows)
            if fair:
                return (FAIR_COMPARISON, str(min(fair)))
            if known & set(veto.signs):
                return ("not_when", code)
        return None

    def _likely_rows(self, cause: Cause) -> set[int]:
        """The other rows that are likely in the same scope."""
        return {
            other.row
            for other in self.causes
            if other.scope == cause.scope and other.certainty == "likely" and other != cause
        }

    def _known(self, cause: Cause) -> frozenset[str]:
        """Signs that hold in the scope of the cause or in the whole company."""
        found = {
            sign.code
            for other in self.causes
            if other.scope == cause.scope or other.scope_kind == "company"
            for sign in other.signs
        }
        company = {other.scope for other in self.causes if other.scope_kind == "company"} | {"company"}
        return frozenset(found).union(*(self.facts.get(scope, ()) for scope in (*company, cause.scope)))

    def _conflict(self, cause: Cause, action: Action) -> Refusal | None:
        new = ActionChoice(action, cause).demand
        for choice in self.choices:
            other, old = choice.action, choice.demand
            against = other.code in action.conflicts or action.code in other.conflicts
            if against and may_meet(new.scope, new.kind, old.scope, old.kind):
                return ("conflict", other.code)
        return None

    def _missing_need(self, cause: Cause, action: Action) -> Refusal | None:
        """What the action rests on is taken first; without it the action waits."""
        for code in action.needs:
            if self._place(code) is None and not self._try(cause, self.playbook.action(code)):
                return ("needs_missing", code)
        return None

    def _no_room(self, cause: Cause, action: Action) -> Refusal | None:
        if len(self.choices) >= self.rules.lines:
            return ("plan_full", None)
        owned = sum(choice.action.owner_role == action.owner_role for choice in self.choices)
        if owned >= self.rules.lines_per_owner:
            return ("owner_full", action.owner_role)
        new = ActionChoice(action, cause, without=self._without(cause))
        hours = busiest_week([choice.demand for choice in (*self.choices, new)])
        return ("rep_hours_full", None) if hours > self.rules.rep_hours_per_week + 1e-9 else None

    def _without(self, cause: Cause) -> tuple[Cause, ...]:
        """Groups inside the scope that must wait for their fair comparison; one cause for each."""
        found: dict[str, Cause] = {}
        for fair in self._fair(cause.row):
            if fair.scope != cause.scope and may_meet(
                fair.scope, fair.scope_kind, cause.scope, cause.scope_kind
            ):
                found.setdefault(fair.scope, fair)
        return tuple(found.values())

    def _refuse_all(self, cause: Cause, refusal: Refusal) -> None:
        """A reason for each of the row's actions that is not in the plan and not refused for another
        reason."""
        for action in self._actions(cause):
            if self._place(action.code) is None:
                self.refused.setdefault((cause.row, cause.scope, action.code), refusal)
