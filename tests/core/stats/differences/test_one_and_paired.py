"""One group against a target and pairs: the same arithmetic from two sides; equivalence; power."""

from __future__ import annotations

import itertools
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.one_sample import t_test_one
from diagnostic.core.stats.differences.paired import t_test_paired
from diagnostic.core.stats.differences.power import smallest_detectable_d, smallest_detectable_d_one
from diagnostic.lab.statistics.differences.equivalence import tost_one, tost_two
from diagnostic.lab.statistics.differences.one_sample import one_sample, wilcoxon_one
from diagnostic.lab.statistics.differences.paired import paired, wilcoxon_paired
from diagnostic.lab.statistics.differences.power import power_one_sample, power_two_sample
from diagnostic.lab.statistics.differences.signed_rank import hodges_lehmann, sign_test, signed_rank

values = st.lists(st.integers(-20, 40).map(lambda x: x / 4), min_size=3, max_size=14)
varied = values.filter(lambda x: np.ptp(x) > 0)
quick = settings(deadline=None, max_examples=40)


@quick
@given(varied, st.integers(-5, 5))
def test_target_and_values_may_move_together(x: list[float], shift: int) -> None:
    here, there = t_test_one(x, 2.5), t_test_one([value + shift for value in x], 2.5 + shift)
    assert (there.diff, there.p, there.low) == pytest.approx((here.diff, here.p, here.low))
    assert here.p == pytest.approx(stats.ttest_1samp(x, 2.5).pvalue)


@quick
@given(varied)
def test_pairs_are_their_differences_against_zero(x: list[float]) -> None:
    first = [3.0 * (at % 3) for at in range(len(x))]
    both = paired(first, [a + b for a, b in zip(first, x, strict=True)])
    assert both.t == t_test_one(x, 0)
    assert both.wilcoxon == wilcoxon_one(x, 0)
    back = t_test_paired([a + b for a, b in zip(first, x, strict=True)], first)
    assert (back.diff, back.p) == pytest.approx((-both.t.diff, both.t.p))


@quick
@given(values.filter(any))
def test_signed_ranks_count_every_choice_of_signs(x: list[float]) -> None:
    x = x[:10]
    if not any(x):
        return
    result = signed_rank(x)
    ranks = stats.rankdata(np.abs([value for value in x if value]))
    sums = np.array([np.dot(signs, ranks) for signs in itertools.product((0, 1), repeat=ranks.size)])
    share = np.mean(np.abs(sums - ranks.sum() / 2) >= abs(result.w_plus - ranks.sum() / 2) - 1e-9)
    assert result.p_exact == pytest.approx(share)
    assert result.w_plus + result.w_minus == ranks.sum()
    turned = signed_rank([-value for value in x])
    assert (turned.p, turned.rank_biserial) == pytest.approx((result.p, -result.rank_biserial))


@quick
@given(varied)
def test_hodges_lehmann_is_the_median_of_all_pair_means(x: list[float]) -> None:
    pairs = [(a + b) / 2 for at, a in enumerate(x) for b in x[at:]]
    assert hodges_lehmann(x) == pytest.approx(np.median(pairs), abs=1e-9)


def test_float_noise_breaks_no_tie_unless_asked_to() -> None:
    first, second = [0.1, 0.3, 1.0, 2.0, 5.0], [0.3, 0.1, 1.2, 2.1, 4.0]
    assert wilcoxon_paired(first, second).w_plus == 3 + 3 + 1
    assert wilcoxon_paired(first, second, places=None).w_plus != 7


def test_the_method_is_named() -> None:
    assert signed_rank([1, 2, 3.5]).method == "exact"
    assert signed_rank([1, 2, 0]).method == "asymptotic"
    assert signed_rank(np.arange(1, 61) / 7).p_exact is None
    assert signed_rank(np.arange(1, 61) / 7).method == "asymptotic"


def test_share_reached_and_missing_answers() -> None:
    result = one_sample([4, nan, 5, 3, 4], target=4)
    assert (result.n, result.reached.value) == (4, 0.75)
    assert paired([1, 2, nan, 4], [2, 4, 5, nan]).n == 2


def test_a_column_that_does_not_vary_has_no_correlation() -> None:
    assert paired([3, 3, 3], [4, 5, 3]).r is None


@pytest.mark.parametrize(
    ("x", "reason"), [([], "too_few"), ([3], "too_few"), ([nan] * 3, "all_missing"), ([3, 3, 3], "constant")]
)
def test_unfit_values(x: list[float], reason: str) -> None:
    for statistic in (one_sample, t_test_one):
        with pytest.raises(CannotSayError) as refused:
            statistic(x, 4)
        assert refused.value.reason == reason


def test_nobody_moved() -> None:
    for statistic in (signed_rank, sign_test):
        with pytest.raises(CannotSayError) as refused:
            statistic([0, 0, 0])
        assert refused.value.reason == "constant"


def test_pairs_of_unequal_length_are_a_programming_fault() -> None:
    with pytest.raises(ValueError, match="same length"):
        paired([1, 2, 3], [1, 2])


@quick
@given(varied, varied, st.sampled_from([0.5, 2.0, 9.0]))
def test_equivalence_is_the_interval_within_the_margin(x: list[float], y: list[float], margin: float) -> None:
    for result in (tost_two(x, y, margin), tost_two(x, y, margin, pooled=True), tost_one(x, 1.0, margin)):
        assert result.equivalent == (-margin < result.low and result.high < margin)
        assert result.p == max(result.p_lower, result.p_upper)


def test_a_margin_of_nothing_is_refused() -> None:
    with pytest.raises(CannotSayError) as refused:
        tost_one([1, 2, 4], 2, 0)
    assert refused.value.reason == "off_scale"


@pytest.mark.parametrize("n", [2, 3, 8, 30, 400])
def test_smallest_gap_has_the_power_asked_for(n: int) -> None:
    assert power_two_sample(smallest_detectable_d(n, n), n, n) == pytest.approx(0.8)
    assert power_two_sample(smallest_detectable_d(n, 2 * n), n, 2 * n) == pytest.approx(0.8)
    assert power_one_sample(smallest_detectable_d_one(n), n) == pytest.approx(0.8)
    assert power_two_sample(0, n, n) == pytest.approx(0.05)


def test_two_groups_of_eight_show_only_gaps_of_one_and_a_half_sd() -> None:
    assert smallest_detectable_d(8, 8) > 1.5


def test_unfit_power() -> None:
    with pytest.raises(CannotSayError):
        power_two_sample(0.5, 1, 9)
    with pytest.raises(ValueError, match="no effect"):
        smallest_detectable_d(8, 8, alpha=0.9)
