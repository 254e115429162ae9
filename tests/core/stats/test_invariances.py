"""What must not change a statistic, and what must turn it round: shift, scale, order, reversal, relabelling, bounds.

For the statistics added last; those of the first ones stand in the test files of their modules.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diagnostic.core.stats.differences.mean_interval import mean_of_units
from diagnostic.core.stats.scales.omega import omega
from diagnostic.core.stats.scales.reliability import cronbach_alpha
from diagnostic.lab.statistics.bootstrap import bootstrap_alpha, bootstrap_mean
from diagnostic.lab.statistics.differences.mean_of_people import mean_of_people
from diagnostic.lab.statistics.gap_statistic import gap_statistic, silhouettes, splits, standardised
from diagnostic.lab.statistics.k_means import best_split, k_means
from diagnostic.lab.statistics.scales.careless import even_odd, irv, longstring, mahalanobis
from diagnostic.lab.statistics.scales.parallel import parallel_analysis

seeds = st.integers(0, 10_000)
quick = settings(deadline=None, max_examples=20)


def scale(seed: int, n: int = 60, k: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    raw = rng.normal(size=(n, 1)) + rng.normal(size=(n, k))
    return np.clip(np.rint(3 + raw), 1, 5)


@quick
@given(seeds)
def test_omega_ignores_order_shift_and_a_common_scale_and_lies_in_bounds(seed: int) -> None:
    items, rng = scale(seed), np.random.default_rng(seed)
    found = omega(items)
    assert 0 <= found.omega <= 1
    places = rng.permutation(5)
    moved = omega((3 * items + 7)[rng.permutation(60)][:, places])
    assert moved.omega == pytest.approx(found.omega, abs=1e-5)
    assert moved.loadings == pytest.approx(3 * np.array(found.loadings)[places], abs=1e-4)
    assert moved.chi2 == pytest.approx(found.chi2, abs=1e-5)
    assert omega(6 - items).omega == pytest.approx(found.omega, abs=1e-5)


@quick
@given(seeds)
def test_omega_of_equally_good_items_is_alpha(seed: int) -> None:
    """Tau-equivalent in the population: both estimate the same."""
    items = np.random.default_rng(seed).normal(size=(4000, 1)) + np.random.default_rng(seed + 1).normal(
        size=(4000, 5)
    )
    assert omega(items).omega == pytest.approx(cronbach_alpha(items).raw, abs=0.005)


@quick
@given(seeds)
def test_signs_of_carelessness_ignore_what_they_should(seed: int) -> None:
    items = scale(seed, 30, 6)
    strings = longstring(items)
    assert strings == longstring(items[:, ::-1]) == longstring(6 - items)
    assert all(1 <= length <= 6 for length in strings.longest if length is not None)
    assert irv(6 - items) == pytest.approx(irv(items))
    far = mahalanobis(items)
    assert sum(d for d in far.d2 if d is not None) == pytest.approx(6 * 29)
    turn = np.triu(np.ones((6, 6)))  # any invertible change of the items' units
    assert mahalanobis(items @ turn + 4).d2 == pytest.approx(far.d2)
    consistent = even_odd(items, [2, 2, 2])
    assert all(-1 <= value <= 1 for value in consistent if value is not None)
    assert even_odd(2 * items + 1, [2, 2, 2]) == pytest.approx(consistent)


@quick
@given(seeds)
def test_bootstrap_intervals_move_with_the_data(seed: int) -> None:
    values = scale(seed)[:, 0]
    assume(np.ptp(values) > 0)
    here, there = (bootstrap_mean(x, 400, np.random.default_rng(seed)) for x in (values, 2 * values + 10))
    for ends, moved in (
        (here.percentile, there.percentile),
        (here.basic, there.basic),
        (here.bca, there.bca),
    ):
        assert ends is not None
        assert moved == pytest.approx(2 * np.array(ends) + 10)
        assert ends[0] <= here.estimate <= ends[1]
    one, other = (
        bootstrap_alpha(x, 400, np.random.default_rng(seed)) for x in (scale(seed), 9 - 2 * scale(seed))
    )
    assert other.estimate == pytest.approx(one.estimate)
    assert other.percentile == pytest.approx(one.percentile)


@quick
@given(seeds)
@pytest.mark.slow
def test_a_bootstrap_of_alpha_holds_the_alphas_of_drawn_rows(seed: int) -> None:
    """The moments give what drawing the rows themselves would give."""
    items = scale(seed)
    found = bootstrap_alpha(items, 300, np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    plain = [cronbach_alpha(items[rng.integers(60, size=60)]).raw for _ in range(300)]
    assert found.estimate == pytest.approx(cronbach_alpha(items).raw)
    assert found.se == pytest.approx(np.std(plain, ddof=1), rel=0.35)


@quick
@given(seeds, st.integers(2, 4))
def test_k_means_keeps_its_loss_under_shift_and_turn_and_never_gains_from_fewer_groups(
    seed: int, k: int
) -> None:
    rng = np.random.default_rng(seed)
    people = rng.normal(size=(1, 40, 2))
    turn = np.linalg.qr(rng.normal(size=(2, 2)))[0]
    within = k_means(people, k, 60, np.random.default_rng(1)).within[0]
    assert k_means(people @ turn + 5, k, 60, np.random.default_rng(2)).within[0] == pytest.approx(
        within, rel=0.02
    )
    assert within <= k_means(people, k - 1, 60, np.random.default_rng(3)).within[0]


@pytest.mark.slow
def test_k_means_finds_the_best_of_all_splits_of_a_few() -> None:
    people = np.random.default_rng(8).normal(size=(9, 2))
    best = np.inf
    for code in range(3**9):
        labels = np.array([code // 3**at % 3 for at in range(9)])
        loss = sum(
            float(((people[labels == at] - people[labels == at].mean(axis=0)) ** 2).sum())
            for at in range(3)
            if (labels == at).any()
        )
        best = min(best, loss)
    assert k_means(people[None], 3, 50, np.random.default_rng(1)).within[0] == pytest.approx(best)


@pytest.mark.slow
def test_as_many_starts_are_made_as_it_takes_to_reach_one_optimum() -> None:
    """Seven groups in noise: two hundred starts stop above it more often than not."""
    people = np.random.default_rng(2).normal(size=(150, 3)).round(2)
    seeds = [np.random.default_rng(seed) for seed in (1, 2, 3)]
    within = [best_split(people, 7, rng).within[0] for rng in seeds]
    assert within == pytest.approx([151.12518354030078] * 3, rel=1e-9)
    few = [k_means(people[None], 7, 200, np.random.default_rng(seed)).within[0] for seed in range(5)]
    assert max(few) > within[0] * 1.0001


@pytest.mark.slow
@settings(deadline=None, max_examples=6)
@given(seeds)
def test_the_gap_statistic_ignores_order_and_units_and_finds_planted_groups(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = np.concatenate([rng.normal(at, 0.5, (25, 2)) for at in (0, 6, (0, 6))])
    for rows in (people, people[rng.permutation(75)] * [10, 3] + 4):
        found = splits(standardised(rows), 5, 30, rng)
        assert gap_statistic(found, 40, rng).k == 3
        assert -1 <= silhouettes(found.data, found.labels[2]).min() <= 1


@quick
@given(seeds)
def test_parallel_analysis_ignores_units_and_its_eigenvalues_add_up(seed: int) -> None:
    items = scale(seed)
    one, other = (parallel_analysis(x, 40, np.random.default_rng(1)) for x in (items, 7 - 2 * items))
    assert sum(one.eigenvalues) == pytest.approx(5)
    assert other.eigenvalues == pytest.approx(one.eigenvalues)
    assert (other.components, other.factors) == (one.components, one.factors)
    assert 0 <= one.kmo <= 1


@quick
@given(seeds)
def test_means_of_units_and_people_move_with_the_data_and_ignore_labels(seed: int) -> None:
    rng = np.random.default_rng(seed)
    codes = np.repeat(np.arange(6), rng.integers(2, 9, 6))
    values = rng.normal(size=codes.size)
    sizes = np.bincount(codes)
    units = mean_of_units(np.bincount(codes, values) / sizes, sizes)
    people = mean_of_people(values, codes)
    assert units.mean == pytest.approx(people.mean) == pytest.approx(values.mean())
    moved = mean_of_people(3 * values - 2, [f"team {9 - code}" for code in codes.tolist()])
    assert (moved.mean, moved.se) == (pytest.approx(3 * people.mean - 2), pytest.approx(3 * people.se))
    assert units.low < units.mean < units.high
