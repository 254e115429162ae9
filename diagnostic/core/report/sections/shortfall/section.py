"""The shortfall: attainment of units, the gap by unit and by factor, over time; and whether the comparison is fair."""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Figures
from diagnostic.core.report.charts.trend import trend_chart
from diagnostic.core.report.model.document import (
    Block,
    Callout,
    Chart,
    Column,
    Heading,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.model.view import (
    company_row,
    has_figures,
    own_shortfall,
    points_of_period,
    shortfall,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.coverage_lines import why_no_shortfall
from diagnostic.core.report.prose.facts import FIGURE_STATES, TARGET_STATES, facts_of
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.prose.tables import cell
from diagnostic.core.report.prose.words import sentences
from diagnostic.core.report.sections.shortfall.attainment_tree import attainment_of_units
from diagnostic.core.report.sections.shortfall.fair_comparison import fairness, unnamed_reps
from diagnostic.core.report.sections.shortfall.parts import decomposition
from diagnostic.text import Text

ACTUAL, TARGET = Text("实际", "Actual"), Text("目标", "Target")
SAYS: dict[str, Text] = {
    "needs": Text(
        "需要名册、目标与实际完成三张表；有商机明细还能看出活动量、赢单率与单均金额各占多少。",
        "It takes a roster, targets and actuals; with opportunities it also shows what activity, win rate "
        "and deal size contribute.",
    ),
    "described": Text("下面描述各处的结果。", "Results are described below."),
    "whole": Text(
        "公司整体达成 {attainment}，缺口 {gap}。",
        "The company as a whole reached {attainment}, short by {gap}.",
    ),
    "met": Text(
        "公司整体达成 {attainment}，没有缺口。",
        "The company as a whole reached {attainment}; there is no shortfall.",
    ),
    "whole_given": Text(
        "公司整体对下达到人的目标达成 {attainment}，缺口 {gap}。",
        "The company as a whole reached {attainment} of the targets people were given, short by {gap}.",
    ),
    "met_given": Text(
        "公司整体对下达到人的目标达成 {attainment}，没有缺口。",
        "The company as a whole reached {attainment} of the targets people were given; there is no shortfall in those.",
    ),
    "largest": Text(
        "缺口最大的是{unit}，占全部缺口的 {share}。",
        "The largest part sits in {unit}: {share} of the whole shortfall.",
    ),
    "largest_beyond": Text(
        "缺口最大的是{unit}，少 {part}；其他单位超额的部分抵去一些。",
        "The largest part sits in {unit}, {part} short; others are above target and make up for some of it.",
    ),
}

TREND = Text(
    "走势折线图：最高{best} {high}，最低{worst} {low}。",
    "Lines over time: highest {best} with {high}, lowest {worst} with {low}.",
)
TREND_BEFORE = Text(
    "前 {n} 点是上年同期，仅供参照。",
    "The first {n} {n:point is|points are} the year before, for reference only.",
)


def section_shortfall(material: Material) -> Section:
    diagnosis = material.diagnosis
    title = Text("缺口在哪里", "Where the shortfall sits")
    if not has_figures(diagnosis) or diagnosis.figures is None:
        missing = Callout(Text("缺少业绩数据", "Figures are missing"), (SAYS["needs"],), "missing")
        headline = facts_of(diagnosis).first("section", *FIGURE_STATES) or SAYS["needs"]
        return Section("shortfall", "", title, headline, (missing,))
    figures = diagnosis.figures
    blocks = [*attainment_of_units(diagnosis, figures), *decomposition(diagnosis, figures), *_trend(figures)]
    blocks += [*fairness(diagnosis, figures), *unnamed_reps(diagnosis, figures)]
    return Section("shortfall", "", title, _headline(diagnosis, figures), tuple(blocks))


def _headline(diagnosis: Diagnosis, figures: Figures) -> Text:
    row = company_row(diagnosis)
    gap = shortfall(row) if row else None
    if row is None or gap is None or row.attainment is None:
        return facts_of(diagnosis).first("section", *TARGET_STATES) or SAYS["described"]
    unsaid = why_no_shortfall(diagnosis.coverage)
    if unsaid is not None:
        return unsaid
    attainment, basis = numbers.percent(row.attainment), "" if own_shortfall(row) is None else "_given"
    if gap <= 0:
        return SAYS["met" + basis].format(attainment=attainment)
    whole = SAYS["whole" + basis].format(
        attainment=attainment, gap=numbers.money(gap, diagnosis.assessment.currency)
    )
    return sentences(whole, _largest(diagnosis, figures, gap))


def _largest(diagnosis: Diagnosis, figures: Figures, gap: float) -> Text | None:
    """Where most of the shortfall sits, among units: the steps to the company's own target are no place."""
    units = [part for part in figures.by_unit if part.code not in ("beyond_board", "no_target")]
    worst = min(units, key=lambda part: part.value, default=None)
    if worst is None or worst.value >= 0 or len(units) < 2:
        return None
    short = numbers.money(-worst.value, diagnosis.assessment.currency)
    words = SAYS["largest" if -worst.value <= gap else "largest_beyond"]
    return words.format(unit=worst.label, share=numbers.percent(-worst.value / gap), part=short)


def _trend(figures: Figures) -> list[Block]:
    if len(figures.trend) < 3:
        return []
    currency = figures.currency or None
    with_target = any(point.target is not None for point in figures.trend)
    title = Text("实际与目标的走势", "Actual and target over time")
    title = title if with_target else Text("实际业绩的走势", "Actual over time")
    columns = (Column(Text("期间", "Period")), Column(ACTUAL, "right"), Column(TARGET, "right"))
    rows = tuple(
        TableRow(
            (
                TableCell(numbers.period(point.label)),
                TableCell(numbers.money(point.actual, currency)),
                cell(None if point.target is None else numbers.money(point.target, currency)),
            )
        )
        for point in figures.trend
    )
    alt = _trend_in_words(figures)
    return [
        Heading(Text("走势与季节", "Trend and season")),
        Chart("trend", title, alt, trend_chart(figures.trend, currency), Table(title, columns, rows)),
    ]


def _trend_in_words(figures: Figures) -> Text:
    """The highest and the lowest point of the period; a second sentence says how many points are of the year before."""
    currency, points = figures.currency or None, points_of_period(figures)
    best, worst = max(points, key=lambda p: p.actual), min(points, key=lambda p: p.actual)
    words = TREND.format(
        best=numbers.period(best.label),
        high=numbers.money(best.actual, currency),
        worst=numbers.period(worst.label),
        low=numbers.money(worst.actual, currency),
    )
    earlier = len(figures.trend) - len(points)
    return sentences(words, TREND_BEFORE.format(n=earlier) if earlier else None)
