"""Amounts on a grid of owners and months, the common ground of yearly targets and daily sales.

A figure of several months is spread over them in equal parts; one whose owner came or left in between counts for
the days he was there. A target written for a single month stands as it is written while he was there at all.
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
    """`values` and `known` have shape (owners, months); a value is 0 where none is known.

    `months` are numbers as `periods.month_number` counts them.
    """

    owners: tuple[str, ...]
    months: tuple[int, ...]
    values: Floats
    known: Flags

    @property
    def covered(self) -> frozenset[int]:
        """Months in which anybody has a figure."""
        return frozenset(np.array(self.months, dtype=np.int64)[np.any(self.known, axis=0)].tolist())

    def on(self, owners: Sequence[str], months: Sequence[int]) -> MonthTable:
        """The same figures on another grid; what is not known there is 0 and not known."""
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
    """The given amounts (of one metric) on owners x months.

    people: pass them to count targets pro rata of employment. within: leaves out months it does not cover.
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
    """The parts of an amount by month, for the days its owner was there."""
    parts = _parts(amount.period)
    for number, share in parts:
        there = month_at(number).overlap(person.start, person.end) if person else 1.0
        if there > 0:
            yield number, amount.value * share * (there if len(parts) > 1 else 1.0)


@lru_cache(maxsize=4096)
def _parts(period: Period) -> tuple[tuple[int, float], ...]:
    """The months of a period with the share of each: equal for whole months, by days for any other period."""
    months = period.months
    if period.whole_months:
        return tuple((month_number(month.first), 1 / len(months)) for month in months)
    return tuple(
        (month_number(month.first), month.overlap(period.first, period.last) * month.days / period.days)
        for month in months
    )
