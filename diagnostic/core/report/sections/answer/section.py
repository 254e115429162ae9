"""The answer on one page: how short, what it is worth, why, what to decide, how sure, and what goes well."""

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
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.model.view import (
    all_refused,
    answered,
    company_row,
    has_figures,
    has_survey,
    has_targets,
    measure_name,
    shortfall,
    shows_survey,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.material import (
    SOURCES,
    TOP,
    Material,
    quoted,
    signs_in_words,
    title_of,
    top_causes,
)
from diagnostic.core.report.prose.words import CERTAINTY_SHORT, listed, plus, sentences
from diagnostic.core.report.sections.answer.decisions import asked_of_the_executive
from diagnostic.core.report.sections.answer.summary import fair_clause, story
from diagnostic.core.report.sections.findings import strengths_in_words
from diagnostic.core.report.sections.risks import hidden_risks
from diagnostic.core.report.sections.shortfall.fair_comparison import ADJUSTMENTS
from diagnostic.text import Text

STRENGTHS = 2  # on the first page; all stand in section 4
SAYS: dict[str, Text] = {
    "short": Text(
        "{period}实际完成 {actual},比目标少 {gap},达成率 {attainment}。",
        "In {period} the team sold {actual}, {gap} short of target: attainment {attainment}.",
    ),
    "over": Text(
        "{period}实际完成 {actual},超过目标 {gap},达成率 {attainment}。",
        "In {period} the team sold {actual}, {gap} above target: attainment {attainment}.",
    ),
    "no_target": Text(
        "没有目标数据,报告能说明各处业绩有何不同,但不能说差多少。",
        "No targets were given: the report can show where results differ, but not how short they are.",
    ),
    "survey": Text(
        "共有 {n} 份答卷,报告说明工作条件与技能的现状,不对业绩下任何结论。",
        "{n} {n:answer|answers} came in; the report describes conditions and skills and makes no claim about "
        "performance.",
    ),
    "nothing": Text(
        "所给数据不足以作出判断,本报告说明还缺什么。",
        "The data given do not allow a judgement; this report says what is missing.",
    ),
    "gap": Text("{period}缺口 {gap}。", "{period}: {gap} short of target."),
    "ahead": Text("{period}超目标 {gap}。", "{period}: {gap} above target."),
    "no_fair": Text(
        "目标、片区、继承客户、新人与季节都查过,没有哪一项能解释缺口;可以谈能力与条件。",
        "Targets, territories, inherited accounts, new reps and season were checked: none explains the shortfall, so "
        "skills and conditions may be looked at.",
    ),
    "audit_first": Text(
        "先核对目标:第 2 节列出 {n} 处对不上的地方,弄清之前不谈人的问题。",
        "The targets come first: section 2 lists points that do not fit ({n}). Until they are settled nothing is said "
        "about people.",
    ),
    "not_checked": Text(
        "名册里没有片区潜力、继承客户或入职日期,所以还分不清是目标与市场的问题,还是人的问题。",
        "The roster has no potential, inherited share or start dates, so targets and market cannot yet be told from "
        "people.",
    ),
    "adjusted": Text(
        "把{what}折算进去,全公司达成率从 {before} 变为 {after};剩下的部分才谈能力与条件。",
        "With {what} taken into account, attainment of the company moves from {before} to {after}; only the rest is "
        "about skills and conditions.",
    ),
    "certain": Text("{n} 个原因中 {likely} 个较可能。", "Likely: {likely} of {n} {n:cause|causes}."),
    "refused": Text(
        "问卷的题目合不成量表(信度见附录),因此不计分,也不作任何判断。",
        "The items of the survey do not form a scale (its alpha stands in the appendix), so they are not scored "
        "and nothing is said from them.",
    ),
    "hidden": Text(
        "问卷已经发放,但按保密规则没有可以显示的数字。",
        "A survey was held, but under the confidentiality rules none of its numbers can be shown.",
    ),
}
NO_CAUSES = Text(
    "没有任何一种原因得到两种独立迹象的支持,因此报告不指认原因。",
    "No cause is supported by two independent signs, so the report names none.",
)
SURE = Text(
    "“较可能”指至少有两种来源独立的迹象,“待核实”只有一种:先谈话,再花钱。两者都还不是因果,因果靠实施中的对照来检验。",
    "“Likely” means at least two signs from independent sources, “to be checked” one: talk first, spend later. Neither "
    "proves a cause; comparison while the plan runs does.",
)
KEEP, WATCH = Text("守住:", "Keep: "), Text("当心:", "Watch: ")


def section_answer(material: Material) -> Section:
    """The seven questions an executive asks first, on one page."""
    blocks: list[Block] = [*_key_figures(material.diagnosis)]
    blocks += _targets_or_people(material)
    blocks += [Heading(Text("最该动的三件事", "The three causes to deal with")), *_causes(material)]
    blocks += [
        Heading(Text("请您拍板:做什么、花多少、谁来做、何时见效", "Asked of you: what, cost, who, when")),
        *asked_of_the_executive(material),
    ]
    blocks += [Heading(Text("有多大把握", "How sure this is")), *_sure(material)]
    blocks += _keep_and_watch(material)
    return Section(
        "answer", "", Text("一页答案", "The answer on one page"), headline(material), tuple(blocks)
    )


def headline(material: Material) -> Text:
    """What an executive remembers: how short, and the story of the causes."""
    told = story(material)
    diagnosis = material.diagnosis
    gap = _gap(diagnosis)
    if not told or gap is None:
        return sentences(_performance(diagnosis), _in_a_row(told) if told else None)
    words = SAYS["gap" if gap > 0 else "ahead"].format(
        gap=numbers.money(abs(gap), diagnosis.assessment.currency),
        period=numbers.period(diagnosis.assessment.period),
    )
    return sentences(words, _in_a_row(told))


def _in_a_row(clauses: tuple[Text, ...]) -> Text:
    zh, en = ";".join(text.zh for text in clauses), "; ".join(text.en for text in clauses)
    return Text(f"{zh}。", f"{en[:1].upper()}{en[1:]}.")


def _gap(diagnosis: Diagnosis) -> int | None:
    row = company_row(diagnosis)
    return shortfall(row) if row else None


def _targets_or_people(material: Material) -> list[Block]:
    """Question two: what the fair comparison explains before anything is said about people."""
    diagnosis = material.diagnosis
    if not has_targets(diagnosis):
        return []
    fair = [
        cause
        for cause in diagnosis.causes
        if cause.stage == "fair" and cause.certainty == "likely" and cause.vetoed_by is None
    ]
    words = _in_a_row(_fair_clauses(fair)) if fair else _nothing_found(diagnosis)
    return [
        Heading(Text("是目标和市场的问题,还是人的问题", "Targets and market, or people?")),
        Paragraph(sentences(words, _adjusted(diagnosis))),
    ]


def _nothing_found(diagnosis: Diagnosis) -> Text:
    """No fair cause is likely: because the targets are in doubt, because nobody could look, or because it is so."""
    figures = diagnosis.figures
    doubts = sum(line.severity == "warning" for line in figures.audit) if figures else 0
    if doubts:
        return SAYS["audit_first"].format(n=doubts)
    looked = figures is not None and any(row.adjusted is not None for row in figures.tree)
    return SAYS["no_fair" if looked else "not_checked"]


def _fair_clauses(fair: Sequence[Cause]) -> tuple[Text, ...]:
    """One clause per group, the worst groups first; each kind of unfairness once before any of them twice."""
    told: dict[str, tuple[int, Text]] = {}
    for cause in fair:
        text = fair_clause(cause)
        if text is not None:
            told.setdefault(cause.scope, (cause.row, text))
    once = {row: scope for scope, (row, _) in reversed(told.items())}
    chosen = [*sorted(once.values(), key=list(told).index), *(s for s in told if s not in once.values())][
        :TOP
    ]
    return tuple(text for scope, (_, text) in told.items() if scope in chosen)


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
        Heading(Text("做得好的,别弄坏;看不见的,要当心", "What works, and what to watch")),
        Bullets((*good, *risks)),
    ]


