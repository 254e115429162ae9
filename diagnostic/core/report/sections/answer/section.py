"""The first page: gap, targets or people, main causes, decisions, how sure this is, what to keep and to watch."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.report.model.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.model.view import (
    company_row,
    has_targets,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.coverage_lines import coverage_lines
from diagnostic.core.report.prose.facts import FIGURE_STATES, SURVEY_STATES, TARGET_STATES, facts_of
from diagnostic.core.report.prose.material import (
    SOURCES,
    TOP,
    Material,
    chief_signs,
    quoted,
    signs_in_words,
    title_of,
    top_causes,
)
from diagnostic.core.report.prose.words import CERTAINTY_SHORT, listed, plus, sentences
from diagnostic.core.report.sections.answer.decisions import asked_of_the_executive
from diagnostic.core.report.sections.answer.key_figures import gap_in_brief, key_figures, performance
from diagnostic.core.report.sections.answer.summary import fair_clauses, has_clause, story
from diagnostic.core.report.sections.findings import strengths_in_words
from diagnostic.core.report.sections.risks import hidden_risks
from diagnostic.core.report.sections.shortfall.fair_comparison import ADJUSTMENTS
from diagnostic.text import Text

STRENGTHS = 2  # strengths, and hidden risks, on the first page; section 4 lists all
SAYS: dict[str, Text] = {
    "audit_first": Text(
        "先核对目标：第 2 节列出 {n} 处对不上的地方，弄清之前不谈人的问题。",
        "The targets come first: section 2 lists points that do not fit ({n}). Until they are settled nothing is said "
        "about people.",
    ),
    "adjusted": Text(
        "把{what}折算进去，全公司达成率从 {before} 变为 {after}；剩下的部分才谈能力与条件。",
        "With {what} taken into account, attainment of the company moves from {before} to {after}; only for the rest "
        "can skills and conditions be the reason.",
    ),
    "certain": Text("{n} 个原因中 {likely} 个较可能。", "Likely: {likely} of {n} {n:cause|causes}."),
}
NO_CAUSES = Text(
    "没有任何一种原因得到两种独立迹象的支持，因此报告不指认原因。",
    "No cause is supported by two independent signs, so the report names none.",
)
COUNTED = Text("哪些数据计入、哪些没有", "What the figures rest on")
SURE = Text(
    "“较可能”指至少有两种来源独立的迹象，“待核实”只有一种：先谈话，再花钱。两者都还不是因果，因果靠实施中的对照来检验。",
    "“Likely” means at least two signs from independent sources, “to be checked” one: talk first, spend later. Neither "
    "proves a cause; comparison while the plan runs does.",
)
KEEP, WATCH = Text("守住：", "Keep: "), Text("当心：", "Watch: ")


TO_DEAL_WITH = (
    Text("最该动的事", "What to deal with"),
    Text("最该动的一件事", "The cause to deal with"),
    Text("最该动的两件事", "The two causes to deal with"),
    Text("最该动的三件事", "The three causes to deal with"),
)  # by how many there are


FAIR_FACTS = ("fair.none", "fair.checked", "fair.no_change", "fair.adjusted", "fair.partial")


def section_answer(material: Material) -> Section:
    """The section "answer": the short answers to what an executive asks first; the other sections give the details."""
    blocks: list[Block] = [*_key_figures(material.diagnosis)]
    blocks += _targets_or_people(material)
    blocks += [Heading(TO_DEAL_WITH[len(top_causes(material.diagnosis))]), *_causes(material)]
    blocks += [
        Heading(Text("请您拍板：做什么、花多少、谁来做、何时见效", "Asked of you: what, cost, who, when")),
        *asked_of_the_executive(material),
    ]
    blocks += [Heading(Text("有多大把握", "How sure this is")), *_sure(material)]
    blocks += _keep_and_watch(material)
    return Section(
        "answer", "", Text("一页答案", "The answer on one page"), headline(material), tuple(blocks)
    )


def headline(material: Material) -> Text:
    """The headline of the report: the gap to the target, then a clause for each likely cause among the top ones.

    Where the gap cannot be stated, or no cause is likely, the sentence of `performance` stands in its place.
    """
    diagnosis = material.diagnosis
    clauses = story(material, of_targets=diagnosis.coverage.shortfall_can_be_said)
    brief = gap_in_brief(diagnosis) if clauses else None
    return sentences(brief or performance(diagnosis), _in_a_row(clauses) if clauses else None)


def _in_a_row(clauses: tuple[Text, ...]) -> Text:
    zh, en = "；".join(text.zh for text in clauses), "; ".join(text.en for text in clauses)
    return Text(f"{zh}。", f"{en[:1].upper()}{en[1:]}.")


def _targets_or_people(material: Material) -> list[Block]:
    """What the fair comparison explains; it comes before anything about people.

    Empty without targets, or where no shortfall can be stated.
    """
    diagnosis = material.diagnosis
    if not has_targets(diagnosis) or not diagnosis.coverage.shortfall_can_be_said:
        return []
    fair = [
        cause
        for cause in diagnosis.causes
        if cause.stage == "fair" and cause.certainty == "likely" and cause.vetoed_by is None
    ]
    clauses = _fair_clauses(fair)  # none where the causes explain good figures only
    words = None if fair else _nothing_found(diagnosis)
    said = [_in_a_row(clauses) if clauses else words, _adjusted(diagnosis)]
    title = Text("是目标和市场的问题，还是人的问题", "Targets and market, or people?")
    return [Heading(title), Paragraph(sentences(*said))] if any(said) else []


def _nothing_found(diagnosis: Diagnosis) -> Text:
    """The words where no cause of the fair comparison is likely.

    Either the audit of the targets has open warnings, or columns of the roster are missing, or the check found nothing.
    """
    figures = diagnosis.figures
    doubts = sum(line.severity == "warning" for line in figures.audit) if figures else 0
    if doubts:
        return SAYS["audit_first"].format(n=doubts)
    facts = facts_of(diagnosis)
    said = (facts.sentence(f"{fact}/answer") for fact in FAIR_FACTS)
    return sentences(*said)


def _fair_clauses(fair: Sequence[Cause]) -> tuple[Text, ...]:
    """Clauses about at most TOP groups, in the order of `fair` (the most severe first).

    If there are more groups, the first group of each row of the cause map is chosen before any second group of a row.
    """
    by_scope: dict[str, Cause] = {}
    for cause in fair:
        if has_clause(cause):
            by_scope.setdefault(cause.scope, cause)
    once = {cause.row: scope for scope, cause in reversed(by_scope.items())}
    chosen = [
        *sorted(once.values(), key=list(by_scope).index),
        *(s for s in by_scope if s not in once.values()),
    ][:TOP]
    return fair_clauses(cause for scope, cause in by_scope.items() if scope in chosen)


def _adjusted(diagnosis: Diagnosis) -> Text | None:
    row = company_row(diagnosis)
    if row is None or row.adjusted is None or row.attainment is None or not row.adjusted_for:
        return None
    return SAYS["adjusted"].format(
        what=listed([ADJUSTMENTS[name] for name in row.adjusted_for]),
        before=numbers.percent(row.attainment),
        after=numbers.percent(row.adjusted),
    )


def _sure(material: Material) -> list[Block]:
    causes = top_causes(material.diagnosis)
    likely = sum(cause.certainty == "likely" for cause in causes)
    counted = SAYS["certain"].format(n=len(causes), likely=likely) if causes else None
    return [Paragraph(sentences(counted, SURE))]


def _keep_and_watch(material: Material) -> list[Block]:
    good = [plus(KEEP, text) for text in strengths_in_words(material.diagnosis, brief=True)[:STRENGTHS]]
    risks = [
        plus(WATCH, quoted(material, cause), Text("。", "."), *_because(material, cause))
        for cause in hidden_risks(material)[:STRENGTHS]
    ]
    if not good and not risks:
        return []
    return [
        Heading(Text("做得好的，别弄坏；看不见的，要当心", "What works, and what to watch")),
        Bullets((*good, *risks)),
    ]


def _because(material: Material, cause: Cause) -> list[Text]:
    words = signs_in_words(material, cause.signs, "survey", 1)
    return [] if words is None else [Text(words.zh, f" {words.en}")]


def _key_figures(diagnosis: Diagnosis) -> list[Block]:
    figures = key_figures(diagnosis)
    facts = facts_of(diagnosis)
    lacking = (facts.first("answer", *states) for states in (SURVEY_STATES, FIGURE_STATES, TARGET_STATES))
    missing = [_missing(text) for text in lacking if text is not None]
    counted = tuple(coverage_lines(diagnosis))
    known = [Callout(COUNTED, counted, "warning")] if counted else []
    return [*([KeyFigures(tuple(figures))] if figures else []), *known, *missing]


def _missing(text: Text) -> Block:
    return Callout(Text("本报告缺少的部分", "What this report lacks"), (text,), "missing")


def _causes(material: Material) -> list[Block]:
    causes = top_causes(material.diagnosis)
    if not causes:
        return [Callout(Text("暂无结论", "No finding"), (NO_CAUSES,), "note")]
    columns = (
        Column(Text("原因", "Cause"), width=0.3),
        Column(Text("把握", "Certainty"), width=0.12),
        Column(Text("业绩与问卷中的迹象", "Signs in figures and survey"), width=0.58),
    )
    return [Table(None, columns, tuple(_cause(material, cause) for cause in causes))]


def _cause(material: Material, cause: Cause) -> TableRow:
    chief = chief_signs(material, cause)
    signs = sentences(*(signs_in_words(material, chief, source) for source in SOURCES))
    return TableRow(
        (
            TableCell(title_of(material, cause)),
            TableCell(CERTAINTY_SHORT[cause.certainty], mark=cause.certainty),
            TableCell(signs),
        )
    )
