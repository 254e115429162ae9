"""Finds implausible values, so that they are confirmed before any statement rests on them.

No one is removed from a sum for doing well: a doubt only shows how attainment changes without its rows. Persons are
given by id, for staff who can look them up; a report never names them.

- `unit_over`: a unit of five or more people with targets reached more than 250 % of them;
- `row_over_half`: one figure is more than half of what its unit (five or more sellers) sold in that half-year;
- `person_over_next`: a person sold at least ten times as much as the next one in their role;
- `money_scale`: the typical amounts of targets, actuals and deals differ by a factor of 300 or more;
- `below_zero`: a unit of five or more people sold less than nothing in the whole period;
- `actuals_twice`, `targets_twice`: all rows of somebody's month stand more than once;
- `month_off_deals`: sales of a month are far from the won deals, which all other months agree with;
- `closing_far`: a deal closed more than three years before or after every other deal;
- `old_cycle`: a closed deal was opened before 1980, or took more than ten years.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Literal

import numpy as np

from diagnostic.core.figures.analysis.attainment import AttainmentGrid
from diagnostic.core.figures.analysis.deal_amounts import actual_amounts, amounts_of_deals
from diagnostic.core.figures.analysis.odd_sums import (
    beyond_deals,
    months_off_deals,
    without,
)
from diagnostic.core.figures.model.month_table import Flags
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable
from diagnostic.core.figures.model.periods import month_number
from diagnostic.core.figures.model.repeated_rows import repeated_rows

RowDoubtCode = Literal[
    "unit_over",
    "row_over_half",
    "person_over_next",
    "money_scale",
    "below_zero",
    "actuals_twice",
    "targets_twice",
    "month_off_deals",
    "closing_far",
    "old_cycle",
]
OVER = 2.5
ENOUGH, FEW = 5, 3  # people in a unit, in a role
TIMES_NEXT = 10.0
SCALE = 300.0
HALF_YEAR, OF_A_HALF = 6, 3  # months of a half-year, and how many of them need results
FAR_DAYS, LONG_DAYS = 3 * 365, 3653
EARLIEST_DAY = date(1980, 1, 1)  # earlier days are mostly empty dates stored as 1900 or 1970


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """One implausible value. `owner` is a person's id or a unit's path ("" = a whole kind of figures, or single deals).

    `value` is compared with the limit or usual value `usual`: shares, factors, or days for `closing_far` and
    `old_cycle`. `rows` are the owners in the grid that it concerns, `deal_ids` the deals, `count` is the number of
    values. `surplus` is what would be left out if it is wrong; `month` and `amount` are those of a single row.
    """

    code: RowDoubtCode
    owner: str
    value: float
    usual: float
    rows: frozenset[str] = frozenset()
    surplus: tuple[Amount, ...] = ()
    count: int = 1
    deal_ids: tuple[str, ...] = ()
    month: int | None = None
    amount: int | None = None

    @property
    def deals(self) -> int:
        return len(self.deal_ids)


def doubts_of(table: PerformanceTable, now: PerformanceTable, grid: AttainmentGrid) -> tuple[RowDoubt, ...]:
    """All doubts: about the days of all deals in `table`, and about the money of the period (`now` and its `grid`)."""
    return (
        *_units_over(grid),
        *_rows_over_half(now),
        *_persons_over_next(grid),
        *_money_scale(now),
        *_below_zero(grid),
        *_twice(now),
        *_off_deals(now),
        *_odd_days(table.opportunities),
    )


def without_odd_cycles(table: PerformanceTable) -> PerformanceTable:
    """The table with `created` removed from deals with implausible days, so that their cycle is unknown."""
    odd = {deal.id for deal in table.opportunities if _old(deal)} | {
        deal.id for deal in _far(table.opportunities)
    }
    if not odd:
        return table
    deals = (replace(deal, created=None) if deal.id in odd else deal for deal in table.opportunities)
    return replace(table, opportunities=tuple(deals))


def moves(grid: AttainmentGrid, doubt: RowDoubt, inside: Flags | None = None) -> float:
    """Attainment with the rows of a doubt minus attainment without them, as a ratio (0.01 is one point).

    inside: (n,) bool, the rows whose attainment is taken (None: all). For `money_scale` nothing comparable is left, so
    the result is the whole attainment, at least 1. If no row of the doubt is inside, the result is 0.
    """
    inside = np.ones(len(grid.owners), dtype=np.bool_) if inside is None else inside
    if doubt.code == "money_scale":
        return max(grid.of(inside).ratio or 0.0, 1.0)
    if doubt.surplus:
        once = without(grid, doubt.surplus, doubt.code == "targets_twice", inside)
        return (grid.of(inside).ratio or 0.0) - (once or 0.0)
    concerned = np.array([owner in doubt.rows for owner in grid.owners], dtype=np.bool_)
    if not (concerned & inside).any():
        return 0.0
    there, left = grid.of(inside).ratio, grid.of(inside & ~concerned).ratio
    return (there or 0.0) - (left or 0.0)


def _units_over(grid: AttainmentGrid) -> Iterator[RowDoubt]:
    """A doubt for each innermost unit over the limit; units above it exceed the limit because of it."""
    found: dict[str, RowDoubt] = {}
    for unit in grid.roster.units:
        rows = grid.within_unit(unit)
        own = grid.of(rows)
        if own.ratio is not None and own.ratio > OVER and _people_of(grid, unit, rows) >= ENOUGH:
            found[unit] = RowDoubt("unit_over", unit, own.ratio, OVER, _owners(grid, rows))
    for unit, doubt in found.items():
        if not any(other.startswith(f"{unit}/") for other in found):
            yield doubt


def _people_of(grid: AttainmentGrid, unit: str, rows: Flags) -> int:
    """Number of people with a cell that counts; all people of the unit if its own row stands for them."""
    counted = rows & grid.counts.any(axis=1)
    if counted[grid.persons :].any():
        return len(grid.roster.members.get(unit, frozenset()))
    return int(counted[: grid.persons].sum())


def _owners(grid: AttainmentGrid, rows: Flags) -> frozenset[str]:
    return frozenset(owner for owner, inside in zip(grid.owners, rows, strict=True) if inside)


def _rows_over_half(now: PerformanceTable) -> Iterator[RowDoubt]:
    """Checks rows as supplied: figures of a person, or single deals where sales are counted from deals."""
    path_of = {person.id: person.path for person in now.roster.people}
    sums: dict[tuple[tuple[str, ...], int], int] = defaultdict(int)
    months: dict[tuple[tuple[str, ...], int], set[int]] = defaultdict(set)
    sellers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    rows = list(_sold_rows(now))
    for owner, month, value in rows:
        path = path_of.get(owner)
        if path:
            half = path, month // HALF_YEAR
            sums[half] += value
            months[half].add(month)
            sellers[path].add(owner)
    for owner, month, value in rows:
        path = path_of.get(owner)
        if not path or len(sellers[path]) < ENOUGH or len(months[path, month // HALF_YEAR]) < OF_A_HALF:
            continue
        whole = sums[path, month // HALF_YEAR]
        if whole > 0 and value > whole / 2:
            yield RowDoubt(
                "row_over_half", owner, value / whole, 0.5, frozenset({owner}), month=month, amount=value
            )


def _sold_rows(now: PerformanceTable) -> Iterator[tuple[str, int, int]]:
    """Person, first month (number) and amount of every row of sales that covers at most half a year."""
    given = [amount for amount in now.actuals if amount.metric == "sales"]
    for amount in given:
        if amount.owner_type == "person" and len(amount.period.months) <= HALF_YEAR:
            yield amount.owner_id, month_number(amount.period.first), int(amount.value)
    if not given:
        for deal in now.opportunities:
            if deal.stage == "won" and deal.closed:
                yield deal.owner_id, month_number(deal.closed), deal.amount or 0


def _persons_over_next(grid: AttainmentGrid) -> Iterator[RowDoubt]:
    sold = {owner: float(row.sum()) for owner, row in zip(grid.owners, grid.sold, strict=True)}
    by_role: dict[str | None, list[str]] = defaultdict(list)
    for person in grid.roster.people:
        if sold.get(person.id, 0.0) > 0:
            by_role[person.role].append(person.id)
    for people in by_role.values():
        first, *others = sorted(people, key=lambda id: -sold[id])
        if len(others) + 1 >= FEW and sold[first] >= TIMES_NEXT * sold[others[0]]:
            value = sold[first] / sold[others[0]]
            yield RowDoubt("person_over_next", first, value, TIMES_NEXT, frozenset({first}))


def _money_scale(now: PerformanceTable) -> Iterator[RowDoubt]:
    """Compares the typical month of a person between targets, actuals and deals."""
    kinds = (
        [amount for amount in now.targets if amount.metric == "sales"],
        actual_amounts(now, "sales"),
        amounts_of_deals(now.opportunities, "sales"),
    )
    usual = [value for value in map(_typical, kinds) if value]
    if usual and max(usual) >= SCALE * min(usual):
        yield RowDoubt("money_scale", "", max(usual) / min(usual), 1.0)


def _typical(amounts: Iterable[Amount]) -> float | None:
    """The median of people's positive monthly amounts; None without any."""
    months: dict[tuple[str, int], float] = defaultdict(float)
    for amount in amounts:
        if amount.owner_type == "person":
            parts = amount.period.months
            for month in parts:
                months[amount.owner_id, month_number(month.first)] += amount.value / len(parts)
    found = [value for value in months.values() if value > 0]
    return median(found) if found else None


