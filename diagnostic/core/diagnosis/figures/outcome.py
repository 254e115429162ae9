"""The figures' half of the diagnosis: every metric of every group, fair comparison first, and what to draw.

Read before anything is said about people: targets, territory, inherited clients, ramp-up and season appear
next to attainment, the unadjusted value next to the adjusted one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from diagnostic.core.diagnosis.figures.change import gather_earlier
from diagnostic.core.diagnosis.figures.coverage import CoverageInput, coverage_of
from diagnostic.core.diagnosis.figures.fair_comparison import (
    FairTargets,
    fair_levels,
    gather_clients,
    gather_fair,
    slope_result,
)
from diagnostic.core.diagnosis.figures.groups import FigureGroup, compared_groups, figure_groups, roles_of
from diagnostic.core.diagnosis.figures.labels import MEASURE_WORDS
from diagnostic.core.diagnosis.figures.left_out import left_out
from diagnostic.core.diagnosis.figures.people import (
    RepArrays,
    by_quarter,
    gather_people,
    quarter_months,
)
from diagnostic.core.diagnosis.figures.results import (
    Draw,
    Mask,
    MetricSpec,
    Sums,
    closed_deals,
    describe,
    level_of,
    of_enough,
    specs_of,
)
from diagnostic.core.diagnosis.figures.spread import compare_reps, spread_of_reps
from diagnostic.core.diagnosis.figures.teams.before import year_before
from diagnostic.core.diagnosis.figures.teams.change import group_changes
from diagnostic.core.diagnosis.figures.teams.contrast import Compared, compare_group
from diagnostic.core.diagnosis.figures.teams.families import judge
from diagnostic.core.diagnosis.figures.units import UnitSums, rates
from diagnostic.core.diagnosis.figures.view import (
    groups_between,
    listed_nodes,
    node_id,
    view_figures,
)
from diagnostic.core.diagnosis.model.coverage import NO_SHORTFALL, Coverage
from diagnostic.core.diagnosis.model.diagnosis import Figures, Note
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import CannotSay, Group, Measure, Result
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.diagnosis.model.verdict import judge_family
from diagnostic.core.figures.analysis.attainment import AttainmentGrid, attainment_grid
from diagnostic.core.figures.analysis.attainment_tree import TreeNode, attainment_tree, written_targets
from diagnostic.core.figures.analysis.doubts import without_odd_cycles
from diagnostic.core.figures.analysis.period_doubts import weigh_doubts
from diagnostic.core.figures.analysis.period_figures import PeriodFigures, covered, figures_of
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import Period, end_of_month
from diagnostic.text import Text

OUTSIDE = Text(
    "期间{period}以外的{n}行业绩数据最多只用于对比。",
    "{n} {n:row of figures lies|rows of figures lie} outside the period {period} and {n:is|are} used for comparison at "
    "most.",
)

RUNNING = Text(
    "诊断期间{asked}还没有结束，业绩数据只算{period}：没有结束的月份，目标与完成额都不计入。",
    "The period {asked} is not over; figures are read for {period}. A month that is not over counts on neither side, "
    "target or result.",
)
UNFINISHED = Text(
    "业绩数据只算{period}：没有结束的月份，目标与完成额都不计入。",
    "Figures are read for {period}: a month that is not over counts on neither side, target or result.",
)


FOLLOW_UNKNOWN = Text(
    "片区潜力有高有低，但数据看不出目标是否已按潜力下达，所以达成率没有按潜力折算：请客户说明"
    "（assessment 文件的 targets_follow_potential）。",
    "Territories differ in potential, but the figures do not tell whether targets follow it already, so attainment is "
    "not allowed for it: ask the client (targets_follow_potential in the assessment file).",
)


@dataclass(frozen=True, slots=True)
class FiguresOutcome:
    results: tuple[Result, ...] = ()
    groups: tuple[Group, ...] = ()
    measures: tuple[Measure, ...] = ()
    view: Figures | None = None
    notes: tuple[Note, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)


@dataclass(frozen=True)
class _FiguresInput:
    """What every group is read on, made once."""

    specs: tuple[MetricSpec, ...]
    units: UnitSums
    fair: FairTargets
    left_out: Mask


def diagnose_figures(study: Study) -> FiguresOutcome:
    """All figure results of the study's period; nothing where none lie in it."""
    table, as_of = study.figures, study.assessment.as_of
    if table is None or not (table.targets or table.actuals or table.opportunities):
        return FiguresOutcome()
    sure = table if study.confirmed_by else without_odd_cycles(table)
    cut = figures_of(sure, study.period, as_of)
    if cut is None:
        return FiguresOutcome(coverage=_nothing_inside(study, table))
    now, both = cut.now, cut.both
    grid = attainment_grid(now, cut.period)
    people = gather_people(cut, as_of, grid)
    groups = figure_groups(people, now.roster, study.unit_names)
    tree = _with_board_target(attainment_tree(now, within=cut.period, grid=grid), study)
    doubts = weigh_doubts(table, now, grid)
    out = left_out(people, () if study.confirmed_by else (each.doubt for each in doubts.doubts))
    units, fair = UnitSums(now, people, people.months), gather_fair(people, study.follows_potential, out)
    given = _FiguresInput(specs_of(people, _activity(now, people), out), units, fair, out)
    nodes = {node_id(node, now.roster.root_depth): node for node in listed_nodes(tree)}
    plain = [*_plain(people, now, groups, given), *_not_known_yet(people, groups, grid)]
    if grid.persons < len(grid.owners):
        plain = _with_units(plain, nodes)
    plain += _against_targets(nodes, plain)
    plain += _mismatches(nodes, now, cut.period)
    spread = judge_family(compare_reps(people, now, out), "holm")
    draw = partial(stable_rng, study.seed)
    compared = judge(list(_compared(people, both, groups, given, draw)))
    results = tuple(replace(r, period=people.label) for r in (*plain, *spread, *compared))
    between = groups_between(tree, groups, now.roster.root_depth, study.unit_names)
    listed = {group.id: group for group in (*(group.group for group in groups), *between)}
    return FiguresOutcome(
        results,
        tuple(listed.values()),
        tuple(_measures({result.measure for result in results})),
        view_figures(now, people, listed, results, (tree, grid), study.assessment, study.unit_names),
        (*_not_over(study, cut), *_outside(cut), *_asked_of_targets(people, fair)),
        coverage_of(CoverageInput(study, cut, grid, people, groups, nodes, doubts), _asked(study)),
    )


