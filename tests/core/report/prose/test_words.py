"""Every code a diagnosis can carry has words in both languages."""

from __future__ import annotations

from typing import get_args

from diagnostic.core.diagnosis.model.cause import Certainty
from diagnostic.core.diagnosis.model.diagnosis import Grade
from diagnostic.core.diagnosis.model.result import CannotSay, Unit, Verdict
from diagnostic.core.report.model.document import Mark
from diagnostic.core.report.prose import numbers, words
from diagnostic.core.stats.basis.not_computable import Reason
from diagnostic.render.words import SHAPES
from diagnostic.text import Text


def test_no_code_is_without_words() -> None:
    assert set(words.VERDICTS) == set(get_args(Verdict))
    assert set(words.REASONS) == set(get_args(Reason))
    assert set(words.GRADES) == set(get_args(Grade))
    assert set(words.CERTAINTIES) == set(get_args(Certainty))
    assert set(SHAPES) == set(get_args(Mark))


def test_every_unit_can_be_written() -> None:
    for unit in get_args(Unit):
        assert numbers.amount(1.5, unit, "CNY").en


def test_a_reason_says_what_it_would_take() -> None:
    assert (
        words.cannot_say(CannotSay("too_few", 7, 10)).en
        == "too few people or cases (there are 7, it takes 10)"
    )
    assert words.cannot_say(CannotSay("too_few", None, 10)).en == "too few people or cases (it takes 10)"
    assert words.cannot_say(CannotSay("constant")).zh.startswith("答案")


def test_lists_read_as_sentences() -> None:
    assert words.listed([Text("甲", "A"), Text("乙", "B")]) == Text("甲和乙", "A and B")
    assert words.sentences(Text("一。", "One."), None, Text("二。", "Two.")) == Text("一。二。", "One. Two.")
