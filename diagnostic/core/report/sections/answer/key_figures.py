"""The key figures of the first page, at most four, and the result of the period in one sentence.

Where the company's own target differs from the sum of the targets its people were given, each figure names the target
it is compared with.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, TreeRow
from diagnostic.core.diagnosis.model.result import Basis, Result
from diagnostic.core.report.model.document import KeyFigure
from diagnostic.core.report.model.view import (
    answered,
    company_row,
    has_targets,
    measure_name,
    own_shortfall,
    own_sold,
    shortfall,
    shows_survey,
)
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.coverage_lines import TOLD, why_no_shortfall
from diagnostic.core.report.prose.facts import TARGET_STATES, facts_of
from diagnostic.core.report.prose.words import BASES, REPS_AND_DEALS, plus, sentences
from diagnostic.text import Text

SAYS: dict[str, Text] = {
    "short": Text(
        "{period}实际完成 {actual}，比目标少 {gap}，达成率 {attainment}。",
        "In {period} the team sold {actual}, {gap} short of target: attainment {attainment}.",
    ),
    "over": Text(
        "{period}实际完成 {actual}，超过目标 {gap}，达成率 {attainment}。",
        "In {period} the team sold {actual}, {gap} above target: attainment {attainment}.",
    ),
    "short_board": Text(
        "{period}实际完成 {actual}，比公司目标少 {gap}：{own}达成 {board}，{given}达成 {attainment}。",
        "In {period} the team sold {actual}, {gap} short of the company's target: {board} {own}, {attainment} {given}.",
    ),
    "over_board": Text(
        "{period}实际完成 {actual}，超过公司目标 {gap}：{own}达成 {board}，{given}达成 {attainment}。",
        "In {period} the team sold {actual}, {gap} above the company's target: {board} {own}, {attainment} {given}.",
    ),
    "with_result": Text("只算已有结果的目标。", "Only targets that have a result are counted."),
    "survey": Text(
        "共有 {n} 份答卷，报告说明工作条件与技能的现状，不对业绩下任何结论。",
        "{n} {n:answer|answers} came in; the report describes conditions and skills and makes no claim about "
        "performance.",
    ),
    "nothing": Text(
        "所给数据不足以作出判断，本报告说明还缺什么。",
        "The data given do not allow a judgement; this report says what is missing.",
    ),
    "gap": Text("{period}缺口 {gap}。", "{period}: {gap} short of target."),
    "ahead": Text("{period}超目标 {gap}。", "{period}: {gap} above target."),
    "gap_board": Text(
        "{period}比公司目标少 {gap}（{own} {board}，{given} {attainment}）。",
        "{period}: {gap} short of the company's target ({board} {own}, {attainment} {given}).",
    ),
    "ahead_board": Text(
        "{period}超公司目标 {gap}（{own} {board}，{given} {attainment}）。",
        "{period}: {gap} above the company's target ({board} {own}, {attainment} {given}).",
    ),
}
COMPANY_TARGET = Text("公司目标 {value}", "company target {value}")
COMPANY_TARGET_SO_FAR = Text(
    "公司目标中已有结果的部分 {value}", "company target, of it with a result {value}"
)
_INTERVAL = Text("95% 区间 {span}", "95% interval {span}")


def performance(diagnosis: Diagnosis) -> Text:
    """The result against the target as a full sentence, or why no shortfall is stated.

    Without targets the sentence says so; with a survey only it gives the number of answers; with neither it says that
    the data do not allow a judgement.
    """
    row = company_row(diagnosis)
    if row is not None and row.target is not None and row.actual is not None and row.attainment is not None:
        return why_no_shortfall(diagnosis.coverage) or _reached(diagnosis, row, "short", "over")
    unsaid = facts_of(diagnosis).first("headline", *TARGET_STATES)
    if unsaid is not None:
        return unsaid
    total = answered(diagnosis)
    return SAYS["survey"].format(n=f"{total[0]:,}") if total and shows_survey(diagnosis) else SAYS["nothing"]


def gap_in_brief(diagnosis: Diagnosis) -> Text | None:
    """The gap to the target, as the short first sentence of a headline that goes on with the causes.

    None without a target and an actual, or where the coverage does not allow a shortfall to be stated.
    """
    row = company_row(diagnosis)
    if row is None or shortfall(row) is None or not diagnosis.coverage.shortfall_can_be_said:
        return None
    return _reached(diagnosis, row, "gap", "ahead")


def _period(diagnosis: Diagnosis) -> str:
    """The months the figures are read for, which are fewer than those asked for while the period is not over."""
    return (diagnosis.figures and diagnosis.figures.period) or diagnosis.assessment.period


def _reached(diagnosis: Diagnosis, row: TreeRow, short: str, over: str) -> Text:
    """The sentence SAYS[short] where the gap is positive, else SAYS[over].

    The gap is measured from the company's own target where that is another comparison (both attainments are then
    stated, each with its basis), else from the sum of the targets people were given.
    """
    own, currency = own_shortfall(row), diagnosis.assessment.currency
    gap = own if own is not None else shortfall(row) or 0
    sold = row.actual if own is None else own_sold(row)
    words = SAYS[(short if gap > 0 else over) + ("" if own is None else "_board")].format(
        period=numbers.period(_period(diagnosis)),
        actual=numbers.money(sold or 0, currency),
        gap=numbers.money(abs(gap), currency),
        attainment=numbers.percent(row.attainment or 0.0),
        board=numbers.percent(row.own_attainment or 0.0),
        own=BASES["board"],
        given=BASES["plain"],
    )
    return sentences(words, SAYS["with_result"] if diagnosis.coverage.no_result > TOLD else None)


def key_figures(diagnosis: Diagnosis) -> list[KeyFigure]:
    return [*_shortfall(diagnosis), *_plain(diagnosis), *_survey(diagnosis)]


def _shortfall(diagnosis: Diagnosis) -> list[KeyFigure]:
    row, currency = company_row(diagnosis), diagnosis.assessment.currency
    gap = shortfall(row) if row else None
    if row is None or gap is None or row.target is None or row.actual is None or row.attainment is None:
        return []
    if not diagnosis.coverage.shortfall_can_be_said:
        return _sold(diagnosis, row)
    own = own_shortfall(row)
    shown = gap if own is None else own
    words = Text("目标合计 {value}", "targets in all {value}")
    if own is not None:
        words = COMPANY_TARGET_SO_FAR if diagnosis.coverage.no_result > 0 else COMPANY_TARGET
    return [
        KeyFigure(
            numbers.money(abs(shown), currency),
            Text("比目标少", "short of target") if shown > 0 else Text("超过目标", "above target"),
            words.format(
                value=numbers.money(
                    row.own_target if own is not None and row.own_target else row.target, currency
                )
            ),
        ),
        KeyFigure(
            numbers.percent(row.attainment),
            _attainment("plain", own is not None),
            _given(row, currency) if own is not None else _span(row),
            _key(diagnosis, "plain"),
        ),
        *(_of_own_target(diagnosis, row) if own is not None else ()),
    ]


def _attainment(basis: Basis, named: bool) -> Text:
    if not named:
        return Text("达成率", "attainment")
    return Text("达成率（{basis}）", "attainment {basis}").format(basis=BASES[basis])


def _span(row: TreeRow) -> Text | None:
    if row.low is None or row.high is None:
        return None
    return _INTERVAL.format(span=numbers.span(numbers.percent(row.low), numbers.percent(row.high)))


def _given(row: TreeRow, currency: str | None) -> Text:
    """The sum of the targets people were given, followed by the interval of attainment where there is one."""
    in_all = Text("下达到人的目标合计 {value}", "targets of people, in all {value}").format(
        value=numbers.money(row.target or 0, currency)
    )
    span = _span(row)
    return in_all if span is None else plus(in_all, Text("；", "; "), span)


def _key(diagnosis: Diagnosis, basis: Basis) -> str | None:
    result = diagnosis.results.value("attainment", "company", basis)
    return None if result is None else result.key


def _of_own_target(diagnosis: Diagnosis, row: TreeRow) -> tuple[KeyFigure, ...]:
    if row.own_attainment is None:
        return ()
    result = diagnosis.results.value("attainment", "company", "board")
    span = None
    if result is not None and result.low is not None and result.high is not None:
        span = numbers.span(numbers.percent(result.low), numbers.percent(result.high))
    return (
        KeyFigure(
            numbers.percent(row.own_attainment),
            _attainment("board", True),
            None if span is None else _INTERVAL.format(span=span),
            None if result is None else result.key,
        ),
    )


def _sold(diagnosis: Diagnosis, row: TreeRow) -> list[KeyFigure]:
    """The figure where no shortfall is stated: the sales so far, with no target to compare them with.

    Empty where at most TOLD of the target has no result.
    """
    if diagnosis.coverage.no_result <= TOLD or row.actual is None:
        return []
    value = numbers.money(row.actual, diagnosis.assessment.currency)
    return [KeyFigure(value, Text("已有结果的业绩", "sold, where there is a result"))]


def _plain(diagnosis: Diagnosis) -> list[KeyFigure]:
    """Win rate and deal size of the company, where they were computed; empty where there are targets."""
    if has_targets(diagnosis):
        return []
    currency, found = diagnosis.assessment.currency, []
    for measure in ("win_rate", "deal_size"):
        result = diagnosis.results.get("figure", "company", measure)
        if result is not None and result.estimate is not None:
            ends = numbers.interval(result, currency)
            span = None if ends is None else _INTERVAL.format(span=ends)
            note = _both(span, _rests_on(diagnosis, result))
            value = numbers.amount(result.estimate, result.unit, currency)
            found.append(KeyFigure(value, measure_name(diagnosis, measure), note, result.key))
    return found


def _both(first: Text | None, second: Text | None) -> Text | None:
    """The notes that are there, in one line."""
    if first is None or second is None:
        return first or second
    return Text("{first}；{second}", "{first}; {second}").format(first=first, second=second)


def _rests_on(diagnosis: Diagnosis, result: Result) -> Text | None:
    """Reps and deals behind the company's win rate; None for other figures."""
    deals = diagnosis.results.get("figure", "company", "closed_deals")
    if result.measure != "win_rate" or deals is None or deals.estimate is None or result.n is None:
        return None
    return REPS_AND_DEALS.format(n=f"{result.n:,}", deals=f"{deals.estimate:,.0f}")


def _survey(diagnosis: Diagnosis) -> list[KeyFigure]:
    total = answered(diagnosis)
    if total is None or not shows_survey(diagnosis):
        return []
    count, invited = total
    rate = (
        None
        if not invited
        else Text("应邀 {invited} 人，应答率 {rate}", "of {invited} invited, {rate}").format(
            invited=f"{invited:,}", rate=numbers.percent(count / invited)
        )
    )
    return [KeyFigure(numbers.integer(count), Text("份匿名答卷", "anonymous answers"), rate)]
