"""Puts amounts on a grid of owners and months, so that yearly targets and daily sales can be compared.

An amount of several months is split into equal parts, or by days if it does not cover whole months. Where people
are given, each part is reduced to the days its owner was employed; an amount of a single month counts in full if
its owner was employed on any day of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from diagnostic.core.figures.model.performance import Amount, Period, Person
from diagnostic.core.figures.model.periods import month_at, month_number

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MonthTable:
    """Amounts by owner and month. `values` and `known` have shape (owners, months); unknown values are 0.

    `months` holds month numbers as in `periods.month_number`.
    """

    owners: tuple[str, ...]
    months: tuple[int, ...]
    values: Floats
    known: Flags

    @property
    def covered(self) -> frozenset[int]:
        """Numbers of the months in which at least one owner has a value."""
        return frozenset(np.array(self.months, dtype=np.int64)[np.any(self.known, axis=0)].tolist())

    def on(self, owners: Sequence[str], months: Sequence[int]) -> MonthTable:
        """The same amounts for other owners and months; cells that this table lacks are 0 and not known."""
        rows = {owner: place for place, owner in enumerate(self.owners)}
        columns = {month: place for place, month in enumerate(self.months)}
        pick = np.array([rows.get(owner, len(rows)) for owner in owners], dtype=np.int64)
        across = np.array([columns.get(month, len(columns)) for month in months], dtype=np.int64)
        padded = np.pad(self.values, ((0, 1), (0, 1)))
        known = np.pad(self.known, ((0, 1), (0, 1)))
        grid = np.ix_(pick, across)
        return MonthTable(tuple(owners), tuple(months), padded[grid], known[grid])


def month_table(
    amounts: Iterable[Amount], people: Mapping[str, Person] | None = None, within: Period | None = None
) -> MonthTable:
    """The given amounts (of one metric) summed by owner and month.

    people: id -> person, to reduce amounts to days of employment (None: no reduction). within: only the months that it
    covers entirely are kept (None: all).
    """
    cells: dict[tuple[str, int], float] = {}
    for amount in amounts:
        person = (people or {}).get(amount.owner_id)
        for month, value in _spread(amount, person):
            if within is None or within.covers(month_at(month)):
                cells[amount.owner_id, month] = cells.get((amount.owner_id, month), 0.0) + value
    return _grid(cells)


def _grid(cells: Mapping[tuple[str, int], float]) -> MonthTable:
    owners = tuple(dict.fromkeys(owner for owner, _ in cells))
    months = tuple(sorted({month for _, month in cells}))
    rows = {owner: place for place, owner in enumerate(owners)}
    columns = {month: place for place, month in enumerate(months)}
    values = np.zeros((len(owners), len(months)))
    known = np.zeros(values.shape, dtype=np.bool_)
    for (owner, month), value in cells.items():
        values[rows[owner], columns[month]] = value
        known[rows[owner], columns[month]] = True
    return MonthTable(owners, months, values, known)


def _spread(amount: Amount, person: Person | None) -> Iterator[tuple[int, float]]:
    """(month number, value) for each month of an amount, reduced to the days its owner was employed."""
    parts = _parts(amount.period)
    for number, share in parts:
        there = month_at(number).overlap(person.start, person.end) if person else 1.0
        if there > 0:
            yield number, amount.value * share * (there if len(parts) > 1 else 1.0)


@lru_cache(maxsize=4096)
def _parts(period: Period) -> tuple[tuple[int, float], ...]:
    """(month number, share) for each month of a period: equal shares if it covers whole months, else by days."""
    months = period.months
    if period.whole_months:
        return tuple((month_number(month.first), 1 / len(months)) for month in months)
    return tuple(
        (month_number(month.first), month.overlap(period.first, period.last) * month.days / period.days)
        for month in months
    )
