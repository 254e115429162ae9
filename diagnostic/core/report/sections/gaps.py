"""Gaps of survey and figures, a forest plot per family of them; then stated against derived importance, P(top 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import FIGURE_FAMILIES, GroupKind, Result, ResultKind
from diagnostic.core.report.charts.forest import forest_chart
from diagnostic.core.report.model.document import Block, Callout, Chart, Heading, Paragraph, Section
from diagnostic.core.report.model.view import figure_results, foremost
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.prose.tables import Named, results_table, who_and_what
from diagnostic.core.report.prose.words import cannot_say, plus, sentences
from diagnostic.core.report.sections.drivers import importance, priorities
from diagnostic.text import Text

ON_A_PAGE = 14
POINTS = Text("差距（分；线左为不足）", "Gap in points (left of the line: shortfall)")
GAP = Text("差距", "Gap")
FAMILIES: tuple[tuple[ResultKind, Text, Text], ...] = (
    ("required_current", Text("现状与岗位要求", "Today against what the role requires"), POINTS),
    ("contrast", Text("事先声明的组与其余各组", "Declared groups against the rest"), POINTS),
    ("top_rest", Text("业绩上段与其余", "Top band against the rest"), POINTS),
    ("band_trend", Text("随业绩段的趋势", "Trend over the bands"), Text("趋势", "Trend")),
    ("wave_change", Text("与上一轮相比", "Change since the wave before"), POINTS),
    ("self_manager", Text("自评与主管看法（合并）", "Self-rating against managers (pooled)"), POINTS),
    (
        "importance_satisfaction",
        Text("看重的与满意的", "What matters against how it is"),
        Text("与各主题平均之差（分）", "Difference from the mean of all themes (points)"),
    ),
)
# The sign of a trend over bands, or of self-ratings compared with the managers', does not say which is worse.
WITHOUT_A_WORSE_SIDE: frozenset[ResultKind] = frozenset({"band_trend", "self_manager"})
ALT: dict[str, Text] = {
    "drawn": Text("{n} 个差距及其区间。", "{n} {n:gap with its interval|gaps with their intervals}."),
    "shortfall": Text("最大的不足是{what}，{gap}。", "The largest shortfall is {what}, {gap}."),
    "no_shortfall": Text("没有一项是不足。", "There is no shortfall among them."),
    "ends": Text(
        "最低的是{low}，{low_gap}；最高的是{high}，{high_gap}。",
        "The lowest is {low}, {low_gap}; the highest is {high}, {high_gap}.",
    ),
}
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
        "比较了 {n} 项，站得住脚的差距 {all} 项（明确 {clear}，较可能 {likely}）；其余看不出，或不要紧。",
        "{n} {n:comparison was|comparisons were} made; gaps that hold: {all} ({clear} clear, {likely} likely). The "
        "rest do not show or do not matter.",
    ),
    "headline_of_more": Text(
        "比较了 {made} 项，列出 {n} 项（单个团队的业绩比较不列出）；列出的里面站得住脚的差距 {all} 项"
        "（明确 {clear}，较可能 {likely}），其余看不出，或不要紧。",
        "{made} comparisons were made and {n} are listed, not those of the figures of single teams; of the listed gaps "
        "{all} {all:holds|hold} ({clear} clear, {likely} likely). The rest of them do not show or do not matter.",
    ),
    "reading": Text(
        "每行是一个差距和它的 95% 区间。圆点为明确，菱形为较可能，叉为不能判断，方块为经等效检验没有要紧的差别"
        "。只有明确与较可能的才算发现；两者都经过多重比较校正。",
        "Each row is a gap with its 95% interval. A circle is clear, a diamond likely, a cross cannot be "
        "told, a square is no difference that matters by an equivalence test. Only clear and likely are "
        "findings, and both are corrected for the number of comparisons.",
    ),
    "p": Text(
        "校正 p 小于 0.05 为明确：若其实没有差别，每一类比较（问卷的组间比较、对照岗位要求、各组的业绩、"
        "单个团队的业绩）出现一个这样的“发现”的机会不到二十分之一。",
        "Clear means an adjusted p below 0.05: if there were no difference at all, each kind of comparison (survey "
        "groups, required levels, figures of groups, figures of single teams) would show such a finding less than "
        "once in twenty times.",
    ),
    "left_out": Text(
        "另有 {n} 项比较看不出差别，未列出；全部在 diagnosis.json 中。",
        "{n} more {n:comparison that shows|comparisons that show} no difference {n:is|are} not listed; all are in "
        "diagnosis.json.",
    ),
    "top": Text(
        "图中只画最要紧的 {n} 行，其余见附录。",
        "The chart shows the {n} {n:row that matters|rows that matter} most; the others stand in the appendix.",
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
        if result.p_adjusted is not None and (result.family not in FIGURE_FAMILIES or result.key in shown)
    ]
    if not tested:
        return SAYS["none"]
    counts = {word: sum(result.verdict == word for result in tested) for word in ("clear", "likely")}
    made = sum(result.p_adjusted is not None for result in diagnosis.results)
    return SAYS["headline" if made == len(tested) else "headline_of_more"].format(
        n=len(tested), all=sum(counts.values()), clear=counts["clear"], likely=counts["likely"], made=made
    )


def _family(diagnosis: Diagnosis, place: int, kind: ResultKind, title: Text, axis: Text) -> list[Block]:
    results = diagnosis.results.of(kind)
    if not results:
        return []
    if not any(result.estimate is not None for result in results):
        reason = next(result.cannot_say for result in results if result.cannot_say is not None)
        return [
            Heading(title),
            Paragraph(plus(Text("不能判断：", "Cannot tell: "), cannot_say(reason), Text("。", "."))),
        ]
    return [Heading(title), *_charts(diagnosis, kind, results, title, axis, place)]


def _charts(
    diagnosis: Diagnosis, kind: ResultKind, results: Sequence[Result], title: Text, axis: Text, place: int
) -> list[Chart]:
    """A chart per family; of declared contrasts one per kind of group, so that a chart has groups of one kind only."""
    if kind != "contrast":
        return [_forest(diagnosis, f"gap_{place}", title, results, axis)]
    by_kind: dict[GroupKind, list[Result]] = {}
    for result in sorted(results, key=lambda result: list(diagnosis.groups).index(result.group)):
        by_kind.setdefault(diagnosis.groups[result.group].kind, []).append(result)
    charts = []
    for group, own in by_kind.items():
        name = KINDS.get(group, Text("其他", "Other"))
        chart = _forest(diagnosis, f"gap_{place}_{group}", plus(title, Text("：", ": "), name), own, axis)
        charts.append(replace(chart, title=name))
    return charts


def _forest(diagnosis: Diagnosis, key: str, title: Text, results: Sequence[Result], axis: Text) -> Chart:
    """A chart without a title, because the heading above it names the family; its table has the title as caption."""
    named = who_and_what(diagnosis)
    drawn = foremost(results, ON_A_PAGE)
    alt = sentences(ALT["drawn"].format(n=len(drawn)), _what_stands_out(diagnosis, drawn, named))
    left_out = len(drawn) < sum(result.estimate is not None for result in results)
    note = SAYS["top"].format(n=len(drawn)) if left_out else None
    table = results_table(title, results, named, None, GAP)
    behind = "required" if kind_of(results) == "required_current" else None
    return Chart(key, None, alt, forest_chart(drawn, named, axis), table, note, behind)


def _what_stands_out(diagnosis: Diagnosis, drawn: Sequence[Result], named: Named) -> Text:
    """A sentence on the largest shortfall of the results drawn, or that there is none.

    For kinds in WITHOUT_A_WORSE_SIDE: the lowest and the highest.
    """
    if kind_of(drawn) in WITHOUT_A_WORSE_SIDE:
        low, high = (end(drawn, key=lambda result: result.estimate or 0.0) for end in (min, max))
        return ALT["ends"].format(
            low=named(low), low_gap=_signed(low), high=named(high), high_gap=_signed(high)
        )
    worst = min(drawn, key=lambda result: _advantage(diagnosis, result))
    if _advantage(diagnosis, worst) >= 0:
        return ALT["no_shortfall"]
    return ALT["shortfall"].format(what=named(worst), gap=_signed(worst))


def _advantage(diagnosis: Diagnosis, result: Result) -> float:
    """The estimate, positive where the group is better: the sign is turned if less is better (sales cycle, leavers)."""
    measure = diagnosis.measures.get(result.measure)
    return (result.estimate or 0.0) * (measure.better if measure else 1)


def _signed(result: Result) -> Text:
    return numbers.amount(result.estimate or 0.0, result.unit, plus=True)


def kind_of(results: Sequence[Result]) -> ResultKind:
    return results[0].kind


TESTED = ("figure_contrast", "figure_change", "figure_spread")


def _figures(diagnosis: Diagnosis) -> list[Block]:
    """The tested comparisons of the figures, without those of roles and types of teams that are only descriptions.

    Only shares are drawn. The table holds what was drawn, all findings in any unit, and all differences between reps;
    its note says how many comparisons are not listed.
    """
    compared = [
        r
        for r in figure_results(diagnosis)
        if r.kind in TESTED and r.family != "description" and r.estimate is not None
    ]
    if not compared:
        return []
    title = Text("业绩数据：各组与其余", "The figures: groups against the rest")
    shares = [r for r in compared if r.kind == "figure_contrast" and r.unit == "share"]
    drawn = foremost(shares, ON_A_PAGE)
    rows = [r for r in compared if r.claimed or r in drawn or r.kind == "figure_spread"]
    named = _compared_with(diagnosis)
    note = SAYS["left_out"].format(n=len(compared) - len(rows)) if len(rows) < len(compared) else None
    table = results_table(title, rows, named, diagnosis.assessment.currency, GAP, note)
    if not shares:
        return [Heading(title), table]
    axis = Text("差距（百分点；线左为较低）", "Gap in percentage points (left of the line: lower)")
    chart = _forest(diagnosis, "gap_figures", title, shares, axis)
    return [Heading(title), replace(chart, table=table)]


def _compared_with(diagnosis: Diagnosis) -> Named:
    """A function that names a result and what it is compared with: the rest, the time before, reps with each other."""
    plain = who_and_what(diagnosis)
    return lambda result: COMPARED[result.kind].format(what=plain(result))


COMPARED: dict[ResultKind, Text] = {
    "figure_contrast": Text("{what}，与其余相比", "{what}, against the rest"),
    "figure_change": Text("{what}，与此前相比", "{what}, against the time before"),
    "figure_spread": Text("{what}，销售之间的差别", "{what}, differences between reps"),
}
