"""Where the shortfall sits: down the tree, by unit, by factor, over time; and the fair comparison before anybody is named."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.diagnosis import Diagnosis, Figures, Part, TreeRow
from diagnostic.core.report import numbers
from diagnostic.core.report.charts.attainment import ROWS_ON_A_PAGE, attainment_chart, team_spread_chart
from diagnostic.core.report.charts.funnel import funnel_chart
from diagnostic.core.report.charts.trend import trend_chart
from diagnostic.core.report.charts.waterfall import waterfall_chart
from diagnostic.core.report.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chart,
    Column,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
)
from diagnostic.core.report.material import Material
from diagnostic.core.report.tables import cell, plain_row, results_table, who_and_what
from diagnostic.core.report.view import (
    company_row,
    figure_results,
    has_figures,
    has_targets,
    label,
    shortfall,
)
from diagnostic.core.report.words import FACTORS, listed, plus, sentences
from diagnostic.text import Text, same

ACTUAL, TARGET = Text("实际", "Actual"), Text("目标", "Target")
UNIT = Text("单位", "Unit")
VALUE = Text("数值或差距", "Value or gap")
ADJUSTMENTS = {
    "potential": Text("片区潜力", "territory potential"),
    "ramp": Text("新人爬坡", "ramp-up of new reps"),
    "inherited": Text("继承客户", "inherited accounts"),
}
SAYS: dict[str, Text] = {
    "nothing": Text("没有业绩数据,这一部分是空的。", "No figures were given, so this part is empty."),
    "needs": Text(
        "需要名册、目标与实际完成三张表;有商机明细还能看出活动量、胜率与单均金额各占多少。",
        "It takes a roster, targets and actuals; with opportunities it also shows what activity, win rate "
        "and deal size contribute.",
    ),
    "no_target": Text(
        "没有目标数据:下面比较各处的结果,不说差多少。",
        "There are no targets: results are compared below, but not called short.",
    ),
    "whole": Text(
        "公司整体达成 {attainment},缺口 {gap}。",
        "The company as a whole reached {attainment}, short by {gap}.",
    ),
    "met": Text(
        "公司整体达成 {attainment},没有缺口。",
        "The company as a whole reached {attainment}; there is no shortfall.",
    ),
    "largest": Text(
        "缺口最大的是{unit},占全部缺口的 {share}。",
        "The largest part sits in {unit}: {share} of the whole shortfall.",
    ),
    "adds_up": Text("各部分之和恰好等于总缺口。", "The parts add up exactly to the whole gap."),
    "against": Text("参照:{reference}。", "Compared with {reference}."),
    "fair": Text(
        "先看比较是否公平。目标、片区、继承客户、新人与季节都会拉开达成率,它们不说明人的好坏。",
        "First, is the comparison fair? Targets, territories, inherited accounts, new reps and season all "
        "move attainment and say nothing about people.",
    ),
    "audit_clean": Text(
        "目标核对没有发现问题:上下级相加一致,期间口径一致。",
        "The check of the targets found nothing: levels add up and periods match.",
    ),
    "no_adjustment": Text(
        "名册里没有片区潜力、继承客户或入职日期,无法作公平比较;补上这些列即可。",
        "The roster has no potential, inherited share or start dates, so no fair comparison can be made; "
        "these columns are all it takes.",
    ),
    "funnel": Text(
        "每个点是一位不具名的销售;虚线之内的差别,光凭运气也会出现。",
        "Each dot is a rep without a name; between the dashed lines, luck alone explains the difference.",
    ),
    "nobody_differs": Text(
        "校正后,没有任何一位的胜率与整体不同。", "After correction no rep's win rate differs from the pool."
    ),
    "some_differ": Text(
        "校正后,有 {n} 位的胜率与整体不同。", "After correction {n} of the win rates differ from the pool."
    ),
    "one_unit": Text(
        "只有一个单位,单位之间无从比较。", "There is a single unit, so units cannot be compared."
    ),
}


def section_shortfall(material: Material) -> Section:
    diagnosis = material.diagnosis
    title = Text("缺口在哪里", "Where the shortfall sits")
    if not has_figures(diagnosis) or diagnosis.figures is None:
        missing = Callout(Text("缺少业绩数据", "Figures are missing"), (SAYS["needs"],), "missing")
        return Section("shortfall", "", title, SAYS["nothing"], (missing,))
    figures = diagnosis.figures
    blocks = [*_tree(diagnosis, figures), *_decomposition(diagnosis, figures), *_trend(figures)]
    blocks += [*_fair(diagnosis, figures), *_persons(figures), *_tests(diagnosis)]
    return Section("shortfall", "", title, _headline(diagnosis, figures), tuple(blocks))


def _headline(diagnosis: Diagnosis, figures: Figures) -> Text:
    row = company_row(diagnosis)
    gap = shortfall(row) if row else None
    if row is None or gap is None or row.attainment is None:
        return SAYS["no_target"]
    attainment = numbers.percent(row.attainment)
    if gap <= 0:
        return SAYS["met"].format(attainment=attainment)
    whole = SAYS["whole"].format(attainment=attainment, gap=numbers.money(gap, diagnosis.assessment.currency))
    worst = min(figures.by_unit, key=lambda part: part.value, default=None)
    if worst is None or worst.value >= 0 or len(figures.by_unit) < 2:
        return whole
    return sentences(
        whole, SAYS["largest"].format(unit=worst.label, share=numbers.percent(-worst.value / gap))
    )


def _tree(diagnosis: Diagnosis, figures: Figures) -> list[Block]:
    rows = [row for row in figures.tree if row.attainment is not None]
    if not rows:
        return []
    if len(rows) == 1:
        return [Paragraph(SAYS["one_unit"])]
    labels = {row.group: label(diagnosis, row.group) for row in rows}
    if len(rows) <= ROWS_ON_A_PAGE:
        return [_attainment(rows, labels, figures, diagnosis)]
    top = [row for row in rows if row.depth < 2]
    teams = [row for row in rows if row.depth >= 2]
    return [_attainment(top, labels, figures, diagnosis), _spread(teams, labels, diagnosis)]


def _attainment(
    rows: Sequence[TreeRow], labels: dict[str, Text], figures: Figures, diagnosis: Diagnosis
) -> Chart:
    best = max(rows, key=lambda row: row.attainment or 0)
    worst = min(rows, key=lambda row: row.attainment or 0)
    alt = Text(
        "各单位达成率横条图,竖线为目标。最高{best} {high},最低{worst} {low}。",
        "Bars of attainment by unit; the line is the target. Highest {best} at {high}, lowest {worst} at {low}.",
    ).format(
        best=labels[best.group],
        high=numbers.percent(best.attainment or 0),
        worst=labels[worst.group],
        low=numbers.percent(worst.attainment or 0),
    )
    note = Text(
        "竖线为目标,横线为 95% 区间,菱形为公平比较后的达成率。",
        "Dark line: target. Thin lines: 95% intervals. Diamonds: attainment after the fair comparison.",
    )
    return Chart(
        "attainment",
        Text("各单位达成率", "Attainment by unit"),
        alt,
        attainment_chart(rows, labels),
        tree_table(diagnosis, figures.tree),
        note,
    )


def _spread(teams: Sequence[TreeRow], labels: dict[str, Text], diagnosis: Diagnosis) -> Chart:
    parent = {
        row.group: diagnosis.groups[row.group].parent or row.group
        for row in teams
        if row.group in diagnosis.groups
    }
    names = labels | {group: label(diagnosis, group) for group in parent.values()}
    shares = [row.attainment or 0.0 for row in teams]
    ends = numbers.span(numbers.percent(min(shares)), numbers.percent(max(shares)))
    alt = Text(
        "{n} 个团队的达成率,按大区分行,介于 {ends}。",
        "Attainment of {n} teams, a row per region, from {ends}.",
    ).format(n=len(teams), ends=ends)
    columns = (
        Column(UNIT),
        Column(Text("团队数", "Teams"), "right"),
        Column(Text("最低至最高", "Lowest to highest"), "right"),
    )
    regions = dict.fromkeys(parent.values())
    rows = tuple(
        _spread_row(
            names[region], [row.attainment or 0.0 for row in teams if parent.get(row.group) == region]
        )
        for region in regions
    )
    title = Text("各大区内团队的达成率", "Attainment of the teams within each region")
    note = Text(
        "每一短线是一个团队;各团队的数字见附录。",
        "Each stroke is a team; the numbers of all teams stand in the appendix.",
    )
    return Chart(
        "spread", title, alt, team_spread_chart(teams, parent, names), Table(title, columns, rows), note
    )


def _spread_row(name: Text, shares: Sequence[float]) -> Row:
    ends = numbers.span(numbers.percent(min(shares)), numbers.percent(max(shares)))
    return plain_row(name, numbers.integer(len(shares)), ends)


def tree_table(diagnosis: Diagnosis, rows: Sequence[TreeRow]) -> Table:
    """Target, actual and attainment of every unit in tree order."""
    currency = diagnosis.assessment.currency
    columns = (
        Column(UNIT, width=0.3),
        Column(Text("人数", "People"), "right"),
        Column(TARGET, "right"),
        Column(ACTUAL, "right"),
        Column(Text("达成率", "Attainment"), "right"),
        Column(Text("95% 区间", "95% interval"), "right"),
        Column(Text("个人中位数", "Median rep"), "right"),
        Column(Text("公平比较后", "Fair comparison"), "right"),
    )
    body = []
    for row in rows:
        money = [
            cell(None if value is None else numbers.money(value, currency))
            for value in (row.target, row.actual)
        ]
        span = (
            None
            if row.low is None or row.high is None
            else numbers.span(numbers.percent(row.low), numbers.percent(row.high))
        )
        shares = [
            cell(None if value is None else numbers.percent(value))
            for value in (row.attainment, row.median, row.adjusted)
        ]
        name = Cell(label(diagnosis, row.group))
        body.append(
            Row(
                (
                    name,
                    Cell(numbers.integer(row.people)),
                    *money,
                    shares[0],
                    cell(span),
                    shares[1],
                    shares[2],
                ),
                min(row.depth, 3),
                row.depth == 0,
            )
        )
    return Table(
        Text("目标、实际与达成率", "Target, actual and attainment"), columns, tuple(body), None, "dense"
    )


def _decomposition(diagnosis: Diagnosis, figures: Figures) -> list[Block]:
    row, currency = company_row(diagnosis), diagnosis.assessment.currency
    if row is None or row.target is None or row.actual is None:
        return []
    blocks: list[Block] = []
    if len(figures.by_unit) > 1:
        title = Text("缺口由哪些单位构成", "The gap by unit")
        parts = _largest(figures.by_unit)
        blocks.append(
            _waterfall(
                "by_unit", title, (TARGET, row.target), parts, (ACTUAL, row.actual), currency, SAYS["adds_up"]
            )
        )
    if figures.by_factor:
        title = Text("缺口由活动量、胜率与单均金额构成", "The gap by activity, win rate and deal size")
        parts = tuple(
            Part(part.code, FACTORS.get(part.code, part.label), part.value) for part in figures.by_factor
        )
        start = row.actual - sum(part.value for part in parts)
        reference = figures.by_factor_reference
        note = sentences(SAYS["adds_up"], SAYS["against"].format(reference=reference) if reference else None)
        first = TARGET if abs(start - row.target) < 1 else Text("参照值", "Reference")
        blocks.append(
            _waterfall("by_factor", title, (first, start), parts, (ACTUAL, row.actual), currency, note)
        )
    return [Heading(Text("缺口的构成", "What the gap is made of")), *blocks] if blocks else []


def _largest(parts: Sequence[Part], most: int = 10) -> tuple[Part, ...]:
    """The largest parts by size, the rest as one, so that the steps still add up exactly."""
    if len(parts) <= most:
        return tuple(parts)
    keep = sorted(parts, key=lambda part: -abs(part.value))[: most - 1]
    rest = sum(part.value for part in parts if part not in keep)
    return (
        *(part for part in parts if part in keep),
        Part("other", Text("其余单位合计", "All other units"), rest),
    )


def _waterfall(
    key: str,
    title: Text,
    start: tuple[Text, float],
    parts: Sequence[Part],
    end: tuple[Text, float],
    currency: str | None,
    note: Text,
) -> Chart:
    steps = [
        (start[0], numbers.money(start[1], currency)),
        *((part.label, numbers.money(part.value, currency, plus=True)) for part in parts),
        (end[0], numbers.money(end[1], currency)),
    ]
    columns = (Column(Text("步骤", "Step")), Column(Text("金额", "Amount"), "right"))
    table = Table(title, columns, tuple(plain_row(name, value) for name, value in steps))
    worst = min(parts, key=lambda part: part.value)
    alt = Text(
        "从{first}到{last}的阶梯图,最大的一步是{worst} {value}。",
        "Steps from {first} to {last}; the largest is {worst} with {value}.",
    ).format(
        first=start[0], last=end[0], worst=worst.label, value=numbers.money(worst.value, currency, plus=True)
    )
    return Chart(key, title, alt, waterfall_chart(start, parts, end, currency), table, note)


def _trend(figures: Figures) -> list[Block]:
    if len(figures.trend) < 3:
        return []
    currency = figures.currency or None
    title = Text("实际与目标的走势", "Actual and target over time")
    columns = (Column(Text("期间", "Period")), Column(ACTUAL, "right"), Column(TARGET, "right"))
    rows = tuple(
        Row(
            (
                Cell(numbers.period(point.label)),
                Cell(numbers.money(point.actual, currency)),
                cell(None if point.target is None else numbers.money(point.target, currency)),
            )
        )
        for point in figures.trend
    )
    best, worst = max(figures.trend, key=lambda p: p.actual), min(figures.trend, key=lambda p: p.actual)
    alt = Text(
        "走势折线图:最高{best} {high},最低{worst} {low}。",
        "Lines over time: highest {best} with {high}, lowest {worst} with {low}.",
    ).format(
        best=numbers.period(best.label),
        high=numbers.money(best.actual, currency),
        worst=numbers.period(worst.label),
        low=numbers.money(worst.actual, currency),
    )
    return [
        Heading(Text("走势与季节", "Trend and season")),
        Chart("trend", title, alt, trend_chart(figures.trend, currency), Table(title, columns, rows)),
    ]


def _fair(diagnosis: Diagnosis, figures: Figures) -> list[Block]:
    if not has_targets(diagnosis):
        return []
    warnings = tuple(line.text for line in sorted(figures.audit, key=lambda line: line.severity != "warning"))
    blocks: list[Block] = [Heading(Text("比较公平吗", "Is the comparison fair?")), Paragraph(SAYS["fair"])]
    blocks.append(Bullets(warnings) if warnings else Paragraph(SAYS["audit_clean"]))
    adjusted = [row for row in figures.tree if row.adjusted is not None]
    return [*blocks, _adjusted_table(diagnosis, adjusted) if adjusted else Paragraph(SAYS["no_adjustment"])]


def _adjusted_table(diagnosis: Diagnosis, rows: Sequence[TreeRow]) -> Table:
    columns = (
        Column(UNIT, width=0.34),
        Column(Text("未调整", "Unadjusted"), "right"),
        Column(Text("调整后", "Adjusted"), "right"),
        Column(Text("调整了什么", "Adjusted for"), width=0.36),
    )
    shown = sorted(rows, key=lambda row: -abs((row.adjusted or 0) - (row.attainment or 0)))[:12]
    body = tuple(
        plain_row(
            label(diagnosis, row.group),
            numbers.percent(row.attainment or 0),
            numbers.percent(row.adjusted or 0),
            listed([ADJUSTMENTS[name] for name in row.adjusted_for]) if row.adjusted_for else numbers.DASH,
        )
        for row in rows
        if row in shown
    )
    return Table(
        Text(
            "未调整与调整后的达成率(变化最大的单位)",
            "Attainment unadjusted and adjusted (units that change most)",
        ),
        columns,
        body,
    )


def _persons(figures: Figures) -> list[Block]:
    if not figures.persons:
        return []
    differ = sum(person.differs for person in figures.persons)
    finding = SAYS["some_differ"].format(n=differ) if differ else SAYS["nobody_differs"]
    title = Text("销售之间的胜率差别", "Win rates of unnamed reps")
    closed, won = sum(p.closed for p in figures.persons), sum(p.won for p in figures.persons)
    columns = (Column(Text("内容", "What")), Column(Text("数", "Number"), "right"))
    rows = (
        plain_row(Text("销售人数", "Reps"), numbers.integer(len(figures.persons))),
        plain_row(Text("已结商机", "Closed deals"), numbers.integer(closed)),
        plain_row(Text("其中赢单", "of these won"), numbers.integer(won)),
        plain_row(
            Text("整体胜率", "Pooled win rate"), numbers.percent(won / closed, 1) if closed else same("–")
        ),
        plain_row(
            Text("校正后与整体不同的人数", "Reps who differ after correction"), numbers.integer(differ)
        ),
    )
    alt = plus(SAYS["funnel"], same(" "), finding)
    chart = Chart(
        "funnel", title, alt, funnel_chart(figures.persons), Table(title, columns, rows), SAYS["funnel"]
    )
    return [Heading(Text("人与人之间", "Between reps")), Paragraph(finding), chart]


def _tests(diagnosis: Diagnosis) -> list[Block]:
    results = figure_results(diagnosis)
    if not results:
        return []
    note = Text(
        "判断依据校正后的 p;“不能判断”旁边是现有数据能看出的最小差距。",
        "Verdicts rest on the adjusted p; beside “cannot tell” stands the smallest gap these data can show.",
    )
    table = results_table(None, results, who_and_what(diagnosis), diagnosis.assessment.currency, VALUE, note)
    return [Heading(Text("业绩数据的检验", "Tests on the figures")), table]
