"""Ratios of sums: units of money do not matter, and the error is the regression-through-the-origin one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.ratio import ratio_of_sums

rows = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 300)), min_size=2, max_size=20)


@settings(deadline=None, max_examples=50)
@given(rows, st.sampled_from([0.01, 1000.0]))
def test_currency_and_order_do_not_matter(pairs: list[tuple[int, int]], factor: float) -> None:
    actual, target = [a for a, _ in pairs], [t for _, t in pairs]
    here = ratio_of_sums(actual, target)
    scaled = ratio_of_sums([factor * a for a in reversed(actual)], [factor * t for t in reversed(target)])
    assert (scaled.ratio, scaled.se) == pytest.approx((here.ratio, here.se))
    assert scaled.gap == pytest.approx(factor * here.gap)
    assert here.low <= here.ratio <= here.high
    assert here.gap == sum(actual) - sum(target)


def test_one_rep_with_a_tiny_target_does_not_speak_for_the_team() -> None:
    result = ratio_of_sums([50, 50, 10], [100, 100, 1])
    assert result.ratio == pytest.approx(110 / 201)
    assert result.mean_of_ratios == pytest.approx(11 / 3)
    assert result.median_of_ratios == 0.5


def test_a_target_of_zero_counts_in_the_sums_only() -> None:
    result = ratio_of_sums([50, 60, 10], [100, 50, 0])
    assert (result.mean_of_ratios, result.median_of_ratios) == (None, None)


@pytest.mark.parametrize(
    ("actual", "target", "reason"),
    [
        ([1], [1], "too_few"),
        ([1, 2], [0, 0], "off_scale"),
        ([1, 2], [3, -1], "off_scale"),
        ([1, float("inf")], [1, 1], "not_finite"),
    ],
)
def test_unfit_figures(actual: list[float], target: list[float], reason: str) -> None:
    with pytest.raises(CannotSayError) as refused:
        ratio_of_sums(actual, target)
    assert refused.value.reason == reason
