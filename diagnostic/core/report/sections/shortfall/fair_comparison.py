"""Is the comparison fair: audit of the targets, attainment before and after adjustment, win rates of unnamed reps."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Figures, RepSpread, TreeRow
from diagnostic.core.report.charts.funnel import funnel_chart
from diagnostic.core.report.model.document import (
    Block,
    Bullets,
    Chart,
    Column,
    Heading,
    Paragraph,
    Table,
)
from diagnostic.core.report.model.view import (
    has_targets,
    label,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.facts import facts_of
from diagnostic.core.report.prose.tables import plain_row
from diagnostic.core.report.prose.words import listed, sentences
from diagnostic.text import Text

UNIT = Text("单位", "Unit")
ADJUSTMENTS = {
    "potential": Text("片区潜力", "territory potential"),
    "ramp": Text("新人爬坡", "ramp-up of new reps"),
}
SAYS: dict[str, Text] = {
    "fair": Text(
        "先看比较是否公平。目标、片区、继承客户、新人与季节都会拉开达成率，它们不说明人的好坏。",
        "First, is the comparison fair? Targets, territories, inherited accounts, new reps and season all "
        "move attainment and say nothing about people.",
    ),
    "funnel": Text(
        "每个点是商机数相近的至少三位销售合计；虚线之内的差别，光凭运气也会出现。",
        "Each dot is three reps or more with about as many deals, taken together; between the dashed lines, luck "
        "alone explains the difference.",
    ),
    "slope": Text(
        "片区潜力高10%，目标高{slope}%（95%区间{low}%至{high}%，同岗位内）。达成率只按目标没有考虑到的那部分潜力折算，"
        "公司自身的达成率不变。",
        "Where a territory has 10% more potential, targets are {slope}% higher (95% interval {low}% to {high}%, "
        "within roles). Attainment is allowed for potential only as far as targets ignore it; the company's own does "
        "not move.",
    ),
    "nobody_differs": Text(
        "校正后，没有任何一位的赢单率与整体不同。",
        "After correction no rep's win rate differs from the pool.",
    ),
    "size_differs": Text(
        "销售之间的平均单额差别超出偶然。", "Deal size differs between reps by more than chance."
    ),
    "some_differ": Text(
        "校正后，有 {n} 位的赢单率与整体不同。",
        "After correction {n} of the win rates {n:differs|differ} from the pool.",
    ),
}


def fairness(diagnosis: Diagnosis, figures: Figures) -> list[Block]:
    if not has_targets(diagnosis):
        return []
    warnings = tuple(line.text for line in sorted(figures.audit, key=lambda line: line.severity != "warning"))
    blocks: list[Block] = [Heading(Text("比较公平吗", "Is the comparison fair?")), Paragraph(SAYS["fair"])]
    facts = facts_of(diagnosis)
    clean = facts.first("fair", "targets.checked", "targets.one_level", "targets.clean")
    blocks += [Bullets(warnings)] if warnings else [] if clean is None else [Paragraph(clean)]
    said = (
        facts.sentence(f"{fact}/fair")
        for fact in ("fair.none", "fair.no_change", "fair.partial", "fair.in_part")
    )
    allowed_for = [text for text in said if text is not None]
    blocks += [Paragraph(sentences(*allowed_for))] if allowed_for else []
    slope = _slope(diagnosis)
    blocks += [Paragraph(slope)] if slope else []
    adjusted = [row for row in figures.tree if row.adjusted is not None]
    return [*blocks, _adjusted_table(diagnosis, adjusted)] if adjusted else blocks


def _slope(diagnosis: Diagnosis) -> Text | None:
    """The sentence on how much targets rise with the potential of territories; None where that was not estimated."""
    found = diagnosis.results.get("figure", "company", "target_on_potential")
    if found is None or found.estimate is None or found.low is None or found.high is None:
        return None
    slope, low, high = (f"{10 * value:.1f}" for value in (found.estimate, found.low, found.high))
    return SAYS["slope"].format(slope=slope, low=low, high=high)


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
            "未调整与调整后的达成率（变化最大的单位）",
            "Attainment unadjusted and adjusted (units that change most)",
        ),
        columns,
        body,
    )


def unnamed_reps(diagnosis: Diagnosis, figures: Figures) -> list[Block]:
    spread = figures.spread
    if spread is None:
        return []
    finding = SAYS["some_differ"].format(n=spread.differ) if spread.differ else SAYS["nobody_differs"]
    size = diagnosis.results.get("figure_spread", "company", "deal_size")
    finding = sentences(finding, SAYS["size_differs"] if size is not None and size.claimed else None)
    blocks: list[Block] = [Heading(Text("人与人之间", "Between reps")), Paragraph(finding)]
    return [*blocks, _funnel(spread, finding)] if spread.bins else blocks


def _funnel(spread: RepSpread, finding: Text) -> Chart:
    title = Text("销售之间的赢单率差别", "Win rates of unnamed reps")
    pooled = numbers.percent(spread.won / spread.closed, 1) if spread.closed else numbers.DASH
    columns = (Column(Text("内容", "What")), Column(Text("数", "Number"), "right"))
    rows = (
        plain_row(Text("销售人数", "Reps"), numbers.integer(spread.reps)),
        plain_row(Text("已结商机", "Closed deals"), numbers.integer(spread.closed)),
        plain_row(Text("其中赢单", "of these won"), numbers.integer(spread.won)),
        plain_row(Text("整体赢单率", "Pooled win rate"), pooled),
        plain_row(
            Text("校正后与整体不同的人数", "Reps who differ after correction"), numbers.integer(spread.differ)
        ),
    )
    alt = sentences(SAYS["funnel"], finding)
    return Chart("funnel", title, alt, funnel_chart(spread), Table(title, columns, rows), SAYS["funnel"])
