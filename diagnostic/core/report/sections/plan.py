"""The plan: actions with owner, first step, dates, goal, load; the executive's steps; what was not chosen, and why."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.plan.improvement_plan import Goal, ImprovementPlan, LineStatus, NotChosen, PlanLine, Talk
from diagnostic.core.report.charts.calendar import calendar_chart
from diagnostic.core.report.model.document import (
    Block,
    Callout,
    Card,
    Cards,
    Chart,
    Column,
    Heading,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.prose.tables import plain_row
from diagnostic.core.report.prose.words import CERTAINTY_SHORT, listed, numbered, plus, sentences, stopped
from diagnostic.core.report.sections.answer.decisions import cost_in_words
from diagnostic.text import Text, same

SAYS: dict[str, Text] = {
    "none": Text(
        "还没有方案：没有可以据以行动的原因。", "There is no plan yet: no cause to act on has been found."
    ),
    "takes": Text(
        "补上缺少的数据后再诊断一次，或先用第 3 节的访谈问题核实线索。",
        "Add the data that are missing and diagnose again, or check the leads first with the questions of section 3.",
    ),
    "talks_only": Text(
        "先谈话：{n} 条线索要在两周内核实，核实之前不花钱。",
        "Talk first. Leads to be checked before anything is spent: {n}.",
    ),
    "lines": Text(
        "{n} 项行动，自{start}起，第一步都在一周之内。",
        "{n} {n:action|actions} from {start}, each with a first step within a week.",
    ),
    "one_line": Text(
        "1 项行动，自{start}起，第一步在一周之内。", "1 action from {start}, with a first step within a week."
    ),
    "everyone": Text("面向所有人", "offered to everyone"),
    "without": Text(
        "{scope}（不含{others}，其目标与片区先行解决）",
        "{scope} (without {others}, where targets and territories come first)",
    ),
    "no_baseline": Text("{name}：还没有数据，先测出现状", "{name}: not measured yet, measure first"),
    "goal": Text("{name}：从 {now} 到 {target}", "{name}: from {now} to {target}"),
    "known": Text("{name}：现为 {now}，只看方向", "{name}: now {now}, read the direction only"),
    "level": Text("{name}：达到 {target}", "{name}: reach {target}"),
    "talk": Text("{owner}，{day}前", "{owner}, by {day}"),
}
STANDING: dict[LineStatus, Text] = {
    "edited": Text(
        "行动 {places}：经顾问与客户商定后修改。", "Edited by the consultant with the client: {places}."
    ),
    "added": Text("行动 {places}：由顾问添加。", "Added by the consultant: {places}."),
    "gone": Text(
        "行动 {places}：最近的数据中已看不到，商定保留。",
        "No longer shown by the newest data, kept by agreement: {places}.",
    ),
}
LABELS = {
    "who": Text("谁负责，为谁", "Owner, for whom"),
    "step": Text("本周第一步", "First step"),
    "goal": Text("目标", "Goal"),
    "load": Text("投入", "Load"),
    "risk": Text("风险", "Risk"),
    "ask": Text("开始前先问", "Ask before the start"),
}


def section_plan(material: Material) -> Section:
    title = Text("一页方案", "The plan on one page")
    plan = material.plan
    if plan is None or not (plan.lines or plan.talks):
        box = Callout(Text("要有方案，还需要什么", "What a plan would take"), (SAYS["takes"],), "missing")
        return Section("plan", "", title, SAYS["none"], (box,))
    blocks: list[Block] = []
    if plan.lines:
        currency = material.diagnosis.assessment.currency
        blocks += [overview(plan, currency), _calendar(plan)]
        blocks += [Heading(Text("每项行动", "Each action"))]
        blocks += [Cards(tuple(_card(line, currency) for line in plan.lines))]
    if plan.executive:
        blocks += [Heading(Text("请您亲自做的", "Your own part")), _executive(plan)]
    if plan.talks:
        blocks += [
            Heading(Text("先谈话核实", "Talks before anything is spent")),
            *_talks(material, plan.talks),
        ]
    if plan.not_chosen:
        blocks += [
            Heading(Text("没有选的，以及为什么", "What was not chosen, and why")),
            _not_chosen(plan.not_chosen),
        ]
    return Section("plan", "", title, _headline(plan), tuple(blocks))


def _headline(plan: ImprovementPlan) -> Text:
    if not plan.lines:
        return SAYS["talks_only"].format(n=len(plan.talks))
    return SAYS["one_line" if len(plan.lines) == 1 else "lines"].format(
        n=len(plan.lines), start=numbers.day(plan.start)
    )


def overview(plan: ImprovementPlan, currency: str | None) -> Table:
    """A row per plan line: action, owner, first step with its date, leading measure with its goal and date."""
    columns = (
        Column(Text("行动", "Action"), width=0.24),
        Column(Text("负责人", "Owner"), width=0.13),
        Column(Text("第一步（完成日期）", "First step (done by)"), width=0.31),
        Column(Text("先行指标与日期", "Leading measure and date"), width=0.32),
    )
    rows = tuple(
        TableRow(
            (
                TableCell(plus(same(f"{line.priority}. "), line.name)),
                TableCell(line.owner_label),
                TableCell(
                    plus(
                        line.first_step,
                        Text("（", " ("),
                        numbers.short_day(line.first_step_by),
                        Text("）", ")"),
                    )
                ),
                TableCell(
                    plus(
                        goal_in_words(line.leading, currency),
                        Text("（", " ("),
                        numbers.short_day(line.leading_by),
                        Text("）", ")"),
                    )
                ),
            )
        )
        for line in plan.lines
    )
    return Table(None, columns, rows, _standing(plan), "dense")


def _standing(plan: ImprovementPlan) -> Text | None:
    """A note on the lines a consultant edited, added or kept, so that they are not read as findings of the analysis.

    None where all lines are as the analysis proposed them.
    """
    parts = []
    for standing, words in STANDING.items():
        places = [same(str(line.priority)) for line in plan.lines if line.standing == standing]
        if places:
            parts.append(words.format(places=listed(places)))
    return sentences(*parts) if parts else None


def goal_in_words(goal: Goal, currency: str | None) -> Text:
    """Such as "Win rate: from 25.5% to 27.8%"; other words where the baseline, the target or both are missing."""
    if goal.target is None and goal.baseline is not None:
        return SAYS["known"].format(
            name=goal.name, now=numbers.amount(goal.baseline.value, goal.unit, currency)
        )
    if goal.target is None:
        return SAYS["no_baseline"].format(name=goal.name)
    target = numbers.amount(goal.target, goal.unit, currency)
    if goal.baseline is None:
        return SAYS["level"].format(name=goal.name, target=target)
    return SAYS["goal"].format(
        name=goal.name, now=numbers.amount(goal.baseline.value, goal.unit, currency), target=target
    )


def _card(line: PlanLine, currency: str | None) -> Card:
    scope = SAYS["everyone"] if line.scope.audience == "everyone" else line.scope.label
    if line.scope.without_labels:
        others = Text(
            "、".join(t["zh"] for t in line.scope.without_labels),
            ", ".join(t["en"] for t in line.scope.without_labels),
        )
        scope = SAYS["without"].format(scope=scope, others=others)
    lines = [
        (LABELS["who"], plus(line.owner_label, Text("；", "; "), scope)),
        (LABELS["step"], sentences(stopped(line.first_step), _by(line))),
        (
            LABELS["goal"],
            plus(
                goal_in_words(line.leading, currency),
                Text("；", "; "),
                goal_in_words(line.lagging, currency),
                Text("。", "."),
            ),
        ),
        (LABELS["load"], plus(cost_in_words(line), Text("。", "."))),
        (LABELS["risk"], line.risk),
    ]
    if line.ask:
        lines.append((LABELS["ask"], sentences(*line.ask)))
    return Card(line.priority, line.name, CERTAINTY_SHORT[line.certainty], line.certainty, tuple(lines))


def _by(line: PlanLine) -> Text:
    return Text("{day}前完成；{begins}全面开始。", "Done by {day}; the action begins on {begins}.").format(
        day=numbers.short_day(line.first_step_by), begins=numbers.short_day(line.begins)
    )


def _calendar(plan: ImprovementPlan) -> Chart:
    title = Text("30、60、90 天日历", "The calendar of 30, 60 and 90 days")
    columns = (
        Column(Text("行动", "Action"), width=0.36),
        Column(Text("第一步", "First step"), "right"),
        Column(Text("全面开始", "Begins"), "right"),
        Column(Text("先行指标", "Leading measure"), "right"),
        Column(Text("结果指标", "Result"), "right"),
    )
    rows = tuple(
        plain_row(
            line.name,
            *(numbers.day(day) for day in (line.first_step_by, line.begins, line.leading_by, line.kpi_by)),
        )
        for line in plan.lines
    )
    alt = Text(
        "{n} 项行动在 90 天里的时间线：第一步、全面开始与先行指标可见变化的日子。",
        "Time line of {n} {n:action|actions} over 90 days: first step, start, and when the leading measure can have "
        "moved.",
    ).format(n=len(plan.lines))
    return Chart(
        "calendar",
        title,
        alt,
        calendar_chart(plan),
        Table(title, columns, rows),
        Text(
            "结果指标的日期多在 90 天之后，见附录中的表。",
            "Result measures mostly fall after day 90; their dates stand in the table.",
        ),
    )


def _executive(plan: ImprovementPlan) -> Table:
    columns = (Column(Text("事项", "What"), width=0.9), Column(Text("日期", "By"), "right", 0.1))
    rows = tuple(plain_row(step.words, numbers.short_day(step.by)) for step in plan.executive)
    return Table(None, columns, rows, None, "dense")


def _talks(material: Material, talks: tuple[Talk, ...]) -> list[Block]:
    """Each first step of the talks once as a paragraph, then a table: a row per cause, with all its groups."""
    by_cause: dict[int, list[Talk]] = {}
    for talk in talks:
        by_cause.setdefault(talk.row, []).append(talk)
    columns = (
        Column(Text("线索", "Lead"), width=0.28),
        Column(Text("谁去谈、何时", "Who, by when"), width=0.2),
        Column(Text("三个问题", "Three questions"), width=0.52),
    )
    rows = tuple(_talk(material, row, own) for row, own in by_cause.items())
    how = dict.fromkeys(stopped(talk.first_step) for talk in talks)
    return [*(Paragraph(words) for words in how), Table(None, columns, rows, None, "dense")]


def _talk(material: Material, row: int, talks: Sequence[Talk]) -> TableRow:
    causes = {cause.row: cause for cause in material.diagnosis.causes}
    name = material.name(causes[row]) if row in causes else Text(f"原因 {row}", f"Cause {row}")
    groups = listed(list(dict.fromkeys(talk.scope.label for talk in talks)))
    first = min(talks, key=lambda talk: talk.by)
    return plain_row(
        plus(name, Text("（", " ("), groups, Text("）", ")")),
        SAYS["talk"].format(owner=first.owner_label, day=numbers.short_day(first.by)),
        numbered(first.questions),
    )


def _not_chosen(lines: tuple[NotChosen, ...]) -> Table:
    """A row per reason, with all actions left out for it: there are few reasons and many actions."""
    by_reason: dict[Text, dict[Text, None]] = {}
    for line in lines:
        by_reason.setdefault(line.words, {}).setdefault(line.name)
    columns = (
        Column(Text("为什么没有选", "Why not"), width=0.36),
        Column(Text("行动", "Actions"), width=0.64),
    )
    rows = tuple(plain_row(words, listed(list(names))) for words, names in by_reason.items())
    return Table(None, columns, rows, None, "dense")
