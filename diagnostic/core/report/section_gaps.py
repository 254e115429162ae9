"""Gaps and what goes with what: a forest plot per family of gaps, stated against derived importance, P(top 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.diagnosis import Diagnosis
from diagnostic.core.diagnosis.result import GroupKind, Kind, Result
from diagnostic.core.report import numbers
from diagnostic.core.report.charts.forest import forest_chart
from diagnostic.core.report.charts.importance import importance_chart
from diagnostic.core.report.charts.priority import CLEAR, LIKELY, priority_chart
from diagnostic.core.report.document import Block, Callout, Chart, Column, Heading, Paragraph, Section, Table
from diagnostic.core.report.material import Material
from diagnostic.core.report.tables import plain_row, results_table, who_and_what
from diagnostic.core.report.view import figure_results, foremost, measure_name, shows_survey
from diagnostic.core.report.words import cannot_say, plus, sentences
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
    "goes_with": Text(
        "“相伴”是说两者一起变化,不是说一个导致另一个;两者来自同一批人的回答,关系容易偏高。",
        "“Goes with” means that two things vary together, not that one leads to the other; both come from "
        "the same people's answers, which makes the link look stronger than it is.",
    ),
    "restricted": Text(
        "大家的回答都集中在低分时,看不出它与什么相伴;这时以差距本身为准。",
        "Where nearly everybody answers low, nothing can go with it; then the gap itself decides.",
    ),
    "priority": Text(
        "把回答者反复抽样重算:一项差距进入前三的机会在 90% 以上为明确,60% 至 90% 为较可能,更低的分不出先后。",
        "Respondents are redrawn many times: a need is clear if it stays among the three largest in 90% of "
        "the draws, likely from 60% to 90%; below that the order cannot be told.",
    ),
}


def section_gaps(material: Material) -> Section:
    diagnosis = material.diagnosis
    title = Text("差距与相伴因素", "Gaps, and what goes with what")
    blocks = [block for place, family in enumerate(FAMILIES) for block in _family(diagnosis, place, *family)]
    blocks += [*_figures(diagnosis), *_importance(diagnosis), *_priority(diagnosis)]
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


def _importance(diagnosis: Diagnosis) -> list[Block]:
    if not shows_survey(diagnosis):
        return []
    drivers = [result for result in diagnosis.results.of("driver") if result.estimate is not None]
    outcomes = list(dict.fromkeys(result.measure.partition(">")[2] for result in drivers))
    blocks: list[Block] = []
    for place, outcome in enumerate(outcomes):
        own = [result for result in drivers if result.measure.partition(">")[2] == outcome]
        blocks += _outcome(diagnosis, place, outcome, own)
    if not blocks:
        reason = next(
            (r.cannot_say for r in diagnosis.results.of("driver") if r.cannot_say is not None), None
        )
        return (
            []
            if reason is None
            else [
                Heading(_GOES),
                Paragraph(plus(Text("不能判断:", "Cannot tell: "), cannot_say(reason), Text("。", "."))),
            ]
        )
    return [Heading(_GOES), Paragraph(sentences(SAYS["goes_with"], SAYS["restricted"])), *blocks]


_GOES = Text("说出来的重要性与相伴程度", "Stated and derived importance")


def _outcome(diagnosis: Diagnosis, place: int, outcome: str, drivers: Sequence[Result]) -> list[Block]:
    name = measure_name(diagnosis, outcome)
    stated = {
        result.measure: result
        for result in diagnosis.results.of("stated_importance")
        if result.estimate is not None
    }
    pairs = [
        (stated[code], result) for result in drivers if (code := result.measure.partition(">")[0]) in stated
    ]
    title = Text("与“{outcome}”相伴的条件", "What goes with {outcome}").format(outcome=name)
    table = _driver_table(diagnosis, title, drivers, stated)
    if len(pairs) < 3:
        return [table]
    labels = {pair[0].measure: measure_name(diagnosis, pair[0].measure) for pair in pairs}
    top = max(drivers, key=lambda result: result.estimate or 0.0)
    alt = Text(
        "各条件说出来的重要性与相伴程度;与“{outcome}”最相伴的是“{top}”,{share}。",
        "Stated against derived importance of each condition; {top} goes most with {outcome}, {share}.",
    ).format(
        outcome=name,
        top=measure_name(diagnosis, top.measure.partition(">")[0]),
        share=numbers.percent(top.estimate or 0.0),
    )
    return [Chart(f"importance_{place}", title, alt, importance_chart(pairs, labels), table)]


def _driver_table(
    diagnosis: Diagnosis, title: Text, drivers: Sequence[Result], stated: dict[str, Result]
) -> Table:
    columns = (
        Column(Text("条件", "Condition"), width=0.32),
        Column(Text("相伴程度", "Derived"), "right"),
        Column(Text("95% 区间", "95% interval"), "right"),
        Column(Text("说出来的重要性", "Stated"), "right"),
        Column(Text("95% 区间", "95% interval"), "right"),
    )
    rows = []
    for result in drivers:
        code = result.measure.partition(">")[0]
        said = stated.get(code)
        rows.append(plain_row(measure_name(diagnosis, code), *_share(result), *_share(said)))
    return Table(title, columns, tuple(rows), None, "dense")


def _share(result: Result | None) -> tuple[Text, Text]:
    if result is None or result.estimate is None:
        return numbers.DASH, numbers.DASH
    return numbers.percent(result.estimate, 1), numbers.interval(result) or numbers.DASH


def _priority(diagnosis: Diagnosis) -> list[Block]:
    results = [result for result in diagnosis.results.of("priority") if result.estimate is not None]
    modules = list(dict.fromkeys(result.group for result in results))
    blocks: list[Block] = []
    for place, group in enumerate(modules):
        blocks.append(
            _priority_chart(diagnosis, place, [result for result in results if result.group == group])
        )
    return (
        [
            Heading(Text("先后有多大把握", "How sure the order of needs is")),
            Paragraph(SAYS["priority"]),
            *blocks,
        ]
        if blocks
        else []
    )


def _priority_chart(diagnosis: Diagnosis, place: int, results: Sequence[Result]) -> Chart:
    kinds = {
        diagnosis.measures[result.measure].kind for result in results if result.measure in diagnosis.measures
    }
    skills = kinds == {"skill"}
    title = (
        Text("技能:进入前三大差距的把握", "Skills: chance to be among the three largest needs")
        if skills
        else Text("条件:进入前三大差距的把握", "Conditions: chance to be among the three largest needs")
    )
    columns = (
        Column(Text("量表", "Scale")),
        Column(Text("把握", "Chance"), "right"),
        Column(Text("判断", "Verdict")),
    )
    rows = tuple(
        plain_row(
            measure_name(diagnosis, r.measure), numbers.percent(r.estimate or 0.0), _chance(r.estimate or 0.0)
        )
        for r in results
    )
    labels = {result.measure: measure_name(diagnosis, result.measure) for result in results}
    top = max(results, key=lambda result: result.estimate or 0.0)
    alt = Text(
        "各量表进入前三大差距的把握;最高的是“{top}”,{p}。",
        "Chance of each scale to be among the three largest needs; the highest is {top}, {p}.",
    ).format(top=labels[top.measure], p=numbers.percent(top.estimate or 0.0))
    return Chart(
        f"priority_{place}",
        title,
        alt,
        priority_chart(results, labels),
        Table(title, columns, rows, None, "dense"),
    )


def _chance(p: float) -> Text:
    if p >= CLEAR:
        return Text("明确", "clear")
    return Text("较可能", "likely") if p >= LIKELY else Text("分不出先后", "not separable")
