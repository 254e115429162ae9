"""The figures of every rep side by side, ready to be summed over any group: the arrays behind all figure results.

Everything is of the period the figures were cut to; opportunities are counted by the month they closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.figures.analysis.attainment import AttainmentGrid, attainment_grid
from diagnostic.core.figures.analysis.deal_amounts import actual_amounts
from diagnostic.core.figures.analysis.period_figures import PeriodFigures
from diagnostic.core.figures.analysis.tenure import is_new_rep, manager_tenure
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable, Person
from diagnostic.core.figures.model.periods import Period, month_at, month_number

Floats = NDArray[np.float64]
YEAR = 12
NONE = -1


@dataclass(frozen=True)
class RepArrays:
    """Arrays over n reps (not slotted: it is large and made once).

    `months` are month numbers of the period (m of them), `before` the same months a year earlier, or nothing where
    the figures do not reach back that far or the period is longer than a year. Sales and their targets are (n, m) in
    minor units: `asked` all targets, `target` and `actual` where both sides are known (0 elsewhere), `sales` all that
    was sold, `actual_before`. `had` (m,) says whether anyone has a result in that month, `seen` (n,) whether
    a rep has one at all; `others_before` (g, m) is what each of those sold then who are no longer in the
    roster. `post` (n, m) is the share of each month in post. Deals of the period: `won`, `lost`, `opened` (by
    the month they were created), `won_value`, `cycle` (sum of days of won deals), `timed` (won deals with
    both days), `won_before`, `lost_before`. `ramp_target` is (n,) over the cells of `target`, 0 = none.
    Roster columns are nan where not given.
    """

    period: Period
    persons: tuple[Person, ...]
    months: tuple[int, ...]
    before: tuple[int, ...]
    asked: Floats
    target: Floats
    actual: Floats
    sales: Floats
    had: NDArray[np.bool_]
    seen: NDArray[np.bool_]
    actual_before: Floats
    others_before: Floats
    won: Floats
    lost: Floats
    opened: Floats
    won_value: Floats
    cycle: Floats
    timed: Floats
    won_before: Floats
    lost_before: Floats
    potential: Floats
    inherited: Floats
    accounts: Floats
    admin_hours: Floats
    ramp_target: Floats
    post: Floats
    new: NDArray[np.bool_]
    tenure: tuple[str | None, ...]

    @property
    def n(self) -> int:
        return len(self.persons)

    @property
    def has_targets(self) -> bool:
        return bool(self.target.sum() > 0)

    @property
    def label(self) -> str:
        return self.period.label


def gather_people(cut: PeriodFigures, as_of: date, grid: AttainmentGrid | None = None) -> RepArrays:
    """One row per rep: all with a target, an actual or a deal, and all in the roster but its managers.

    `grid`, where it is made already.
    """
    cells = grid or attainment_grid(cut.now, cut.period)
    now, both = cut.now, cut.both
    persons = _reps(now)
    index = {person.id: place for place, person in enumerate(persons)}
    targets, actuals = _sales(now.targets), _sales(now.actuals)
    earlier = actual_amounts(cut.before, "sales")
    months = _months(cut, targets, actuals)
    before = _year_before(months, cut, bool(actuals))
    deals = _Deals(both.opportunities, index)
    ids = tuple(index)
    ramp = _by_month([a for a in now.targets if a.metric == "ramp_sales"], index, months)
    here = deals.closed_in(months)
    counted = not actuals and bool(now.opportunities)  # sales are those of deals: no deal is a zero
    had = np.array([counted or month in cells.had for month in months], dtype=bool)
    year_before = deals.closed_in([month for month, known in zip(before, had, strict=False) if known])
    return RepArrays(
        cut.period,
        persons,
        months,
        before,
        cells.on(ids, months, cells.target + cells.no_result),
        cells.on(ids, months, cells.target),
        cells.on(ids, months, cells.actual if targets else cells.sold),
        cells.on(ids, months, cells.sold),
        had,
        np.asarray(np.any(cells.on(ids, cells.months, cells.known.astype(float)), axis=1), dtype=bool),
        _by_month(earlier, index, before),
        _of_others(earlier, index, before),
        deals.count(len(persons), here & deals.won),
        deals.count(len(persons), here & deals.lost),
        deals.count(len(persons), deals.created_in(months)),
        deals.count(len(persons), here & deals.won, deals.amount),
        deals.count(len(persons), here & deals.won, deals.days),
        deals.count(len(persons), here & deals.won & deals.timed),
        deals.count(len(persons), year_before & deals.won),
        deals.count(len(persons), year_before & deals.lost),
        _column(person.territory_potential for person in persons),
        _column(person.inherited_share for person in persons),
        _column(person.accounts for person in persons),
        _column(person.admin_hours for person in persons),
        (ramp * cells.on(ids, months, cells.counts.astype(float))).sum(axis=1),
        in_post(persons, months),
        np.array([is_new_rep(person, cut.period.last) for person in persons], dtype=bool),
        tuple(manager_tenure(person, min(as_of, cut.period.last)) for person in persons),
    )


def by_quarter(amounts: Iterable[Amount], index: Mapping[str, int], n: int) -> tuple[tuple[int, ...], Floats]:
    """Month numbers of the quarters' first months, and (n, q) sums; nan where a rep has no row.

    Monthly rows add up to their quarter.
    """
    rows = [a for a in amounts if a.owner_type == "person" and a.owner_id in index]
    starts = sorted({quarter_start(a) for a in rows})
    table = np.full((n, len(starts)), np.nan)
    place = {start: column for column, start in enumerate(starts)}
    for amount in rows:
        at = index[amount.owner_id], place[quarter_start(amount)]
        table[at] = np.nansum([table[at], amount.value])
    return tuple(starts), table


def quarter_start(amount: Amount) -> int:
    """The month number of January, April, July or October at or before its first month."""
    first = month_number(amount.period.first)
    return first - first % 3


class _Deals:
    """All deals as columns; `owner` is -1 for an unknown rep."""

    def __init__(self, deals: Sequence[Opportunity], index: Mapping[str, int]) -> None:
        self.owner = np.array([index.get(d.owner_id, NONE) for d in deals], dtype=int)
        self.won = np.array([d.stage == "won" for d in deals], dtype=bool)
        self.lost = np.array([d.stage == "lost" for d in deals], dtype=bool)
        self.month = np.array([month_number(d.closed) if d.closed else NONE for d in deals], dtype=int)
        self.created = np.array([month_number(d.created) if d.created else NONE for d in deals], dtype=int)
        self.timed = np.array([d.closed is not None and d.created is not None for d in deals], dtype=bool)
        self.amount = np.array([d.amount or 0 for d in deals], dtype=float)
        self.days = np.array(
            [(d.closed - d.created).days if d.closed and d.created else 0 for d in deals], dtype=float
        )

    def closed_in(self, months: Sequence[int]) -> NDArray[np.bool_]:
        return np.asarray(np.isin(self.month, months) & (self.owner != NONE))

    def created_in(self, months: Sequence[int]) -> NDArray[np.bool_]:
        return np.asarray(np.isin(self.created, months) & (self.owner != NONE))

    def count(self, n: int, where: NDArray[np.bool_], weight: Floats | None = None) -> Floats:
        weights = None if weight is None else weight[where]
        return np.bincount(self.owner[where], weights, minlength=n).astype(float)


def _reps(table: PerformanceTable) -> tuple[Person, ...]:
    known = table.roster.by_id
    busy = {a.owner_id for a in (*table.targets, *table.actuals) if a.owner_type == "person"}
    busy |= {deal.owner_id for deal in table.opportunities}
    managers = table.roster.managers
    ids = [id for id in table.persons if id in busy or id not in managers]
    return tuple(known.get(id) or Person(id) for id in ids)


def _sales(amounts: Sequence[Amount]) -> list[Amount]:
    return [amount for amount in amounts if amount.metric == "sales"]


def _months(cut: PeriodFigures, targets: Sequence[Amount], actuals: Sequence[Amount]) -> tuple[int, ...]:
    """The months of the period that have a target or a result; where sales are counted from deals, all of them."""
    inside = [month_number(month.first) for month in cut.period.months]
    if not actuals and cut.now.opportunities:
        return tuple(inside)
    known = _touched(targets) | _touched(actuals) | _closed(cut.now.opportunities)
    return tuple(month for month in inside if month in known)


def _year_before(months: Sequence[int], cut: PeriodFigures, handed_in: bool) -> tuple[int, ...]:
    """The same months a year earlier, where figures of the same source cover them and none is part of the period."""
    actuals = _sales(cut.before.actuals)
    had = _touched(actuals) or _closed(cut.before.opportunities)
    before = tuple(month - YEAR for month in months)
    apart = bool(before) and before[-1] < months[0] and bool(actuals) == handed_in
    return before if apart and set(before) <= had else ()


def _of_others(amounts: Sequence[Amount], index: Mapping[str, int], months: Sequence[int]) -> Floats:
    """(g, m): what each of those sold who are no longer there."""
    gone = [a.owner_id for a in amounts if a.owner_type == "person" and a.owner_id not in index]
    rows = {owner: place for place, owner in enumerate(dict.fromkeys(gone))}
    return _by_month(amounts, rows, months)


def _closed(deals: Sequence[Opportunity]) -> set[int]:
    return {month_number(deal.closed) for deal in deals if deal.closed and deal.stage != "open"}


def _touched(amounts: Sequence[Amount]) -> set[int]:
    """The months of people's amounts, or of units' where people have none."""
    periods = {amount.period for amount in amounts if amount.owner_type == "person"} or {
        a.period for a in amounts
    }
    return {month_number(month.first) for period in periods for month in period.months}


def in_post(persons: Sequence[Person], months: Sequence[int]) -> Floats:
    """(n, m): the share of each month in which a rep was there; 1 where the roster says nothing."""
    there = [[month_at(month).overlap(person.start, person.end) for month in months] for person in persons]
    return np.array(there, dtype=float).reshape(len(persons), len(months))


def quarter_months(there: Floats, months: Sequence[int], starts: Sequence[int]) -> Floats:
    """(n, q) months in post of each quarter, of `there` (n, m) in those months."""
    at = np.array(months)
    return np.column_stack([there[:, (at >= start) & (at < start + 3)].sum(axis=1) for start in starts])


def _by_month(amounts: Sequence[Amount], index: Mapping[str, int], months: Sequence[int]) -> Floats:
    """(n, m) sums; an amount over several months counts in equal parts."""
    table = np.zeros((len(index), len(months)))
    place = {month: column for column, month in enumerate(months)}
    for amount in amounts:
        if amount.owner_type == "person" and amount.owner_id in index:
            parts = amount.period.months
            for month in parts:
                column = place.get(month_number(month.first))
                if column is not None:
                    table[index[amount.owner_id], column] += amount.value / len(parts)
    return table


def _column(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
