"""The words printed for codes: verdicts, reasons why something cannot be stated, inputs, grades.

A code has the same words on every page; the glossary in the appendix explains the terms.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.diagnosis.model.cause import Certainty
from diagnostic.core.diagnosis.model.diagnosis import Grade
from diagnostic.core.diagnosis.model.result import Basis, CannotSay, Verdict
from diagnostic.core.diagnosis.model.verdict import words_of_p
from diagnostic.core.report.model.document import Mark
from diagnostic.core.stats.basis.not_computable import Reason
from diagnostic.text import Text

VERDICTS: dict[Verdict, Text] = {
    **dict(words_of_p()),
    "described": Text("描述", "described"),
    "to_talk_about": Text("可谈", "to talk about"),
}
VERDICTS_SHORT: dict[Verdict, Text] = {**VERDICTS, "equivalent": Text("等效", "equivalent")}
VERDICT_MARKS: dict[Verdict, Mark | None] = {
    "clear": "clear",
    "likely": "likely",
    "cannot_tell": "cannot_tell",
    "equivalent": "equivalent",
    "described": None,
    "to_talk_about": "to_check",
}
CERTAINTIES: dict[Certainty, Text] = {
    "likely": Text("较可能：至少两种独立迹象", "likely: at least two independent signs"),
    "to_check": Text("待谈话核实：只有一种迹象", "to be checked by talk: one sign only"),
}
CERTAINTY_SHORT: dict[Certainty, Text] = {
    "likely": Text("较可能", "likely"),
    "to_check": Text("待核实", "to be checked"),
}
REASONS: dict[Reason, Text] = {
    "too_few": Text("人数或次数太少", "too few people or cases"),
    "constant": Text("答案全都一样，没有可比的差异", "everybody is alike, there is nothing to compare"),
    "all_missing": Text("没有人回答", "nobody answered"),
    "one_group": Text("只有一个组，无从比较", "only one group, nothing to compare with"),
    "few_groups": Text("组数太少", "too few groups"),
    "off_scale": Text("有的数值超出量表范围", "some values lie outside the answer scale"),
    "not_finite": Text("有的数值无法计算", "some values are not numbers"),
    "collinear": Text(
        "几个因素说的是同一件事，分不开", "several factors say the same and cannot be separated"
    ),
    "not_a_scale": Text("这些题目合不成一个量表", "these items do not form a scale"),
    "no_input": Text("没有计算它所需的依据", "what this needs is not there"),
    "not_shown": Text("按保密规则不显示", "not shown under the confidentiality rules"),
    "restricted_range": Text(
        "大家的回答几乎相同，看不出与什么相伴", "answers hardly differ, so nothing can go with them"
    ),
    "one_item": Text("只有一道题，算不上量表", "a single item is not a scale"),
    "mixed": Text(
        "合并后的组两边都有人，不能归到任何一边", "the merged group stands on both sides of the comparison"
    ),
    "censored": Text(
        "有的事还没有结束，无法比较", "some of what is measured has not ended yet, so nothing can be compared"
    ),
    "not_alike": Text(
        "两边没有同类的人员或团队，无从比较", "the two sides have no kind of people or teams in common"
    ),
    "no_result": Text("还没有业绩结果", "there is no result yet"),
}
NEEDED = Text("（现有 {n}，需要 {needed}）", " (there are {n}, it takes {needed})")
NEEDED_ONLY = Text("（需要 {needed}）", " (it takes {needed})")
MONEY_LEVELS: dict[str, Text] = {
    "low": Text("花费低", "low cost"),
    "mid": Text("花费中等", "medium cost"),
    "high": Text("花费高", "high cost"),
}
GRADES: dict[Grade, Text] = {
    "good": Text("好", "good"),
    "usable": Text("可用", "usable"),
    "weak": Text("偏弱", "weak"),
    "refused": Text("不成量表，不用", "no scale, not used"),
    "cannot_say": Text("未评", "not graded"),
}
GRADE_MARKS: dict[Grade, Mark | None] = {
    "good": "good",
    "usable": "usable",
    "weak": "weak",
    "refused": "yes",
    "cannot_say": "cannot_tell",
}
INPUTS: dict[str, Text] = {
    "roster": Text("名册", "Roster"),
    "targets": Text("目标", "Targets"),
    "actuals": Text("业绩", "Actuals"),
    "opportunities": Text("商机", "Opportunities"),
    "answers": Text("答卷", "Answers"),
    "managers": Text("主管问卷", "Manager's view"),
}
BASES: dict[Basis, Text] = {
    "board": Text("对公司下达的目标", "of the company's own target"),
    "plain": Text("对下达到人的目标", "of the targets people were given"),
    "comparable": Text("同口径", "like for like"),
}
FACTORS: dict[str, Text] = {
    "activity": Text("活动量（商机数）", "Activity (number of deals)"),
    "win_rate": Text("赢单率", "Win rate"),
    "deal_size": Text("单均金额", "Deal size"),
    "other": Text("其他", "Other"),
}
NOT_SHOWN = Text(
    "斜线格表示“不显示”。原因只有三类，不逐格说明：该组回答人数不足；为保护相邻小组而合并；该组没有收到这组题目。",
    "Hatched cells are not shown. There are three possible reasons, never told apart cell by cell: too few people "
    "answered; groups were merged to protect a small neighbour; the group was not asked these questions.",
)
DIRECTION = Text("分值 {low}-{high}，越高越好", "Scores {low}-{high}, higher is better")


def cannot_say(reason: CannotSay) -> Text:
    """The reason in words, followed by how many there are and how many are needed, where that is known."""
    words = REASONS[reason.reason]
    if reason.needed is None:
        return words
    tail = NEEDED_ONLY if reason.n is None else NEEDED
    return plus(words, tail.format(n=reason.n, needed=reason.needed))


def plus(*texts: Text) -> Text:
    """The texts joined without a separator in each language; a missing side is taken from the other language."""
    return Text("".join(text["zh"] for text in texts), "".join(text["en"] for text in texts))


def capital(text: Text) -> Text:
    """The text with a capital first letter in English, for the beginning of a line."""
    return Text(text.zh, f"{text.en[:1].upper()}{text.en[1:]}")


REPS_AND_DEALS = Text("{n} 名销售、{deals} 个结案商机", "{n} {n:rep|reps}, {deals} {deals:deal|deals} closed")


def sentences(*texts: Text | None) -> Text:
    """Sentences joined, in English with a space between them; None is skipped. ValueError if there is no sentence."""
    given = [text for text in texts if text is not None]
    return Text("".join(text["zh"] for text in given), " ".join(text["en"] for text in given))


def listed(texts: Sequence[Text]) -> Text:
    """A list inside a sentence: 甲、乙和丙; A, B and C. IndexError if there is no text.

    >>> listed([Text("甲", "A"), Text("乙", "B"), Text("丙", "C")]).en
    'A, B and C'
    """
    if len(texts) == 1:
        return texts[0]
    zh = [text["zh"] for text in texts]
    en = [text["en"] for text in texts]
    return Text("、".join(zh[:-1]) + "和" + zh[-1], ", ".join(en[:-1]) + " and " + en[-1])


def numbered(items: Sequence[Text]) -> Text:
    """The items in one line with their numbers: (1) ... (2) ..."""
    zh = "".join(f"（{place}）{item.zh}" for place, item in enumerate(items, start=1))
    en = " ".join(f"({place}) {item.en}" for place, item in enumerate(items, start=1))
    return Text(zh, en)


def stopped(text: Text) -> Text:
    """The text with a full stop added on each side that does not end in a stop, question or exclamation mark.

    A side that is missing stays missing.

    >>> stopped(Text("", "Ask ten customers"))
    Text(zh='', en='Ask ten customers.')
    """
    ends = ("。", "?", "!", "\uff1f", "\uff01")
    zh = text.zh if not text.zh or text.zh.endswith(ends) else f"{text.zh}。"
    return Text(zh, text.en if not text.en or text.en.endswith((".", "?", "!")) else f"{text.en}.")
