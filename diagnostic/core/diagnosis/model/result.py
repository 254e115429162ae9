"""Results: every number that may leave the core, with its interval, its n, its test and its verdict.

One flat list is the whole truth of a diagnosis: `diagnosis.json` is this list, the report prints nothing
else, and what the publishing rules hold back is in it only as "not shown".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from diagnostic.core.stats.basis.not_computable import Reason
from diagnostic.text import Text

ResultKind = Literal[
    # survey, description
    "mean",  # of a scale in a group
    "item_mean",
    "icc",  # how much of it lies between units: ICC(1)
    "icc2",  # how reliable a unit's mean is: ICC(2)
    "rwg_uniform",  # agreement within units, mean rwg(j), against answers at random
    "rwg_skew",  # the same against answers that lean to one side
    "alpha",
    "omega",
    "careless",  # share of sheets with two signs of careless answering, or more
    # survey, gaps: actual - reference, negative = shortfall
    "required_current",
    "importance_satisfaction",
    "self_manager",
    "top_rest",
    "band_trend",
    "wave_change",  # since an earlier wave, over the units both have
    "contrast",  # a declared group against the rest
    "unit_company",  # empirical-Bayes, "to talk about", never a claim
    # survey, weights
    "stated_importance",
    "driver",
    "priority",
    # figures
    "target_actual",
    "figure",  # a metric of a group
    "figure_contrast",  # a metric of a group against the rest
    "figure_spread",  # do the parts differ at all
    "figure_change",  # against the reference period
]
# Results whose p values are adjusted together (docs/adr/0011): Holm in the first three, Benjamini-Hochberg in figures
# (of declared scopes) and in teams (figures of single teams).
ResultFamily = Literal["confirmatory", "required", "spread", "figures", "teams", "exploratory", "description"]
FIGURE_FAMILIES: tuple[ResultFamily, ...] = ("figures", "teams")
Verdict = Literal["clear", "likely", "cannot_tell", "equivalent", "described", "to_talk_about"]
Unit = Literal["points", "money", "share", "days", "hours", "months", "count", "ratio", "probability", "sd"]
GroupKind = Literal[
    "company",
    "region",
    "team",
    "team_type",
    "manager_tenure",
    "role",
    "band",
    "role_band",
    "person",
    "atom",
    "managers",
]
ResultSource = Literal["survey", "figures"]
# What a value rests on (docs/adr/0027). plain: the one definition, same cells on both sides, sum over sum.
# comparable: the same measure after something was made alike (mix of roles, territory, people of both years).
# board: against the target written for the unit itself, whatever its people were given.
Basis = Literal["plain", "comparable", "board"]
# What is drawn when a comparison of figures is repeated: the teams, their reps, or neither (counts; no comparison).
Clusters = Literal["", "teams", "reps"]
LEVEL_KINDS: tuple[ResultKind, ...] = ("figure", "mean", "target_actual")


@dataclass(frozen=True, slots=True)
class Group:
    """Who a result is about. `n`: respondents (survey) or people (figures); ids are stable in a diagnosis."""

    id: str
    kind: GroupKind
    label: Text
    source: ResultSource
    n: int | None = None
    parent: str | None = None
    module: str | None = None


def scope_of(group: Group) -> str:
    """The scope of a group, the same in survey and figures: "morale/region:North" is "region:North"."""
    return group.id.partition("/")[2] if group.source == "survey" else group.id


LOST_MARK = (
    "†"  # behind the name of a scale, wherever it is printed: it rests on a column that lost many answers
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a result measures: a scale, an item or a metric, with the ends of its answer scale. A `name` that ends in
    LOST_MARK rests on a column more than a tenth of whose answers could not be read."""

    code: str
    kind: Literal["skill", "condition", "wellbeing", "manager", "scale", "item", "metric"]
    name: Text
    definition: Text | None
    unit: Unit
    minimum: float | None = None
    maximum: float | None = None
    better: Literal[1, -1] = 1
    areas: tuple[str, ...] = ()

    @property
    def lost_many(self) -> bool:
        return self.name.en.endswith(LOST_MARK)

    @property
    def marked(self) -> Measure:
        """With the mark, once."""
        name = Text(self.name.zh + LOST_MARK, self.name.en + LOST_MARK)
        return self if self.lost_many else replace(self, name=name)


