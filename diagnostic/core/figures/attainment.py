"""Attainment: what was sold over what was asked, for any grouping of people, over months both sides have.

The figure of a group is the sum of its actuals over the sum of its targets, with a linearised interval; the median
of its members' own ratios stands beside it, because one large account can carry a whole team.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.figures.deal_amounts import actual_amounts
from diagnostic.core.figures.grouping import Grouping
from diagnostic.core.figures.month_table import Flags, Floats, MonthTable, month_table
from diagnostic.core.figures.performance import Amount, PerformanceTable, Period
from diagnostic.core.figures.periods import month_number
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.ratio import RatioResult, ratio_of_sums


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


@dataclass(frozen=True, slots=True)
class PersonTotals:
    """Targets and actuals of persons over the months compared: arrays of shape (people,)."""

    people: tuple[str, ...]
    target: Floats
    actual: Floats
    beside: Floats
    has_actuals: Flags
    months: tuple[int, ...]


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


def person_totals(
    table: PerformanceTable,
    *,
    metric: str = "sales",
    within: Period | None = None,
    common_only: bool = True,
) -> PersonTotals:
    """Each person's target, actual and actual beside the target, as `attainment` compares them."""
    targets = target_months(table, metric, within)
    actuals = month_table(_personal_actuals(table, metric), within=within)
    months = _months(targets, actuals, common_only)
    people = tuple(dict.fromkeys((*targets.owners, *actuals.owners)))
    asked, done = targets.on(people, months), actuals.on(people, months)
    counts = asked.known if common_only else np.ones_like(asked.known)
    return PersonTotals(
        people,
        asked.values.sum(axis=1),
        np.where(counts, done.values, 0.0).sum(axis=1),
        np.where(counts, 0.0, done.values).sum(axis=1),
        np.asarray(np.any(done.known, axis=1), dtype=np.bool_),
        months,
    )


def target_months(
    table: PerformanceTable, metric: str, within: Period | None = None, *, pro_rata: bool = True
) -> MonthTable:
    """Persons' targets by month, pro rata of the time each was employed (as written, if not `pro_rata`)."""
    people = table.roster.by_id if pro_rata else None
    return month_table(
        (a for a in table.targets if a.metric == metric and a.owner_type == "person"), people, within
    )


def months_of(period: Period) -> tuple[int, ...]:
    return tuple(month_number(month.first) for month in period.months)


def _personal_actuals(table: PerformanceTable, metric: str) -> list[Amount]:
    return [amount for amount in actual_amounts(table, metric) if amount.owner_type == "person"]


def _months(targets: MonthTable, actuals: MonthTable, common_only: bool) -> tuple[int, ...]:
    if common_only:
        return tuple(sorted(targets.covered & actuals.covered))
    return tuple(sorted(targets.covered | actuals.covered))


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
