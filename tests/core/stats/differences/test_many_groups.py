"""More than two groups, ordered bands, raters and correlations: invariances, the library, and refusals."""

from __future__ import annotations

from collections.abc import Callable
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.effect import welch
from diagnostic.core.stats.relations.trend import jonckheere
from diagnostic.lab.statistics.differences.k_group import (
    anova,
    brown_forsythe_k,
    games_howell,
    kruskal,
    tukey_hsd,
    welch_anova,
)
from diagnostic.lab.statistics.differences.pairwise import dunn, pairwise_mann_whitney, pairwise_welch
from diagnostic.lab.statistics.differences.rank_sum import mann_whitney
from diagnostic.lab.statistics.differences.repeated import friedman, rater_icc, reliable_change
from diagnostic.lab.statistics.differences.two_group import brown_forsythe
from diagnostic.lab.statistics.relations.correlation import (
    kendall,
    partial_all,
    partial_one,
    pearson,
    spearman,
)

seeds = st.integers(0, 10_000)
quick = settings(deadline=None, max_examples=25)


def bands(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    codes = np.repeat(np.arange(3), rng.integers(4, 9, 3))
    return np.rint(4 * rng.normal(codes * 0.5, 1)) / 4 + rng.integers(0, 2, codes.size) / 8, codes


@quick
@given(seeds)
def test_labels_shift_and_scale_do_not_matter_and_the_library_agrees(seed: int) -> None:
    values, codes = bands(seed)
    parts = [values[codes == code] for code in range(3)]
    names = np.array(["zeta", "alpha", "mid"])[codes]
    checks: list[tuple[Callable[[np.ndarray, np.ndarray], float], float]] = [
        (lambda v, g: anova(v, g).test.p, stats.f_oneway(*parts).pvalue),
        (lambda v, g: welch_anova(v, g).p, stats.f_oneway(*parts, equal_var=False).pvalue),
        (lambda v, g: kruskal(v, g).p, stats.kruskal(*parts).pvalue),
        (lambda v, g: brown_forsythe_k(v, g).p, float(stats.levene(*parts, center="median").pvalue)),
    ]
    for test, library in checks:
        assert test(values, codes) == pytest.approx(library)
        assert test(3 * values - 7, names) == pytest.approx(library)


def test_two_groups_are_the_two_group_tests() -> None:
    values, codes = bands(3)
    values, codes = values[codes < 2], codes[codes < 2]
    first, second = values[codes == 0], values[codes == 1]
    test = welch(first, second)
    assert welch_anova(values, codes).p == pytest.approx(test.p)
    assert games_howell(values, codes).p[0] == pytest.approx(test.p, abs=1e-7)
    assert games_howell(values, codes).low[0] == pytest.approx(-test.high, abs=1e-6)
    assert brown_forsythe_k(values, codes).p == pytest.approx(brown_forsythe(first, second).p)
    assert pairwise_welch(values, codes).p == (test.p,)
    assert pairwise_mann_whitney(values, codes).p == (mann_whitney(first, second).p_asymptotic,)
    assert dunn(values, codes).p[0] == pytest.approx(kruskal(values, codes).p)


@pytest.mark.slow
def test_pairs_agree_with_the_library() -> None:
    values, codes = bands(5)
    parts = [values[codes == code] for code in range(3)]
    one, two = np.triu_indices(3, 1)
    for ours, equal in ((tukey_hsd, True), (games_howell, False)):
        library = stats.tukey_hsd(*parts, equal_var=equal)
        assert ours(values, codes).p == pytest.approx(library.pvalue[one, two], abs=1e-6)


@pytest.mark.parametrize("test", [anova, welch_anova, games_howell, tukey_hsd, kruskal, pairwise_welch, dunn])
@pytest.mark.parametrize(
    ("values", "groups", "reason"),
    [
        ([1, 2, 3], "aaa", "one_group"),
        ([nan, nan], "ab", "all_missing"),
        ([1, np.inf, 2, 3], "aabb", "not_finite"),
        ([2, 2, 2, 2], "aabb", "constant"),
    ],
)
def test_unfit_groups(test: object, values: list[float], groups: str, reason: str) -> None:
    with pytest.raises(CannotSayError) as refused:
        test(values, list(groups))  # type: ignore[operator]
    assert refused.value.reason == reason


@quick
@given(seeds)
def test_a_trend_is_kendall_s_and_turns_with_the_order(seed: int) -> None:
    values, codes = bands(seed)
    up, down = jonckheere(values, codes, [0, 1, 2]), jonckheere(values, codes, [2, 1, 0])
    library = stats.kendalltau(codes, values, method="asymptotic")
    assert (up.tau_b, up.p) == pytest.approx((library.statistic, library.pvalue))
    assert (down.z, down.p_rising) == pytest.approx((-up.z, 1 - up.p_rising))
    assert up.jt + down.jt == pytest.approx(2 * up.mean)
    assert jonckheere(np.exp(values), codes, [0, 1, 2]).p == pytest.approx(up.p)


def test_a_trend_uses_only_the_bands_in_order_and_needs_two() -> None:
    values, codes = bands(2)
    known = codes < 2
    assert jonckheere(values, codes, [0, 1]) == jonckheere(values[known], codes[known], [0, 1])
    for order, numbers, reason in (
        ([0], values, "one_group"),
        ([0, 1], np.ones(values.size), "constant"),
        ([8, 9], values, "all_missing"),
    ):
        with pytest.raises(CannotSayError) as refused:
            jonckheere(numbers, codes, order)
        assert refused.value.reason == reason


@quick
@given(seeds)
def test_correlations_follow_units_and_the_library(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = np.rint(rng.normal(size=20) * 3)
    y = np.rint(x / 2 + rng.normal(size=20) * 2)
    for ours, library in ((pearson, stats.pearsonr), (spearman, stats.spearmanr)):
        found, there = ours(x, y), library(x, y)
        assert (found.r, found.p) == pytest.approx((there.statistic, there.pvalue))
        assert -1 <= found.low <= found.r <= found.high <= 1
        assert ours(2 * y + 1, -x).r == pytest.approx(-found.r)
    assert kendall(x, y).p == pytest.approx(stats.kendalltau(x, y, method="asymptotic").pvalue)


def test_a_perfect_line_has_no_doubt() -> None:
    found = pearson([1, 2, 3, 4], [2, 4, 6, 8])
    assert (found.r, found.p, found.low, found.high) == (1.0, 0.0, 1.0, 1.0)


def test_partial_correlation_is_the_correlation_of_residuals() -> None:
    rng = np.random.default_rng(4)
    table = rng.normal(size=(30, 4)) + rng.normal(size=(30, 1))
    rest = [x - np.polyval(np.polyfit(table[:, 2], x, 1), table[:, 2]) for x in table[:, :2].T]
    one = partial_one(table[:, 0], table[:, 1], table[:, 2:3])
    assert one.r == pytest.approx(np.corrcoef(rest)[0, 1])
    assert one.df == 27
    whole = partial_all(table)
    assert whole.r[1][3] == pytest.approx(whole.r[3][1])
    assert partial_all(np.exp(table), ranked=True).r == partial_all(table, ranked=True).r


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[1, 2, 3], [2, 3, 1], [4, 1, 1]], "too_few"),
        ([[1, 2, 5], [2, 1, 5], [4, 3, 5], [3, 3, 5]], "constant"),
        ([[1, 2, 3], [2, 1, 3], [4, 3, 7], [3, 3, 6]], "collinear"),
    ],
)
def test_unfit_tables(table: list[list[float]], reason: str) -> None:
    with pytest.raises(CannotSayError) as refused:
        partial_all(table)
    assert refused.value.reason == reason


