"""Defines attainment: targets and results, summed over the cells (owner and month) in which both are known.

Page one, bars, tables, causes, bands and plan all sum these cells and no others. Excluded amounts are kept
separately: a target without a result does not count as zero sales, and sales without a target are no surplus.

- A target of several months is split into months and reduced to the days its owner was employed; a target
  written for a single month counts in full. A month without a day of employment is left out.
- An absent result is missing, not zero, in four cases: no one has a result in that month; this person has none
  in the whole period; no one in a unit has a result in that month, though at least five of its people have
  targets; or the same with at least three people in each of three consecutive months. In all other cases it is
  zero, since files of sales have no rows for zero sales. A zero in the file is a result.
- If targets or results are given for a unit but for none of its people, one row for the unit stands for them.
  In such a row an absent result is always missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from diagnostic.core.figures.analysis.deal_amounts import actual_amounts
from diagnostic.core.figures.model.month_table import Flags, Floats, MonthTable, month_table
from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Period, Roster
from diagnostic.core.figures.model.periods import month_at, month_number

WHOLE_UNIT = 5  # people with targets; if all of them have no sales in a month, their results are missing
SMALL_UNIT, RUN = 3, 3  # the same for three people in each of three consecutive months
ROUND_TO = 4


@dataclass(frozen=True, slots=True)
class Attained:
    """Sums over some cells, in the unit of the metric (money: minor units).

    `people` is the number of rows with a cell that counts. `no_result` is the share (0 to 1) of the target that has
    no result, `no_target` the amount sold without a target.
    """

    target: float
    actual: float
    people: int
    no_result: float
    no_target: float

    @property
    def ratio(self) -> float | None:
        """Actual over target; None without a target."""
        return self.actual / self.target if self.target > 0 else None


@dataclass(frozen=True)
class AttainmentGrid:
    """Targets and results by owner (rows: persons, then units that stand for their people) and month (columns).

    All arrays have shape (n, m). `counts` marks the cells with a target whose result is not missing; `target` and
    `actual` are 0 in all others. `no_result` holds the targets without a result, `no_target` the sales without a
    target, `sold` all sales. `known` marks cells with a result, or with deals opened or closed where sales are
    counted from deals. (Without slots, because it is large and made only once.)
    """

    roster: Roster
    owners: tuple[str, ...]
    persons: int  # how many of the rows are persons
    months: tuple[int, ...]
    target: Floats
    actual: Floats
    counts: Flags
    no_result: Floats
    no_target: Floats
    sold: Floats
    known: Flags

    def of(self, rows: Flags | None = None) -> Attained:
        """The sums over the rows marked in `rows` ((n,) bool), or over all rows if None."""
        own = slice(None) if rows is None else rows
        target, missing = _total(self.target[own]), _total(self.no_result[own])
        asked = target + missing
        return Attained(
            target,
            _total(self.actual[own]),
            int(np.any(self.counts[own], axis=1).sum()),
            missing / asked if asked else 0.0,
            _total(self.no_target[own]),
        )

    @property
    def had(self) -> frozenset[int]:
        """Numbers of the months in which at least one row has a result."""
        known = np.asarray(self.known.any(axis=0), dtype=np.bool_)
        return frozenset(month for month, any_known in zip(self.months, known, strict=True) if any_known)

    @cached_property
    def outside_roster(self) -> Flags:
        """(n, m) bool: months of people the roster does not have, or after somebody's last day; none without a
        roster."""
        found = np.zeros(self.sold.shape, dtype=np.bool_)
        known = self.roster.by_id
        for place, owner in enumerate(self.owners[: self.persons] if known else ()):
            person = known.get(owner)
            if person is None:
                found[place] = True
            elif person.end is not None:
                found[place] = [month_at(month).first > person.end for month in self.months]
        return found

    def within_unit(self, unit: str) -> Flags:
        """(n,) bool: the rows of a unit and of everything below it; all rows for ""."""
        if not unit:
            return np.ones(len(self.owners), dtype=np.bool_)
        inside = self.roster.members.get(unit, frozenset())
        persons = [owner in inside for owner in self.owners[: self.persons]]
        units = [owner == unit or owner.startswith(f"{unit}/") for owner in self.owners[self.persons :]]
        return np.array([*persons, *units], dtype=np.bool_)

    def on(self, persons: Sequence[str], months: Sequence[int], values: Floats) -> Floats:
        """(persons, months): one of the grid's arrays (`values`) in this order; 0 where the grid lacks the cell."""
        table = MonthTable(self.owners, self.months, values, self.counts)
        return table.on(persons, months).values


