"""The diagnosis: everything plan and report are allowed to know, already past the publishing rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.input_line import InputLine as InputLine
from diagnostic.core.diagnosis.model.inventory import Inventory
from diagnostic.core.diagnosis.model.result import Basis, CannotSay, Group, Measure, Results
from diagnostic.core.privacy.certificate import Certificate
from diagnostic.text import Text

Adjustment = Literal["potential", "ramp"]
Grade = Literal["good", "usable", "weak", "refused", "cannot_say"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader must know about the data (an item off its scale), as a full sentence."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class ScaleGrade:
    """How well the items of a scale hang together in these answers (company level only)."""

    measure: str
    items: int
    n: int
    alpha: float | None
    low: float | None
    high: float | None
    grade: Grade
    cannot_say: CannotSay | None = None
    icc1: float | None = None
    icc2: float | None = None
    rwg_uniform: float | None = None  # mean rwg(j) over units
    rwg_skew: float | None = None
    omega: float | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """Respondents of a published group; `invited` where it is known."""

    group: str
    answered: int
    invited: int | None


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A node of the attainment tree. Money in minor units; `adjusted`: against the fair target.

    `target` and `attainment` are on `basis`; `own_target` and `own_attainment` on the board's, where the unit has a
    target written for itself.
    """

    group: str
    depth: int
    people: int
    target: int | None
    actual: int | None
    attainment: float | None
    low: float | None
    high: float | None
    median: float | None
    adjusted: float | None
    adjusted_for: tuple[Adjustment, ...] = ()
    basis: Basis = "plain"
    own_target: int | None = None
    own_attainment: float | None = None


@dataclass(frozen=True, slots=True)
class GapPart:
    """One part of an exact decomposition of a gap: the parts add up to the whole. Money in minor units."""

    code: str  # group id, "outside", "beyond_board", "no_target"; or "activity", "win_rate", "deal_size", "joiners" ...
    label: Text
    value: float


@dataclass(frozen=True, slots=True)
class TrendPoint:
    label: str  # "2025-03" or "2025-Q1"
    actual: int
    target: int | None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A fault of the target tree or a warning about the figures, as a full sentence."""

    code: str
    severity: Literal["info", "warning"]
    text: Text


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures half of a diagnosis. Money in minor units of `currency`."""

    currency: str
    period: str
    tree: tuple[TreeRow, ...] = ()
    by_unit: tuple[GapPart, ...] = ()
    by_factor: tuple[GapPart, ...] = ()
    by_factor_reference: Text | None = None  # what the factors are compared with
    trend: tuple[TrendPoint, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    persons: tuple[PersonFigure, ...] = ()  # no longer filled; reports of before 0.2 hold them
    team_targets: int | None = None  # sum of the innermost units' targets, where it is not the company's own
    spread: RepSpread | None = None
    by_factor_start: float | None = None  # what the factors begin from: the value of their reference


@dataclass(frozen=True, slots=True)
class RepBin:
    """Three reps or more with about as many closed deals: their mean count, and their pooled win rate."""

    reps: int
    closed: float
    rate: float


@dataclass(frozen=True, slots=True)
class RepSpread:
    """How reps' win rates scatter, without a dot for anybody: for the funnel plot."""

    reps: int
    closed: int
    won: int
    differ: int  # how many differ from the pool, after correction
    bins: tuple[RepBin, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFigure:
    """A rep without a name, as a dot of the funnel plot; never written next to survey results."""

    closed: int
    won: int
    low: float
    high: float
    differs: bool  # from the pool, after correction


@dataclass(frozen=True, slots=True)
class Pitfall:
    """One of the seed articles' pitfalls: yes, no or cannot tell, with the figure that says so."""

    code: str
    question: Text
    answer: Literal["yes", "no", "cannot_tell"]
    because: Text


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whose diagnosis, of which period, in which words; `simulated` is printed on every page."""

    client: Text
    title: Text
    period: str
    as_of: date
    currency: str | None = None
    simulated: bool = False
    board_target: int | None = None  # minor units


@dataclass(frozen=True, slots=True)
class Diagnosis:
    assessment: Assessment
    inputs: tuple[InputLine, ...]
    groups: Mapping[str, Group]
    measures: Mapping[str, Measure]
    results: Results
    causes: tuple[Cause, ...]  # in reading order, the ones that matter most first within a stage
    strengths: tuple[str, ...] = ()  # keys of results, best first
    pitfalls: tuple[Pitfall, ...] = ()
    scales: tuple[ScaleGrade, ...] = ()
    response: tuple[Response, ...] = ()
    figures: Figures | None = None
    certificates: Mapping[str, Certificate] | None = None  # per module
    notes: tuple[Note, ...] = ()
    provenance: Mapping[str, str] | None = None  # "release" hash, "code", "seed"
    inventory: Inventory | None = None  # what was given; None in what was stored before 0.2
    coverage: Coverage = field(default_factory=Coverage)

    def group(self, id: str) -> Group:
        return self.groups[id]

    def measure(self, code: str) -> Measure:
        return self.measures[code]