def _because(material: Material, cause: Cause) -> list[Text]:
    words = signs_in_words(material, cause.signs, "survey", 1)
    return [] if words is None else [Text(words.zh, f" {words.en}")]


def _performance(diagnosis: Diagnosis) -> Text:
    row = company_row(diagnosis)
    gap = shortfall(row) if row else None
    if row is None or gap is None or row.actual is None or row.attainment is None:
        if has_figures(diagnosis) and not has_targets(diagnosis):
            return SAYS["no_target"]
        total = answered(diagnosis)
        return (
            SAYS["survey"].format(n=f"{total[0]:,}") if total and shows_survey(diagnosis) else SAYS["nothing"]
        )
    currency = diagnosis.assessment.currency
    return SAYS["short" if gap > 0 else "over"].format(
        period=numbers.period(diagnosis.assessment.period),
        actual=numbers.money(row.actual, currency),
        gap=numbers.money(abs(gap), currency),
        attainment=numbers.percent(row.attainment),
    )


def _key_figures(diagnosis: Diagnosis) -> list[Block]:
    figures = [*_shortfall_figures(diagnosis), *_plain_figures(diagnosis), *_survey_figures(diagnosis)]
    missing = [_missing(text) for text in _gaps_in_input(diagnosis)]
    return ([KeyFigures(tuple(figures))] if figures else []) + missing