def _asked(study: Study) -> str:
    return study.period.label if study.period else ""


def _nothing_inside(study: Study, table: PerformanceTable) -> Coverage:
    """What there is instead of figures of the period."""
    there = covered(table, study.assessment.as_of)
    return Coverage(asked=_asked(study), has=there.label if there else "")


def _not_over(study: Study, cut: PeriodFigures) -> Iterator[Note]:
    """A period that is not over is read up to the last month that is."""
    if study.period is not None and end_of_month(study.period.last) > cut.period.last:
        yield Note("figures.running", RUNNING.format(asked=study.period.label, period=cut.period.label))
    elif cut.unfinished:
        yield Note("figures.unfinished", UNFINISHED.format(period=cut.period.label))


def _outside(cut: PeriodFigures) -> Iterator[Note]:
    """Rows nothing is computed from; without a stated period they show how the period was found."""
    if cut.outside and not cut.derived:
        words = OUTSIDE.format(n=cut.outside, period=cut.period.label)
        yield Note("figures.outside_period", words)


def _asked_of_targets(people: RepArrays, fair: FairTargets) -> Iterator[Note]:
    if people.has_targets and fair.asks:
        yield Note("figures.follow_unknown", FOLLOW_UNKNOWN)


def _plain(
    people: RepArrays, table: PerformanceTable, groups: Sequence[FigureGroup], given: _FiguresInput
) -> list[Result]:
    clients = gather_clients(people, table)
    found = [result for spec in given.specs for group in groups for result in describe(spec, group)]
    found += [deals for spec in given.specs for group in groups for deals in closed_deals(spec, group)]
    for group in groups:
        found += fair_levels(group, people, clients, given.fair, given.left_out)
        found += rates(group, given.units)
    return [*of_enough(found), *slope_result(given.fair), *spread_of_reps(people, table, given.left_out)]


def _compared(
    people: RepArrays,
    table: PerformanceTable,
    groups: Sequence[FigureGroup],
    given: _FiguresInput,
    draw: Draw,
) -> Iterator[Result]:
    """Every comparison of figures: every group against the rest, every group against itself a year before."""
    parts, earlier = compared_groups(groups), gather_earlier(people, table, given.units, given.left_out)
    inputs = Compared(people, roles_of(people), given.units, year_before(people, earlier), draw)
    for group in parts:
        yield from compare_group(given.specs, group, inputs)
    for group in groups:
        yield from of_enough(group_changes(group, groups, people, earlier))


