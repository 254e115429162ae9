"""The funnel of deals: how many, how many won, how large, how long, for any grouping of deals.

Rates are won over closed deals of the whole group. Open deals are counted apart, never as lost. Whether two rates
differ is for the statistics; here is only counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from diagnostic.core.figures.analysis.grouping import Grouping
from diagnostic.core.figures.model.performance import Opportunity

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
OPEN, WON, LOST = 0, 1, 2
STAGE_CODES = {"open": OPEN, "won": WON, "lost": LOST}


@dataclass(frozen=True, slots=True)
class Funnel:
    """One group of deals. Money in minor units, cycle in days from creation to close; None where there is no deal.

    `win_rate` = won / (won + lost); `cycle_days_won` over won deals, `cycle_days` over all closed ones.
    """

    group: str
    opportunities: int
    won: int
    lost: int
    open: int
    win_rate: float | None
    won_value: int
    deal_size: float | None
    deal_size_median: float | None
    cycle_days_won: float | None
    cycle_days: float | None
    pipeline: int

    @property
    def closed(self) -> int:
        return self.won + self.lost


@dataclass(frozen=True, slots=True)
class DealColumns:
    """Deals as arrays of shape (deals,): stage code, amount in minor units and cycle in days, NaN where unknown."""

    stage: Codes
    amount: Floats
    cycle: Floats


def deal_columns(deals: Sequence[Opportunity]) -> DealColumns:
    stage = np.array([STAGE_CODES[deal.stage] for deal in deals], dtype=np.int64)
    amount = np.array([np.nan if deal.amount is None else deal.amount for deal in deals], dtype=np.float64)
    days = [(deal.closed - deal.created).days if deal.closed and deal.created else np.nan for deal in deals]
    return DealColumns(stage, amount, np.array(days, dtype=np.float64))


def funnel(deals: Sequence[Opportunity], groups: Sequence[str | None] | None = None) -> tuple[Funnel, ...]:
    """The funnel of each group in order of first appearance; without `groups` one funnel of all deals, named "".

    groups: the group of each deal, None for deals of no group (`groups_of_owners`, or a deal's product).
    """
    named = [""] * len(deals) if groups is None else list(groups)
    names = tuple(dict.fromkeys(name for name in named if name is not None))
    place = {name: number for number, name in enumerate(names)}
    code = np.array([-1 if name is None else place[name] for name in named], dtype=np.int64)
    columns = deal_columns(deals)
    order = np.argsort(code, kind="stable")
    edges = np.searchsorted(code[order], np.arange(len(names) + 1))
    return tuple(
        _funnel(name, columns, order[edges[number] : edges[number + 1]]) for number, name in enumerate(names)
    )


def groups_of_owners(deals: Sequence[Opportunity], grouping: Grouping) -> list[str | None]:
    """The group of each deal by its owner."""
    return [grouping.get(deal.owner_id) for deal in deals]


def _funnel(group: str, columns: DealColumns, deals: Codes) -> Funnel:
    stage, amount, cycle = columns.stage[deals], columns.amount[deals], columns.cycle[deals]
    won, lost = int(np.sum(stage == WON)), int(np.sum(stage == LOST))
    value = amount[(stage == WON) & np.isfinite(amount)]
    return Funnel(
        group,
        len(deals),
        won,
        lost,
        len(deals) - won - lost,
        won / (won + lost) if won + lost else None,
        round(float(value.sum())),
        float(value.mean()) if value.size else None,
        float(np.median(value)) if value.size else None,
        _mean(cycle[stage == WON]),
        _mean(cycle[stage != OPEN]),
        round(float(np.nansum(amount[stage == OPEN]))),
    )


def _mean(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else None
