"""What the report draws of the figures: attainment tree, exact split of the gap, trend, audit, spread of reps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.audit import audit_lines
from diagnostic.core.diagnosis.figures.groups import FEWEST, FigureGroup, team_id
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.figures.rep_spread import spread_of_win_rates
from diagnostic.core.diagnosis.model.coverage import NO_SHORTFALL
from diagnostic.core.diagnosis.model.diagnosis import (
    Adjustment,
    Assessment,
    Figures,
    GapPart,
    TreeRow,
    TrendPoint,
)
from diagnostic.core.diagnosis.model.result import Group, GroupKind, Result
from diagnostic.core.figures.analysis.attainment import AttainmentGrid
from diagnostic.core.figures.analysis.attainment_tree import TreeNode, flatten
from diagnostic.core.figures.analysis.decompose import decompose_product
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import month_at, month_of, quarter_of
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.text import Text, same

MONTHS_DRAWN = 18  # more are drawn as quarters
WORTH_ADJUSTING = 0.02  # two points of attainment: less is not worth a second number
TARGETS_DIFFER = 0.005
ADJUSTED: Mapping[str, Adjustment] = {"adjusted_attainment": "potential", "ramp_attainment": "ramp"}


def view_figures(
    table: PerformanceTable,
    people: RepArrays,
    groups: Mapping[str, Group],
    results: Sequence[Result],
    attained: tuple[TreeNode, AttainmentGrid],
    assessment: Assessment,
    names: Mapping[str, Text],
) -> Figures:
    """Everything drawn in the section on the shortfall; `attained`: the tree, and the cells it sums."""
    tree, grid = attained
    rows = tuple(_row(node, table.roster.root_depth, results) for node in listed_nodes(tree))
    return Figures(
        currency=table.currency or assessment.currency or "",
        period=people.label,
        tree=rows,
        team_targets=_team_targets(tree),
        by_unit=tuple(_by_unit(rows, tree, groups)),
        by_factor=tuple(_by_factor(people)),
        by_factor_reference=Text("上年同期", "the same period a year earlier"),
        by_factor_start=_sold_before(people),
        trend=tuple(_trend(people)),
        audit=audit_lines(table, names, people.period, grid),
        spread=spread_of_win_rates(people),
    )


def _team_targets(tree: TreeNode) -> int | None:
    """The board's target and what the teams were given are often two numbers: both belong on the page."""
    if not tree.own_target or not tree.target_bottom:
        return None
    off = abs(tree.target_bottom / tree.own_target - 1)
    return _money(tree.target_bottom) if off > TARGETS_DIFFER else None


def listed_nodes(tree: TreeNode) -> tuple[TreeNode, ...]:
    """The company and every unit of three reps or more; what a smaller one sold is a named person's figure."""
    return tuple(node for node in flatten(tree) if node.depth == 0 or node.people >= FEWEST)


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
    for node in listed_nodes(tree):
        id, last = node_id(node, root_depth), node.unit.rpartition("/")[2]
        if id not in known:
            kind: GroupKind = "region" if id.startswith("region:") else "team"
            yield Group(id, kind, names.get(last) or same(last), "figures", node.people, "company")


def _row(node: TreeNode, root_depth: int, results: Sequence[Result]) -> TreeRow:
    """Its interval is that of the attainment printed elsewhere: one value, one interval."""
    group = node_id(node, root_depth)
    figures = {r.measure: r for r in results if r.kind == "figure" and r.group == group}
    fair, plain = {measure: r.estimate for measure, r in figures.items()}, figures.get("attainment")
    worth = [measure for measure in ADJUSTED if _differs(fair.get(measure), fair.get("attainment"))][:1]
    return TreeRow(
        group,
        node.depth,
        node.people,
        _money(node.target),
        _money(node.actual),
        node.attainment,
        plain.low if plain else None,
        plain.high if plain else None,
        node.median,
        fair[worth[0]] if worth else None,
        tuple(ADJUSTED[measure] for measure in worth),
        own_target=_money(node.own_target),
        own_attainment=node.own_attainment,
    )


def _differs(adjusted: float | None, plain: float | None) -> bool:
    return adjusted is not None and plain is not None and abs(adjusted - plain) > WORTH_ADJUSTING


def _money(value: float | None) -> int | None:
    return None if value is None else round(value)


