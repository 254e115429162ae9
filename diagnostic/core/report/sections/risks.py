"""Strengths to keep, risks behind good figures, common pitfalls, and what the data cannot answer."""

from __future__ import annotations

from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Pitfall
from diagnostic.core.report.model.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    Mark,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.prose.facts import FIGURE_STATES, SURVEY_STATES, TARGET_STATES, facts_of
from diagnostic.core.report.prose.material import Material, quoted, signs_in_words, title_of
from diagnostic.core.report.prose.words import listed, sentences
from diagnostic.core.report.sections.findings import strengths_in_words
from diagnostic.text import Text

# Rows of the cause map on strain behind figures that are good, or still good.
HIDDEN_RISK_ROWS = frozenset({28, 29, 30})
ANSWERS = {"yes": Text("是", "yes"), "no": Text("否", "no"), "cannot_tell": Text("不能判断", "cannot tell")}
MARKS: dict[str, Mark] = {"yes": "yes", "no": "no", "cannot_tell": "cannot_tell"}
SAYS: dict[str, Text] = {
    "at_risk": Text(
        "数字之外要先处理的隐患：{names}。", "A risk the figures hide, to be dealt with first: {names}."
    ),
    "keep": Text("有做得好的地方，改进时别弄坏。", "Some things work well and must survive the changes."),
    "calm": Text("没有发现被好数字盖住的隐患。", "No risk hidden by good figures was found."),
    "no_strength": Text(
        "没有任何一项明确好于其他，不等于没有长处。",
        "Nothing is clearly better than elsewhere, which does not mean there are no strengths.",
    ),
    "no_risk": Text("好数字背后没有发现负荷方面的迹象。", "No sign of strain was found behind good figures."),
    "offered": Text(
        "支持措施向所有人开放，由本人自愿选用，不针对问卷中显示出来的任何人或任何小组。",
        "Support is offered to everyone and taken up freely; it is never aimed at a person or group found "
        "in the survey.",
    ),
    "no_pitfalls": Text(
        "没有足够的数据检查常见误区。", "There are not enough data to check the usual pitfalls."
    ),
    "learn": Text(
        "先弄清这些地方的做法，再决定是否推广；好结果也可能来自片区或老客户。",
        "Find out how these are done before copying them; good results may also come from a territory or "
        "old accounts.",
    ),
    "cannot_tell": Text(
        "做了 {all} 项比较，其中 {n} 项看不出差别是真有还是碰巧：多数是因为组小、人数少。看不出不等于没有差别；"
        "样本要多大才看得出，见附录中的最小可见差距。",
        "Of {all} {all:comparison|comparisons}, {n} {n:leaves|leave} open whether a difference is real or chance, "
        "mostly because groups are small. That is not proof of no difference; the appendix says how large a gap would "
        "have to be to show.",
    ),
    "not_shown": Text(
        "为了保护作答的人，{n} 处问卷数字不显示。",
        "To protect those who answered, {n} survey {n:figure is|figures are} not shown.",
    ),
    "causal": Text(
        "本报告的数据看得出什么与什么相伴，看不出哪一个是因、哪一个是果。",
        "The data show what goes with what, not which of the two is the cause.",
    ),
}


def section_risks(material: Material) -> Section:
    diagnosis = material.diagnosis
    strengths, facts = strengths_in_words(diagnosis), facts_of(diagnosis)
    risks, unknown = _risk_boxes(material), unknowns(diagnosis)
    blocks: list[Block] = [Heading(Text("做得好的，别弄坏", "What works, and must not be broken"))]
    blocks += (
        [Bullets(strengths), Paragraph(SAYS["learn"], "small")]
        if strengths
        else [Paragraph(SAYS["no_strength"])]
    )
    blocks += [Heading(Text("好数字背后的隐患", "Risks behind good figures"))]
    blocks += (
        [*risks, Paragraph(SAYS["offered"], "small")]
        if risks
        else [Paragraph(facts.first("strain", *SURVEY_STATES, "load.not_asked") or SAYS["no_risk"])]
    )
    blocks += [Heading(Text("常见误区检查", "Pitfall check")), _pitfalls(diagnosis.pitfalls)]
    blocks += [Heading(Text("我们还不知道的", "What we do not know")), Bullets(unknown)]
    title = Text("长处、隐患与未知", "Strengths, hidden risks, unknowns")
    return Section(
        "risks",
        "",
        title,
        _headline(material, bool(strengths)),
        tuple(blocks),
        new_page=bool(strengths and risks),
    )


def _headline(material: Material, strengths: bool) -> Text:
    """The names of the hidden risks; if there are none, whether there are strengths and whether risks could be seen."""
    risks = hidden_risks(material)
    if risks:
        names = listed([quoted(material, cause) for cause in risks])
        return SAYS["at_risk"].format(names=names)
    blind = facts_of(material.diagnosis).first("risks", *SURVEY_STATES, "load.not_asked")
    return sentences(SAYS["keep"] if strengths else SAYS["no_strength"], blind or SAYS["calm"])


def hidden_risks(material: Material) -> list[Cause]:
    """The causes about strain that need not wait and have a sign in the survey: figures alone are no sign of strain."""
    return [
        cause
        for cause in material.diagnosis.causes
        if cause.row in HIDDEN_RISK_ROWS
        and cause.vetoed_by is None
        and any(sign.source == "survey" for sign in cause.signs)
    ]


def _risk_boxes(material: Material) -> list[Block]:
    boxes: list[Block] = []
    for cause in hidden_risks(material):
        words = sentences(
            signs_in_words(material, cause.signs, "figures"), signs_in_words(material, cause.signs, "survey")
        )
        boxes.append(Callout(title_of(material, cause), (words,), "warning"))
    return boxes


def _pitfalls(pitfalls: tuple[Pitfall, ...]) -> Block:
    if not pitfalls:
        return Paragraph(SAYS["no_pitfalls"])
    columns = (
        Column(Text("误区", "Pitfall"), width=0.4),
        Column(Text("判断", "Answer"), width=0.16),
        Column(Text("依据", "Because"), width=0.44),
    )
    rows = tuple(
        TableRow(
            (
                TableCell(line.question),
                TableCell(ANSWERS[line.answer], mark=MARKS[line.answer]),
                TableCell(line.because),
            )
        )
        for line in pitfalls
    )
    return Table(None, columns, rows)


def unknowns(diagnosis: Diagnosis) -> tuple[Text, ...]:
    """What the data at hand cannot answer, as full sentences; there is always at least one."""
    tested = [result for result in diagnosis.results if result.p_adjusted is not None]
    silent = sum(result.verdict == "cannot_tell" for result in tested)
    hidden = sum(certificate.hidden for certificate in (diagnosis.certificates or {}).values())
    facts = facts_of(diagnosis)
    found = [
        *(facts.first("unknown", *states) for states in (SURVEY_STATES, FIGURE_STATES, TARGET_STATES)),
        facts.first("unknown", "managers.none", "managers.few"),
        SAYS["cannot_tell"].format(n=silent, all=len(tested)) if silent else None,
        SAYS["not_shown"].format(n=hidden) if hidden else None,
        SAYS["causal"],
    ]
    return tuple(text for text in found if text is not None)
