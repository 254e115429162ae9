"""The figures' half of the diagnosis: every metric of every group, fair comparison first, and what to draw.

Read before anything is said about people: targets, territory, inherited clients, ramp-up and season stand beside
attainment, unadjusted beside adjusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from diagnostic.core.diagnosis.diagnosis import Figures, Note
from diagnostic.core.diagnosis.figure_change import Earlier, changes, gather_earlier
from diagnostic.core.diagnosis.figure_fair import fair_levels, gather_clients
from diagnostic.core.diagnosis.figure_groups import FigureGroup, figure_groups
from diagnostic.core.diagnosis.figure_people import Floats, People, by_quarter, gather_people
from diagnostic.core.diagnosis.figure_results import Spec, compare, describe, level_of, over, specs_of
from diagnostic.core.diagnosis.figure_spread import spread_of_reps
from diagnostic.core.diagnosis.figure_units import UnitSums, rates
from diagnostic.core.diagnosis.figure_view import groups_between, months_compared, node_id, view_figures
from diagnostic.core.diagnosis.figure_words import MEASURE_WORDS
from diagnostic.core.diagnosis.result import Group, Measure, Result, Unit
from diagnostic.core.diagnosis.study import Study
from diagnostic.core.diagnosis.verdict import judge_family
from diagnostic.core.figures.attainment_tree import TreeNode, attainment_tree, flatten
from diagnostic.core.figures.performance import PerformanceTable


@dataclass(frozen=True, slots=True)
class FiguresOutcome:
    results: tuple[Result, ...] = ()
    groups: tuple[Group, ...] = ()
    measures: tuple[Measure, ...] = ()
    view: Figures | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Ground:
    """What every group is read on, made once."""

    specs: tuple[Spec, ...]
    units: UnitSums


def diagnose_figures(study: Study) -> FiguresOutcome:
    """All figure results; nothing where no figures were given."""
    table = study.figures
    if table is None or not (table.targets or table.actuals or table.opportunities):
        return FiguresOutcome()
    people = gather_people(table, study.assessment.as_of)
    groups = figure_groups(people, table.roster, study.unit_names)
    tree = attainment_tree(table, within=months_compared(people))
    ground = _Ground(specs_of(people, _activity(table, people)), UnitSums(table, people, people.months))
    plain = _plain(people, table, groups, ground)
    plain = [*plain, *_against_targets(tree, table, plain)]
    compared = judge_family(
        list(_compared(people, groups, ground, gather_earlier(people, table, ground.units))), "bh"
    )
    results = (*plain, *compared)
    between = groups_between(tree, groups, table.roster.root_depth, study.unit_names)
    return FiguresOutcome(
        results,
        (*(group.group for group in groups), *between),
        tuple(_measures({result.measure for result in results})),
        view_figures(table, people, groups, results, tree, study.assessment, study.unit_names),
    )


def _plain(
    people: People, table: PerformanceTable, groups: Sequence[FigureGroup], ground: _Ground
) -> list[Result]:
    found: list[Result] = []
    for spec in ground.specs:
        found += over(tuple(groups), partial(describe, spec))
    clients = gather_clients(people, table)
    for group in groups:
        found += fair_levels(group, people, clients)
        found += rates(group, ground.units)
    found += spread_of_reps(people, table)
    return found


def _compared(
    people: People, groups: Sequence[FigureGroup], ground: _Ground, earlier: Earlier
) -> Iterator[Result]:
    """The family of figures: every group against the rest, every change against the period before."""
    parts = tuple(group for group in groups if group.id != "company")
    for spec in ground.specs:
        yield from over(parts, partial(compare, spec))
    for group in parts:
        yield from ground.units.compare(group)
    for group in groups:
        yield from changes(group, people, earlier)


def _activity(table: PerformanceTable, people: People) -> Mapping[str, tuple[Floats, Unit]]:
    """Per-rep activity a quarter, in the quarters of the report's period; nan for reps without rows."""
    index = {person.id: place for place, person in enumerate(people.persons)}
    found: dict[str, tuple[Floats, Unit]] = {}
    for metric in ("visits", "new_customers"):
        starts, values = by_quarter([a for a in table.actuals if a.metric == metric], index, people.n)
        inside = np.isin(starts, people.months)
        if inside.any():
            quarters = values[:, inside]
            known = np.isfinite(quarters).any(axis=1)
            sums = np.where(known, np.nansum(quarters, axis=1), np.nan)
            found[metric] = (sums, "count")
    return found


def _against_targets(tree: TreeNode, table: PerformanceTable, plain: Sequence[Result]) -> Iterator[Result]:
    """Target-actual in money of every unit against its own target, and how far the targets below miss it."""
    intervals = {r.group: r for r in plain if r.kind == "figure" and r.measure == "attainment"}
    for node in flatten(tree):
        if node.target is None or node.actual is None or node.target <= 0:
            continue
        group = node_id(node, table.roster.root_depth)
        known = intervals.get(group)
        reach = None if known is None or known.low is None else (known.estimate or 0.0) - known.low
        reach = None if reach is None else reach * (node.target_below or node.target)
        gap = node.actual - node.target
        yield Result(
            "target_actual", group, "sales", "ratio", "figures", "money", estimate=gap,
            low=None if reach is None else gap - reach, high=None if reach is None else gap + reach,
            level=None if known is None else known.level, n=node.people, reference=node.target,
        )  # fmt: skip
        if node.own_target and node.target_below:
            off = abs(node.target_below / node.target - 1)
            yield from level_of(group, "target_mismatch", "share", off, len(node.children) or node.people)


def _measures(codes: set[str]) -> Iterator[Measure]:
    for code in sorted(codes):
        words = MEASURE_WORDS[code]
        yield Measure(code, "metric", words.name, words.definition, words.unit, better=words.better)
