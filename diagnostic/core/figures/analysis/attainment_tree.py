"""The attainment tree: company, regions, teams, each with its target, its actual and the gap between them.

A unit is held to the target written for it; where none is written, to the sum of its people's. What stands below
it is kept beside, since the board's target and the sum of the teams' targets are often two numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.core.figures.analysis.deal_amounts import actual_amounts
from diagnostic.core.figures.analysis.person_totals import target_months
from diagnostic.core.figures.model.month_table import Flags, Floats, MonthTable, month_table
from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Period, Roster
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.t_test import half_width
from diagnostic.core.stats.proportions.ratio import jackknife_ratio

KINDS = ("person", "unit")
LEVEL = 0.95
ROUND_TO = 4


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A unit. Money in minor units; `unit` is its path joined with "/", "" for a company no path names.

    `target` is the unit's own where one is written, else the sum below; `target_below` is the sum of its
    children's (of its people's at the bottom), `target_bottom` that of the innermost units: a board's, the regions'
    and the teams' targets are often three numbers. `actual` is what all its people sold in the months compared.
    `people` leaves out managers without figures of their own. `low`, `high`: 95 %.
    """

    unit: str
    depth: int
    people: int
    target: float | None
    actual: float | None
    target_below: float | None
    target_bottom: float | None
    own_target: bool
    attainment: float | None
    low: float | None
    high: float | None
    median: float | None
    children: tuple[TreeNode, ...] = ()


@dataclass(frozen=True, slots=True)
class _TreeInput:
    """Figures of persons and units on the months compared; `people` name the rows of all three persons' arrays."""

    roster: Roster
    people: tuple[str, ...]
    target: Floats
    actual: Floats
    sold: Flags
    counts: Flags
    unit_target: Mapping[str, float]
    unit_actual: Mapping[str, float]


def attainment_tree(
    table: PerformanceTable, *, metric: str = "sales", within: Period | None = None, pro_rata: bool = True
) -> TreeNode:
    """The tree from the company down, over months in which both sides have figures (or one side, if it is alone).

    Without a roster it has one node. A unit's own actual counts where none of its people has any. pro_rata: count
    people's targets only for the time they were employed.
    """
    given = _ground(table, metric, within, pro_rata)
    roots = [unit for unit in given.roster.units if "/" not in unit]
    everybody = np.ones(len(given.people), dtype=np.bool_)
    return _node(given, roots[0] if len(roots) == 1 else "", 0, everybody)


def flatten(node: TreeNode) -> tuple[TreeNode, ...]:
    """The node and all below it, parents before children."""
    return (node, *(below for child in node.children for below in flatten(child)))


def _ground(table: PerformanceTable, metric: str, within: Period | None, pro_rata: bool) -> _TreeInput:
    targets = [amount for amount in table.targets if amount.metric == metric]
    actuals = actual_amounts(table, metric)
    asked = target_months(table, metric, within, pro_rata=pro_rata)
    done, unit_done = (month_table(_of(actuals, kind), within=within) for kind in KINDS)
    unit_asked = month_table(_of(targets, "unit"), within=within)
    both = (asked.covered | unit_asked.covered) & (done.covered | unit_done.covered)
    either = asked.covered | unit_asked.covered | done.covered | unit_done.covered
    months = tuple(sorted(both or either))
    people = tuple(dict.fromkeys((*(p.id for p in table.roster.people), *asked.owners, *done.owners)))
    sold = done.on(people, months)
    active = {*asked.owners, *done.owners}
    managers = table.roster.managers
    return _TreeInput(
        table.roster,
        people,
        asked.on(people, months).values.sum(axis=1),
        sold.values.sum(axis=1),
        np.asarray(np.any(sold.known, axis=1), dtype=np.bool_),
        np.array([person in active or person not in managers for person in people], dtype=np.bool_),
        _complete(unit_asked, months),
        _complete(unit_done, months),
    )


def _of(amounts: Sequence[Amount], kind: str) -> list[Amount]:
    return [amount for amount in amounts if amount.owner_type == kind]


def _complete(units: MonthTable, months: Sequence[int]) -> dict[str, float]:
    """Sums of units with a figure in every month; a unit with half of them is not held to that half."""
    on = units.on(units.owners, months)
    sums = zip(on.owners, on.values.sum(axis=1), np.all(on.known, axis=1), strict=True)
    return {owner: round(float(value), ROUND_TO) for owner, value, complete in sums if complete and months}


def _node(given: _TreeInput, unit: str, depth: int, members: Flags) -> TreeNode:
    inside = _children(given.roster, unit)
    of_child = {child: _members(given, child) for child in inside}
    children = tuple(_node(given, child, depth + 1, of_child[child]) for child in inside)
    in_children = np.any([*of_child.values(), np.zeros_like(members)], axis=0)
    below = _sum([*(child.target for child in children), float(given.target[members & ~in_children].sum())])
    actual = _actual(given, unit, members, children)
    target = given.unit_target.get(unit, below) or None
    reached = actual / target if target and actual is not None else None
    half, median = _spread(given, members, target)
    return TreeNode(
        unit,
        depth,
        int((members & given.counts).sum()),
        target,
        actual,
        below or None,
        (_sum(child.target_bottom for child in children) if children else target),
        unit in given.unit_target,
        reached,
        None if reached is None or half is None else reached - half,
        None if reached is None or half is None else reached + half,
        median,
        children,
    )


def _children(roster: Roster, unit: str) -> list[str]:
    depth = unit.count("/") + 1 if unit else 0
    return [
        each
        for each in roster.units
        if each.count("/") == depth and (not unit or each.startswith(f"{unit}/"))
    ]


def _members(given: _TreeInput, unit: str) -> Flags:
    inside = given.roster.members.get(unit, frozenset())
    return np.array([person in inside for person in given.people], dtype=np.bool_)


def _actual(given: _TreeInput, unit: str, members: Flags, children: Sequence[TreeNode]) -> float | None:
    if np.any(given.sold[members]):
        return _sum(given.actual[members].tolist())
    if unit in given.unit_actual:
        return given.unit_actual[unit]
    known = [child.actual for child in children if child.actual is not None]
    return sum(known) if known else None


def _sum(values: Iterable[float | None]) -> float:
    """Rounded far below a minor unit, so that twelve twelfths are one."""
    return round(sum(value for value in values if value is not None), ROUND_TO)


def _spread(given: _TreeInput, members: Flags, target: float | None) -> tuple[float | None, float | None]:
    """Half the width of the interval, from the spread over people, and the median of their own ratios."""
    asked = members & (given.target > 0)
    actual, goals = given.actual[asked], given.target[asked]
    if not goals.size or not target:
        return None, None
    median = float(np.median(actual / goals))
    try:
        ratio = jackknife_ratio(actual, goals)
    except CannotSayError:
        return None, median
    return half_width(ratio.se, ratio.df, LEVEL) * float(goals.sum()) / target, median
