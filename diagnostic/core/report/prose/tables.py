"""Tables of results, with the same columns in every section."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.report.model.document import Column, Table, TableCell, TableRow
from diagnostic.core.report.model.view import label, measure_name
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.words import VERDICT_MARKS, VERDICTS_SHORT, cannot_say, plus
from diagnostic.text import Text, same

Named = Callable[[Result], Text]
SIGNED = frozenset(
    {
        "required_current",
        "importance_satisfaction",
        "self_manager",
        "top_rest",
        "band_trend",
        "contrast",
        "wave_change",
        "unit_company",
        "figure_contrast",
        "figure_change",
    }
)
COUNTED: dict[str, Text] = {
    "visits": Text("次", " visits"),
    "opportunities": Text("个商机", " deals"),
    "new_customers": Text("家客户", " clients"),
    "accounts_per_rep": Text("家客户", " accounts"),
    "span": Text("人", " people"),
}
WHAT = Text("内容", "What")
N = Text("人数/次数", "n")
TEAMS = Text("{n} 个团队", "{n} {n:team|teams}")
INTERVAL = Text("（95% 区间）", " (95% interval)")
ADJUSTED = Text("校正 p", "Adjusted p")
VERDICT = Text("判断", "Verdict")
SMALLEST = Text("（最小可见差距）", " (smallest visible gap)")


def cell(text: Text | None, key: str | None = None) -> TableCell:
    """A cell with the text, or with a dash for None; `key` is the key of the result printed."""
    return TableCell(text if text is not None else numbers.DASH, key=key)


def plain_row(*texts: Text, depth: int = 0, strong: bool = False) -> TableRow:
    return TableRow(tuple(TableCell(text) for text in texts), depth, strong)


def who_and_what(diagnosis: Diagnosis) -> Named:
    """A function that names a result by its group and measure: "North: target fairness"."""
    return lambda result: plus(
        label(diagnosis, result.group), Text("：", ": "), measure_name(diagnosis, result.measure)
    )


def estimate(result: Result, currency: str | None) -> Text | None:
    if result.estimate is None:
        return None
    return numbers.short(numbers.amount(result.estimate, result.unit, currency, plus=result.kind in SIGNED))


def verdict_cell(result: Result, smallest: Text | None = None) -> TableCell:
    words = VERDICTS_SHORT[result.verdict]
    if smallest is not None:
        words = plus(words, Text("（", " ("), smallest, Text("）", ")"))
    return TableCell(words, mark=VERDICT_MARKS[result.verdict], key=result.key)


def results_table(
    caption: Text | None,
    results: Sequence[Result],
    named: Named,
    currency: str | None,
    value_heading: Text,
    note: Text | None = None,
    smallest: bool = True,
) -> Table:
    """A row per result: its name, value with interval, n, adjusted p, verdict.

    With `smallest` the verdict is followed by the smallest gap these numbers would show, where the result is not a
    finding. A result that could not be computed has the reason in place of the verdict.
    """
    columns = [
        Column(WHAT, width=0.36),
        Column(plus(value_heading, INTERVAL), "right", 0.27),
        Column(N, "right", 0.08),
        Column(ADJUSTED, "right", 0.09),
        Column(plus(VERDICT, SMALLEST) if smallest else VERDICT, width=0.2),
    ]
    rows = tuple(_result_row(result, named(result), currency, smallest) for result in results)
    return Table(caption, tuple(columns), rows, note, "dense")


def _result_row(result: Result, name: Text, currency: str | None, smallest: bool) -> TableRow:
    """The row of one result; value and interval share a cell, as do verdict and gap: each cell slows the PDF down."""
    if result.cannot_say is not None:
        blank = [cell(None)] * 3
        return TableRow(
            (TableCell(name), *blank, TableCell(cannot_say(result.cannot_say), mark="cannot_tell"))
        )
    return TableRow(
        (
            TableCell(name),
            cell(_with_interval(result, currency), result.key),
            cell(_counted(result), result.key),
            cell(None if result.p_adjusted is None else numbers.p_value(result.p_adjusted), result.key),
            verdict_cell(result, _detectable(result, currency) if smallest else None),
        )
    )


def _counted(result: Result) -> Text | None:
    """What the number rests on; teams are named, since everybody takes a bare number for people."""
    if result.n is None or result.clusters != "teams":
        return None if result.n is None else numbers.integer(result.n)
    return TEAMS.format(n=f"{result.n:,}")


def _with_interval(result: Result, currency: str | None) -> Text | None:
    """The value in its unit and its interval in brackets; without an interval the value only, None without a value."""
    value, ends = estimate(result, currency), numbers.interval(result, currency, result.kind in SIGNED)
    if value is None or ends is None:
        return value
    if result.unit == "count" and result.measure in COUNTED:
        value = plus(value, COUNTED[result.measure])  # 19.4 visits
    return plus(value, Text("（", " ("), numbers.short(ends), Text("）", ")"))


def _detectable(result: Result, currency: str | None) -> Text | None:
    """The smallest gap these numbers would show, as "±3.0 pp"; None for a finding, or where it is not known.

    Next to a result that is not a finding it shows how large a gap may have been missed.
    """
    if result.detectable is None or result.claimed:
        return None
    text = numbers.short(
        numbers.amount(result.detectable, result.unit, currency, plus=result.unit == "share")
    )
    return plus(same("±"), numbers.unsigned(text))
