"""Regression and shares of R2: sums, invariances, and the batch against one at a time."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.basis.subsets import subset_r2
from diagnostic.core.stats.relations.importance import lmg
from diagnostic.lab.statistics.relations.importance import first, johnson, last, lmg_bootstrap, pratt
from diagnostic.lab.statistics.relations.relate import ols

seeds = st.integers(0, 10_000)
quick = settings(deadline=None, max_examples=25)


def data(seed: int, n: int = 40, p: int = 4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, p)) + rng.normal(size=(n, 1))
    return x @ np.arange(1, p + 1) + rng.normal(0, 3, n), x


@quick
@given(seeds)
def test_shares_sum_to_r2_and_follow_their_predictor(seed: int) -> None:
    y, x = data(seed)
    fit, places = ols(y, x), np.random.default_rng(seed).permutation(4)
    for shares in (lmg, johnson, pratt):
        assert sum(shares(y, x)) == pytest.approx(fit.r2)
        moved = shares(3 - 2 * y, (x * [1, 10, -5, 0.1] + 7)[:, places])
        assert moved == pytest.approx(np.array(shares(y, x))[places])
    assert min(lmg(y, x)) >= 0
    for low, share, high in zip(last(y, x), lmg(y, x), first(y, x), strict=True):
        assert min(low, high) - 1e-9 <= share


@quick
@given(seeds)
def test_regression_follows_units_and_agrees_with_least_squares(seed: int) -> None:
    y, x = data(seed)
    fit, scaled = ols(y, x), ols(10 * y, x * 2 + 1)
    assert scaled.coef[1:] == pytest.approx(5 * np.array(fit.coef[1:]))
    assert scaled.p[1:] == pytest.approx(fit.p[1:])
    assert scaled.vif == pytest.approx(fit.vif)
    design = np.column_stack([np.ones(40), x])
    assert fit.coef == pytest.approx(np.linalg.lstsq(design, y, rcond=None)[0])
    assert (np.array(fit.se) >= np.array(fit.se_hc0)).all()


def test_every_subset_of_the_batch_has_its_own_r2() -> None:
    tables = [np.column_stack([data(seed)[1], data(seed)[0]]) for seed in (1, 2)]
    r2 = subset_r2(np.array([np.corrcoef(table, rowvar=False) for table in tables]))
    for table, found in zip(tables, r2, strict=True):
        for chosen in (c for size in range(1, 5) for c in combinations(range(4), size)):
            place = sum(1 << (3 - j) for j in chosen)
            assert found[place] == pytest.approx(ols(table[:, 4], table[:, list(chosen)]).r2)


def test_bootstrap_is_repeatable_and_holds_the_estimate() -> None:
    y, x = data(7, n=80)
    codes = np.arange(80) % 10
    for groups in (None, codes):
        one = lmg_bootstrap(y, x, groups, 400, np.random.default_rng(1))
        assert one == lmg_bootstrap(y, x, groups, 400, np.random.default_rng(1))
        assert (np.array(one.low) <= one.lmg).all()
        assert sum(one.p_first) == pytest.approx(1)
        assert sum(one.p_top) == pytest.approx(3)
        assert one.mean_rank[3] < one.mean_rank[0]


@pytest.mark.parametrize(
    ("y", "x", "reason"),
    [
        ([1, 2, 3], [[1, 2], [2, 1], [3, 3]], "too_few"),
        ([1, 1, 1, 1], [[1], [2], [3], [4]], "constant"),
        ([1, 2, 4, 3], [[1], [1], [1], [1]], "constant"),
        ([1, 2, 4, 3, 6], [[1, 2], [2, 4], [3, 6], [4, 8], [9, 18]], "collinear"),
        ([1, 2, np.inf, 3], [[1], [2], [3], [5]], "not_finite"),
    ],
)
def test_unfit_input(y: list[float], x: list[list[float]], reason: str) -> None:
    for statistic in (ols, lmg, johnson):
        with pytest.raises(CannotSayError) as refused:
            statistic(y, x)
        assert refused.value.reason == reason


def test_a_perfect_fit_and_a_row_of_its_own_are_refused() -> None:
    with pytest.raises(CannotSayError) as refused:
        ols([2, 4, 6, 8], [[1], [2], [3], [4]])
    assert refused.value.reason == "collinear"
    with pytest.raises(CannotSayError) as refused:
        ols([2, 4, 7, 8], [[0], [0], [0], [1]])
    assert refused.value.reason == "too_few"


def test_resamples_of_one_unit_are_refused() -> None:
    y, x = data(1)
    with pytest.raises(CannotSayError) as refused:
        lmg_bootstrap(y, x, np.zeros(40), 50, np.random.default_rng(1))
    assert refused.value.reason == "one_group"
