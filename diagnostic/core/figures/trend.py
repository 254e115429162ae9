"""Sales and deals over time, and the season in them.

A season is a habit of the calendar: it takes two full years to see one, and one year's fourth quarter is not yet it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from diagnostic.core.figures.analysis.deal_amounts import actual_amounts
from diagnostic.core.figures.analysis.funnel import Funnel, funnel
from diagnostic.core.figures.analysis.person_totals import target_months
from diagnostic.core.figures.model.month_table import Flags, Floats, month_table
from diagnostic.core.figures.model.performance import Opportunity, PerformanceTable, Period
from diagnostic.core.figures.model.periods import month_at, month_of, quarter_of, year_of
from diagnostic.core.figures.sums import counted_once
from diagnostic.core.stats.basis.not_computable import CannotSayError

Grain = Literal["month", "quarter", "year"]
OF_DAY: dict[Grain, Callable[[date], Period]] = {"month": month_of, "quarter": quarter_of, "year": year_of}
YEARS_FOR_A_SEASON = 2


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period of a sum metric; `target` is None where nobody had one, `complete` if all its months have actuals."""

    period: Period
    actual: float
    target: float | None
    complete: bool


def sales_trend(
    table: PerformanceTable, *, metric: str = "sales", grain: Grain = "month"
) -> tuple[TrendPoint, ...]:
    """Actuals and persons' targets by period, over the months somebody has actuals in, in order of time.

    Units count where no person has the metric, the outermost ones only.
    """
    actual = month_table(counted_once(actual_amounts(table, metric)))
    months = sorted(actual.covered)
    target = target_months(table, metric)
    asked = target.on(target.owners, months)
    done = actual.on(actual.owners, months).values.sum(axis=0)
    goals, known = asked.values.sum(axis=0), np.asarray(np.any(asked.known, axis=0), dtype=np.bool_)
    periods = [OF_DAY[grain](month_at(month).first) for month in months]
    return tuple(
        _point(period, np.array([each == period for each in periods]), done, goals, known)
        for period in dict.fromkeys(periods)
    )


def _point(period: Period, here: Flags, done: Floats, goals: Floats, known: Flags) -> TrendPoint:
    target = float(goals[here].sum()) if np.any(known[here]) else None
    return TrendPoint(period, float(done[here].sum()), target, int(here.sum()) == len(period.months))


def funnel_trend(deals: Sequence[Opportunity], grain: Grain = "quarter") -> tuple[tuple[Period, Funnel], ...]:
    """The funnel of deals closed in each period, in order of time; open deals belong to none."""
    closed = [deal for deal in deals if deal.closed is not None]
    periods = [OF_DAY[grain](deal.closed) for deal in closed if deal.closed]
    by_label = {period.label: period for period in periods}
    found = funnel(closed, [period.label for period in periods])
    return tuple(sorted((by_label[each.group], each) for each in found))


def season(points: Sequence[TrendPoint]) -> dict[int, float]:
    """Share of a year's sales in each quarter (1 to 4; they add up to 1), over full calendar years.

    points: complete quarters, as `sales_trend` gives them. Each year counts alike, whatever it sold. Raises
    CannotSayError `too_few` below two full years.
    """
    years: dict[int, dict[int, float]] = {}
    for point in points:
        if point.complete and len(point.period.months) == 3:
            years.setdefault(point.period.first.year, {})[point.period.last.month // 3] = point.actual
    full = [
        [quarters[place] for place in sorted(quarters)] for quarters in years.values() if len(quarters) == 4
    ]
    sums = [sum(quarters) for quarters in full]
    if len(full) < YEARS_FOR_A_SEASON or min(sums) <= 0:
        raise CannotSayError("too_few", n=len(full), needed=YEARS_FOR_A_SEASON)
    shares = np.mean([np.array(quarters) / total for quarters, total in zip(full, sums, strict=True)], axis=0)
    return {quarter: float(share) for quarter, share in enumerate(shares, 1)}