def _below_zero(grid: AttainmentGrid) -> Iterator[RowDoubt]:
    """The innermost units; one below zero may leave those above it below zero too."""
    found: dict[str, RowDoubt] = {}
    for unit in grid.roster.units:
        rows = grid.within_unit(unit)
        own = grid.of(rows)
        if own.actual < 0 and _people_of(grid, unit, rows) >= ENOUGH:
            found[unit] = RowDoubt("below_zero", unit, own.actual, 0.0, _owners(grid, rows))
    for unit, doubt in found.items():
        if not any(other.startswith(f"{unit}/") for other in found):
            yield doubt


def _twice(now: PerformanceTable) -> Iterator[RowDoubt]:
    sides: tuple[tuple[RowDoubtCode, tuple[Amount, ...]], ...] = (
        ("targets_twice", repeated_rows(now.targets)),
        ("actuals_twice", now.repeated),
    )
    for code, copies in sides:
        if copies:
            yield RowDoubt(code, "", len(copies), 0.0, surplus=copies, count=len(copies))


def _off_deals(now: PerformanceTable) -> Iterator[RowDoubt]:
    times = months_off_deals(now)
    if times:
        worst = max(times.values(), key=lambda value: abs(value - 1))
        yield RowDoubt("month_off_deals", "", worst, 1.0, surplus=beyond_deals(now, times), count=len(times))


