"""Every metric, with a column each for the company, its regions, team types, roles and tenures of managers.

Groups are in the order of the diagnosis; single teams are in the attainment tree only, persons nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Group, Result
from diagnostic.core.report.model.document import Block, Column, Heading, Table, TableCell, TableRow
from diagnostic.core.report.model.view import figure_results, measure_name
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.tables import cell
from diagnostic.text import Text

ACROSS = 7  # most groups of a table
METRIC = Text("指标", "Metric")
DEALS = "closed_deals"  # stands under the win rate, with the reps who are its n
DEALS_OF_REPS = Text("结案商机数（其销售人数）", "Deals closed (by reps)")


def figures_by_group(diagnosis: Diagnosis) -> list[Block]:
    """A heading, and tables of at most ACROSS groups each with a row per metric; empty without results."""
    results = [
        result
        for result in figure_results(diagnosis)
        if result.kind == "figure" and result.estimate is not None
    ]
    if not results:
        return []
    shown = {(result.group, result.measure): result for result in results}
    groups = [
        group for group in diagnosis.groups.values() if any(result.group == group.id for result in results)
    ]
    measures = list(dict.fromkeys(result.measure for result in results))
    pages = -(-len(groups) // ACROSS)
    width = -(-len(groups) // pages)
    tables = [
        _table(diagnosis, measures, groups[start : start + width], shown)
        for start in range(0, len(groups), width)
    ]
    return [Heading(Text("各组的业绩数据", "The figures of each group")), *tables]


def _table(
    diagnosis: Diagnosis,
    measures: Sequence[str],
    groups: Sequence[Group],
    shown: Mapping[tuple[str, str], Result],
) -> Table:
    columns = (Column(METRIC, width=0.26), *(Column(group.label, "right") for group in groups))
    rows = [
        TableRow(
            (
                TableCell(DEALS_OF_REPS if code == DEALS else measure_name(diagnosis, code)),
                *(_value(diagnosis, shown.get((group.id, code))) for group in groups),
            )
        )
        for code in measures
        if any((group.id, code) in shown for group in groups)
    ]
    return Table(None, columns, tuple(rows), None, "dense")


def _value(diagnosis: Diagnosis, result: Result | None) -> TableCell:
    if result is None or result.estimate is None:
        return cell(None)
    words = numbers.amount(result.estimate, result.unit, diagnosis.assessment.currency)
    if result.measure == DEALS and result.n is not None:
        words = Text("{deals}（{n}）", "{deals} ({n})").format(deals=words, n=f"{result.n:,}")
    return cell(numbers.short(words), result.key)
