"""What the report draws of the figures: the attainment tree, the exact split of the gap, trend, audit, unnamed reps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from diagnostic.core.diagnosis.diagnosis import Assessment, Figures, Part, PersonFigure, TreeRow, TrendPoint
from diagnostic.core.diagnosis.figure_audit import audit_lines
from diagnostic.core.diagnosis.figure_groups import FigureGroup, team_id
from diagnostic.core.diagnosis.figure_people import Floats, People
from diagnostic.core.diagnosis.figure_spread import rep_p_values
from diagnostic.core.diagnosis.result import Group, GroupKind, Result
from diagnostic.core.figures.attainment_tree import TreeNode, flatten
from diagnostic.core.figures.decompose import decompose_product
from diagnostic.core.figures.performance import PerformanceTable
from diagnostic.core.figures.periods import Period, month_at
from diagnostic.core.stats.adjust import adjust
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.proportion import wilson_bounds
from diagnostic.text import Text, same

ALPHA = 0.05
ADJUSTED = {"adjusted_attainment": "potential", "ramp_attainment": "ramp"}


def view_figures(
    table: PerformanceTable,
    people: People,
    groups: Sequence[FigureGroup],
    results: Sequence[Result],
    tree: TreeNode,
    assessment: Assessment,
    names: Mapping[str, Text],
) -> Figures:
    """Everything drawn in the section on the shortfall."""
    rows = tuple(_row(node, table.roster.root_depth, results) for node in flatten(tree))
    labels = {group.id: group.group.label for group in groups}
    labels |= {g.id: g.label for g in groups_between(tree, groups, table.roster.root_depth, names)}
    return Figures(
        currency=table.currency or assessment.currency or "",
        period=people.label,
        tree=rows,
        by_unit=tuple(_by_unit(rows, labels)),
        by_factor=tuple(_by_factor(people)),
        by_factor_reference=Text("上年同期", "the same period a year earlier"),
        trend=tuple(_trend(people)),
        audit=audit_lines(table, names, months_compared(people)),
        persons=tuple(_unnamed(people)),
    )


def months_compared(people: People) -> Period | None:
    if not people.months:
        return None
    return Period(month_at(people.months[0]).first, month_at(people.months[-1]).last)


def node_id(node: TreeNode, root_depth: int) -> str:
    """The group a node of the tree is: company, region, or team (also where a tree has no regions)."""
    if node.depth == 0:
        return "company"
    whole = tuple(node.unit.split("/"))
    path = whole[root_depth:] or whole[-1:]  # a level everybody shares is a region of its own
    return f"region:{path[0]}" if len(path) == 1 and node.children else team_id(path)


def groups_between(
    tree: TreeNode, groups: Sequence[FigureGroup], root_depth: int, names: Mapping[str, Text]
) -> Iterator[Group]:
    """Units of the tree that no group of reps stands for: a lone region, a level between region and team."""
    known = {group.id for group in groups}
    for node in flatten(tree):
        id, last = node_id(node, root_depth), node.unit.rpartition("/")[2]
        if id not in known:
            kind: GroupKind = "region" if id.startswith("region:") else "team"
            yield Group(id, kind, names.get(last) or same(last), "figures", node.people, "company")


def _row(node: TreeNode, root_depth: int, results: Sequence[Result]) -> TreeRow:
    group = node_id(node, root_depth)
    fair = {r.measure: r.estimate for r in results if r.kind == "figure" and r.group == group}
    kinds = [measure for measure in ADJUSTED if _differs(fair.get(measure), fair.get("attainment"))]
    return TreeRow(
        group, node.depth, node.people, _money(node.target), _money(node.actual), node.attainment, node.low,
        node.high, node.median, fair.get(kinds[0]) if kinds else None,
        tuple(ADJUSTED[kind] for kind in kinds[:1]),  # type: ignore[misc]
    )  # fmt: skip


def _differs(adjusted: float | None, plain: float | None) -> bool:
    """An adjustment worth a second number: more than two points of attainment."""
    return adjusted is not None and plain is not None and abs(adjusted - plain) > 0.02


def _money(value: float | None) -> int | None:
    return None if value is None else round(value)


def _by_unit(rows: Sequence[TreeRow], labels: Mapping[str, Text]) -> Iterator[Part]:
    """The company's gap as the gaps of its units against their own targets, and what the targets do not add up to."""
    whole = rows[0] if rows else None
    if whole is None or whole.target is None or whole.actual is None:
        return
    parts = [row for row in rows if row.depth == 1 and row.target is not None and row.actual is not None]
    if not parts:
        return
    for row in parts:
        yield Part(
            row.group,
            labels[row.group],
            (row.actual or 0) - (row.target or 0),
        )
    rest = (whole.actual - whole.target) - sum((row.actual or 0) - (row.target or 0) for row in parts)
    if rest:
        yield Part("unallocated", Text("目标层层加码的差额", "Targets of the parts beyond the whole's"), rest)


def _by_factor(people: People) -> Iterator[Part]:
    """The change of sales on a year before, split exactly over closed deals, win rate and deal size."""
    before, now = (
        _factors(people.won_before, people.lost_before, people.actual_before),
        _factors(people.won, people.lost, people.actual),
    )
    try:
        parts = decompose_product(now, before).parts
    except CannotSayError:
        return  # no deals, or none a year before: nothing to split
    labels = {
        "activity": Text("结案商机数", "Closed deals"),
        "win_rate": Text("赢单率", "Win rate"),
        "deal_size": Text("平均单额", "Deal size"),
    }
    for code, label in labels.items():
        yield Part(code, label, parts[code])


def _factors(won: Floats, lost: Floats, sales: Floats) -> dict[str, float]:
    closed, deals = float((won + lost).sum()), float(won.sum())
    return {
        "activity": closed,
        "win_rate": deals / closed if closed else 0.0,
        "deal_size": float(sales.sum()) / deals if deals else 0.0,
    }


def _trend(people: People) -> Iterator[TrendPoint]:
    """Quarters where there are more than a year and a half of months, else months."""
    months = people.months
    size = 3 if len(months) > 18 else 1
    target, actual = people.target.sum(axis=0), people.actual.sum(axis=0)
    before = people.actual_before.sum(axis=0)
    if len(months) == 12 and (before > 0).all():
        for month, value in zip(people.before, before, strict=True):
            yield TrendPoint(f"{month_at(month).first:%Y-%m}", round(float(value)), None)
    for start in range(0, len(months), size):
        first = month_at(months[start]).first
        label = f"{first:%Y-%m}" if size == 1 else f"{first.year}-Q{(first.month - 1) // 3 + 1}"
        stop = start + size
        goal = round(float(target[start:stop].sum())) if people.has_targets else None
        yield TrendPoint(label, round(float(actual[start:stop].sum())), goal)


def _unnamed(people: People) -> Iterator[PersonFigure]:
    """Reps as dots of a funnel plot, smallest first so that their order names nobody."""
    won, closed, p = rep_p_values(people)
    if len(won) < 2:
        return
    low, high = wilson_bounds(won, closed)
    differs = np.asarray(adjust(p.tolist(), "bh")) < ALPHA
    for place in np.lexsort((won, closed)):
        yield PersonFigure(
            int(closed[place]), int(won[place]), float(low[place]), float(high[place]), bool(differs[place])
        )
