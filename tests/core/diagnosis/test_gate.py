"""The gate: what a mistake before it would have let out ends as "not shown"."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.gate import pass_grades, pass_results
from diagnostic.core.diagnosis.model.diagnosis import ScaleGrade
from diagnostic.core.diagnosis.model.result import Result, ResultKind
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import regroup

RULES = PublishingRules()
BASE = regroup([("N", "1"), ("N", "2"), ("S", "1")], [6, 12, 20], 5)


def _result(kind: ResultKind, n: int, *parts: tuple[str, ...]) -> Result:
    return Result(
        kind,
        "morale/x",
        "MO-COA",
        "m",
        "confirmatory",
        "points",
        estimate=3.1,
        low=2.9,
        high=3.3,
        n=n,
        p=0.01,
        effect=0.5,
        reference=3.0,
        detectable=0.4,
        verdict="clear",
        parts=parts,
    )


@pytest.mark.parametrize(
    ("kind", "n", "parts", "shown"),
    [
        ("mean", 6, (("a01",),), True),
        ("mean", 4, (("a01",),), False),  # two of six have no score
        ("mean", 6, (("stranger",),), False),  # no atom of any partition
        ("unit_company", 5, (("a01",),), True),
        ("icc", 10, (), True),
        ("icc", 9, (), False),
        ("driver", 38, (), True),
        ("contrast", 38, (("a02",), ("a03",)), True),
        ("contrast", 26, (("a01",), ("a03",)), False),  # one side has six people
        ("required_current", 9, (("a02",),), False),
        ("required_current", 12, (("a02",),), True),
    ],
)
def test_rules(kind: ResultKind, n: int, parts: tuple[tuple[str, ...], ...], shown: bool) -> None:
    result = _result(kind, n, *parts)
    (passed,) = pass_results([result], [BASE], RULES)
    assert (passed == result) == shown
    if not shown:
        assert passed.key == result.key
        assert passed.cannot_say is not None
        assert passed.cannot_say.reason == "not_shown"
        assert {passed.estimate, passed.low, passed.p, passed.effect, passed.reference, passed.n} == {None}
        assert not passed.claimed


def test_reliability_needs_ten() -> None:
    grades = [ScaleGrade("MO-COA", 4, n, 0.8, 0.7, 0.9, "usable") for n in (9, 10)]
    few, enough = pass_grades(grades, RULES)
    assert (few.alpha, few.low, few.high) == (None, None, None)
    assert enough.alpha == 0.8
