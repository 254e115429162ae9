"""A cause the diagnosis found: its row of the cause map, its group, how sure it is, and its signs.

Decides nothing itself; it is what the evaluation of the cause map hands to the plan and to the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from diagnostic.core.diagnosis.model.result import Basis, ResultSource, Unit
from diagnostic.text import Text

CauseStage = Literal["fair", "skill", "condition", "review"]
Certainty = Literal["likely", "to_check"]
ScopeKind = Literal["company", "region", "team_type", "manager_tenure", "role", "team"]
STAGES: tuple[CauseStage, ...] = get_args(CauseStage)
SCOPE_KINDS: tuple[ScopeKind, ...] = get_args(ScopeKind)


@dataclass(frozen=True, slots=True)
class SignFound:
    """A sign of the cause map that was seen, with the results that show it.

    `value` and `reference` are in the same `unit` and on the same `basis`; all may be missing where the sign is a
    plain yes.
    """

    code: str
    source: ResultSource
    value: float | None = None
    reference: float | None = None
    n: int | None = None
    result_keys: tuple[str, ...] = ()
    unit: Unit | None = None
    basis: Basis = "plain"


@dataclass(frozen=True, slots=True)
class Cause:
    """One row of the cause map that fits one scope (a group id of the diagnosis).

    `severity` orders causes within a certainty: 0 is nothing, 1 is the whole shortfall or a gap of one
    standard deviation; larger is worse. `vetoed_by` is the fair-comparison row that must be settled
    first in this scope.
    """

    row: int
    scope: str
    scope_kind: ScopeKind
    scope_label: Text
    stage: CauseStage
    certainty: Certainty
    severity: float
    signs: tuple[SignFound, ...] = ()
    vetoed_by: int | None = None

    def __post_init__(self) -> None:
        if self.severity < 0:
            raise ValueError(f"row {self.row} in {self.scope}: severity is never negative")
        if self.certainty == "likely" and len({sign.code for sign in self.signs}) < 2:
            raise ValueError(f"row {self.row} in {self.scope}: a likely cause stands on two signs at least")
        if self.scope_kind == "team" and any(sign.source == "survey" for sign in self.signs):
            raise ValueError(f"row {self.row} in {self.scope}: a single team is never judged by its survey")

    @property
    def key(self) -> tuple[int, str]:
        return (self.row, self.scope)
