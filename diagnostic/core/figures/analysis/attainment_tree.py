"""The attainment tree: company, regions, teams, each with its target, its actual and the gap between them.

All of it sums the cells of one grid. A target written for a unit itself stands beside what its people were given,
since the board's target and the sum of the teams' targets are often two numbers.
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
    """A unit. Money in minor units; `unit` is its path joined with "/", "" for a company no path names.

    `target` and `actual` are the sums over the cells that have both; without any target `actual` is all that was sold.
    `own_target` is written for the unit itself, and `own_attainment` holds all its people sold against it.
    `target_bottom` sums the innermost units' own targets, or what their people were given. `no_result` is the share of
    the target that has no result. `people` leaves out managers without figures of their own.
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
    """The tree from the company down; `grid`, where it is made already. Without a roster it has one node."""
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
    depth = unit.count("/") + 1 if unit else 0
    return [
        each
        for each in roster.units
        if each.count("/") == depth and (not unit or each.startswith(f"{unit}/"))
    ]


def _sold(grid: AttainmentGrid, rows: Flags) -> float | None:
    """All that was sold; None where nobody has any result."""
    if not (grid.known[rows].any() or grid.sold[rows].any()):
        return None
    return round(float(grid.sold[rows].sum()), ROUND_TO)


def _median(grid: AttainmentGrid, rows: Flags) -> float | None:
    """The median of people's own ratios."""
    target, actual = grid.target[rows].sum(axis=1), grid.actual[rows].sum(axis=1)
    asked = target > 0
    return float(np.median(actual[asked] / target[asked])) if asked.any() else None


def _sum(values: Iterable[float | None]) -> float:
    return round(sum(value for value in values if value is not None), ROUND_TO)


@dataclass(frozen=True, slots=True)
class WrittenTargets:
    """What was written for a unit, and what is written below it: for its children, or for its people."""

    unit: str
    own: float | None
    below: float


def written_targets(
    table: PerformanceTable, metric: str = "sales", within: Period | None = None
) -> tuple[WrittenTargets, ...]:
    """Every unit's targets as they are written, over months both levels have: whether they add up waits for no result.

    A person who came in February with twelve monthly targets was given twelve: nothing is cut by days here.
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
    """A unit's target, its own or what stands below, and those of all units in it."""
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