def _activity(table: PerformanceTable, people: RepArrays) -> Mapping[str, Sums]:
    """Per rep what they did in the quarters of the period that have rows of theirs, and their months in post in them;
    nan for reps without rows."""
    index = {person.id: place for place, person in enumerate(people.persons)}
    found: dict[str, Sums] = {}
    for metric in ("visits", "new_customers"):
        starts, values = by_quarter([a for a in table.actuals if a.metric == metric], index, people.n)
        inside = np.isin(starts, people.months)
        if inside.any():
            quarters = values[:, inside]
            given = np.isfinite(quarters)
            counts = np.where(given.any(axis=1), np.nansum(quarters, axis=1), np.nan)
            quarters_in = [start for start, within in zip(starts, inside, strict=True) if within]
            there = quarter_months(people.post, people.months, quarters_in)
            found[metric] = counts, (given * there).sum(axis=1)
    return found


def _not_known_yet(
    people: RepArrays, groups: Sequence[FigureGroup], grid: AttainmentGrid
) -> Iterator[Result]:
    """Groups with targets of which not one has a result: no attainment, which is not an attainment of zero."""
    ids = tuple(person.id for person in people.persons)
    waiting = grid.on(ids, grid.months, grid.no_result).sum(axis=1)
    for group in groups:
        if waiting[group.members].sum() > 0 and not people.target[group.members].any():
            yield Result(
                "figure",
                group.id,
                "attainment",
                "ratio",
                "figures",
                "share",
                cannot_say=CannotSay("no_result"),
                verdict="cannot_tell",
            )


def _with_units(plain: Sequence[Result], nodes: Mapping[str, TreeNode]) -> list[Result]:
    """Where a unit represents its people, attainment is that of the tree: reps alone would be only part."""
    others = [r for r in plain if (r.kind, r.measure) != ("figure", "attainment") or r.group not in nodes]
    for group, node in nodes.items():
        others += level_of(group, "attainment", "share", node.attainment, node.people)
    return others


def _against_targets(nodes: Mapping[str, TreeNode], plain: Sequence[Result]) -> Iterator[Result]:
    """Every unit listed against what its people were given, and against the target written for itself.

    Nothing where more than a fifth of the target has no result yet.
    """
    reached = {r.group: r for r in plain if r.kind == "figure" and r.measure == "attainment"}
    for group, node in nodes.items():
        if node.no_result > NO_SHORTFALL:
            continue
        own = reached.get(group)
        if node.target and node.actual is not None:
            yield _in_money(group, node, own)
        if node.own_attainment is not None:
            yield _of_the_board(group, node, own)


def _with_board_target(tree: TreeNode, study: Study) -> TreeNode:
    """The target the assessment states is the company's own where no row of the figures is; only for a stated period,
    since without one the months of the target are unknown. The share of the targets without a result leaves it too."""
    board = study.assessment.board_target
    if not board or study.period is None or tree.own_target is not None or tree.sold is None:
        return tree
    own = board * (1 - tree.no_result)
    return replace(tree, own_target=own, own_attainment=tree.sold / own if own else None)


def _in_money(group: str, node: TreeNode, reached: Result | None) -> Result:
    """Actual minus target in money; its interval is the attainment's, times the target."""
    target = node.target or 0.0
    gap = Result(
        "target_actual",
        group,
        "sales",
        "ratio",
        "figures",
        "money",
        estimate=(node.actual or 0.0) - target,
        n=node.people,
        reference=target,
    )
    if reached is None or reached.low is None or reached.high is None:
        return gap
    return replace(gap, low=(reached.low - 1) * target, high=(reached.high - 1) * target, level=reached.level)


def _of_the_board(group: str, node: TreeNode, reached: Result | None) -> Result:
    """All that was sold over the unit's own target; its interval is the attainment's, put on that target."""
    value, own = node.own_attainment or 0.0, node.own_target or 0.0
    board = Result(
        "target_actual",
        group,
        "attainment",
        "ratio",
        "figures",
        "share",
        estimate=value,
        n=node.people,
        reference=1.0,
        basis="board",
    )
    if reached is None or reached.low is None or reached.high is None or reached.estimate is None:
        return board
    share = (node.target or 0.0) / own
    low, high = (value + (end - reached.estimate) * share for end in (reached.low, reached.high))
    return replace(board, low=low, high=high, level=reached.level)


def _mismatches(nodes: Mapping[str, TreeNode], table: PerformanceTable, within: Period) -> Iterator[Result]:
    """How far the targets written below a unit miss its own."""
    written = {each.unit: each for each in written_targets(table, within=within)}
    for group, node in nodes.items():
        unit = written.get(node.unit)
        if unit is not None and unit.own and unit.below:
            off = abs(unit.below / unit.own - 1)
            yield from level_of(group, "target_mismatch", "share", off, None)


def _measures(codes: set[str]) -> Iterator[Measure]:
    for code in sorted(codes):
        words = MEASURE_WORDS[code]
        yield Measure(code, "metric", words.name, words.definition, words.unit, better=words.better)
