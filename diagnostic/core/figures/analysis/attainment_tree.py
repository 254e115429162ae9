"""Builds the attainment tree: company, regions, teams, each with its target, actual and attainment.

All nodes sum the cells of one grid. A target written for a unit itself is kept next to the sum of its people's
targets, since the board's target and the sum of the teams' targets often differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from diagnostic.core.figures.analysis.attainment import (
    AttainmentGrid,
    attainment_grid,
    own_targets,
)
from diagnostic.core.figures.model.month_table import Flags, Floats, month_table
from diagnostic.core.figures.model.performance import PerformanceTable, Period, Roster
from diagnostic.core.figures.model.periods import month_at

ROUND_TO = 4


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A unit and its figures. `unit` is its path joined with "/", or "" for a company that no path names.

    Money is in minor units. `target` and `actual` sum the cells that have both; without any target `actual` is `sold`:
    all sales (but see `_sold`), None if no one has a result. `median` is the median of the attainment of its rows.
    `own_target` is the target written for the unit itself, `own_attainment` is `sold` over it. `target_bottom` sums the
    innermost units' own targets, or their people's targets where there are none. `no_result` is the share of the target
    that has no result. `people` counts persons, except managers without figures.
    """

    unit: str
    depth: int
    people: int
    target: float | None
    actual: float | None
    attainment: float | None
    median: float | None
    own_target: float | None
    own_attainment: float | None
    target_bottom: float | None
    sold: float | None
    no_result: float
    children: tuple[TreeNode, ...] = ()


@dataclass(frozen=True)
class _TreeInput:
    roster: Roster
    grid: AttainmentGrid
    own: Mapping[str, float]
    counted: Flags


def attainment_tree(
    table: PerformanceTable,
    *,
    metric: str = "sales",
    within: Period | None = None,
    grid: AttainmentGrid | None = None,
) -> TreeNode:
    """The tree from the company down; a single node without a roster. Pass `grid` to use one already made."""
    made = grid or attainment_grid(table, within, metric)
    own = own_targets(table, made, within, metric)
    traces = made.target + made.no_result + np.abs(made.sold) + made.known
    active = np.asarray(np.any(traces, axis=1), dtype=np.bool_)
    managers = table.roster.managers
    counted = [
        place < made.persons and (bool(active[place]) or owner not in managers)
        for place, owner in enumerate(made.owners)
    ]
    given = _TreeInput(table.roster, made, own, np.array(counted, dtype=np.bool_))
    roots = [unit for unit in table.roster.units if "/" not in unit]
    return _node(given, roots[0] if len(roots) == 1 else "", 0)


def flatten(node: TreeNode) -> tuple[TreeNode, ...]:
    """The node and all below it, parents before children."""
    return (node, *(below for child in node.children for below in flatten(child)))


def _node(given: _TreeInput, unit: str, depth: int) -> TreeNode:
    children = tuple(_node(given, child, depth + 1) for child in children_of(given.roster, unit))
    everybody = np.ones(len(given.grid.owners), dtype=np.bool_)
    rows = everybody if depth == 0 else given.grid.within_unit(unit)
    reached, sold = given.grid.of(rows), _sold(given.grid, rows)
    target, own = reached.target or None, given.own.get(unit) or None
    return TreeNode(
        unit,
        depth,
        int((rows & given.counted).sum()),
        target,
        reached.actual if target else sold,
        reached.ratio,
        _median(given.grid, rows),
        own,
        sold / own if own and sold is not None else None,
        _sum(child.target_bottom for child in children) if children else own or target,
        sold,
        reached.no_result,
        children,
    )


def children_of(roster: Roster, unit: str) -> list[str]:
    """Paths of the units directly below a unit, in the order of the roster; the outermost ones for ""."""
    depth = unit.count("/") + 1 if unit else 0
    return [
        each
        for each in roster.units
        if each.count("/") == depth and (not unit or each.startswith(f"{unit}/"))
    ]


def _sold(grid: AttainmentGrid, rows: Flags) -> float | None:
    """All sales of the rows; None if none of them has a result.

    Where the rows lack results, sales of people who are not in the roster, or after their last day, are left out: they
    may be those results under another id, and what is compared with a target without its part that has no result must
    lack it too.
    """
    if not (grid.known[rows].any() or grid.sold[rows].any()):
        return None
    sold = grid.sold[rows]
    if grid.no_result[rows].any():
        sold = sold * ~grid.outside_roster[rows]
    return round(float(sold.sum()), ROUND_TO)


def _median(grid: AttainmentGrid, rows: Flags) -> float | None:
    """The median of the rows' attainment; None if none of them has a target."""
    target, actual = grid.target[rows].sum(axis=1), grid.actual[rows].sum(axis=1)
    asked = target > 0
    return float(np.median(actual[asked] / target[asked])) if asked.any() else None


def _sum(values: Iterable[float | None]) -> float:
    return round(sum(value for value in values if value is not None), ROUND_TO)


@dataclass(frozen=True, slots=True)
class WrittenTargets:
    """The target written for a unit (None without one for all months), and the sum of those written below it."""

    unit: str
    own: float | None
    below: float


def written_targets(
    table: PerformanceTable, metric: str = "sales", within: Period | None = None
) -> tuple[WrittenTargets, ...]:
    """Every unit's targets as written, over all months that have a target, whether or not they have results.

    Targets are not reduced to days of employment here: a person who joined in February with twelve monthly targets
    counts with all twelve.
    """
    amounts = [amount for amount in table.targets if amount.metric == metric]
    persons, units = (month_table(a for a in amounts if a.owner_type == kind) for kind in ("person", "unit"))
    months = sorted(persons.covered | units.covered)
    if within is not None:
        months = [month for month in months if within.covers(month_at(month))]
    on = units.on(units.owners, months)
    sums = zip(on.owners, on.values.sum(axis=1), np.asarray(np.all(on.known, axis=1)), strict=True)
    own = {owner: float(value) for owner, value, complete in sums if complete and months}
    people = persons.on(persons.owners, months).values.sum(axis=1)
    given = _Written(table.roster, persons.owners, people, own)
    roots = [unit for unit in table.roster.units if "/" not in unit]
    return tuple(_written(given, roots[0] if len(roots) == 1 else "", None)[1])


@dataclass(frozen=True)
class _Written:
    roster: Roster
    people: tuple[str, ...]
    target: Floats
    own: Mapping[str, float]


def _written(given: _Written, unit: str, inside: frozenset[str] | None) -> tuple[float, list[WrittenTargets]]:
    """A unit's target (its own, else the sum below it), and the targets of the unit and of all units in it.

    inside: the people of the unit; None for everyone.
    """
    children = [
        (child, given.roster.members.get(child, frozenset())) for child in children_of(given.roster, unit)
    ]
    made = [_written(given, child, members) for child, members in children]
    placed = frozenset().union(*(members for _, members in children))
    direct = sum(
        float(value)
        for person, value in zip(given.people, given.target, strict=True)
        if person not in placed and (inside is None or person in inside)
    )
    below = round(direct + sum(value for value, _ in made), ROUND_TO)
    own = given.own.get(unit)
    here = WrittenTargets(unit, own, below)
    return own if own is not None else below, [here, *(each for _, found in made for each in found)]
