"""The figures of every rep side by side, ready to be summed over any group: the arrays behind all figure results.

The report's period is the months in which both targets and actuals exist (without targets: the last twelve months
with actuals, or all months in which a deal closed); opportunities are counted by the month they closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.figures.analysis.tenure import is_new_rep, manager_tenure
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable, Person
from diagnostic.core.figures.model.periods import month_at, month_number

Floats = NDArray[np.float64]
YEAR = 12
NONE = -1


@dataclass(frozen=True)
class RepArrays:
    """Arrays over n reps (not slotted: it is large and made once).

    `months` are month numbers of the report's period (m of them), `before` the same months a year earlier, or
    nothing where the figures do not reach back that far or the period is longer than a year;
    `target` and `actual` are (n, m) sales in minor units, `actual_before` (n, m). Deals of the period: `won`,
    `lost`, `opened` (by the month they were created), `won_value`, `cycle` (sum of days of won deals), and
    `won_before`, `lost_before`. `ramp_target` is (n,), 0 = none. Roster columns are nan where not given.
    """

    persons: tuple[Person, ...]
    months: tuple[int, ...]
    before: tuple[int, ...]
    target: Floats
    actual: Floats
    actual_before: Floats
    won: Floats
    lost: Floats
    opened: Floats
    won_value: Floats
    cycle: Floats
    won_before: Floats
    lost_before: Floats
    potential: Floats
    inherited: Floats
    accounts: Floats
    admin_hours: Floats
    ramp_target: Floats
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
        """ "2025", or "2017-07/2020-05" where the months are no whole calendar year."""
        if not self.months:
            return ""
        first, last = month_at(self.months[0]).first, month_at(self.months[-1]).last
        whole_year = first.month == 1 and last.month == 12 and first.year == last.year
        return f"{first.year}" if whole_year else f"{first:%Y-%m}/{last:%Y-%m}"


def gather_people(table: PerformanceTable, as_of: date) -> RepArrays:
    """One row per rep: everybody with a target, an actual or a deal, and everybody in the roster but its managers."""
    persons = _reps(table)
    index = {person.id: place for place, person in enumerate(persons)}
    targets = [amount for amount in table.targets if amount.metric == "sales"]
    actuals = [amount for amount in table.actuals if amount.metric == "sales"]
    months = _period(targets, actuals, table.opportunities)
    before = _year_before(months, actuals, table.opportunities)
    deals = _Deals(table.opportunities, index)
    actual = _by_month(actuals, index, months)
    if not actuals:  # the sales of a client that only gave deals are the deals he won
        actual = deals.value_by_month(len(persons), months)
    ended = month_at(months[-1]).last if months else as_of
    here = deals.closed_in(months)
    earlier = deals.closed_in(before)
    return RepArrays(
        persons,
        months,
        before,
        _by_month(targets, index, months),
        actual,
        _by_month(actuals, index, before),
        deals.count(len(persons), here & deals.won),
        deals.count(len(persons), here & deals.lost),
        deals.count(len(persons), deals.created_in(months)),
        deals.count(len(persons), here & deals.won, deals.amount),
        deals.count(len(persons), here & deals.won, deals.days),
        deals.count(len(persons), earlier & deals.won),
        deals.count(len(persons), earlier & deals.lost),
        _column(person.territory_potential for person in persons),
        _column(person.inherited_share for person in persons),
        _column(person.accounts for person in persons),
        _column(person.admin_hours for person in persons),
        _by_month([a for a in table.targets if a.metric == "ramp_sales"], index, months).sum(axis=1),
        np.array([is_new_rep(person, ended) for person in persons], dtype=bool),
        tuple(manager_tenure(person, as_of) for person in persons),
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
    """All deals as columns; `owner` is -1 for a rep nobody knows."""

    def __init__(self, deals: Sequence[Opportunity], index: Mapping[str, int]) -> None:
        self.owner = np.array([index.get(d.owner_id, NONE) for d in deals], dtype=int)
        self.won = np.array([d.stage == "won" for d in deals], dtype=bool)
        self.lost = np.array([d.stage == "lost" for d in deals], dtype=bool)
        self.month = np.array([month_number(d.closed) if d.closed else NONE for d in deals], dtype=int)
        self.created = np.array([month_number(d.created) if d.created else NONE for d in deals], dtype=int)
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

    def value_by_month(self, n: int, months: Sequence[int]) -> Floats:
        columns = [self.count(n, self.won & self.closed_in([month]), self.amount) for month in months]
        return np.column_stack(columns) if columns else np.zeros((n, 0))


def _reps(table: PerformanceTable) -> tuple[Person, ...]:
    known = table.roster.by_id
    busy = {a.owner_id for a in (*table.targets, *table.actuals) if a.owner_type == "person"}
    busy |= {deal.owner_id for deal in table.opportunities}
    managers = table.roster.managers
    ids = [id for id in table.persons if id in busy or id not in managers]
    return tuple(known.get(id) or Person(id) for id in ids)


def _period(
    targets: Sequence[Amount], actuals: Sequence[Amount], deals: Sequence[Opportunity]
) -> tuple[int, ...]:
    wanted, had = _months(targets), _months(actuals)
    if wanted:
        return tuple(sorted(wanted & (had or _closed(deals))))
    return tuple(sorted(had)[-YEAR:]) or tuple(sorted(_closed(deals)))


def _year_before(
    months: Sequence[int], actuals: Sequence[Amount], deals: Sequence[Opportunity]
) -> tuple[int, ...]:
    """The same months a year earlier, where the figures cover them and none is part of the period itself."""
    had = _months(actuals) or _closed(deals)
    before = tuple(month - YEAR for month in months)
    apart = bool(before) and before[-1] < months[0]
    return before if apart and set(before) <= had else ()


def _closed(deals: Sequence[Opportunity]) -> set[int]:
    return {month_number(deal.closed) for deal in deals if deal.closed}


def _months(amounts: Sequence[Amount]) -> set[int]:
    periods = {amount.period for amount in amounts if amount.owner_type == "person"} or {
        a.period for a in amounts
    }
    return {month_number(month.first) for period in periods for month in period.months}


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
