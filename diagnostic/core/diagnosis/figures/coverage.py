"""Says what the figures rest on: targets without result, sales of leavers, values that can't be right.

Units of three people or more are named, all others are counted: a report names no person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.core.diagnosis.figures.groups import FEWEST, FigureGroup
from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.diagnosis.model.coverage import OF_UNITS, Coverage, Doubt, MissingPart, moves_too_much
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.analysis.attainment import AttainmentGrid
from diagnostic.core.figures.analysis.attainment_tree import TreeNode
from diagnostic.core.figures.analysis.doubts import moves
from diagnostic.core.figures.analysis.period_doubts import PeriodDoubts, WeighedDoubt
from diagnostic.core.figures.analysis.period_figures import PeriodFigures
from diagnostic.core.figures.model.month_table import Flags, Floats
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import MONTHS, Period, month_at
from diagnostic.text import Text, same

EVERYWHERE = Text("各处", "everywhere")
ALL_YEAR = Text("全年", "all year")
ALL_PERIOD = Text("整个期间", "the whole period")
PEOPLE = Text("{n}人", "{n} {n:person|people}")
MANAGERS = Text("{n}位管理人员", "{n} {n:person|people} with a management role")
FEW_PEOPLE = Text("个别人员", "one or two people")
FEW_MANAGERS = Text("个别管理人员", "one or two people with a management role")
PERSON = Text("一位销售人员", "one person")
ROW = Text("一行数据", "one row")
MONEY = Text("金额单位", "the unit of money")
DEALS = Text("{n}个商机", "{n} {n:deal|deals}")
ROWS = Text("{n}行数据", "{n} {n:row|rows}")
MONTHS_OFF = Text("{n}个月", "{n} {n:month|months}")
WHERE: Mapping[str, Text] = {
    "actuals_twice": ROWS,
    "targets_twice": ROWS,
    "month_off_deals": MONTHS_OFF,
    "row_over_half": ROW,
    "person_over_next": PERSON,
    "money_scale": MONEY,
    "closing_far": DEALS,
    "old_cycle": DEALS,
}
MOST_PARTS = 5


@dataclass(frozen=True)
class CoverageInput:
    """What coverage is read on, made once for all figures."""

    study: Study
    cut: PeriodFigures
    grid: AttainmentGrid
    people: RepArrays
    groups: Sequence[FigureGroup]
    nodes: Mapping[str, TreeNode]
    doubts: PeriodDoubts


def coverage_of(given: CoverageInput, asked: str) -> Coverage:
    """How much of the period's targets has a result, and what in the figures can hardly be right."""
    grid = given.grid
    whole = grid.of()
    sold = whole.actual + whole.no_target
    found = given.doubts
    confirmed = given.study.confirmed_by if found.doubts else None
    return Coverage(
        asked,
        given.people.label,
        whole.no_result,
        tuple(_parts(given)),
        whole.no_target / sold if sold and whole.target else 0.0,
        _by_group(given),
        _sold_by_leavers(given),
        tuple(_doubt(each, given) for each in found.doubts),
        confirmed,
        _unplaced(given.cut.now),
        () if confirmed else tuple(_doubted(found, given)),
    )


def _by_group(given: CoverageInput) -> dict[str, float]:
    shares = {group.id: given.grid.of(_rows(group, given)).no_result for group in given.groups}
    return {**shares, **{group: node.no_result for group, node in given.nodes.items()}}


def _rows(group: FigureGroup, given: CoverageInput) -> Flags:
    if group.id == "company":
        return np.ones(len(given.grid.owners), dtype=np.bool_)
    pairs = zip(given.people.persons, group.members, strict=True)
    ids = {person.id for person, inside in pairs if inside}
    return np.array([owner in ids for owner in given.grid.owners], dtype=np.bool_)


# where results are missing


def _parts(given: CoverageInput) -> Iterator[MissingPart]:
    """Months without any result, then the outermost units without any, then people; the largest first."""
    left = given.grid.no_result.copy()
    total = float(left.sum() + given.grid.target.sum())
    if not left.any():
        return
    parts = [*_months_of_all(given, left, total), *_units(given, left, total), *_others(given, left, total)]
    yield from sorted(parts, key=lambda part: -part.share)[:MOST_PARTS]


