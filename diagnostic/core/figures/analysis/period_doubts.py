"""Everything in the figures of a period that can hardly be right, and the mark by which it is confirmed.

The mark is a hash of what is asked: other figures in doubt, or the same ones with another weight, have another mark,
so that nobody has confirmed what they did not see.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from diagnostic.core.figures.analysis.attainment import AttainmentGrid, attainment_grid
from diagnostic.core.figures.analysis.doubts import RowDoubt, doubts_of, moves, without_odd_cycles
from diagnostic.core.figures.analysis.period_figures import figures_of
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import Period

POINTS = 3  # digits: effects are shown in tenths of a point


@dataclass(frozen=True, slots=True)
class WeighedDoubt:
    """A doubt, and the points of the company's attainment it moves: with its rows, minus without them."""

    doubt: RowDoubt
    moves: float


@dataclass(frozen=True, slots=True)
class PeriodDoubts:
    """All of them."""

    doubts: tuple[WeighedDoubt, ...] = ()

    @property
    def mark(self) -> str:
        """Empty where there is nothing to ask."""
        return _hash(self.doubts) if self.doubts else ""


def doubts_of_period(table: PerformanceTable, period: Period | None, as_of: date) -> PeriodDoubts:
    """What somebody should look at before figures of this period are read; nothing where none lie in it."""
    cut = figures_of(without_odd_cycles(table), period, as_of)
    if cut is None:
        return PeriodDoubts()
    return weigh_doubts(table, cut.now, attainment_grid(cut.now, cut.period))


def weigh_doubts(table: PerformanceTable, now: PerformanceTable, grid: AttainmentGrid) -> PeriodDoubts:
    """Those of `now`, the figures of the period out of `table`. Days of deals are no part of attainment."""
    found = doubts_of(table, now, grid)
    weighed = (WeighedDoubt(doubt, 0.0 if doubt.deals else moves(grid, doubt)) for doubt in found)
    return PeriodDoubts(tuple(weighed))


def _hash(doubts: Iterable[WeighedDoubt]) -> str:
    spelled = sorted(map(_spelled, doubts))
    return hashlib.sha256("\n".join(spelled).encode()).hexdigest()


def _spelled(weighed: WeighedDoubt) -> str:
    doubt = weighed.doubt
    return repr(
        (
            doubt.code,
            doubt.owner,
            f"{doubt.value:.9g}",
            f"{doubt.usual:.9g}",
            sorted(doubt.rows),
            sorted(doubt.deal_ids),
            sorted((each.owner_id, each.period.label, str(each.value)) for each in doubt.surplus),
            doubt.count,
            doubt.month,
            doubt.amount,
            f"{weighed.moves:.{POINTS}f}",
        )
    )
