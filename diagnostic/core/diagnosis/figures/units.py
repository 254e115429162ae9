"""Metrics that are kept per unit (leavers, open deals, approvals): summed over the units of a group, and compared.

A figure may be given for a region and for its teams as well. It is then taken once, from the outermost units that
have it, and the two halves of a share always from the same units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.labels import MEASURE_WORDS
from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.diagnosis.figures.results import LEVEL, level_of, refused, tested
from diagnostic.core.diagnosis.model.method_limits import REPS_INTERVAL
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.figures.analysis.attainment import outermost
from diagnostic.core.figures.model.performance import Amount, PerformanceTable
from diagnostic.core.figures.model.periods import month_number
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.proportion import newcombe
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
        """The group's shares against all other units."""
        rest = FigureGroup(group.group, ~group.members)
        for measure in SHARES:
            own, other = self.count(measure, group), self.count(measure, rest)
            if own is not None and other is not None:
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
                yield difference_of_shares(blank, own, other)


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