def attainment_grid(
    table: PerformanceTable, within: Period | None = None, metric: str = "sales"
) -> AttainmentGrid:
    """The grid of one metric in the months that `within` covers, or in all months if None."""
    given = _given(table, within, metric)
    units = _standing_units(table.roster, given)
    owners = (*given.people, *units.names)
    asked, done, known = _cells(table.roster, given, units)
    missing = (asked > 0) & ~known & _missing(table.roster, given, asked, known)
    counts = (asked > 0) & ~missing
    return AttainmentGrid(
        table.roster,
        owners,
        len(given.people),
        given.months,
        np.where(counts, asked, 0.0),
        np.where(counts, done, 0.0),
        counts,
        np.where(missing, asked, 0.0),
        np.where(asked > 0, 0.0, done),
        np.vstack([given.done.values, units.own]),
        known,
    )


def own_targets(
    table: PerformanceTable, grid: AttainmentGrid, within: Period | None = None, metric: str = "sales"
) -> dict[str, float]:
    """Unit -> the target written for the unit itself, reduced by the share of targets in it that have no result.

    A unit whose own target covers only some months of the grid is left out.
    """
    amounts = [a for a in table.targets if a.metric == metric and a.owner_type == "unit"]
    written = month_table(amounts, within=within)
    on = written.on(written.owners, grid.months)
    sums = zip(on.owners, on.values.sum(axis=1), np.all(on.known, axis=1), strict=True)
    return {
        unit: round(float(value) * (1 - grid.of(grid.within_unit(unit)).no_result), ROUND_TO)
        for unit, value, complete in sums
        if complete and grid.months
    }


def attained_of(table: PerformanceTable, within: Period) -> dict[str, float]:
    """Person -> actual over target within the period; people without a cell that has both are left out."""
    grid = attainment_grid(table, within)
    target, actual = grid.target.sum(axis=1), grid.actual.sum(axis=1)
    return {
        person: float(actual[place] / target[place])
        for place, person in enumerate(grid.owners[: grid.persons])
        if target[place] > 0
    }


def target_months(
    table: PerformanceTable, metric: str, within: Period | None = None, *, pro_rata: bool = True
) -> MonthTable:
    """People's targets by month, reduced to the days each was employed (as written if not `pro_rata`)."""
    people = table.roster.by_id if pro_rata else None
    return month_table(_of((a for a in table.targets if a.metric == metric), "person"), people, within)


def outermost(units: Collection[str]) -> list[str]:
    """The units that lie within none of the others, in the given order.

    >>> outermost(["Co/N", "Co/N/N1", "Co/South"])
    ['Co/N', 'Co/South']
    """
    return [unit for unit in units if not any(unit.startswith(f"{other}/") for other in units)]


@dataclass(frozen=True)
class _Given:
    """Targets (`asked`) and results (`done`) of persons and of units, on the same months.

    `active` (people, m) marks cells with a result, or with deals opened or closed where sales are counted from deals.
    """

    people: tuple[str, ...]
    months: tuple[int, ...]
    asked: MonthTable
    done: MonthTable
    active: Flags
    unit_asked: MonthTable
    unit_done: MonthTable


def _given(table: PerformanceTable, within: Period | None, metric: str) -> _Given:
    actuals = actual_amounts(table, metric)
    asked = target_months(table, metric, within)
    unit_asked = month_table(_of((a for a in table.targets if a.metric == metric), "unit"), within=within)
    done, unit_done = (month_table(_of(actuals, kind), within=within) for kind in ("person", "unit"))
    sides = (asked, unit_asked, done, unit_done)
    months = tuple(sorted({month for side in sides for month in side.covered}))
    people = tuple(dict.fromkeys((*(p.id for p in table.roster.people), *asked.owners, *done.owners)))
    persons_done = done.on(people, months)
    counted = not any(amount.metric == metric for amount in table.actuals)
    return _Given(
        people,
        months,
        asked.on(people, months),
        persons_done,
        persons_done.known | (_dealt(table, people, months) if counted else False),
        unit_asked.on(unit_asked.owners, months),
        unit_done.on(unit_done.owners, months),
    )


def _dealt(table: PerformanceTable, people: Sequence[str], months: Sequence[int]) -> Flags:
    """(people, m) bool: months in which a person opened or closed a deal.

    Where sales are counted from deals, such a month without a deal won is a result of zero.
    """
    rows = {person: place for place, person in enumerate(people)}
    columns = {month: place for place, month in enumerate(months)}
    found = np.zeros((len(people), len(months)), dtype=np.bool_)
    for deal in table.opportunities:
        for day in (deal.created, deal.closed):
            column = columns.get(month_number(day)) if day else None
            if column is not None and deal.owner_id in rows:
                found[rows[deal.owner_id], column] = True
    return found


def _asked_as_units(roster: Roster, given: _Given) -> list[str]:
    """Units with a target where none of their people has one.

    Of nested units only the innermost: the targets that were passed down count, not the board's.
    """
    asked = {who for who, known in zip(given.people, given.asked.known, strict=True) if known.any()}
    units = [
        unit
        for unit, known in zip(given.unit_asked.owners, given.unit_asked.known, strict=True)
        if known.any() and unit in roster.members and not roster.members[unit] & asked
    ]
    return [unit for unit in units if not any(other.startswith(f"{unit}/") for other in units)]


