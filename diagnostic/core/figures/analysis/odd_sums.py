"""Months the won deals do not know, and what attainment would be without some amounts.

A month booked twice changes every sum and looks like good work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from diagnostic.core.figures.analysis.attainment import AttainmentGrid
from diagnostic.core.figures.analysis.deal_amounts import amounts_of_deals
from diagnostic.core.figures.model.month_table import Flags, Floats, month_table
from diagnostic.core.figures.model.performance import Amount, PerformanceTable
from diagnostic.core.figures.model.periods import month_number

OFF, AGREE = 1.5, 0.2  # a month that far off the deals, where all others agree with them that closely
FEWEST_MONTHS = 6  # in which both actuals and won deals stand


def months_off_deals(now: PerformanceTable) -> dict[int, float]:
    """Months in which actuals are far from the won deals, and how many times they are what the other months say.

    Only where actuals follow the deals closely in all other months: else the two are different things.
    """
    actual = _by_month([a for a in now.actuals if a.metric == "sales" and a.owner_type == "person"])
    won = _by_month(amounts_of_deals(now.opportunities, "sales"))
    ratios = {month: actual[month] / won[month] for month in actual.keys() & won.keys() if won[month] > 0}
    usual = median(ratios.values()) if len(ratios) >= FEWEST_MONTHS else 0.0
    if usual <= 0:
        return {}
    times = {month: ratio / usual for month, ratio in sorted(ratios.items())}
    off = {month: value for month, value in times.items() if not 1 / OFF < value < OFF}
    close = all(abs(value - 1) <= AGREE for month, value in times.items() if month not in off)
    return off if close and len(off) * 3 <= len(times) else {}


def beyond_deals(now: PerformanceTable, times: dict[int, float]) -> tuple[Amount, ...]:
    """What the actuals of these months hold beyond what the other months say, by owner."""
    return tuple(
        replace(amount, value=amount.value * (1 - 1 / times[month]))
        for amount in now.actuals
        if amount.metric == "sales"
        and amount.owner_type == "person"
        and (month := month_number(amount.period.first)) in times
        and times[month] > 0
    )


def without(grid: AttainmentGrid, surplus: Sequence[Amount], of_targets: bool, inside: Flags) -> float | None:
    """Attainment of the rows `inside` if the surplus were not there."""
    extra = _on_grid(grid, surplus, of_targets)[inside]
    target, actual = float(grid.target[inside].sum()), float(grid.actual[inside].sum())
    if of_targets:
        target -= float(extra.sum())
    else:
        actual -= float(extra.sum())
    return actual / target if target > 0 else None


def _on_grid(grid: AttainmentGrid, surplus: Sequence[Amount], of_targets: bool) -> Floats:
    table = month_table(surplus, grid.roster.by_id if of_targets else None)
    return table.on(grid.owners, grid.months).values * grid.counts


def _by_month(amounts: Sequence[Amount]) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for amount in amounts:
        if len(amount.period.months) == 1:
            found[month_number(amount.period.first)] += amount.value
    return found
