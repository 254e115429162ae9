"""How to see whether the plan works: measures, the smallest change the next wave can show, the rhythm of reviews."""

from __future__ import annotations

from datetime import timedelta

from diagnostic.core.plan.improvement_plan import Goal, PlanLine
from diagnostic.core.report.model.document import (
    Block,
    Callout,
    Column,
    Heading,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.prose.tables import plain_row
from diagnostic.core.report.prose.words import plus
from diagnostic.text import Text, same

NEXT_WAVE_DAYS = 182  # long enough for a leading measure to move, short enough for the plan to be remembered
SAYS: dict[str, Text] = {
    "headline": Text(
        "每项行动都有一个先行指标和一个结果指标；下一轮测量建议在 {day}。",
        "Each action has a leading and a lagging measure; the next wave is proposed for {day}.",
    ),
    "none": Text(
        "没有行动，就没有可复盘的；下面是建议的节奏，下一轮测量建议在 {day}。",
        "Without actions there is nothing to review; the rhythm below and a next wave on {day} are proposals.",
    ),
    "visible": Text("能", "yes"),
    "invisible": Text("不能，只看方向", "no: direction only"),
    "read": Text("按月看数", "read it monthly"),
    "unknown": Text("先测一次", "measure first"),
    "rule": Text(
        "到期指标没有动：先问行动做了没有，再问行动对不对。没有对照的“前后变化”不算证据：分批开始，让后开始的一"
        "批作对照。",
        "A measure that has not moved by its date asks first whether the action was done, then whether it "
        "was right. Before-and-after without a comparison proves little: start in two batches and let the "
        "later one be the comparison.",
    ),
    "survey": Text(
        "下一轮问卷的结果只看公司、大区与岗位这几层；不得用来评价任何个人。",
        "The next survey is read for company, regions and roles; it is never used to judge a person.",
    ),
}
RHYTHM = (
    (
        Text("每周", "Weekly"),
        Text("团队主管", "Team managers"),
        Text("商机表、拜访计划表", "Deal sheet, visit plan"),
        Text("第一步做了没有？卡在哪里？", "Was the step done? What is in the way?"),
    ),
    (
        Text("每月", "Monthly"),
        Text("大区与方案负责人", "Region and owners of actions"),
        Text("先行指标表", "Sheet of leading measures"),
        Text(
            "先行指标动了没有？要不要调整？", "Has the leading measure moved? Does the action need changing?"
        ),
    ),
    (
        Text("每季", "Quarterly"),
        Text("管理层", "Executive"),
        Text("目标与实际表、方案总表", "Targets and actuals, the whole plan"),
        Text(
            "结果动了没有？哪项继续、停止、扩大？",
            "Has the result moved? What goes on, stops, or is widened?",
        ),
    ),
)


def section_review(material: Material) -> Section:
    plan = material.plan
    lines = plan.lines if plan else ()
    start = plan.start if plan else material.diagnosis.assessment.as_of
    wave = numbers.day(start + timedelta(days=NEXT_WAVE_DAYS))
    blocks: list[Block] = []
    if lines:
        blocks += [Heading(Text("每项行动的指标", "Measures of each action")), _measures(material, lines)]
        blocks += [Heading(Text("怎样算有效", "What counts as working")), _checks(lines)]
    blocks += [
        Heading(Text("复盘节奏", "Rhythm of review")),
        _rhythm(),
        Callout(Text("两条规矩", "Two rules"), (SAYS["rule"], SAYS["survey"])),
    ]
    headline = SAYS["headline" if lines else "none"].format(day=wave)
    title = Text("怎样知道有没有用", "How we will see whether it worked")
    return Section("review", "", title, headline, tuple(blocks), new_page=bool(lines))


def _measures(material: Material, lines: tuple[PlanLine, ...]) -> Table:
    columns = (
        Column(Text("指标", "Measure"), width=0.33),
        Column(Text("现状（95% 区间）", "Today (95% interval)"), "right", 0.2),
        Column(Text("目标", "Goal"), "right", 0.08),
        Column(Text("下轮看得出的最小变化", "Smallest change the next wave shows"), "right", 0.13),
        Column(Text("下轮能看出目标吗", "Will the next wave show the goal?"), width=0.17),
        Column(Text("日期", "Date"), "right", 0.09),
    )
    rows: list[TableRow] = []
    for line in lines:
        blank = tuple(TableCell(None) for _ in columns[1:])
        rows.append(TableRow((TableCell(plus(same(f"{line.priority}. "), line.name)), *blank), 0, True))
        for goal, kind, day in (
            (line.leading, Text("先行：", "Leading: "), line.leading_by),
            (line.lagging, Text("结果：", "Lagging: "), line.kpi_by),
        ):
            rows.append(_goal_row(material, goal, kind, numbers.short_day(day)))
    return Table(None, columns, tuple(rows), None, "dense")


def _goal_row(material: Material, goal: Goal, kind: Text, day: Text) -> TableRow:
    currency = material.diagnosis.assessment.currency
    base = goal.baseline

    def value(number: float | None) -> TableCell:
        return TableCell(numbers.DASH if number is None else numbers.amount(number, goal.unit, currency))

    now = value(None if base is None else base.value)
    if base is not None and base.low is not None and base.high is not None:
        span = numbers.span(
            numbers.amount(base.low, goal.unit, currency), numbers.amount(base.high, goal.unit, currency)
        )
        now = TableCell(
            plus(numbers.amount(base.value, goal.unit, currency), Text("（", " ("), span, Text("）", ")"))
        )
    open_ = SAYS["unknown" if base is None else "read"]
    seen = {True: SAYS["visible"], False: SAYS["invisible"], None: open_}[goal.visible]
    return TableRow(
        (
            TableCell(plus(kind, goal.name)),
            now,
            value(goal.target),
            TableCell(_smallest(goal, currency)),
            TableCell(seen),
            TableCell(day),
        ),
        1,
    )


def _smallest(goal: Goal, currency: str | None) -> Text:
    """The smallest change the next wave can show, without a sign (shares: percentage points); a dash if unknown."""
    if goal.baseline is None or goal.baseline.detectable is None:
        return numbers.DASH
    size = numbers.amount(goal.baseline.detectable, goal.unit, currency, plus=goal.unit == "share")
    return numbers.short(numbers.unsigned(size))


def _checks(lines: tuple[PlanLine, ...]) -> Table:
    columns = (
        Column(Text("行动", "Action"), width=0.3),
        Column(Text("怎样比较", "How it is compared"), width=0.7),
    )
    return Table(None, columns, tuple(plain_row(line.name, line.check) for line in lines), None, "dense")


def _rhythm() -> Table:
    columns = (
        Column(Text("节奏", "Rhythm"), width=0.12),
        Column(Text("谁", "Who"), width=0.22),
        Column(Text("看哪张表", "Sheet"), width=0.28),
        Column(Text("问什么", "Question"), width=0.38),
    )
    return Table(None, columns, tuple(plain_row(*line) for line in RHYTHM))
