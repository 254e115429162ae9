"""Two groups: what shift, scale, order and exchange may and may not change; unfit input has its name."""

from __future__ import annotations

import itertools
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from diagnostic.core.stats.basis.noncentral import noncentral_t_cdf
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.effect import student, welch
from diagnostic.lab.statistics.differences.rank_sum import cliffs_delta, mann_whitney
from diagnostic.lab.statistics.differences.two_group import brown_forsythe, hedges_g, two_group

scores = st.lists(st.integers(1, 60).map(lambda x: x / 4), min_size=3, max_size=12)
varied = scores.filter(lambda values: np.ptp(values) > 0)
quick = settings(deadline=None, max_examples=40)


@quick
@given(varied, varied, st.integers(-20, 20), st.sampled_from([0.5, 2.0, 8.0]))
def test_shift_and_scale_leave_tests_and_effects_alone(
    first: list[float], second: list[float], shift: int, scale: float
) -> None:
    before = two_group(first, second)
    after = two_group([scale * x + shift for x in first], [scale * x + shift for x in second])
    assert after.welch.p == pytest.approx(before.welch.p)
    assert after.welch.diff == pytest.approx(scale * before.welch.diff)
    assert after.hedges_g.low == pytest.approx(before.hedges_g.low, abs=1e-6)
    assert after.cliffs_delta == before.cliffs_delta
    assert after.mann_whitney.p == before.mann_whitney.p


@quick
@given(varied, varied)
def test_exchanging_the_groups_turns_the_signs(first: list[float], second: list[float]) -> None:
    there, back = two_group(first, second), two_group(second, first)
    assert back.welch.diff == pytest.approx(-there.welch.diff)
    assert (back.welch.low, back.welch.high) == pytest.approx((-there.welch.high, -there.welch.low))
    assert back.hedges_g.value == pytest.approx(-there.hedges_g.value)
    assert back.cliffs_delta.low == pytest.approx(-there.cliffs_delta.high)
    assert back.mann_whitney.p == pytest.approx(there.mann_whitney.p)
    assert back.mann_whitney.u1 + there.mann_whitney.u1 == len(first) * len(second)


@quick
@given(varied, varied, st.randoms(use_true_random=False))
def test_order_within_a_group_means_nothing(first: list[float], second: list[float], random: object) -> None:
    shuffled = first.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert two_group(shuffled, second).welch.t == pytest.approx(welch(first, second).t)
    assert mann_whitney(shuffled, second) == mann_whitney(first, second)


@quick
@given(varied, varied)
def test_bounds_and_the_library_agree(first: list[float], second: list[float]) -> None:
    both = two_group(first, second)
    delta = both.cliffs_delta
    assert -1 <= delta.low <= delta.value <= delta.high <= 1
    assert both.hedges_g.low <= both.hedges_g.value <= both.hedges_g.high
    assert both.welch.p == pytest.approx(stats.ttest_ind(first, second, equal_var=False).pvalue)
    assert both.student.p == pytest.approx(stats.ttest_ind(first, second).pvalue)
    library = stats.mannwhitneyu(first, second, method="asymptotic", use_continuity=True)
    assert both.mann_whitney.p_continuity == pytest.approx(min(library.pvalue, 1.0))


def test_the_exact_p_counts_every_choice_of_ranks_even_with_ties() -> None:
    first, second = [1, 2, 2, 5], [2, 3, 5, 6, 6]
    ranks = stats.rankdata([*first, *second])
    sums = np.array([sum(chosen) for chosen in itertools.combinations(ranks, 4)])
    middle = 4 * ranks.mean()
    share = np.mean(np.abs(sums - middle) >= abs(ranks[:4].sum() - middle) - 1e-9)
    assert mann_whitney(first, second).p_exact == pytest.approx(share)


def test_the_method_of_the_rank_test_is_fixed_and_named() -> None:
    assert mann_whitney([1, 2, 3], [4, 5, 6]).method == "exact"
    assert mann_whitney([1, 2, 3], [3, 5, 6]).method == "asymptotic"
    large = mann_whitney(np.arange(50) / 7, np.arange(50) / 7 + 0.01)
    assert (large.method, large.p_exact) == ("asymptotic", None)


def test_cliffs_interval_comes_from_the_whole_dominance_matrix() -> None:
    first = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    matrix = np.sign(first[:, None] - second[None, :])
    delta = matrix.mean()
    rows, columns = matrix.mean(axis=1) - delta, matrix.mean(axis=0) - delta
    variance = (100 * (rows @ rows + columns @ columns) - np.sum((matrix - delta) ** 2)) / (100 * 81)
    z = stats.t.ppf(0.975, 18)
    reach = z * np.sqrt(variance * ((1 - delta**2) ** 2 + z**2 * variance))
    low = (delta - delta**3 - reach) / (1 - delta**2 + z**2 * variance)
    assert cliffs_delta(first, second).low == pytest.approx(low)


def test_groups_that_do_not_overlap_still_get_an_interval() -> None:
    delta = cliffs_delta([1, 2, 3], [4, 5, 6.5])
    assert (delta.value, delta.low) == (-1, -1)
    assert -1 < delta.high < 0


@pytest.mark.parametrize("test", [welch, student, hedges_g, two_group, brown_forsythe])
@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ([], [1, 2], "too_few"),
        ([3], [1, 2], "too_few"),
        ([nan, nan], [1, 2], "all_missing"),
        ([1, inf], [1, 2], "not_finite"),
        ([2, 2, 2], [2, 2], "constant"),
        ([0.1 + 0.2, 0.3], [0.3, 0.3], "constant"),
    ],
)
def test_unfit_groups_are_named(test: object, first: list[float], second: list[float], reason: str) -> None:
    with pytest.raises(CannotSayError) as refused:
        test(first, second)  # type: ignore[operator]
    assert refused.value.reason == reason


def test_missing_answers_are_left_out_and_counted() -> None:
    assert welch([1, nan, 2, 4], [2, 3, nan]) == welch([1, 2, 4], [2, 3])
    assert welch([1, nan, 2, 4], [2, 3, nan]).n1 == 3


@pytest.mark.parametrize(
    ("t", "df", "ncp"), [(0.0, 1, 0.0), (2.2, 9, -4.0), (12.7, 1, 8.0), (30.0, 348, 27.0), (-3, 5, 2)]
)
def test_the_noncentral_t_agrees_with_simulation(t: float, df: int, ncp: float) -> None:
    rng = np.random.default_rng(5)
    drawn = (rng.normal(size=200_000) + ncp) / np.sqrt(rng.chisquare(df, 200_000) / df)
    assert noncentral_t_cdf(t, df, ncp) == pytest.approx(np.mean(drawn <= t), abs=0.005)
