"""The survey in detail: conditions and well-being by region, skills by role, band and required level.

Groups are in the order of the tree and never ranked. Well-being is described as conditions that can be changed,
without cut-offs.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Group, Measure, Result
from diagnostic.core.report.charts.required import required_chart
from diagnostic.core.report.model.document import (
    Block,
    Callout,
    Chart,
    Heading,
    Paragraph,
    Section,
    Table,
)
from diagnostic.core.report.model.view import (
    all_refused,
    answered,
    company_mean,
    label,
    measure_name,
    modules,
    scales,
    survey_groups,
    used_scales,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.facts import SURVEY_STATES, Facts, facts_of
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.prose.tables import results_table, who_and_what
from diagnostic.core.report.prose.words import NOT_SHOWN, listed, sentences
from diagnostic.core.report.sections.heatmap import direction, ends, heat_tables, legend
from diagnostic.text import Text

MOST_UNITS = 16  # where there are no regions, single units are shown if there are at most this many
SAYS: dict[str, Text] = {
    "takes": Text(
        "一轮匿名问卷约需每人十分钟，每个要显示的组至少 5 人作答（约定了更多的，按约定）。",
        "One anonymous wave takes about ten minutes a person, and at least 5 answers in each group to be "
        "shown (more where more was agreed).",
    ),
    "hidden_why": Text(
        "回答的人太少，或合并后仍达不到最低人数。显示出来，就可能看出谁答了什么；所以一个数字也不显示，包括平均"
        "数、排名和颜色。",
        "Too few people answered, even after merging. Any number could show who said what, so none is "
        "shown: no mean, no rank, no colour.",
    ),
    "refused_why": Text(
        "这些题目合不成一个量表：同一个人的回答彼此不相伴，平均数说明不了任何一件事。信度及其区间见附录。",
        "These items do not form a scale: one person's answers to them do not go together, so their mean "
        "would stand for nothing. Alpha and its interval stand in the appendix.",
    ),
    "refused_next": Text(
        "下一轮请使用经过检验的量表。", "Use scales that have been tried out in the next wave."
    ),
    "again": Text(
        "要得到可用的结果：说明保密承诺，延长作答时间，再请大家参加一次。",
        "What helps: explain the promise of confidentiality, leave more time, and ask everybody once more.",
    ),
    "headline": Text(
        "{n} 人作答；分值最低的工作条件是{lowest}，最高的是{highest}。",
        "{n} {n:person|people} answered; the lowest condition is {lowest}, the highest {highest}.",
    ),
    "headline_plain": Text(
        "{n} 人作答；各量表结果如下。", "{n} {n:person|people} answered; the scales stand below."
    ),
    "wellbeing": Text(
        "精力、负荷、休息与支持反映的是工作条件，不是对人的评价；没有分界线，也不作健康判断。分值低，说明要改的"
        "是任务、节奏和支持。",
        "Energy, load, rest and support describe conditions, not people: there is no cut-off and no "
        "statement about anybody's health. A low score asks for changes in tasks, pace and support.",
    ),
    "required_title": Text("技能对照岗位要求", "Skills against what the role requires"),
    "required": Text(
        "要求水平由强手与主管组成的小组按同一套题作答得出，或采用默认值；圆点是现状，竖线是要求。",
        "The required level comes from a panel of strong reps and managers on the same items, or is the "
        "shipped default; the dot is today, the stroke is what the role requires.",
    ),
    "required_short": Text(
        "各项技能的现状与要求水平；低于要求最多的是{what}，{gap} 分。",
        "Today's score and the required level of each skill; furthest below is {what}, {gap} points.",
    ),
    "required_met": Text(
        "各项技能的现状与要求水平；没有一项低于要求。",
        "Today's score and the required level of each skill; none is below what is required.",
    ),
    "under": Text(
        "应答率低于整体 10 个百分点以上的组：{groups}。他们的看法在结果里分量偏轻。",
        "Groups more than 10 points below the overall rate: {groups}. Their view weighs less in the results.",
    ),
    "even": Text("各组应答率相差不大。", "Response rates are even across the groups."),
}


def section_survey(material: Material) -> Section:
    diagnosis = material.diagnosis
    title = Text("问卷详情", "The survey in detail")
    facts = facts_of(diagnosis)
    if (none := facts.sentence("survey.none/section")) is not None:
        box = Callout(Text("缺少问卷", "The survey is missing"), (SAYS["takes"],), "missing")
        return Section("survey", "", title, none, (box,))
    if (held := facts.first("section", *SURVEY_STATES)) is not None:
        return Section("survey", "", title, held, (_nothing(diagnosis, facts),))
    blocks: list[Block] = [*_response(diagnosis)]
    blocks += _heat(
        diagnosis, Text("工作条件与投入", "Conditions and engagement"), ("condition", "scale"), True
    )
    blocks += _wellbeing(diagnosis)
    blocks += _skills(diagnosis)
    blocks += _heat(
        diagnosis, Text("主管的看法（合并计算）", "The managers' view (pooled)"), ("manager",), False
    )
    return Section("survey", "", title, _headline(diagnosis), tuple(blocks))


def _nothing(diagnosis: Diagnosis, facts: Facts) -> Block:
    body = (facts.sentence("survey.nobody/section") or SAYS["hidden_why"], SAYS["again"])
    if all_refused(diagnosis):
        body = (SAYS["refused_why"], SAYS["refused_next"])
    return Callout(Text("为什么什么都不显示", "Why nothing is shown"), body, "missing")


def _headline(diagnosis: Diagnosis) -> Text:
    total = answered(diagnosis)
    n = f"{total[0]:,}" if total else f"{max((r.n or 0) for r in diagnosis.results.of('mean')):,}"
    means = [
        result
        for measure in used_scales(diagnosis, "condition")
        if (result := company_mean(diagnosis, measure.code)) and result.estimate is not None
    ]
    if len(means) < 2:
        return SAYS["headline_plain"].format(n=n)
    worst, best = min(means, key=lambda r: r.estimate or 0), max(means, key=lambda r: r.estimate or 0)
    return SAYS["headline"].format(n=n, lowest=_scored(diagnosis, worst), highest=_scored(diagnosis, best))


def _scored(diagnosis: Diagnosis, result: Result) -> Text:
    value = numbers.decimal(result.estimate or 0.0)
    return Text("“{name}”（{value}）", "{name} ({value})").format(
        name=measure_name(diagnosis, result.measure), value=value
    )


def _response(diagnosis: Diagnosis) -> list[Block]:
    total = answered(diagnosis)
    if total is None:
        return []
    count, invited = total
    words = facts_of(diagnosis).first("survey", "response.known", "response.unknown", "response.untold")
    if not invited or words is None:
        return [] if words is None else [Paragraph(words)]
    grouped = [
        (line.group, line.answered / line.invited)
        for line in diagnosis.response
        if line.invited and diagnosis.group(line.group).kind != "company"
    ]
    low = [label(diagnosis, group) for group, rate in grouped if rate < count / invited - 0.10]
    if low:
        return [Paragraph(sentences(words, SAYS["under"].format(groups=listed(list(dict.fromkeys(low))))))]
    return [Paragraph(sentences(words, SAYS["even"]) if len(grouped) > 1 else words)]


def _heat(diagnosis: Diagnosis, title: Text, kinds: tuple[str, ...], units: bool) -> list[Block]:
    elsewhere = {measure.code for measure in _asked_with_skills(diagnosis)}
    measures = [measure for measure in used_scales(diagnosis, *kinds) if measure.code not in elsewhere]
    codes = [measure.code for measure in measures]
    groups = list(
        survey_groups(diagnosis, codes, "company", "managers", "region", "team_type", "manager_tenure")
    )
    if units and not any(group.kind == "region" for group in groups):
        atoms = survey_groups(diagnosis, codes, "atom")
        groups += atoms if len(atoms) <= MOST_UNITS else ()
    return _maps(diagnosis, title, measures, groups)


def _asked_with_skills(diagnosis: Diagnosis) -> list[Measure]:
    """The measures of modules that ask skills, also conditions of some roles (onboarding): shown by role and band."""
    scales_ = used_scales(diagnosis, "skill", "condition", "scale")
    homes = modules(diagnosis, scales_)
    return [measure for own in homes.values() if any(m.kind == "skill" for m in own) for measure in own]


def _maps(
    diagnosis: Diagnosis, title: Text, measures: Sequence[Measure], groups: Sequence[Group]
) -> list[Block]:
    """Heading, legend and heat maps, a module after the other, because each module asks other people other scales.

    Empty if there is no map.
    """
    by_module = modules(diagnosis, measures)
    tables: list[Table] = []
    for module, own in by_module.items():
        inside = [group for group in groups if group.module == module]
        tables += heat_tables(diagnosis, direction(own), own, inside) if inside else []
    if not tables:
        return []
    hidden = any(cell.hidden for table in tables for row in table.rows for cell in row.cells)
    blocks: list[Block] = [Heading(title), legend(measures, hidden), *tables]
    return [*blocks, Paragraph(NOT_SHOWN, "small")] if hidden else blocks


def _wellbeing(diagnosis: Diagnosis) -> list[Block]:
    """The heat maps of well-being: for company, regions, team types and tenures of managers, never for single units."""
    blocks = _heat(diagnosis, Text("精力、负荷与支持", "Energy, load and support"), ("wellbeing",), False)
    return [*blocks, Paragraph(SAYS["wellbeing"], "small")] if blocks else []


def _skills(diagnosis: Diagnosis) -> list[Block]:
    measures = _asked_with_skills(diagnosis)
    groups = survey_groups(
        diagnosis, [m.code for m in measures], "company", "region", "role", "band", "role_band"
    )
    return [
        *_maps(diagnosis, Text("技能（自评）", "Skills (self-rated)"), measures, groups),
        *_required(diagnosis),
    ]


def _required(diagnosis: Diagnosis) -> list[Block]:
    results = sorted(
        diagnosis.results.of("required_current"), key=lambda r: list(diagnosis.groups).index(r.group)
    )
    drawn = [result for result in results if result.estimate is not None and result.reference is not None]
    if not drawn:
        return []
    chart = _required_chart(diagnosis, results, drawn)
    return [Heading(SAYS["required_title"]), Paragraph(SAYS["required"]), chart]


def _required_chart(diagnosis: Diagnosis, results: Sequence[Result], drawn: Sequence[Result]) -> Chart:
    """One chart for all roles, a role after the other, on the same axis."""
    named = who_and_what(diagnosis)
    worst = min(drawn, key=lambda result: result.estimate or 0.0)
    short = (worst.estimate or 0.0) < 0
    alt = SAYS["required_short" if short else "required_met"].format(
        what=named(worst), gap=numbers.decimal(worst.estimate or 0.0, plus=True)
    )
    spec = required_chart(
        drawn, {result.key: named(result) for result in drawn}, ends(scales(diagnosis, "skill"))
    )
    table = results_table(
        SAYS["required_title"], results, named, None, Text("现状 − 要求", "Today − required")
    )
    return Chart("required", None, alt, spec, table)
