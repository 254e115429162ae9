"""Attainment of the units: a bar for each, or a bar per region and a stroke per team where there are many units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diagnostic.core.diagnosis.model.coverage import NO_SHORTFALL
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Figures, TreeRow
from diagnostic.core.diagnosis.model.result import Basis
from diagnostic.core.report.charts.attainment import ROWS_ON_A_PAGE, attainment_chart, team_spread_chart
from diagnostic.core.report.model.document import (
    Block,
    Chart,
    Column,
    Paragraph,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.model.view import (
    label,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.coverage_lines import TOLD
from diagnostic.core.report.prose.tables import cell, plain_row
from diagnostic.core.report.prose.words import BASES, listed, plus, sentences
from diagnostic.text import Text, same

UNIT = Text("单位", "Unit")
ACTUAL, TARGET = Text("实际", "Actual"), Text("目标", "Target")
SAYS: dict[str, Text] = {
    "line": Text("竖线为目标。", "Dark line: target."),
    "intervals": Text("横线为 95% 区间。", "Thin lines: 95% intervals."),
    "diamonds": Text("菱形为公平比较后的达成率。", "Diamonds: after the fair comparison."),
    "given": Text(
        "每个单位对照下达到其人员的目标。", "Each unit is compared with the targets its people were given."
    ),
    "own": Text("对照单位自己目标的达成率见表。", "Attainment of a unit's own target stands in the table."),
    "one_unit": Text(
        "只有一个单位，单位之间无从比较。", "There is a single unit, so units cannot be compared."
    ),
}


def attainment_of_units(diagnosis: Diagnosis, figures: Figures) -> list[Block]:
    rows = [row for row in figures.tree if row.attainment is not None]
    if not rows:
        return []
    if len(rows) == 1:
        return [Paragraph(SAYS["one_unit"])]
    labels = {row.group: label(diagnosis, row.group) for row in rows}
    if len(rows) <= ROWS_ON_A_PAGE:
        return [_attainment(rows, labels, figures, diagnosis)]
    top = [row for row in rows if row.depth < 2]
    teams = [row for row in rows if row.depth >= 2]
    return [_attainment(top, labels, figures, diagnosis), _spread(teams, labels, diagnosis)]


def _attainment(
    rows: Sequence[TreeRow], labels: dict[str, Text], figures: Figures, diagnosis: Diagnosis
) -> Chart:
    units = [row for row in rows if row.depth > 0] or rows  # the company is not compared with its own units
    best = max(units, key=lambda row: row.attainment or 0)
    worst = min(units, key=lambda row: row.attainment or 0)
    alt = Text(
        "各单位达成率横条图，竖线为目标。最高{best} {high}，最低{worst} {low}。",
        "Bars of attainment by unit; the line is the target. Highest {best} at {high}, lowest {worst} at {low}.",
    ).format(
        best=labels[best.group],
        high=numbers.percent(best.attainment or 0),
        worst=labels[worst.group],
        low=numbers.percent(worst.attainment or 0),
    )
    note = sentences(*_drawn(rows))
    return Chart(
        "attainment",
        Text("各单位达成率", "Attainment by unit"),
        alt,
        attainment_chart(rows, labels),
        tree_table(diagnosis, figures.tree),
        sentences(note, _without_result(diagnosis, figures.tree)),
    )


def _drawn(rows: Sequence[TreeRow]) -> Iterator[Text]:
    """What the marks of the chart are, of those that are there."""
    yield SAYS["line"]
    if any(row.low is not None for row in rows):
        yield SAYS["intervals"]
    if any(row.adjusted is not None for row in rows):
        yield SAYS["diamonds"]
    yield SAYS["given"]
    if any(row.own_attainment is not None for row in rows):
        yield SAYS["own"]


def _spread(teams: Sequence[TreeRow], labels: dict[str, Text], diagnosis: Diagnosis) -> Chart:
    parent = {
        row.group: diagnosis.groups[row.group].parent or row.group
        for row in teams
        if row.group in diagnosis.groups
    }
    names = labels | {group: label(diagnosis, group) for group in parent.values()}
    shares = [row.attainment or 0.0 for row in teams]
    ends = numbers.span(numbers.percent(min(shares)), numbers.percent(max(shares)))
    alt = Text(
        "{n} 个团队的达成率，按大区分行，介于 {ends}。",
        "Attainment of {n} {n:team|teams}, a row per region, from {ends}.",
    ).format(n=len(teams), ends=ends)
    columns = (
        Column(UNIT),
        Column(Text("团队数", "Teams"), "right"),
        Column(Text("最低至最高", "Lowest to highest"), "right"),
    )
    regions = dict.fromkeys(parent.values())
    rows = tuple(
        _spread_row(
            names[region], [row.attainment or 0.0 for row in teams if parent.get(row.group) == region]
        )
        for region in regions
    )
    title = Text("各大区内团队的达成率", "Attainment of the teams within each region")
    note = Text(
        "每一短线是一个团队；各团队的数字见附录。",
        "Each stroke is a team; the numbers of all teams stand in the appendix.",
    )
    return Chart(
        "spread", title, alt, team_spread_chart(teams, parent, names), Table(title, columns, rows), note
    )


def _spread_row(name: Text, shares: Sequence[float]) -> TableRow:
    ends = numbers.span(numbers.percent(min(shares)), numbers.percent(max(shares)))
    return plain_row(name, numbers.integer(len(shares)), ends)


def tree_table(diagnosis: Diagnosis, rows: Sequence[TreeRow]) -> Table:
    """A row per unit in the order of the tree: people, target, actual, attainment, median, fair comparison."""
    currency = diagnosis.assessment.currency
    own = any(row.own_target is not None and row.own_target != row.target for row in rows)
    columns = (
        Column(UNIT, width=0.2),
        Column(Text("人数", "People"), "right", 0.06),
        Column(TARGET, "right", 0.12),
        Column(ACTUAL, "right", 0.12),
        Column(Text("达成率（95% 区间）", "Attainment (95% interval)"), "right", 0.19),
        *([Column(Text("单位自己的目标", "Own target"), "right", 0.17)] if own else []),
        Column(Text("个人中位", "Median"), "right", 0.07),
        Column(Text("公平比较", "Fair"), "right", 0.07),
    )
    missing = diagnosis.coverage.by_group
    body = [
        TableRow(
            _cells(
                row,
                label(diagnosis, row.group),
                currency,
                _keys(diagnosis, row),
                own,
                said=missing.get(row.group, 0.0) <= NO_SHORTFALL,
            ),
            min(row.depth, 3),
            row.depth == 0,
        )
        for row in rows
    ]
    title = Text("目标、实际与达成率", "Target, actual and attainment")
    return Table(title, columns, tuple(body), _without_result(diagnosis, rows), "dense")


def _keys(diagnosis: Diagnosis, row: TreeRow) -> Mapping[Basis, str]:
    """The keys of the results with the attainment of this row, by basis; none for a unit that is the whole company."""
    found = {basis: diagnosis.results.value("attainment", row.group, basis) for basis in BASES}
    return {basis: result.key for basis, result in found.items() if result is not None}


def _cells(
    row: TreeRow, name: Text, currency: str | None, keys: Mapping[Basis, str], own: bool, said: bool
) -> tuple[TableCell, ...]:
    money = (
        cell(None if value is None else numbers.money(value, currency)) for value in (row.target, row.actual)
    )
    reached = None if row.attainment is None else numbers.percent(row.attainment)
    if reached is not None and row.low is not None and row.high is not None:
        span = numbers.span(numbers.percent(row.low), numbers.percent(row.high))
        reached = plus(reached, Text("（", " ("), span, Text("）", ")"))
    shares = (cell(None if v is None else numbers.percent(v)) for v in (row.median, row.adjusted))
    return (
        TableCell(name),
        TableCell(numbers.integer(row.people)),
        *money,
        cell(reached, keys.get("plain")),
        *([_own_target(row, currency, keys.get("board"), said)] if own else []),
        *shares,
    )


def _own_target(row: TreeRow, currency: str | None, key: str | None, said: bool) -> TableCell:
    """A cell with the unit's own target and, if `said`, how much of it was reached; a dash without an own target."""
    if row.own_target is None:
        return cell(None)
    words = numbers.money(row.own_target, currency)
    if row.own_attainment is not None and said:
        words = plus(words, Text("（", " ("), numbers.percent(row.own_attainment), Text("）", ")"))
    return cell(words, key)


def _without_result(diagnosis: Diagnosis, rows: Sequence[TreeRow]) -> Text | None:
    """A note on the units of whose target more than TOLD has no result, with that share; None if there are none."""
    missing = diagnosis.coverage.by_group
    parts = [
        plus(label(diagnosis, row.group), same(" "), numbers.percent(missing[row.group]))
        for row in rows
        if missing.get(row.group, 0.0) > TOLD
    ]
    if not parts:
        return None
    return Text(
        "还没有结果、因而没有计入的目标：{parts}。", "Targets without a result yet, and not counted: {parts}."
    ).format(parts=listed(parts))
