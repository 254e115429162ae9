"""Metrics that are kept per unit (leavers, open deals, approvals): summed over the units of a group, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from diagnostic.core.diagnosis.figure_groups import FigureGroup
from diagnostic.core.diagnosis.figure_people import People
from diagnostic.core.diagnosis.result import CannotSay, Result, Unit
from diagnostic.core.figures.performance import Amount, PerformanceTable
from diagnostic.core.figures.periods import month_number
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.proportion import newcombe, wilson

LEVEL = 0.95
SHARES: Mapping[str, tuple[str, str]] = {  # measure -> (counted, out of)
    "leaver_rate": ("leavers", "headcount"),
    "next_step_missing_share": ("deals_without_next_step", "open_deals"),
    "duplicate_share": ("duplicate_deals", "opportunities"),
    "stage23_conversion": ("stage3_reached", "stage2_entered"),
}
MEANS = ("approval_days", "retention", "satisfaction", "discount_share", "contacts_per_account")


class UnitSums:
    """Sums of unit metrics over the report's period, by unit path; a unit belongs to every group its reps are in."""

    def __init__(self, table: PerformanceTable, people: People, when: Sequence[int]) -> None:
        self.people = people
        months = set(when)
        self.sums: dict[tuple[str, str], float] = {}
        self.rows: dict[tuple[str, str], int] = {}
        for amount in table.actuals:
            if amount.owner_type == "unit" and inside(amount, months):
                key = amount.metric, amount.owner_id
                self.sums[key] = self.sums.get(key, 0.0) + float(amount.value)
                self.rows[key] = self.rows.get(key, 0) + 1
        units = [person.units for person in people.persons]
        places: dict[str, list[int]] = {}
        for place, own in enumerate(units):
            for unit in own:
                places.setdefault(unit, []).append(place)
        self.reps_of = {unit: np.array(reps) for unit, reps in places.items()}
        self.deals = people.opened  # as deals are registered: by the month they were created

    def units_of(self, group: FigureGroup) -> set[str]:
        """Unit paths all of whose reps are in the group, none outside: the company's own row for the company."""
        return {unit for unit, reps in self.reps_of.items() if group.members[reps].all()}

    def total(self, metric: str, units: set[str]) -> float | None:
        """The metric of the outermost units that have it, so that nothing is counted twice."""
        having = {unit for unit in units if (metric, unit) in self.sums}
        outermost = {u for u in having if not any(u.startswith(f"{other}/") for other in having)}
        return sum(self.sums[metric, unit] for unit in outermost) if outermost else None

    def count(self, measure: str, group: FigureGroup) -> tuple[int, int] | None:
        top, bottom = SHARES[measure]
        units = self.units_of(group)
        counted, total = self.total(top, units), self.total(bottom, units)
        if bottom == "opportunities" and total is None:
            total = float(self.deals[group.members].sum())
        if counted is None or not total or counted > total:
            return None
        return int(counted), int(total)

    def compare(self, group: FigureGroup) -> Iterator[Result]:
        """The group's shares against all other units."""
        rest = FigureGroup(group.group, ~group.members)
        for measure in SHARES:
            own, other = self.count(measure, group), self.count(measure, rest)
            if own is None or other is None:
                continue
            head = Result(
                "figure_contrast", group.id, measure, "proportion.newcombe", "figures", "share",
                cannot_say=CannotSay("constant"), verdict="cannot_tell",
            )  # fmt: skip
            yield difference_of_shares(head, own, other)


def difference_of_shares(blank: Result, own: tuple[int, int], other: tuple[int, int]) -> Result:
    """Two independent shares, each counted out of n, with Newcombe's interval."""
    try:
        test = newcombe(*own, *other, LEVEL)
    except CannotSayError as error:
        return replace(blank, cannot_say=CannotSay(error.reason, error.n, error.needed))
    if test.p is None:
        return blank
    return replace(
        blank, estimate=test.diff, low=test.low, high=test.high, level=LEVEL, p=test.p, n=own[1] + other[1],
        reference=other[0] / other[1], cannot_say=None, verdict="described",
    )  # fmt: skip


def inside(amount: Amount, months: set[int]) -> bool:
    return all(month_number(month.first) in months for month in amount.period.months)


def rates(group: FigureGroup, sums: UnitSums) -> Iterator[Result]:
    """Shares and means of the group's own units."""
    for measure in SHARES:
        counted = sums.count(measure, group)
        if counted is not None:
            share = wilson(*counted, LEVEL)
            yield Result(
                "figure", group.id, measure, "proportion.wilson", "figures", "share", estimate=share.value,
                low=share.low, high=share.high, level=LEVEL, n=counted[1],
            )  # fmt: skip
    units = sums.units_of(group)
    for measure in MEANS:
        total = sums.total(measure, units)
        rows = sum(sums.rows[measure, unit] for unit in units if (measure, unit) in sums.sums)
        if total is not None and rows:
            value = sum(sums.sums[measure, unit] for unit in units if (measure, unit) in sums.sums) / rows
            kind: Unit = "days" if measure == "approval_days" else "share"
            yield Result("figure", group.id, measure, "mean", "figures", kind, estimate=value, n=rows)
