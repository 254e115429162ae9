"""Stated against derived importance of conditions, and how sure the order of needs is: P(top 3)."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.model.verdict import rule_of
from diagnostic.core.report.charts.importance import importance_chart
from diagnostic.core.report.charts.priority import priority_chart
from diagnostic.core.report.model.document import Block, Chart, Column, Heading, Paragraph, Table
from diagnostic.core.report.model.view import measure_name, shows_survey
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.tables import plain_row
from diagnostic.core.report.prose.words import cannot_say, plus, sentences
from diagnostic.text import Text

SAYS: dict[str, Text] = {
    "goes_with": Text(
        "“相伴”是说两者一起变化，不是说一个导致另一个；两者来自同一批人的回答，关系容易偏高。",
        "“Goes with” means that two things vary together, not that one leads to the other; both come from "
        "the same people's answers, which makes the link look stronger than it is.",
    ),
    "restricted": Text(
        "大家的回答都集中在低分时，看不出它与什么相伴；这时以差距本身为准。",
        "Where nearly everybody answers low, nothing can go with it; then the gap itself decides.",
    ),
    "priority": Text(
        "把回答者反复抽样重算：一项差距进入前三的机会在 90% 以上为明确，60% 至 90% 为较可能，更低的分不出先后。",
        "Respondents are redrawn many times: a need is clear if it stays among the three largest in 90% of "
        "the draws, likely from 60% to 90%; below that the order cannot be told.",
    ),
}


def importance(diagnosis: Diagnosis) -> list[Block]:
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
                Paragraph(plus(Text("不能判断：", "Cannot tell: "), cannot_say(reason), Text("。", "."))),
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
    top = max((derived for _, derived in pairs), key=lambda result: result.estimate or 0.0)
    alt = Text(
        "各条件说出来的重要性与相伴程度；与“{outcome}”最相伴的是“{top}”，{share}。",
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


def priorities(diagnosis: Diagnosis) -> list[Block]:
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
        Text("技能：进入前三大差距的把握", "Skills: chance to be among the three largest needs")
        if skills
        else Text("条件：进入前三大差距的把握", "Conditions: chance to be among the three largest needs")
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
        "各量表进入前三大差距的把握；最高的是“{top}”，{p}。",
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
    return rule_of("p_top", p).words
