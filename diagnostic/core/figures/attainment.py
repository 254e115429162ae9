"""Attainment: what was sold over what was asked, for any grouping of people, over months both sides have.

The figure of a group is the sum of its actuals over the sum of its targets, with a linearised interval; the median
of its members' own ratios stands beside it, because one large account can carry a whole team.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.figures.analysis.grouping import Grouping
from diagnostic.core.figures.analysis.person_totals import PersonTotals, person_totals
from diagnostic.core.figures.model.month_table import Flags, Floats
from diagnostic.core.figures.model.performance import PerformanceTable, Period
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.ratio import RatioResult, ratio_of_sums


@dataclass(frozen=True, slots=True)
class Attainment:
    """One group. Money in minor units; `gap` = actual - target, negative is a shortfall.

    `people` have a target; `without_actuals` of them have no figure at all on the other side, and count as zero.
    `beside` is what people without a target, or in months without one, sold: in the gap it has no place.
    `ratio` is None where the interval cannot be said (fewer than two people).
    """

    group: str
    target: float
    actual: float
    attainment: float | None
    people: int
    without_actuals: int
    median: float | None
    beside: float
    ratio: RatioResult | None

    @property
    def gap(self) -> float:
        return self.actual - self.target


def attainment(
    table: PerformanceTable,
    grouping: Grouping,
    *,
    metric: str = "sales",
    within: Period | None = None,
    common_only: bool = True,
) -> tuple[Attainment, ...]:
    """Attainment of each group, in the order in which groups first appear in the grouping.

    within: compares these months only. common_only: a month counts for a person when he has a target in it and
    anybody has an actual in it (so that an unfinished year is not held against a whole year's target); False sums
    both sides over `within` as they stand.
    """
    totals = person_totals(table, metric=metric, within=within, common_only=common_only)
    groups = tuple(dict.fromkeys(grouping.values()))
    member_of = np.array([grouping.get(person, "\0") for person in totals.people], dtype=object)
    return tuple(_attainment(group, totals, member_of == group) for group in groups)


def _attainment(group: str, totals: PersonTotals, members: Flags) -> Attainment:
    asked = members & (totals.target > 0)
    target, actual = totals.target[asked], totals.actual[asked]
    whole = float(target.sum())
    beside = float(totals.beside[members].sum() + totals.actual[members & ~asked].sum())
    return Attainment(
        group,
        whole,
        float(actual.sum()),
        float(actual.sum()) / whole if whole else None,
        int(asked.sum()),
        int((asked & ~totals.has_actuals).sum()),
        float(np.median(actual / target)) if target.size else None,
        beside,
        _interval(actual, target),
    )


def _interval(actual: Floats, target: Floats) -> RatioResult | None:
    try:
        return ratio_of_sums(actual, target)
    except CannotSayError:
        return None