def _done_as_units(roster: Roster, given: _Given) -> list[str]:
    """Units with results where none of their people has any; of nested units only the outermost."""
    done = {who for who, known in zip(given.people, given.done.known, strict=True) if known.any()}
    return outermost(
        [
            unit
            for unit, known in zip(given.unit_done.owners, given.unit_done.known, strict=True)
            if known.any() and unit in roster.members and not roster.members[unit] & done
        ]
    )


@dataclass(frozen=True)
class _StandingUnits:
    """The units that stand for their people, one row each; arrays have shape (u, m).

    `done` includes results of people in the unit; `own` is only the part reported for units.
    """

    names: tuple[str, ...]
    asked: Floats
    done: Floats
    known: Flags
    own: Floats


def _standing_units(roster: Roster, given: _Given) -> _StandingUnits:
    """Units with a target, or with results, where none of their people has any; of nested units the outermost."""
    asked, done = _asked_as_units(roster, given), _done_as_units(roster, given)
    names = tuple(outermost(list(dict.fromkeys((*asked, *done)))))
    shape = (len(names), len(given.months))
    targets, results, own = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    known = np.zeros(shape, dtype=np.bool_)
    for row, unit in enumerate(names):
        inside = _rows_of(roster, given.people, unit)
        to_do, found = _below(given.unit_asked, unit, asked), _below(given.unit_done, unit, done)
        own[row] = given.unit_done.values[found].sum(axis=0)
        targets[row] = given.asked.values[inside].sum(axis=0) + given.unit_asked.values[to_do].sum(axis=0)
        results[row] = given.done.values[inside].sum(axis=0) + own[row]
        known[row] = given.done.known[inside].any(axis=0) | given.unit_done.known[found].any(axis=0)
    return _StandingUnits(names, targets, results, known, own)


def _below(side: MonthTable, unit: str, which: Sequence[str]) -> Flags:
    """(units,) bool: the rows of `side` that are in `which` and are `unit` itself or lie below it."""
    own = [owner in which and (owner == unit or owner.startswith(f"{unit}/")) for owner in side.owners]
    return np.array(own, dtype=np.bool_)


def _cells(roster: Roster, given: _Given, units: _StandingUnits) -> tuple[Floats, Floats, Flags]:
    """Asked, done and known of every row, each (n, m); rows of people are empty if a unit stands for them."""
    asked, done, known = given.asked.values.copy(), given.done.values.copy(), given.active.copy()
    for unit in units.names:
        inside = _rows_of(roster, given.people, unit)
        asked[inside], done[inside], known[inside] = 0.0, 0.0, False
    return np.vstack([asked, units.asked]), np.vstack([done, units.done]), np.vstack([known, units.known])


def _rows_of(roster: Roster, people: Sequence[str], unit: str) -> Flags:
    inside = roster.members.get(unit, frozenset())
    return np.array([person in inside for person in people], dtype=np.bool_)


def _missing(roster: Roster, given: _Given, asked: Floats, known: Flags) -> Flags:
    """(n, m) bool: cells in which an absent result is missing, not zero."""
    persons = len(given.people)
    found = np.zeros(asked.shape, dtype=np.bool_)
    found[:, ~known.any(axis=0)] = True  # no one has a result in that month
    found[~known.any(axis=1)] = True  # this row has no result in any month
    found[persons:] = True  # in a unit's row an absent result is never zero
    for unit in roster.units:
        inside = _rows_of(roster, given.people, unit)
        people, done = (asked[:persons][inside] > 0).sum(axis=0), known[:persons][inside].any(axis=0)
        silent = (people >= WHOLE_UNIT) & ~done
        silent |= _in_a_run((people >= SMALL_UNIT) & ~done)
        found[np.ix_(np.flatnonzero(inside), np.flatnonzero(silent))] = True
    return found


def _in_a_run(flags: Flags) -> Flags:
    """The flags that belong to a run of three or more, all others False.

    >>> _in_a_run(np.array([True, True, False, True, True, True])).tolist()
    [False, False, False, True, True, True]
    """
    found, start = np.zeros_like(flags), 0
    for place in range(len(flags) + 1):
        if place == len(flags) or not flags[place]:
            if place - start >= RUN:
                found[start:place] = True
            start = place + 1
    return found


def _of(amounts: Iterator[Amount] | Sequence[Amount], kind: str) -> list[Amount]:
    return [amount for amount in amounts if amount.owner_type == kind]


def _total(values: Floats) -> float:
    """The sum, rounded to four decimals, so that twelve twelfths are one."""
    return round(float(values.sum()), ROUND_TO)
