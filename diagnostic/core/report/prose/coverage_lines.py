"""Sentences on coverage: targets without results, sales without targets, doubtful values, leavers, rows not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from diagnostic.core.diagnosis.model.coverage import NO_SHORTFALL, OF_UNITS, Coverage, DoubtCode
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, InputLine
from diagnostic.core.report.model.view import company_row
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.words import INPUTS, listed, plus, sentences
from diagnostic.core.survey.modules import module_name
from diagnostic.text import Text, same

TOLD = 0.02  # the first page says so if more than this share of the target has no result
UNREAD = 0.01  # the first page says so if more than this share of an input could not be read
OF_DAYS: frozenset[DoubtCode] = frozenset({"closing_far", "old_cycle"})
SAME_TARGET = 0.005  # relative difference up to which two targets are the same but for rounding
SAYS: dict[str, Text] = {
    "period": Text(
        "诊断期间是{asked}，业绩数据算的是{has}。",
        "The assessment is of {asked}; its figures are those of {has}.",
    ),
    "no_result": Text(
        "{share} 的目标还没有结果：{where}。", "{share} of the target has no result yet: {where}."
    ),
    "no_result_anywhere": Text("{share} 的目标还没有结果。", "{share} of the target has no result yet."),
    "no_shortfall": Text("因此不说公司的缺口。", "So nothing is said about a shortfall of the company."),
    "no_target": Text(
        "{share} 的业绩没有目标可以对照，没有计入对下达到人的目标的达成率。",
        "{share} of the sales have no target to be compared with and are not part of the attainment of the targets "
        "people were given.",
    ),
    "doubts": Text(
        "有 {n} 处数值不大可能正确（{kinds}）；有人核对确认之前，不对公司的达成率和缺口下结论。",
        "{n} {n:value|values} can hardly be right ({kinds}); until somebody confirms {n:it|them} nothing is concluded "
        "about the company's attainment or shortfall.",
    ),
    "doubts_apart": Text(
        "有 {n} 处数值不大可能是真的（{kinds}），请核对。",
        "{n} {n:value|values} can hardly be right ({kinds}) and should be checked.",
    ),
    "doubts_small": Text(
        "有 {n} 处数值不大可能正确（{kinds}）；对公司达成率的影响不到一个百分点，仍请核对。",
        "{n} {n:value|values} can hardly be right ({kinds}); {n:it moves|they move} the company's attainment by less "
        "than a point, but should be checked.",
    ),
    "left_out": Text(
        "合计照常包括这些金额；业绩和单均金额的对比、人与人的差距、目标与潜力的关系以及长处，都不用涉及的单位。",
        "Sums hold these amounts as they are; comparisons of sales and deal size, how far people lie apart, how "
        "targets go with potential, and strengths leave the units concerned out.",
    ),
    "cycle_left_out": Text(
        "平均成交周期不含这些日期存疑的商机。",
        "The average sales cycle leaves out the deals with such days.",
    ),
    "confirmed": Text(
        "有 {n} 处少见的数值（{kinds}），{who} 已核对确认。",
        "{n} unusual {n:value was|values were} checked and confirmed by {who} ({kinds}).",
    ),
    "left": Text(
        "已离开的人或不在本期名册里的人卖了 {value}，不计入对下达到人的目标的达成率。",
        "People who left, or are not in the roster of the period, sold {value}; this is not part of the attainment of "
        "the targets people were given.",
    ),
    "left_apart": Text(
        "已离开的人或不在本期名册里的人卖了 {value}，不计入任何一个达成率：这也许正是还缺的结果。",
        "People who left, or are not in the roster of the period, sold {value}; this is in no attainment, since it may "
        "be a part of the results that are missing.",
    ),
    "left_few": Text(
        "已离开的人或不在本期名册里的人也有销售额，不计入对下达到人的目标的达成率；人数太少，不列金额。",
        "People who left, or are not in the roster of the period, sold something as well; this is not part of the "
        "attainment of the targets people were given, and they are too few to state how much.",
    ),
    "left_of_it": Text(
        "其中已离开的人或不在本期名册里的人卖了 {value}。",
        "Of these sales, {value} are by people who left or are not in the roster of the period.",
    ),
    "left_apart_of_it": Text(
        "其中已离开的人或不在本期名册里的人卖了 {value}，不计入任何一个达成率：这也许正是还缺的结果。",
        "Of these sales, {value} are by people who left or are not in the roster of the period; they are in no "
        "attainment, since they may be a part of the results that are missing.",
    ),
    "left_few_of_it": Text(
        "其中也有已离开的人或不在本期名册里的人的销售额；人数太少，不列金额。",
        "Some of these sales are by people who left or are not in the roster of the period; they are too few to state "
        "how much.",
    ),
    "two_targets": Text(
        "评估里写的公司目标是 {stated}，业绩数据里这一期间的是 {written}；这里用后者。前者也许是另一个期间的目标，"
        "请核对。",
        "The assessment states a company target of {stated}, the figures hold {written} for the period; the latter is "
        "used. The former may be meant for another period: please check.",
    ),
    "unplaced": Text(
        "{input}里有 {n} 个单位不在本期名册里，它们的数字没有计入。",
        "The {input} name {n} {n:unit that is|units that are} not in the roster of the period; what is written for "
        "{n:it|them} is in no figure.",
    ),
    "unread": Text("{input}有 {share} 没有读出来。", "{share} of the {input} could not be read."),
    "unread_accepted": Text(
        "{input}有 {share} 没有读出来，{who} 接受了这一点。",
        "{share} of the {input} could not be read; this was accepted by {who}.",
    ),
}
DOUBTS: dict[DoubtCode, Text] = {
    "unit_over": Text("单位达成率超过 250%", "a unit above 250% of its target"),
    "row_over_half": Text(
        "一行占了单位半年业绩的一半以上", "a row with more than half of a unit's half-year"
    ),
    "person_over_next": Text(
        "一人是同岗位下一名的十倍以上", "a person ten times above the next of the same role"
    ),
    "money_scale": Text("金额与其他数据相差约千倍", "money about a thousand times off the other figures"),
    "below_zero": Text("单位在整个期间的业绩为负", "a unit that sold less than nothing in the whole period"),
    "actuals_twice": Text("业绩数据里重复出现的行", "rows of results that stand more than once"),
    "targets_twice": Text("目标里重复出现的行", "rows of targets that stand more than once"),
    "month_off_deals": Text(
        "某月业绩与赢单金额对不上，其他月份都对得上",
        "a month of sales far from the won deals, which all other months agree with",
    ),
    "closing_far": Text("结案日期离其他日期好几年", "a closing date years away from all others"),
    "old_cycle": Text("成交周期长得离谱", "a sales cycle of many years"),
}


def coverage_lines(diagnosis: Diagnosis) -> list[Text]:
    """All sentences on coverage for the first page, the most serious kind first."""
    coverage = diagnosis.coverage
    return [
        *_period(coverage),
        *_missing(coverage),
        *_untargeted(diagnosis),
        *_doubts(diagnosis),
        *_unplaced(coverage),
        *_two_company_targets(diagnosis),
        *_unread(diagnosis.inputs),
    ]


def no_result_in_words(coverage: Coverage) -> Text:
    """Such as "33% of the target has no result yet: North (all year)."; without known parts the share only."""
    share = numbers.percent(coverage.no_result)
    if not coverage.parts:
        return SAYS["no_result_anywhere"].format(share=share)
    where = listed(
        [plus(part.label, Text("（", " ("), part.when, Text("）", ")")) for part in coverage.parts]
    )
    return SAYS["no_result"].format(share=share, where=where)


def why_no_shortfall(coverage: Coverage) -> Text | None:
    """Why no shortfall of the company is stated; None where it may be stated."""
    if coverage.shortfall_can_be_said:
        return None
    if coverage.no_result > NO_SHORTFALL:
        return sentences(no_result_in_words(coverage), SAYS["no_shortfall"])
    return SAYS["doubts"].format(n=_count(coverage), kinds=_kinds(coverage))


def _period(coverage: Coverage) -> Iterator[Text]:
    if coverage.asked and coverage.has and coverage.asked != coverage.has:
        yield SAYS["period"].format(asked=numbers.period(coverage.asked), has=numbers.period(coverage.has))


def _missing(coverage: Coverage) -> Iterator[Text]:
    if TOLD < coverage.no_result <= NO_SHORTFALL:  # above that the headline says so
        yield no_result_in_words(coverage)


def _doubts(diagnosis: Diagnosis) -> Iterator[Text]:
    """Unless the headline is about them already, which it is where they move an attainment of the company."""
    coverage, row = diagnosis.coverage, company_row(diagnosis)
    if not coverage.doubts:
        return
    n, kinds = _count(coverage), _kinds(coverage)
    if coverage.confirmed_by is not None:
        yield SAYS["confirmed"].format(n=n, kinds=kinds, who=coverage.confirmed_by)
        return
    if row is None or row.attainment is None:
        yield SAYS["doubts_apart"].format(n=n, kinds=kinds)
    elif coverage.shortfall_can_be_said:
        yield SAYS["doubts_small"].format(n=n, kinds=kinds)
    elif coverage.no_result > NO_SHORTFALL:
        yield SAYS["doubts"].format(n=n, kinds=kinds)
    codes = {doubt.code for doubt in coverage.doubts}
    if codes - OF_DAYS:
        yield SAYS["left_out"]
    if codes & OF_DAYS:
        yield SAYS["cycle_left_out"]


def _count(coverage: Coverage) -> int:
    return sum(doubt.count for doubt in coverage.doubts)


def _kinds(coverage: Coverage) -> Text:
    counts: Counter[DoubtCode] = Counter()
    where: dict[DoubtCode, dict[Text, None]] = {}
    for doubt in coverage.doubts:
        counts[doubt.code] += doubt.count
        where.setdefault(doubt.code, {})[doubt.where] = None
    return listed([_kind(code, n, [*where[code]] if code in OF_UNITS else []) for code, n in counts.items()])


def _kind(code: DoubtCode, n: int, units: list[Text]) -> Text:
    """Such as "a unit above 250% of its target: North"; of people and rows only how many there are."""
    words = plus(DOUBTS[code], Text(f"（{n} 处）", f" ({n})")) if n > 1 else DOUBTS[code]
    return plus(words, Text("：", ": "), listed(units)) if units else words


def _untargeted(diagnosis: Diagnosis) -> Iterator[Text]:
    """Sales without a target, and what of them people sold who left: part of the same sales, so in one line."""
    coverage = diagnosis.coverage
    if coverage.no_target <= TOLD:
        yield from _left(diagnosis, "")
        return
    words = SAYS["no_target"].format(share=numbers.percent(coverage.no_target))
    yield sentences(words, *_left(diagnosis, "_of_it"))


def _left(diagnosis: Diagnosis, ending: str) -> Iterator[Text]:
    left = diagnosis.coverage.left
    if left is None:
        yield SAYS[f"left_few{ending}"]
    elif left > 0:
        apart = "_apart" if diagnosis.coverage.no_result > 0 else ""
        money = numbers.money(left, diagnosis.assessment.currency)
        yield SAYS[f"left{apart}{ending}"].format(value=money)


def _unplaced(coverage: Coverage) -> Iterator[Text]:
    for kind, n in coverage.unplaced.items():
        yield SAYS["unplaced"].format(input=_inside(INPUTS[kind]), n=n)


def _inside(name: Text) -> Text:
    """A name of an input as it stands inside a sentence."""
    return Text(name.zh, name.en[:1].lower() + name.en[1:])


def _two_company_targets(diagnosis: Diagnosis) -> Iterator[Text]:
    """A sentence if the company target stated for the assessment differs from the one in the figures, which is used.

    Nothing where one of them is missing, no period was asked for, part of the target has no result yet, or they differ
    by SAME_TARGET at most.
    """
    stated, tree = diagnosis.assessment.board_target, diagnosis.figures.tree if diagnosis.figures else ()
    written = next((row.own_target for row in tree if row.group == "company"), None)
    if not stated or not written or not diagnosis.coverage.asked or abs(written / stated - 1) <= SAME_TARGET:
        return
    if diagnosis.coverage.no_result > 0:  # the target in the figures then lacks the part without a result
        return
    currency = diagnosis.assessment.currency
    yield SAYS["two_targets"].format(
        stated=numbers.money(stated, currency), written=numbers.money(written, currency)
    )


def _unread(lines: tuple[InputLine, ...]) -> Iterator[Text]:
    for line in lines:
        if line.unread_share <= UNREAD:
            continue
        kind, _, module = line.name.partition(":")
        name = INPUTS.get(kind, same(kind))
        name = _inside(name)
        if module:
            name = plus(name, Text("（", " ("), module_name(module), Text("）", ")"))
        key = "unread_accepted" if line.accepted_by else "unread"
        share = numbers.percent(line.unread_share)
        yield SAYS[key].format(input=name, share=share, who=line.accepted_by or "")
