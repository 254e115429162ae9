"""What the gap is made of: exact parts by unit and by factor, drawn as steps from target to actual."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Figures, GapPart
from diagnostic.core.report.charts.waterfall import waterfall_chart
from diagnostic.core.report.model.document import (
    Block,
    Chart,
    Column,
    Heading,
    Table,
)
from diagnostic.core.report.model.view import (
    company_row,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.tables import plain_row
from diagnostic.core.report.prose.words import FACTORS, capital, sentences
from diagnostic.text import Text

ACTUAL, TARGET = Text("实际", "Actual"), Text("目标", "Target")
SAYS: dict[str, Text] = {
    "adds_up": Text("各部分之和恰好等于总缺口。", "The parts add up exactly to the whole gap."),
    "adds_change": Text("各部分之和恰好等于全部变化。", "The parts add up exactly to the whole change."),
    "against": Text("参照:{reference}。", "Compared with {reference}."),
}


def decomposition(diagnosis: Diagnosis, figures: Figures) -> list[Block]:
    row, currency = company_row(diagnosis), diagnosis.assessment.currency
    if row is None or row.target is None or row.actual is None:
        return []
    if not diagnosis.coverage.shortfall_can_be_said:
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
            GapPart(part.code, FACTORS.get(part.code, part.label), part.value) for part in figures.by_factor
        )
        start = row.actual - sum(part.value for part in parts)
        reference = figures.by_factor_reference
        first, whole = TARGET, SAYS["adds_up"]
        if abs(start - row.target) >= 1:
            first, whole = capital(reference or Text("参照值", "Reference")), SAYS["adds_change"]
            title = Text(
                "与参照期相比:活动量、胜率与单均金额各带来多少",
                "Against the reference period: what activity, win rate and deal size changed",
            )
        note = sentences(whole, SAYS["against"].format(reference=reference) if reference else None)
        blocks.append(
            _waterfall("by_factor", title, (first, start), parts, (ACTUAL, row.actual), currency, note)
        )
    return [Heading(Text("缺口的构成", "What the gap is made of")), *blocks] if blocks else []


def _largest(parts: Sequence[GapPart], most: int = 10) -> tuple[GapPart, ...]:
    """The largest parts by size, the rest as one, so that the steps still add up exactly."""
    if len(parts) <= most:
        return tuple(parts)
    keep = sorted(parts, key=lambda part: -abs(part.value))[: most - 1]
    rest = sum(part.value for part in parts if part not in keep)
    return (
        *(part for part in parts if part in keep),
        GapPart("other", Text("其余单位合计", "All other units"), rest),
    )


def _waterfall(
    key: str,
    title: Text,
    start: tuple[Text, float],
    parts: Sequence[GapPart],
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
    largest = max(parts, key=lambda part: abs(part.value))
    alt = Text(
        "从{first}到{last}的阶梯图,最大的一步是{largest} {value}。",
        "Steps from {first} to {last}; the largest is {largest} with {value}.",
    ).format(
        first=start[0],
        last=end[0],
        largest=largest.label,
        value=numbers.money(largest.value, currency, plus=True),
    )
    return Chart(key, title, alt, waterfall_chart(start, parts, end, currency), table, note)
