"""Attainment down the tree of units: a chart of every unit, or of regions and strokes where teams are many."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Figures, TreeRow
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
from diagnostic.core.report.prose.tables import cell, plain_row
from diagnostic.core.report.prose.words import plus
from diagnostic.text import Text

UNIT = Text("单位", "Unit")
ACTUAL, TARGET = Text("实际", "Actual"), Text("目标", "Target")
SAYS: dict[str, Text] = {
    "one_unit": Text(
        "只有一个单位,单位之间无从比较。", "There is a single unit, so units cannot be compared."
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
    units = [row for row in rows if row.depth > 0] or rows  # the whole is no unit among its parts
    best = max(units, key=lambda row: row.attainment or 0)
    worst = min(units, key=lambda row: row.attainment or 0)
    alt = Text(
        "各单位达成率横条图,竖线为目标。最高{best} {high},最低{worst} {low}。",
        "Bars of attainment by unit; the line is the target. Highest {best} at {high}, lowest {worst} at {low}.",
    ).format(
        best=labels[best.group],
        high=numbers.percent(best.attainment or 0),
        worst=labels[worst.group],
        low=numbers.percent(worst.attainment or 0),
    )
    note = Text(
        "竖线为目标,横线为 95% 区间,菱形为公平比较后的达成率。每个单位对照自己的目标;下级目标加总更高时,按下级目标"
        "算会更低。",
        "Dark line: target. Thin lines: 95% intervals. Diamonds: after the fair comparison. Each unit is held against "
        "its own target; where the targets below add up to more, attainment against those is lower.",
    )
    return Chart(
        "attainment",
        Text("各单位达成率", "Attainment by unit"),
        alt,
        attainment_chart(rows, labels),
        tree_table(diagnosis, figures.tree),
        note,
    )


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
        "{n} 个团队的达成率,按大区分行,介于 {ends}。",
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
        "每一短线是一个团队;各团队的数字见附录。",
        "Each stroke is a team; the numbers of all teams stand in the appendix.",
    )
    return Chart(
        "spread", title, alt, team_spread_chart(teams, parent, names), Table(title, columns, rows), note
    )


def _spread_row(name: Text, shares: Sequence[float]) -> TableRow:
    ends = numbers.span(numbers.percent(min(shares)), numbers.percent(max(shares)))
    return plain_row(name, numbers.integer(len(shares)), ends)


def tree_table(diagnosis: Diagnosis, rows: Sequence[TreeRow]) -> Table:
    """Target, actual and attainment of every unit in tree order."""
    currency = diagnosis.assessment.currency
    columns = (
        Column(UNIT, width=0.25),
        Column(Text("人数", "People"), "right", 0.08),
        Column(TARGET, "right", 0.15),
        Column(ACTUAL, "right", 0.15),
        Column(Text("达成率(95% 区间)", "Attainment (95% interval)"), "right", 0.2),
        Column(Text("个人中位", "Median"), "right", 0.08),
        Column(Text("公平比较", "Fair"), "right", 0.09),
    )
    body = []
    for row in rows:
        money = [
            cell(None if value is None else numbers.money(value, currency))
            for value in (row.target, row.actual)
        ]
        span = (
            None
            if row.low is None or row.high is None
            else numbers.span(numbers.percent(row.low), numbers.percent(row.high))
        )
        shares = [
            cell(None if value is None else numbers.percent(value))
            for value in (row.attainment, row.median, row.adjusted)
        ]
        reached = shares[0].text
        if row.attainment is not None and reached is not None and span is not None:
            reached = plus(reached, Text("(", " ("), span, Text(")", ")"))
        name = TableCell(label(diagnosis, row.group))
        body.append(
            TableRow(
                (
                    name,
                    TableCell(numbers.integer(row.people)),
                    *money,
                    cell(reached),
                    shares[1],
                    shares[2],
                ),
                min(row.depth, 3),
                row.depth == 0,
            )
        )
    return Table(
        Text("目标、实际与达成率", "Target, actual and attainment"), columns, tuple(body), None, "dense"
    )