@dataclass(frozen=True, slots=True)
class CannotSay:
    reason: Reason
    n: int | None = None
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One number with all that is needed to defend it. A result without `estimate` says why in `cannot_say`.

    `sign` is -1 for a shortfall, +1 for a surplus, 0 where the verdict claims neither.
    `detectable` is the smallest gap this n shows with 80 % power, printed next to what is not significant.
    """

    kind: ResultKind
    group: str
    measure: str
    method: str
    family: ResultFamily
    unit: Unit
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    n: int | None = None
    p: float | None = None
    p_adjusted: float | None = None
    sign: Literal[-1, 0, 1] = 0
    verdict: Verdict = "described"
    cannot_say: CannotSay | None = None
    reference: float | None = None  # what the estimate is compared with, in the same unit
    effect: float | None = None  # standardised: Hedges g, Cliff's delta, as `effect_name` says
    effect_name: str | None = None
    detectable: float | None = None
    against: tuple[str, ...] = ()  # the other groups a comparison involves, without `group`
    parts: tuple[tuple[str, ...], ...] = ()  # survey only: the atoms of each side, for release.json
    basis: Basis = "plain"
    period: str = ""  # label of the period it is about, filled once for all results of a diagnosis
    within: str = ""  # figures: the part of the family it was adjusted within; "" = the whole family
    clusters: Clusters = ""
    low90: float | None = None  # figures: the 90 % interval, for what lies close to the rest
    high90: float | None = None

    def __post_init__(self) -> None:
        if (self.estimate is None) == (self.cannot_say is None):
            raise ValueError(f"{self.key}: a result has either a number or a reason why not")

    @property
    def key(self) -> str:
        return f"{self.kind}|{self.group}|{self.measure}"

    @property
    def claimed(self) -> bool:
        """Whether the report may say it as a finding; descriptions and exploratory lists never are."""
        return self.verdict in ("clear", "likely")

    def as_json(self) -> dict[str, object]:
        """The fixed contract of diagnosis.json (formats.md)."""
        reason = self.cannot_say
        return {
            "key": self.key,
            "method": self.method,
            "family": self.family,
            "group": self.group,
            "measure": self.measure,
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "n": self.n,
            "p": self.p,
            "p_adjusted": self.p_adjusted,
            "sign": self.sign,
            "unit": self.unit,
            "verdict": self.verdict,
            "cannot_say": None
            if reason is None
            else {"reason": reason.reason, "n": reason.n, "needed": reason.needed},
            "basis": self.basis,
            "period": self.period,
            "within": self.within,
            "clusters": self.clusters,
            "low90": self.low90,
            "high90": self.high90,
        }


@dataclass(frozen=True, slots=True)
class Results:
    """All results, found by kind, group and measure."""

    all: tuple[Result, ...]
    by_key: Mapping[str, Result] = field(init=False, repr=False, compare=False)
    by_kind: Mapping[str, tuple[Result, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {result.key: result for result in self.all}
        if len(by_key) != len(self.all):
            double = [key for key, count in Counter(result.key for result in self.all).items() if count > 1]
            raise ValueError(f"results given twice: {double[:5]}")
        by_kind: dict[str, list[Result]] = {}
        for result in self.all:
            by_kind.setdefault(result.kind, []).append(result)
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "by_kind", {kind: tuple(own) for kind, own in by_kind.items()})

    def __iter__(self) -> Iterator[Result]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def of(
        self, kind: ResultKind, group: str | None = None, measure: str | None = None
    ) -> tuple[Result, ...]:
        return tuple(
            r
            for r in self.by_kind.get(kind, ())
            if (group is None or r.group == group) and (measure is None or r.measure == measure)
        )

    def get(self, kind: ResultKind, group: str, measure: str) -> Result | None:
        return self.by_key.get(f"{kind}|{group}|{measure}")

    def value(self, measure: str, group: str, basis: Basis = "plain") -> Result | None:
        """The one printed level of a measure in a group on that basis, whatever its kind."""
        found = (self.get(kind, group, measure) for kind in LEVEL_KINDS)
        return next((result for result in found if result is not None and result.basis == basis), None)
