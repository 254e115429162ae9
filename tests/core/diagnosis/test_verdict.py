"""The table from adjusted p to words, at its edges, and what a family does to its members."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.model.verdict import RULES, judge_family, rule_of, verdict_of, words_of_p
from diagnostic.core.report.prose.words import VERDICTS
from diagnostic.core.report.sections.findings import _VERDICT
from tests.support.folders import ROOT


@pytest.mark.parametrize(
    ("p", "equivalent", "word"),
    [
        (0.0, False, "clear"),
        (0.0499, True, "clear"),
        (0.05, False, "likely"),
        (0.0999, True, "likely"),
        (0.10, False, "cannot_tell"),
        (0.10, True, "equivalent"),
        (1.0, True, "equivalent"),
    ],
)
def test_words(p: float, equivalent: bool, word: str) -> None:
    assert verdict_of(p, equivalent) == word


def compared(measure: str, p: float, estimate: float = -0.4) -> Result:
    return Result(
        "contrast", "m/region:N", measure, "two_group.student", "confirmatory", "points", estimate, p=p
    )


def unsaid(measure: str) -> Result:
    return Result(
        "contrast",
        "m/region:N",
        measure,
        "two_group.student",
        "confirmatory",
        "points",
        cannot_say=CannotSay("too_few", None, 10),
        verdict="cannot_tell",
    )


def test_holm_over_three() -> None:
    judged = judge_family([compared("A", 0.01), compared("B", 0.04), compared("C", 0.03, 0.2)], "holm")
    assert [r.p_adjusted for r in judged] == pytest.approx([0.03, 0.06, 0.06])
    assert [(r.verdict, r.sign) for r in judged] == [("clear", -1), ("likely", -1), ("likely", 1)]


def test_bh_over_three() -> None:
    judged = judge_family([compared("A", 0.01), compared("B", 0.04), compared("C", 0.5)], "bh")
    assert [r.p_adjusted for r in judged] == pytest.approx([0.03, 0.06, 0.5])


def test_what_cannot_be_said_keeps_its_place_and_costs_nothing() -> None:
    judged = judge_family([unsaid("A"), compared("B", 0.04), unsaid("C")], "holm", [False, False, False])
    assert [r.measure for r in judged] == ["A", "B", "C"]
    assert [r.p_adjusted for r in judged] == [None, 0.04, None]


def test_equivalence_has_no_sign_and_needs_its_own_test() -> None:
    judged = judge_family([compared("A", 0.6), compared("B", 0.6)], "holm", [True, False])
    assert [(r.verdict, r.sign) for r in judged] == [("equivalent", 0), ("cannot_tell", 0)]


def test_an_empty_family() -> None:
    assert judge_family([], "holm") == []
    assert judge_family([unsaid("A")], "bh") == [unsaid("A")]


@pytest.mark.parametrize(
    ("p_top", "word"),
    [
        (0.0, "not_separable"),
        (0.5999, "not_separable"),
        (0.6, "likely"),
        (0.8999, "likely"),
        (0.9, "clear"),
        (1.0, "clear"),
    ],
)
def test_words_of_an_order(p_top: float, word: str) -> None:
    assert rule_of("p_top", p_top).word == word


@pytest.mark.parametrize("statistic", ["p_adjusted", "p_top"])
@pytest.mark.parametrize("equivalent", [False, True])
def test_exactly_one_rule_holds_everywhere(statistic: str, equivalent: bool) -> None:
    edges = {edge for rule in RULES for edge in (rule.start, rule.end)}
    values = {value for edge in edges for value in (edge - 1e-12, edge, edge + 1e-12) if 0 <= value <= 1} | {
        0.3,
        1.0,
    }
    for value in values:
        fitting = [
            rule
            for rule in RULES
            if rule.statistic == statistic
            and rule.start <= value < rule.end
            and rule.equivalent in (None, equivalent)
        ]
        assert len(fitting) == 1, (statistic, value)


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan")])
def test_no_rule_outside_the_bounds(value: float) -> None:
    with pytest.raises(ValueError, match="no rule"):
        rule_of("p_adjusted", value)


def test_every_rule_has_words_in_both_languages_and_the_report_uses_them() -> None:
    assert all(rule.words.zh and rule.words.en and rule.words.zh != rule.words.en for rule in RULES)
    for verdict, words in words_of_p():
        assert VERDICTS[verdict] is words
    for verdict, words in words_of_p(in_a_sentence=True):
        assert _VERDICT[verdict] is words


def test_no_other_module_of_the_core_spells_the_words_of_a_verdict() -> None:
    """ "clear" as a text stands in the table only; "likely" also of causes, which is another word (two signs)."""
    for path in (ROOT / "diagnostic/core").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for words in ('Text("明确", "clear")', 'Text("分不出先后"', 'Text("不能判断是否为偶然"'):
            assert words not in text or path.name == "verdict.py", path
