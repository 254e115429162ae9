"""Metrics that are kept per unit (leavers, open deals, approvals): summed over the units of a group, and compared.

A figure may be given for a region and for its teams as well. It is then taken once, from the outermost units that
have it, and the two halves of a share always from the same units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.labels import MEASURE_WORDS
from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.diagnosis.figures.results import LEVEL, level_of, refused, tested
from diagnostic.core.diagnosis.model.method_limits import COUNTS_IN_STRATA, REPS_INTERVAL
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.figures.analysis.attainment import outermost
from diagnostic.core.figures.model.performance import Amount, PerformanceTable
from diagnostic.core.figures.model.periods import month_number
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.proportion import newcombe, stratified_difference
from diagnostic.core.stats.proportions.ratio import cluster_share

DEALS = "opportunities"
SHARES: Mapping[str, tuple[str, str]] = {  # measure -> (counted, out of)
    "leaver_rate": ("leavers", "headcount"),
    "next_step_missing_share": ("deals_without_next_step", "open_deals"),
    "duplicate_share": ("duplicate_deals", DEALS),
    "stage23_conversion": ("stage3_reached", "stage2_entered"),
}
MEANS = ("approval_days", "retention", "satisfaction", "discount_share", "contacts_per_account")

Counted = tuple[int, int]  # how many, out of how many


class UnitSums:
    """Sums of unit metrics over the months `when`, by unit path; a unit belongs to every group its reps are in."""

    def __init__(self, table: PerformanceTable, people: RepArrays, when: Sequence[int]) -> None:
        months = set(when)
        self.values: dict[tuple[str, str], list[float]] = {}
        for amount in table.actuals:
            if amount.owner_type == "unit" and inside(amount, months):
                self.values.setdefault((amount.metric, amount.owner_id), []).append(float(amount.value))
        places: dict[str, list[int]] = {}
        for place, person in enumerate(people.persons):
            for unit in person.units:
                places.setdefault(unit, []).append(place)
        self.reps_of = {unit: np.array(reps) for unit, reps in places.items()}
        self.types = np.array([person.team_type or "" for person in people.persons])
        self.deals = people.opened if when == people.months else None

    def outermost(self, group: FigureGroup, *metrics: str) -> list[str]:
        """Units all of whose reps are in the group and that have all the metrics, none of them within another."""
        own = [unit for unit, reps in self.reps_of.items() if group.members[reps].all()]
        having = [unit for unit in own if all((metric, unit) in self.values for metric in metrics)]
        return outermost(having)

    def count(self, measure: str, group: FigureGroup) -> Counted | None:
        """The two whole numbers of a share; None where one is missing or they are no counts."""
        parts = self.parts(measure, group)
        counted, out_of = (sum(part[half] for part in parts) for half in (0, 1))
        whole = round(counted), round(out_of)
        fits = whole == (counted, out_of) and 0 <= whole[0] <= whole[1] and whole[1] > 0
        return whole if fits else None

    def of_unit(self, measure: str, unit: str, reps: NDArray[np.int_]) -> Counted | None:
        """The two whole numbers of one unit by itself; None where it was not counted by itself."""
        top, bottom = SHARES[measure]
        if (top, unit) not in self.values:
            return None
        if (bottom, unit) in self.values:
            out_of = self._sum(bottom, unit)
        elif bottom == DEALS and self.deals is not None:
            out_of = float(self.deals[reps].sum())
        else:
            return None
        counted = self._sum(top, unit)
        whole = round(counted), round(out_of)
        fits = whole == (counted, out_of) and 0 <= whole[0] <= whole[1] and whole[1] > 0
        return whole if fits else None

    def parts(self, measure: str, group: FigureGroup) -> list[tuple[float, float]]:
        """Both halves of a share, unit by unit."""
        top, bottom = SHARES[measure]
        units = self.outermost(group, top, bottom)
        if units or bottom != DEALS or self.deals is None:
            return [(self._sum(top, unit), self._sum(bottom, unit)) for unit in units]
        units = self.outermost(group, top)  # the deals are counted in the list of deals itself
        return [(self._sum(top, unit), float(self.deals[self.reps_of[unit]].sum())) for unit in units]

    def _sum(self, metric: str, unit: str) -> float:
        return sum(self.values[metric, unit])

    def rows(self, metric: str, group: FigureGroup) -> list[float]:
        """Every value given for the group's outermost units."""
        return [value for unit in self.outermost(group, metric) for value in self.values[metric, unit]]

    def compare(self, group: FigureGroup) -> Iterator[Result]:
        """Shares of the group and its rest, within types of teams; a type is only shown next to others."""
        rest = FigureGroup(group.group, group.rest)
        for measure in SHARES:
            own, other = self.count(measure, group), self.count(measure, rest)
            if own is not None and other is not None:
                yield self._gap(measure, group, rest, own, other)

    def _gap(
        self, measure: str, group: FigureGroup, rest: FigureGroup, own: Counted, other: Counted
    ) -> Result:
        blank = Result(
            "figure_contrast",
            group.id,
            measure,
            "proportion.newcombe",
            "figures",
            "share",
            cannot_say=CannotSay("constant"),
            verdict="cannot_tell",
            against=group.others,
        )
        if not group.tested:
            gap, reference = own[0] / own[1] - other[0] / other[1], other[0] / other[1]
            return replace(
                blank,
                family="description",
                estimate=gap,
                reference=reference,
                n=own[1] + other[1],
                cannot_say=None,
                verdict="described",
            )
        sides = self._by_type(measure, group), self._by_type(measure, rest)
        if len({*sides[0], *sides[1]}) < 2:
            return difference_of_shares(blank, own, other)
        return _within_types(replace(blank, method="proportion.stratified", basis="comparable"), *sides)

    def _by_type(self, measure: str, group: FigureGroup) -> Mapping[str, Counted]:
        """What was counted in the teams of each type, where they were counted team by team."""
        found: dict[str, Counted] = {}
        for kind in sorted({self.types[place] for place in np.flatnonzero(group.members)}):
            inside = FigureGroup(group.group, group.members & (self.types == kind))
            counted = self.count(measure, inside)
            if counted is not None:
                found[kind] = counted
        return found


