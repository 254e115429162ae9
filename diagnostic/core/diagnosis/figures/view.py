"""What the report draws of the figures: attainment tree, exact split of the gap, trend, audit, spread of reps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    years = _two_years(people)
    rows = tuple(_row(node, table.roster.root_depth, results) for node in listed_nodes(tree))
    return Figures(
        currency=table.currency or assessment.currency or "",
        period=people.label,
        tree=rows,
        team_targets=_team_targets(tree),
        by_unit=tuple(_by_unit(rows, tree, groups, _few_without_target(grid))),
        by_factor=tuple(_by_factor(people, years)),
        by_factor_reference=Text("上年同期", "the same period a year earlier"),
        by_factor_start=years.start if years else None,
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
    path = whole[root_depth:] or whole[-1:]  # a level that all reps share is a region
    return f"region:{path[0]}" if len(path) == 1 and node.children else team_id(path)


def groups_between(
    tree: TreeNode, groups: Sequence[FigureGroup], root_depth: int, names: Mapping[str, Text]
) -> Iterator[Group]:
    """Units of the tree that no group of reps represents: a lone region, a level between region and team."""
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


BEYOND_OWN = Text("层层下达超出公司目标的部分", "Targets given beyond the company's own")
NOT_HANDED_DOWN = Text("公司目标中没有下达到人的部分", "Company target that was given to nobody")


def _few_without_target(grid: AttainmentGrid) -> bool:
    """Whether all that was sold without a target, as the tree counts it, is one or two people's."""
    counted = ~grid.outside_roster if grid.no_result.any() else True
    selling = ((grid.no_target != 0) & counted).any(axis=1)
    return not selling[grid.persons :].any() and 0 < int(selling.sum()) < FEWEST


def _by_unit(
    rows: Sequence[TreeRow], tree: TreeNode, groups: Mapping[str, Group], few: bool
) -> Iterator[GapPart]:
    """The company's gap as the gaps of its units, in whole minor units, so that the parts add up exactly.

    Where the company has a target of its own the whole is the gap to that one, and two more steps lead there: what the
    units were given beyond it or short of it, and what was sold without any target; `few` people's is no step of its
    own. Nothing where too much of the target has no result yet.
    """
    whole = rows[0]
    parts = [row for row in rows if row.depth == 1 and row.target is not None and row.actual is not None]
    if whole.target is None or whole.actual is None or not parts or tree.no_result > NO_SHORTFALL:
        return
    for row in parts:
        yield GapPart(row.group, groups[row.group].label, (row.actual or 0) - (row.target or 0))
    listed = sum((row.actual or 0) - (row.target or 0) for row in parts)
    to_own = whole.own_target is not None and tree.sold is not None
    untargeted = round(tree.sold or 0) - whole.actual if to_own else 0
    outside = whole.actual - whole.target - listed + (untargeted if few else 0)
    if outside:
        yield GapPart("outside", Text("未单列的单位与个人", "Units and people not listed"), outside)
    if not to_own or whole.own_target is None:
        return
    if whole.target != whole.own_target:
        beyond = whole.target - whole.own_target
        yield GapPart("beyond_board", BEYOND_OWN if beyond > 0 else NOT_HANDED_DOWN, beyond)
    if untargeted and not few:
        yield GapPart("no_target", Text("没有目标的销售额", "Sales without a target"), untargeted)


@dataclass(frozen=True, slots=True)
class _TwoYears:
    """Sales of this year and of the same months a year before, (n,), and who was there when, (n,).

    `stay`: in both; `joined`: only now; `left`: only then. Whose result is not known yet is in none of them.
    """

    now: Floats
    before: Floats
    stay: NDArray[np.bool_]
    joined: NDArray[np.bool_]
    left: NDArray[np.bool_]
    others: Floats  # (g,), of people who are no longer in the roster

    @property
    def start(self) -> float:
        return float(self.before[self.stay | self.left].sum() + self.others.sum())


def _two_years(people: RepArrays) -> _TwoYears | None:
    """None without a year before. Months without a result yet count in neither."""
    if not people.before:
        return None
    before = people.actual_before[:, people.had].sum(axis=1)
    last = month_at(people.before[-1]).last
    came = [p.start is not None and p.start <= last for p in people.persons]
    gone = [p.end is not None and p.end < people.period.first for p in people.persons]
    then = (before > 0) | np.array(came, dtype=bool)
    return _TwoYears(
        people.sales.sum(axis=1),
        before,
        people.seen & then,
        people.seen & ~then,
        ~people.seen & np.array(gone, dtype=bool),
        people.others_before[:, people.had].sum(axis=1),
    )


def _by_factor(people: RepArrays, years: _TwoYears | None) -> Iterator[GapPart]:
    """The change of sales on a year before: of those who were there in both split exactly over closed deals, win rate
    and deal size, then what those add who joined and those take who left. The parts add up to the whole change."""
    if years is None:
        return
    stay = years.stay
    try:
        parts = decompose_product(
            _factors(people.won[stay], people.lost[stay], years.now[stay]),
            _factors(people.won_before[stay], people.lost_before[stay], years.before[stay]),
        ).parts
    except CannotSayError:
        return  # no deals, or none a year before: nothing to split
    moved = _moved(people, years)
    if moved is None:
        return
    for code, label in FACTORS.items():
        yield GapPart(code, label, parts[code])
    yield from moved


def _moved(people: RepArrays, years: _TwoYears) -> tuple[GapPart, ...] | None:
    """What joiners add and leavers take. Of fewer than three people it would be a named person's figure: then both are
    one step, and where they are too few together there is none, since the steps add up (None)."""
    joined, left = float(years.now[years.joined].sum()), float(years.before[years.left].sum())
    left += float(years.others.sum())
    came, went = int(years.joined.sum()), int(years.left.sum() + (years.others > 0).sum())
    if not joined and not left:
        return ()
    if 0 < came + went < FEWEST:
        return None
    if 0 < came < FEWEST or 0 < went < FEWEST:
        return (
            GapPart("joiners_leavers", Text("新加入与离开的人", "People who joined or left"), joined - left),
        )
    came_words, left_words = (
        _joined_words(people, years.joined),
        Text("已不在名册的人", "People no longer there"),
    )
    steps = (("joiners", came_words, joined), ("leavers", left_words, -left))
    return tuple(GapPart(code, words, value) for code, words, value in steps if value)


def _joined_words(people: RepArrays, joined: NDArray[np.bool_]) -> Text:
    """Without a day of entry it is unknown whether they came, or were there and sold nothing."""
    starts = [p.start for p, new in zip(people.persons, joined, strict=True) if new]
    if None in starts:
        return Text("上年同期没有业绩的人", "People without sales a year before")
    return Text("新加入的人", "People who joined")


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
    earlier = people.actual_before.sum(axis=0) + people.others_before.sum(axis=0)
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
