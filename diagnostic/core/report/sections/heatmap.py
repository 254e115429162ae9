"""Heat maps of scale means: a column per group, a row per scale; the shades run over the whole answer scale.

Columns are in the order of the tree or of their declaration, rows in that of the instrument, never by value; cells
that may not be shown are hatched. Which groups are shown is decided by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Group, Measure, Result
from diagnostic.core.report.model.document import Column, HeatLegend, Table, TableCell, TableRow
from diagnostic.core.report.model.view import grade, of_some
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.words import DIRECTION, GRADE_MARKS, GRADES, plus
from diagnostic.text import Text

COLUMNS = 9  # most groups of a table


def heat_tables(
    diagnosis: Diagnosis, caption: Text, measures: Sequence[Measure], groups: Sequence[Group]
) -> list[Table]:
    """Tables of at most COLUMNS groups each, the quality of each scale in the last column; needs at least one group."""
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
                *(heat_cell(measure, shown.get((group.id, measure.code)), group.n) for group in groups),
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


def heat_cell(measure: Measure, result: Result | None, people: int | None = None) -> TableCell:
    """A cell with the mean, shaded by its place on the answer scale (1: the better end); hatched without a mean.

    With its own n where it is of some of the `people` of its group.
    """
    if result is None or result.estimate is None:
        return TableCell(None, hidden=True)
    low, high = measure.minimum, measure.maximum
    shade = None
    if low is not None and high is not None and high > low:
        shade = min(1.0, max(0.0, (result.estimate - low) / (high - low)))
        shade = shade if measure.better == 1 else 1 - shade
    mean = numbers.decimal(result.estimate)
    if of_some(result, people):
        mean = plus(mean, Text(" n={n}", " n={n}").format(n=result.n))
    return TableCell(mean, shade, key=result.key)


def _quality(diagnosis: Diagnosis, measure: Measure) -> TableCell:
    line = grade(diagnosis, measure.code)
    if line is None:
        return TableCell(numbers.DASH)
    return TableCell(GRADES[line.grade], mark=GRADE_MARKS[line.grade])


def legend(measures: Sequence[Measure], hidden: bool) -> HeatLegend:
    """The legend, with the ends and the middle of the answer scale; "not shown" only if `hidden`."""
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
    """The caption of a heat map: "Scores 1-5, higher is better"."""
    low, high = ends(measures)
    return DIRECTION.format(low=f"{low:g}", high=f"{high:g}")
