"""The table from adjusted p to words, at its edges, and what a family does to its members."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.result import CannotSay, Result
from diagnostic.core.diagnosis.verdict import judge_family, verdict_of


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
        "contrast", "m/region:N", measure, "two_group.student", "confirmatory", "points",
        cannot_say=CannotSay("too_few", None, 10), verdict="cannot_tell",
    )  # fmt: skip


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
