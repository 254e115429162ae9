"""Gaps and what goes with what: a forest plot per family of gaps, stated against derived importance, P(top 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.diagnosis import Diagnosis
from diagnostic.core.diagnosis.result import GroupKind, Kind, Result
from diagnostic.core.report import numbers
from diagnostic.core.report.charts.forest import forest_chart
from diagnostic.core.report.document import Block, Callout, Chart, Heading, Paragraph, Section
from diagnostic.core.report.goes_with import importance, priorities
from diagnostic.core.report.material import Material
from diagnostic.core.report.tables import results_table, who_and_what
from diagnostic.core.report.view import figure_results, foremost
from diagnostic.core.report.words import cannot_say, plus
from diagnostic.text import Text

ON_A_PAGE = 20
POINTS = Text("差距(分;线左为不足)", "Gap in points (left of the line: shortfall)")
GAP = Text("差距", "Gap")
FAMILIES: tuple[tuple[Kind, Text, Text], ...] = (
    ("required_current", Text("现状与岗位要求", "Today against what the role requires"), POINTS),
    ("contrast", Text("事先声明的组与其余各组", "Declared groups against the rest"), POINTS),
    ("top_rest", Text("业绩上段与其余", "Top band against the rest"), POINTS),
    ("band_trend", Text("随业绩段的趋势", "Trend over the bands"), Text("趋势", "Trend")),
    ("self_manager", Text("自评与主管看法(合并)", "Self-rating against managers (pooled)"), POINTS),
    (
        "importance_satisfaction",
        Text("看重的与满意的", "What matters against how it is"),
        Text("与各主题平均之差(分)", "Difference from the mean of all themes (points)"),
    ),
)
KINDS: dict[GroupKind, Text] = {
    "region": Text("大区", "Regions"),
    "team_type": Text("团队类型", "Team types"),
    "manager_tenure": Text("主管任期", "Tenure of managers"),
    "role": Text("岗位", "Roles"),
    "team": Text("团队", "Teams"),
}
SAYS: dict[str, Text] = {
    "none": Text("没有可以比较的问卷结果。", "There are no survey results to compare."),
    "headline": Text(
        "{n} 项比较中,{clear} 项明确,{likely} 项较可能,其余不能判断或没有要紧的差别。",
        "Of {n} comparisons, {clear} came out clear and {likely} likely; the rest cannot be told or do not matter.",
    ),
    "reading": Text(
        "每行是一个差距和它的 95% 区间。圆点为明确,菱形为较可能,叉为不能判断,方块为经等价检验没有要紧的差别"
        "。只有明确与较可能的才算发现;两者都经过多重比较校正。",
        "Each row is a gap with its 95% interval. A circle is clear, a diamond likely, a cross cannot be "
        "told, a square is no difference that matters by an equivalence test. Only clear and likely are "
        "findings, and both are corrected for the number of comparisons.",
    ),
    "p": Text(
        "校正 p 小于 0.05 为明确:若其实没有差别,整份报告出现一个这样的“发现”的机会不到二十分之一。",
        "Clear means an adjusted p below 0.05: if there were no difference at all, the whole report would "
        "show such a finding less than once in twenty times.",
    ),
    "top": Text(
        "有 {n} 行较大的差距在图中,全部在附录。",
        "The chart shows the {n} rows that matter most; all stand in the appendix.",
    ),
}


def section_gaps(material: Material) -> Section:
    diagnosis = material.diagnosis
    title = Text("差距与相伴因素", "Gaps, and what goes with what")
    blocks = [block for place, family in enumerate(FAMILIES) for block in _family(diagnosis, place, *family)]
    blocks += [*_figures(diagnosis), *importance(diagnosis), *priorities(diagnosis)]
    if not blocks:
        box = Callout(Text("没有差距可以显示", "No gaps to show"), (SAYS["none"],), "missing")
        return Section("gaps", "", title, SAYS["none"], (box,))
    return Section(
        "gaps",
        "",
        title,
        _headline(diagnosis),
        (Paragraph(SAYS["reading"]), Paragraph(SAYS["p"], "small"), *blocks),
    )


def _headline(diagnosis: Diagnosis) -> Text:
    shown = {result.key for result in figure_results(diagnosis)}
    tested = [
        result
        for result in diagnosis.results
        if result.p_adjusted is not None and (result.family != "figures" or result.key in shown)
    ]
    if not tested:
        return SAYS["none"]
    counts = {word: sum(result.verdict == word for result in tested) for word in ("clear", "likely")}
    return SAYS["headline"].format(n=len(tested), clear=counts["clear"], likely=counts["likely"])


def _family(diagnosis: Diagnosis, place: int, kind: Kind, title: Text, axis: Text) -> list[Block]:
    results = diagnosis.results.of(kind)
    if not results:
        return []
    if not any(result.estimate is not None for result in results):
        reason = next(result.cannot_say for result in results if result.cannot_say is not None)
        return [
            Heading(title),
            Paragraph(plus(Text("不能判断:", "Cannot tell: "), cannot_say(reason), Text("。", "."))),
        ]
    return [Heading(title), *_charts(diagnosis, kind, results, title, axis, place)]


def _charts(
    diagnosis: Diagnosis, kind: Kind, results: Sequence[Result], title: Text, axis: Text, place: int
) -> list[Chart]:
    """One chart a family; declared contrasts get one per kind of group, so that like stands beside like."""
    if kind != "contrast":
        return [_forest(diagnosis, f"gap_{place}", title, results, axis)]
    by_kind: dict[GroupKind, list[Result]] = {}
    for result in sorted(results, key=lambda result: list(diagnosis.groups).index(result.group)):
        by_kind.setdefault(diagnosis.groups[result.group].kind, []).append(result)
    charts = []
    for group, own in by_kind.items():
        name = KINDS.get(group, Text("其他", "Other"))
        chart = _forest(diagnosis, f"gap_{place}_{group}", plus(title, Text(":", ": "), name), own, axis)
        charts.append(replace(chart, title=name))
    return charts


def _forest(diagnosis: Diagnosis, key: str, title: Text, results: Sequence[Result], axis: Text) -> Chart:
    """The heading above names the family, so the chart itself carries no title; the table behind it does."""
    named = who_and_what(diagnosis)
    drawn = foremost(results, ON_A_PAGE)
    worst = min(drawn, key=lambda result: result.estimate or 0.0)
    gap = numbers.amount(worst.estimate or 0.0, worst.unit, plus=True)
    alt = Text(
        "{n} 个差距及其区间;最大的不足是{what},{gap}。",
        "{n} gaps with their intervals; the largest shortfall is {what}, {gap}.",
    ).format(n=len(drawn), what=named(worst), gap=gap)
    left_out = len(drawn) < sum(result.estimate is not None for result in results)
    note = SAYS["top"].format(n=len(drawn)) if left_out else None
    table = results_table(title, results, named, None, GAP)
    return Chart(key, None, alt, forest_chart(drawn, named, axis), table, note)


def _figures(diagnosis: Diagnosis) -> list[Block]:
    results = [
        r
        for r in figure_results(diagnosis)
        if r.kind == "figure_contrast" and r.unit == "share" and r.estimate is not None
    ]
    if not results:
        return []
    title = Text("业绩数据:各组与其余", "The figures: groups against the rest")
    axis = Text("差距(百分点;线左为不足)", "Gap in percentage points (left of the line: shortfall)")
    return [Heading(title), _forest(diagnosis, "gap_figures", title, results, axis)]
