"""From statistics to words: the one table of rules behind "clear", "likely", "cannot tell" and "equivalent".

`RULES` is the table, in both languages; the report takes its words and its cut points from here and has no others.
A claim needs the p of the whole family (Holm for declared contrasts, Benjamini-Hochberg for exploratory lists);
"no difference that matters" needs an equivalence test (two one-sided tests at 5 %, so the 90 % interval); the order
of needs and drivers is read off the share of draws in which one is among the first three, never off a p.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from diagnostic.core.diagnosis.model.result import Result, Verdict
from diagnostic.core.stats.basis.conventions import Conventions
from diagnostic.core.stats.differences.adjust import adjust
from diagnostic.text import Text

Word = Literal["clear", "likely", "cannot_tell", "equivalent", "not_separable"]


@dataclass(frozen=True, slots=True)
class Rule:
    """`word` holds for start <= statistic < end; `equivalent`: what the equivalence test must have said, or None."""

    statistic: Literal["p_adjusted", "p_top"]
    start: float
    end: float
    word: Word
    words: Text
    equivalent: bool | None = None
    in_a_sentence: Text | None = None  # where the words of a table column would read badly


CLEAR, LIKELY = 0.05, 0.10  # of an adjusted p
TOP_LIKELY, TOP_CLEAR = Conventions().p_top  # of the share of draws among the first three
ALL = 1.0 + 1e-9

RULES: tuple[Rule, ...] = (
    Rule("p_adjusted", 0.0, CLEAR, "clear", Text("明确", "clear")),
    Rule("p_adjusted", CLEAR, LIKELY, "likely", Text("较可能", "likely")),
    Rule("p_adjusted", LIKELY, ALL, "equivalent", Text("没有要紧的差别", "no difference that matters"), True),
    Rule(
        "p_adjusted",
        LIKELY,
        ALL,
        "cannot_tell",
        Text("不能判断", "cannot tell"),
        False,
        Text("不能判断是否为偶然", "cannot be told from chance"),
    ),
    Rule("p_top", TOP_CLEAR, ALL, "clear", Text("明确", "clear")),
    Rule("p_top", TOP_LIKELY, TOP_CLEAR, "likely", Text("较可能", "likely")),
    Rule("p_top", 0.0, TOP_LIKELY, "not_separable", Text("分不出先后", "not separable")),
)


def rule_of(statistic: Literal["p_adjusted", "p_top"], value: float, equivalent: bool = False) -> Rule:
    """The one rule that holds; ValueError for a value outside 0..1 or none at all.

    >>> rule_of("p_top", 0.90).word, rule_of("p_top", 0.8999).word, rule_of("p_adjusted", 0.2, True).words.en
    ('clear', 'likely', 'no difference that matters')
    """
    for rule in RULES:
        fits = rule.statistic == statistic and rule.start <= value < rule.end
        if fits and rule.equivalent in (None, equivalent):
            return rule
    raise ValueError(f"no rule for {statistic} = {value}")


def verdict_of(p_adjusted: float, equivalent: bool) -> Verdict:
    """The word for one adjusted p.

    >>> verdict_of(0.049, False), verdict_of(0.05, False), verdict_of(0.10, True), verdict_of(0.10, False)
    ('clear', 'likely', 'equivalent', 'cannot_tell')
    """
    word = rule_of("p_adjusted", p_adjusted, equivalent).word
    if word == "not_separable":
        raise AssertionError("no rule of a p says so")
    return word


def words_of_p(in_a_sentence: bool = False) -> Iterator[tuple[Verdict, Text]]:
    """Every verdict that a p can lead to, with its words.

    >>> [word for word, _ in words_of_p()]
    ['clear', 'likely', 'equivalent', 'cannot_tell']
    """
    for rule in RULES:
        if rule.statistic == "p_adjusted" and rule.word != "not_separable":
            yield rule.word, (rule.in_a_sentence if in_a_sentence else None) or rule.words


def judge_family(
    results: Sequence[Result], method: Literal["holm", "bh"], equivalent: Sequence[bool] | None = None
) -> list[Result]:
    """Adjust the p values of one family together and put the verdict on each result.

    Results without a p (a "cannot say") keep their place and count for nothing in the family.
    """
    tested = {i: result.p for i, result in enumerate(results) if result.p is not None}
    adjusted = adjust(list(tested.values()), method) if tested else ()
    judged = list(results)
    for i, p_adjusted in zip(tested, adjusted, strict=True):
        word = verdict_of(float(p_adjusted), equivalent is not None and equivalent[i])
        judged[i] = replace(
            results[i], p_adjusted=float(p_adjusted), verdict=word, sign=_sign(results[i].estimate, word)
        )
    return judged


def _sign(estimate: float | None, word: Verdict) -> Literal[-1, 0, 1]:
    if word not in ("clear", "likely") or not estimate:
        return 0
    return -1 if estimate < 0 else 1