def _months_of_all(given: CoverageInput, left: Floats, total: float) -> Iterator[MissingPart]:
    silent = (left.sum(axis=0) > 0) & (given.grid.target.sum(axis=0) == 0)
    if silent.any():
        yield MissingPart(EVERYWHERE, _when(silent, given), float(left[:, silent].sum()) / total)
        left[:, silent] = 0.0


def _units(given: CoverageInput, left: Floats, total: float) -> Iterator[MissingPart]:
    grid = given.grid
    for unit in sorted(grid.roster.units, key=lambda path: path.count("/")):
        rows = grid.within_unit(unit)
        people = (left[rows] > 0).sum(axis=0)
        if rows[grid.persons :].any():
            people = np.maximum(people, len(grid.roster.members.get(unit, ())) * (people > 0))
        silent = (people >= FEWEST) & (grid.target[rows].sum(axis=0) == 0)
        if silent.any():
            cells = np.ix_(np.flatnonzero(rows), np.flatnonzero(silent))
            yield MissingPart(_unit_name(unit, given), _when(silent, given), float(left[cells].sum()) / total)
            left[cells] = 0.0


def _others(given: CoverageInput, left: Floats, total: float) -> Iterator[MissingPart]:
    """Managers are kept apart from other people: their targets often repeat those of their people."""
    grid = given.grid
    managers = np.array([owner in grid.roster.managers for owner in grid.owners], dtype=np.bool_)
    for words, few, kind in ((MANAGERS, FEW_MANAGERS, managers), (PEOPLE, FEW_PEOPLE, ~managers)):
        own = left * kind[:, None]
        n = int((own > 0).any(axis=1).sum())
        if n:
            yield MissingPart(
                words.format(n=n) if n >= FEWEST else few,
                _when(np.asarray((own > 0).any(axis=0), dtype=np.bool_), given),
                float(own.sum()) / total,
            )


def _unit_name(unit: str, given: CoverageInput) -> Text:
    last = unit.rpartition("/")[2]
    return given.study.unit_names.get(last) or same(last)


def _when(months: Flags, given: CoverageInput) -> Text:
    """Runs of months by their labels; all of them by a word."""
    if months.all():
        return ALL_YEAR if len(given.grid.months) == MONTHS else ALL_PERIOD
    numbers = [number for number, inside in zip(given.grid.months, months, strict=True) if inside]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    labels = [Period(month_at(run[0]).first, month_at(run[-1]).last).label for run in runs]
    return Text("、".join(labels), ", ".join(labels))


# people who had left


def _sold_by_leavers(given: CoverageInput) -> int | None:
    """What no attainment counts of what people sold after their last day, and of people who are not in the roster; 0
    without a roster. None where it is one or two people: it would be their own figure."""
    grid = given.grid
    each = (grid.no_target * grid.outside_roster).sum(axis=1)
    return None if 0 < np.count_nonzero(each) < FEWEST else round(each.sum())


def _unplaced(now: PerformanceTable) -> dict[str, int]:
    """By input the units that the roster does not have; nothing without a roster."""
    known = {*now.roster.units}
    sides = {"targets": now.targets, "actuals": now.actuals}
    found = {
        side: len({a.owner_id for a in amounts if a.owner_type == "unit" and a.owner_id not in known})
        for side, amounts in sides.items()
    }
    return {side: n for side, n in found.items() if n and known}


# values that can hardly be right


def _doubt(weighed: WeighedDoubt, given: CoverageInput) -> Doubt:
    row = weighed.doubt
    where = _unit_name(row.owner, given) if row.code in OF_UNITS else WHERE[row.code].format(n=row.count)
    return Doubt(row.code, where, row.value, row.usual, weighed.moves, row.count)


def _doubted(found: PeriodDoubts, given: CoverageInput) -> Iterator[str]:
    """Groups whose attainment doubts move by more than a point."""
    money = [each.doubt for each in found.doubts if not each.doubt.deals]
    for group in given.groups:
        rows = _rows(group, given)
        if moves_too_much(WeighedDoubt(doubt, moves(given.grid, doubt, rows)) for doubt in money):
            yield group.id
