"""The gap as parts that add up exactly, by unit and by factor, drawn as steps to the actual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Figures, GapPart, TreeRow
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
OWN_TARGET = Text("公司目标", "Company target")
ADDS_UP = Text("各部分之和恰好等于总缺口。", "The parts add up exactly to the whole gap.")
SAYS: dict[str, Text] = {
    "adds_up": ADDS_UP,
    "same_people": Text(
        "前几项只比较两年都在的人。", "The first steps compare the people who were there in both years."
    ),
    "joiners": Text("{who}带来{value}。", "{who} add {value}."),
    "leavers": Text("{who}上年卖了{value}。", "{who} sold {value} a year before."),
    "joiners_leavers": Text(
        "{who}合计使销售额变化{value}；人数太少，不分开列出。",
        "{who} change sales by {value} together; they are too few to be stated apart.",
    ),
    "adds_change": Text("各部分之和恰好等于全部变化。", "The parts add up exactly to the whole change."),
    "against": Text("参照：{reference}。", "Compared with {reference}."),
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
        blocks.append(
            _waterfall("by_unit", title, _target(row, figures), _largest(figures.by_unit), currency)
        )
    if figures.by_factor:
        blocks.append(_change(row, figures, currency))
    return [Heading(Text("缺口的构成", "What the gap is made of")), *blocks] if blocks else []


def _target(row: TreeRow, figures: Figures) -> tuple[Text, float]:
    """Label and amount (minor units) at which the steps by unit begin.

    The company's own target if one of the parts leads from it ("beyond_board"), else the targets people were given.
    """
    beyond = any(part.code == "beyond_board" for part in figures.by_unit)
    own = row.own_target if beyond else None
    return (TARGET, row.target or 0) if own is None else (OWN_TARGET, own)


def _change(row: TreeRow, figures: Figures, currency: str | None) -> Chart:
    """The steps by factor, from the reference period to this one, or from the target where that is the reference."""
    title = Text("缺口由活动量、赢单率与单均金额构成", "The gap by activity, win rate and deal size")
    parts = tuple(
        GapPart(part.code, FACTORS.get(part.code, part.label), part.value) for part in figures.by_factor
    )
    total, reference = sum(part.value for part in parts), figures.by_factor_reference
    start = (row.actual or 0) - total if figures.by_factor_start is None else figures.by_factor_start
    first, whole = TARGET, SAYS["adds_up"]
    if abs(start - (row.target or 0)) >= 1:
        first, whole = capital(reference or Text("参照值", "Reference")), SAYS["adds_change"]
        title = Text(
            "与参照期相比：活动量、赢单率与单均金额各带来多少",
            "Against the reference period: what activity, win rate and deal size changed",
        )
    against = SAYS["against"].format(reference=reference) if reference else None
    note = sentences(whole, against, *_moved(parts, currency))
    return _waterfall("by_factor", title, (first, start), parts, currency, note)


def _moved(parts: Sequence[GapPart], currency: str | None) -> Iterator[Text]:
    """Sentences on what people sold who joined or left since the year before, if there are such parts.

    The first one says that the other steps compare only people of both years.
    """
    moved = [part for part in parts if part.code in ("joiners", "leavers", "joiners_leavers")]
    if moved:
        yield SAYS["same_people"]
    for part in moved:
        yield SAYS[part.code].format(who=part.label, value=numbers.money(_stated(part), currency))


def _stated(part: GapPart) -> float:
    """The amount in the sentence: without its sign for joiners or for leavers, with it where both are one step."""
    return part.value if part.code == "joiners_leavers" else abs(part.value)


def _largest(parts: Sequence[GapPart], most: int = 10) -> tuple[GapPart, ...]:
    """At most `most` parts: the largest in the order given, then the sum of all others; the total stays the same."""
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
    currency: str | None,
    note: Text = ADDS_UP,
) -> Chart:
    end = (ACTUAL, start[1] + sum(part.value for part in parts))
    steps = [
        (start[0], numbers.money(start[1], currency)),
        *((part.label, numbers.money(part.value, currency, plus=True)) for part in parts),
        (end[0], numbers.money(end[1], currency)),
    ]
    columns = (Column(Text("步骤", "Step")), Column(Text("金额", "Amount"), "right"))
    table = Table(title, columns, tuple(plain_row(name, value) for name, value in steps))
    largest = max(parts, key=lambda part: abs(part.value))
    alt = Text(
        "从{first}到{last}的阶梯图，最大的一步是{largest} {value}。",
        "Steps from {first} to {last}; the largest is {largest} with {value}.",
    ).format(
        first=start[0],
        last=end[0],
        largest=largest.label,
        value=numbers.money(largest.value, currency, plus=True),
    )
    return Chart(key, title, alt, waterfall_chart(start, parts, end, currency), table, note)