@quick
@given(seeds)
def test_items_and_raters(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = np.clip(np.rint(3 + rng.normal(size=(12, 1)) + rng.normal(size=(12, 4))), 1, 5)
    found = friedman(table)
    library = stats.friedmanchisquare(*table.T)
    assert (found.chi2, found.p) == pytest.approx((library.statistic, library.pvalue))
    assert 0 <= found.kendalls_w <= 1
    assert sum(found.mean_ranks) == pytest.approx(10)
    for here, moved in zip(rater_icc(table), rater_icc(3 * table[::-1, ::-1] + 2), strict=True):
        assert (moved.icc, moved.low, moved.p) == pytest.approx((here.icc, here.low, here.p))
    assert all(one.low <= one.icc <= one.high for one in rater_icc(table)[:3])


def test_change_is_counted_both_ways() -> None:
    there = reliable_change([1, 2, 3, 4, 5], [5, 2, 3, 1, 5], 0.8)
    back = reliable_change([1, 2, 3, 4, 5], [-3, 2, 3, 7, 5], 0.8)
    assert (there.improved, there.deteriorated, there.unchanged) == (1, 1, 3)
    assert (back.improved, back.deteriorated) == (there.deteriorated, there.improved)


def test_unfit_repeated_measures() -> None:
    for call, reason in (
        (lambda: friedman([[1], [2]]), "too_few"),
        (lambda: friedman([[2, 2], [3, 3]]), "constant"),
        (lambda: rater_icc([[1, 1], [2, 2], [3, 3]]), "constant"),
        (lambda: rater_icc([[1, 2]]), "too_few"),
        (lambda: reliable_change([3, 3], [4, 5], 0.8), "constant"),
        (lambda: reliable_change([3, 4], [4, 5], 1.0), "off_scale"),
    ):
        with pytest.raises(CannotSayError) as refused:
            call()
        assert refused.value.reason == reason