def _shortfall_figures(diagnosis: Diagnosis) -> list[KeyFigure]:
    row, assessment = company_row(diagnosis), diagnosis.assessment
    gap = shortfall(row) if row else None
    if row is None or gap is None or row.target is None or row.attainment is None:
        return []
    label = Text("比目标少", "short of target") if gap > 0 else Text("超过目标", "above target")
    target = Text("公司目标 {value}", "company target {value}").format(
        value=numbers.money(row.target, assessment.currency)
    )
    board = assessment.board_target
    span = (
        None
        if row.low is None or row.high is None
        else numbers.span(numbers.percent(row.low), numbers.percent(row.high))
    )
    found = [
        KeyFigure(numbers.money(abs(gap), assessment.currency), label, target),
        KeyFigure(
            numbers.percent(row.attainment),
            Text("达成率", "attainment"),
            None if span is None else Text("95% 区间 {span}", "95% interval {span}").format(span=span),
        ),
    ]
    teams = diagnosis.figures.team_targets if diagnosis.figures else None
    if teams and row.actual is not None:
        note = Text("各团队目标之和 {value}", "team targets add up to {value}").format(
            value=numbers.money(teams, assessment.currency)
        )
        found.append(
            KeyFigure(numbers.percent(row.actual / teams), Text("对照团队目标", "against team targets"), note)
        )
    if board and row.actual is not None and board != row.target:
        note = Text("董事会目标 {value}", "board target {value}").format(
            value=numbers.money(board, assessment.currency)
        )
        found.append(
            KeyFigure(
                numbers.percent(row.actual / board),
                Text("对照董事会目标", "against the board's target"),
                note,
            )
        )
    return found


def _plain_figures(diagnosis: Diagnosis) -> list[KeyFigure]:
    """Without targets: how much of what is tried is won, and how large a deal is."""
    if has_targets(diagnosis):
        return []
    currency, found = diagnosis.assessment.currency, []
    for measure in ("win_rate", "deal_size"):
        result = diagnosis.results.get("figure", "company", measure)
        if result is not None and result.estimate is not None:
            ends = numbers.interval(result, currency)
            note = None if ends is None else Text("95% 区间 {span}", "95% interval {span}").format(span=ends)
            value = numbers.amount(result.estimate, result.unit, currency)
            found.append(KeyFigure(value, measure_name(diagnosis, measure), note))
    return found


def _survey_figures(diagnosis: Diagnosis) -> list[KeyFigure]:
    total = answered(diagnosis)
    if total is None or not shows_survey(diagnosis):
        return []
    count, invited = total
    rate = (
        None
        if not invited
        else Text("应答 {invited} 人,应答率 {rate}", "of {invited} invited, {rate}").format(
            invited=f"{invited:,}", rate=numbers.percent(count / invited)
        )
    )
    return [KeyFigure(numbers.integer(count), Text("份匿名答卷", "anonymous answers"), rate)]


def _gaps_in_input(diagnosis: Diagnosis) -> list[Text]:
    found = []
    if not has_survey(diagnosis):
        found.append(
            Text(
                "没有问卷:报告只能说差在哪里,不能说为什么。补上一轮匿名问卷(约十分钟),才能看出技能与工作条"
                "件方面的原因。",
                "There is no survey: the report can say where results fall short, not why. One anonymous "
                "wave of about ten minutes adds skills and conditions.",
            )
        )
    elif all_refused(diagnosis):
        found.append(SAYS["refused"])
    elif not shows_survey(diagnosis):
        found.append(
            plus(
                SAYS["hidden"],
                Text("达到最低人数后再开展一轮,才能显示。", " Another wave with enough answers is needed."),
            )
        )
    if not has_figures(diagnosis):
        found.append(
            Text(
                "没有业绩数据:报告不对业绩下任何结论。补上名册、目标与实际完成,才能说差多少、差在哪里。",
                "There are no figures: the report makes no claim about performance. Roster, targets and "
                "actuals are needed to say how short results are, and where.",
            )
        )
    elif not has_targets(diagnosis):
        found.append(
            Text(
                "没有目标:无法计算达成率与缺口金额。",
                "There are no targets: attainment and the value of the shortfall cannot be computed.",
            )
        )
    return found


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
    signs = sentences(*(signs_in_words(material, cause.signs, source, 1) for source in SOURCES))
    return TableRow(
        (
            TableCell(title_of(material, cause)),
            TableCell(CERTAINTY_SHORT[cause.certainty], mark=cause.certainty),
            TableCell(signs),
        )
    )