def _odd_days(deals: Iterable[Opportunity]) -> Iterator[RowDoubt]:
    deals = tuple(deals)
    if far := _far(deals):
        days = _days_to_next([deal.closed for deal in deals if deal.closed])
        away = max(days[deal.closed] for deal in far if deal.closed)
        yield RowDoubt("closing_far", "", float(away), float(FAR_DAYS), count=len(far), deal_ids=_ids(far))
    if old := [deal for deal in deals if _old(deal)]:
        longest = max((deal.closed - deal.created).days for deal in old if deal.closed and deal.created)
        yield RowDoubt("old_cycle", "", float(longest), float(LONG_DAYS), count=len(old), deal_ids=_ids(old))


def _ids(deals: Iterable[Opportunity]) -> tuple[str, ...]:
    return tuple(deal.id for deal in deals)


def _old(deal: Opportunity) -> bool:
    if deal.stage == "open" or deal.created is None or deal.closed is None:
        return False
    return deal.created < EARLIEST_DAY or (deal.closed - deal.created).days > LONG_DAYS


def _far(deals: Iterable[Opportunity]) -> list[Opportunity]:
    closed = [deal for deal in deals if deal.closed and deal.stage != "open"]
    days = _days_to_next([deal.closed for deal in closed if deal.closed])
    return [deal for deal in closed if deal.closed and days[deal.closed] > FAR_DAYS]


def _days_to_next(days: Iterable[date]) -> dict[date, int]:
    """Day -> days to the nearest other one; 0 if there is no other, or if the day occurs twice."""
    found = sorted(days)
    unique = sorted(set(found))
    if len(unique) < 2:
        return dict.fromkeys(unique, 0)
    away = {}
    for day in unique:
        at = bisect_left(found, day)
        twice = at + 1 < len(found) and found[at + 1] == day
        before = (day - found[at - 1]).days if at else None
        after = (found[at + 1] - day).days if at + 1 < len(found) else None
        away[day] = 0 if twice else min(gap for gap in (before, after) if gap is not None)
    return away
