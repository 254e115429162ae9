"""Heat maps of scale means: groups across, scales down, the shade anchored at the ends of the answer scale.

Columns stand in tree or declared order and rows in the order of the instrument, never by value; what may not be
shown is hatched. Well-being stops at the groups named here and never reaches single units.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Group, Measure, Result
from diagnostic.core.report.model.document import Column, HeatLegend, Table, TableCell, TableRow
from diagnostic.core.report.model.view import grade
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.words import DIRECTION, GRADE_MARKS, GRADES, plus
from diagnostic.text import Text

COLUMNS = 9  # groups side by side on a page


def heat_tables(
    diagnosis: Diagnosis, caption: Text, measures: Sequence[Measure], groups: Sequence[Group]
) -> list[Table]:
    """As many tables as the groups need, the quality of each scale in the last column."""
    pages = -(-len(groups) // COLUMNS)
    width = -(-len(groups) // pages)  # 13 groups make 7 and 6, not 9 and 4
    starts = range(0, len(groups), width)
    return [_table(diagnosis, caption, measures, groups[start : start + width]) for start in starts]


def _table(
    diagnosis: Diagnosis, caption: Text, measures: Sequence[Measure], groups: Sequence[Group]
) -> Table:
    shown = {(result.group, result.measure): result for result in diagnosis.results.of("mean")}
    columns = (
        Column(Text("量表", "Scale"), width=0.24),
        *(Column(_heading(group), "center") for group in groups),
        Column(Text("量表质量", "Scale quality"), "center", 0.12),
    )
    rows = tuple(
        TableRow(
            (
                TableCell(measure.name),
                *(heat_cell(measure, shown.get((group.id, measure.code))) for group in groups),
                _quality(diagnosis, measure),
            )
        )
        for measure in measures
    )
    return Table(caption, columns, rows, None, "heat")


def _heading(group: Group) -> Text:
    if group.n is None:
        return group.label
    return plus(group.label, Text(" n={n}", " n={n}").format(n=group.n))


def heat_cell(measure: Measure, result: Result | None) -> TableCell:
    """A mean with the shade of its place on the answer scale; hatched where there is none to show."""
    if result is None or result.estimate is None:
        return TableCell(None, hidden=True)
    low, high = measure.minimum, measure.maximum
    shade = None
    if low is not None and high is not None and high > low:
        shade = min(1.0, max(0.0, (result.estimate - low) / (high - low)))
        shade = shade if measure.better == 1 else 1 - shade
    return TableCell(numbers.decimal(result.estimate), shade, key=result.key)


def _quality(diagnosis: Diagnosis, measure: Measure) -> TableCell:
    line = grade(diagnosis, measure.code)
    if line is None:
        return TableCell(numbers.DASH)
    return TableCell(GRADES[line.grade], mark=GRADE_MARKS[line.grade])


def legend(measures: Sequence[Measure], hidden: bool) -> HeatLegend:
    """What the ends of the shades are; "not shown" is explained only where something is hatched."""
    low, high = ends(measures)
    return HeatLegend(
        Text("{low} 低", "{low} low").format(low=f"{low:g}"),
        Text("{middle} 中", "{middle} middle").format(middle=f"{(low + high) / 2:g}"),
        Text("{high} 高", "{high} high").format(high=f"{high:g}"),
        Text("不显示", "not shown") if hidden else None,
    )


def ends(measures: Sequence[Measure]) -> tuple[float, float]:
    lows = [measure.minimum for measure in measures if measure.minimum is not None]
    highs = [measure.maximum for measure in measures if measure.maximum is not None]
    return (min(lows), max(highs)) if lows and highs else (1, 5)


def direction(measures: Sequence[Measure]) -> Text:
    """Said beside every map: scores 1-5, higher is better."""
    low, high = ends(measures)
    return DIRECTION.format(low=f"{low:g}", high=f"{high:g}")
