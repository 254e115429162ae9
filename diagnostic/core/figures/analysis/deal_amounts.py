"""Counts monthly sales, wins, losses and new deals of each owner from the deals, as actuals.

Used only for metrics without supplied actuals: supplied figures always take precedence over counted ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable
from diagnostic.core.figures.model.periods import month_of


@dataclass(frozen=True, slots=True)
class _Count:
    """How a metric counts deals: which ones, on which day, with what value, and whether the value is money."""

    takes: Callable[[Opportunity], bool]
    day: Callable[[Opportunity], date | None]
    value: Callable[[Opportunity], int]
    money: bool = False


def _won(deal: Opportunity) -> bool:
    return deal.stage == "won"


COUNTED = {
    "sales": _Count(_won, lambda deal: deal.closed, lambda deal: deal.amount or 0, True),
    "won_value": _Count(_won, lambda deal: deal.closed, lambda deal: deal.amount or 0, True),
    "won": _Count(_won, lambda deal: deal.closed, lambda _: 1),
    "lost": _Count(lambda deal: deal.stage == "lost", lambda deal: deal.closed, lambda _: 1),
    "opportunities": _Count(lambda _: True, lambda deal: deal.created, lambda _: 1),
}


def actual_amounts(table: PerformanceTable, metric: str) -> tuple[Amount, ...]:
    """The actuals of a metric as supplied, or counted from the deals if none were supplied."""
    given = tuple(amount for amount in table.actuals if amount.metric == metric)
    return given or amounts_of_deals(table.opportunities, metric)


def amounts_of_deals(deals: Iterable[Opportunity], metric: str) -> tuple[Amount, ...]:
    """Actuals counted from deals, one for each owner, month and currency; deals without the needed day are left out.

    metric: sales, won_value, won, lost (by closing month) or opportunities (by month of creation); for any other
    the result is empty. Money is in minor units.
    """
    if metric not in COUNTED:
        return ()
    count = COUNTED[metric]
    sums: Counter[tuple[str, date, str | None]] = Counter()
    for deal in deals:
        day = count.day(deal)
        if count.takes(deal) and day is not None:
            sums[deal.owner_id, day.replace(day=1), deal.currency] += count.value(deal)
    return tuple(
        Amount("person", owner, metric, month_of(day), value, currency if count.money else None)
        for (owner, day, currency), value in sums.items()
    )