def _within_types(blank: Result, own: Mapping[str, Counted], other: Mapping[str, Counted]) -> Result:
    """Both sides with the same mix of team types; the reference is what the others would show with the own mix."""
    shared = [kind for kind in own if kind in other]
    if not shared:
        return replace(blank, cannot_say=CannotSay("not_alike"))
    (k1, n1), (k2, n2) = (zip(*(side[kind] for kind in shared), strict=True) for side in (own, other))
    fewest = min(sum(n1), sum(n2))
    if fewest < COUNTS_IN_STRATA:
        return replace(blank, cannot_say=CannotSay("too_few", fewest, COUNTS_IN_STRATA))
    try:
        test = stratified_difference(k1, n1, k2, n2, LEVEL)
    except CannotSayError as error:
        return refused(blank, error)
    weights = [a * b / (a + b) for a, b in zip(n1, n2, strict=True)]
    reference = sum(w * k / n for w, k, n in zip(weights, k2, n2, strict=True)) / sum(weights)
    return tested(blank, test, sum(n1) + sum(n2), reference)


def difference_of_shares(blank: Result, own: Counted, other: Counted) -> Result:
    """Two independent shares, each counted out of n, with Newcombe's interval and the pooled z test.

    Both shares 0 or both 1: there is nothing to measure the difference by, and the blank result stays.
    """
    try:
        test = newcombe(*own, *other, LEVEL)
    except CannotSayError as error:
        return refused(blank, error)
    return blank if test.p is None else tested(blank, test, own[1] + other[1], other[0] / other[1])


def inside(amount: Amount, months: set[int]) -> bool:
    return all(month_number(month.first) in months for month in amount.period.months)


def rates(group: FigureGroup, sums: UnitSums) -> Iterator[Result]:
    """Shares and means of the group's own units.

    They were counted completely: the interval speaks of other units like these, and is not given below ten of them.
    """
    for measure in SHARES:
        counted = sums.count(measure, group)
        if counted is not None:
            yield _rate(group.id, measure, counted, sums.parts(measure, group))
    for measure in MEANS:
        rows = sums.rows(measure, group)
        if rows:
            mean = sum(rows) / len(rows)
            yield from level_of(group.id, measure, MEASURE_WORDS[measure].unit, mean, None)


def _rate(group: str, measure: str, counted: Counted, parts: Sequence[tuple[float, float]]) -> Result:
    share = counted[0] / counted[1]
    rate = Result("figure", group, measure, "ratio.logit", "figures", "share", share, n=counted[1])
    having = [part for part in parts if part[1] > 0]
    if len(having) < REPS_INTERVAL:
        return rate
    tops, bottoms = zip(*having, strict=True)
    try:
        found = cluster_share(tops, bottoms, LEVEL)
    except CannotSayError:
        return rate
    return replace(rate, low=found.low, high=found.high, level=LEVEL)
