"""The top causes, a card each: signs, certainty, what to rule out, what would disprove it, what to ask.

All other causes follow as leads in a table, also those that must wait until another cause is settled.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.report.model.document import (
    Block,
    Callout,
    Card,
    Cards,
    Column,
    Heading,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.prose.facts import FIGURE_STATES, SURVEY_STATES, facts_of
from diagnostic.core.report.prose.material import (
    SOURCES,
    Material,
    other_causes,
    quoted,
    signs_in_words,
    title_of,
    top_causes,
)
from diagnostic.core.report.prose.words import (
    CERTAINTIES,
    CERTAINTY_SHORT,
    capital,
    listed,
    numbered,
    plus,
    sentences,
)
from diagnostic.text import Text

LEADS = 2  # most signs of each source in the table of further leads
FIGURES = Text("业绩中的迹象", "Sign in the figures")
SURVEY = Text("问卷中的迹象", "Sign in the survey")
SURE = Text("把握", "Certainty")
FIRST = Text("先要排除", "Rule out first")
WRONG = Text("怎样算我们错了", "What would disprove it")
ASK = Text("访谈三问", "Three questions")
NONE_FIGURES, NONE_SURVEY = Text("没有。", "None."), Text("没有。", "None.")
SAYS: dict[str, Text] = {
    "none": Text("没有任何原因得到足够的支持。", "No cause has enough support."),
    "likely": Text(
        "先动这几处：{names}。其他线索 {n} 条，排在后面。",
        "Deal first with {names}. Further leads, to come later: {n}.",
    ),
    "to_check": Text(
        "目前只有待谈话核实的线索，还没有较可能的原因。",
        "So far there are leads to be checked by talk, and no likely cause.",
    ),
    "order": Text(
        "阅读顺序固定：先看比较是否公平，再看技能，最后看工作条件。一个原因至少要有两种来源独立的迹象，才算“较可能”。",
        "The order is fixed: first whether the comparison is fair, then skills, then conditions. A cause "
        "is “likely” only with two signs from independent sources.",
    ),
    "waits": Text("要等“{row}”解决之后再看。", "Waits until “{row}” is settled."),
    "what_it_takes": Text(
        "下一步：补上缺少的数据，或直接带着第 7、8 节的差距去谈话。",
        "Next: add the data that are missing, or take the gaps of sections 7 and 8 into the talks.",
    ),
}


TITLES = (
    Text("原因", "Causes"),
    Text("一个原因", "One cause"),
    Text("两个原因", "Two causes"),
    Text("三个原因", "Three causes"),
)  # by how many there are


def section_causes(material: Material) -> Section:
    causes, others = top_causes(material.diagnosis), other_causes(material.diagnosis)
    title = TITLES[len(causes)]
    if not causes and not others:
        box = Callout(Text("没有可指认的原因", "No cause can be named"), (SAYS["what_it_takes"],), "note")
        return Section("causes", "", title, SAYS["none"], (Paragraph(SAYS["order"]), box))
    cards = Cards(tuple(_card(material, cause, place) for place, cause in enumerate(causes, start=1)))
    blocks: list[Block] = [Paragraph(SAYS["order"])]
    blocks += [cards] if causes else []
    blocks += [Heading(Text("其他线索", "Further leads")), _others(material, others)] if others else []
    return Section("causes", "", title, _headline(material), tuple(blocks))


def _headline(material: Material) -> Text:
    open_causes = [cause for cause in material.diagnosis.causes if cause.vetoed_by is None]
    likely = sum(cause.certainty == "likely" for cause in open_causes)
    if not likely:
        return SAYS["to_check"]
    names = listed([quoted(material, cause) for cause in top_causes(material.diagnosis)])
    return SAYS["likely"].format(names=names, n=len(other_causes(material.diagnosis)))


def _card(material: Material, cause: Cause, place: int) -> Card:
    row, facts = material.row(cause), facts_of(material.diagnosis)
    figures = signs_in_words(material, cause.signs, "figures")
    survey = signs_in_words(material, cause.signs, "survey")
    lines = [
        (FIGURES, figures or facts.first("cause", *FIGURE_STATES) or NONE_FIGURES),
        (SURVEY, survey or facts.first("cause", *SURVEY_STATES) or NONE_SURVEY),
        (SURE, plus(capital(CERTAINTIES[cause.certainty]), Text("。", "."))),
    ]
    if row is not None:
        lines += [(FIRST, row.check), (WRONG, row.disproof), (ASK, numbered(row.questions))]
    return Card(
        place, title_of(material, cause), CERTAINTY_SHORT[cause.certainty], cause.certainty, tuple(lines)
    )


def _others(material: Material, causes: tuple[Cause, ...]) -> Table:
    columns = (
        Column(Text("线索", "Lead"), width=0.3),
        Column(Text("把握", "Certainty"), width=0.14),
        Column(Text("迹象", "Signs"), width=0.32),
        Column(Text("先要排除或等待", "Rule out or wait for"), width=0.24),
    )
    return Table(None, columns, tuple(_other(material, cause) for cause in causes))


def _other(material: Material, cause: Cause) -> TableRow:
    signs = sentences(*(signs_in_words(material, cause.signs, source, LEADS) for source in SOURCES))
    row = material.row(cause)
    waits = row.check if row else Text("–", "–")
    if cause.vetoed_by is not None:
        waits = SAYS["waits"].format(row=_row_name(material, cause.vetoed_by))
    return TableRow(
        (
            TableCell(title_of(material, cause)),
            TableCell(CERTAINTY_SHORT[cause.certainty], mark=cause.certainty),
            TableCell(signs),
            TableCell(waits),
        )
    )


def _row_name(material: Material, number: int) -> Text:
    rows = material.cause_map.rows if material.cause_map else ()
    return next((row.name for row in rows if row.number == number), Text(f"原因 {number}", f"cause {number}"))