def _by_unit(rows: Sequence[TreeRow], tree: TreeNode, groups: Mapping[str, Group]) -> Iterator[GapPart]:
    """The company's gap as the gaps of its units, in whole minor units, so that the parts add up exactly.

    Where the company has a target of its own the whole is the gap to that one, and two more steps lead there: what the
    units were given beyond it, and what was sold without any target. Nothing where too much of the target has no
    result yet.
    """
    whole = rows[0]
    parts = [row for row in rows if row.depth == 1 and row.target is not None and row.actual is not None]
    if whole.target is None or whole.actual is None or not parts or tree.no_result > NO_SHORTFALL:
        return
    for row in parts:
        yield GapPart(row.group, groups[row.group].label, (row.actual or 0) - (row.target or 0))
    listed = sum((row.actual or 0) - (row.target or 0) for row in parts)
    outside = whole.actual - whole.target - listed
    if outside:
        yield GapPart("outside", Text("未单列的单位与个人", "Units and people not listed"), outside)
    if whole.own_target is None or tree.sold is None:
        return
    if whole.target != whole.own_target:
        words = Text("层层下达超出公司目标的部分", "Targets given beyond the board's")
        yield GapPart("beyond_board", words, whole.target - whole.own_target)
    if round(tree.sold) != whole.actual:
        words = Text("没有目标的销售额", "Sales without a target")
        yield GapPart("no_target", words, round(tree.sold) - whole.actual)


def _by_factor(people: RepArrays) -> Iterator[GapPart]:
    """The change of sales on a year before, of those who sold in both years split exactly over closed deals, win rate
    and deal size; then what those who joined add, and what those who left took. The parts add up to the whole change.
    """
    now, before = people.sales.sum(axis=1), people.actual_before[:, _had_before(people)].sum(axis=1)
    both = (now > 0) & (before > 0)
    try:
        parts = decompose_product(
            _factors(people.won[both], people.lost[both], now[both]),
            _factors(people.won_before[both], people.lost_before[both], before[both]),
        ).parts
    except CannotSayError:
        return  # no deals, or none a year before: nothing to split
    for code, label in FACTORS.items():
        yield GapPart(code, label, parts[code])
    joined = float(now[~both].sum())
    left = float(before[~both].sum() + people.others_before[_had_before(people)].sum())
    if joined:
        yield GapPart("joiners", Text("新加入的人", "People who joined"), joined)
    if left:
        yield GapPart("leavers", Text("已离开的人", "People who left"), -left)


def _had_before(people: RepArrays) -> NDArray[np.bool_]:
    """The months of the year before whose like has a result now."""
    return people.had if people.before else np.zeros(0, dtype=bool)


def _sold_before(people: RepArrays) -> float | None:
    """All sales of those months; None without a year before."""
    if not people.before:
        return None
    had = _had_before(people)
    return float(people.actual_before[:, had].sum() + people.others_before[had].sum())


FACTORS: Mapping[str, Text] = {
    "activity": Text("结案商机数", "Closed deals"),
    "win_rate": Text("赢单率", "Win rate"),
    "deal_size": Text("平均单额", "Deal size"),
}


def _factors(won: Floats, lost: Floats, sales: Floats) -> dict[str, float]:
    closed, deals = float((won + lost).sum()), float(won.sum())
    return {
        "activity": closed,
        "win_rate": deals / closed if closed else 0.0,
        "deal_size": float(sales.sum()) / deals if deals else 0.0,
    }


def _trend(people: RepArrays) -> Iterator[TrendPoint]:
    """Months, those of the year before in front; calendar quarters where there are more than a year and a half.

    A month of which no result is known is no point.
    """
    target, actual = people.target.sum(axis=0), people.sales.sum(axis=0)
    earlier = people.actual_before.sum(axis=0) + people.others_before
    for month, value in zip(people.before, earlier, strict=True):
        yield TrendPoint(f"{month_at(month).first:%Y-%m}", round(float(value)), None)
    labels = [_label(month, len(people.months) > MONTHS_DRAWN) for month in people.months]
    for label in dict.fromkeys(labels):
        own = np.array([each == label for each in labels])
        if people.had[own].any():
            goal = round(float(target[own].sum())) if people.has_targets else None
            yield TrendPoint(label, round(float(actual[own].sum())), goal)


def _label(month: int, by_quarter: bool) -> str:
    first = month_at(month).first
    return (quarter_of(first) if by_quarter else month_of(first)).label
