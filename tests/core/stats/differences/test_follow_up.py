"""Change between anonymous waves, regression to the mean, and relations over bands and units."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.follow_up import change_of_units
from diagnostic.lab.statistics.differences.follow_up import change_within_units
from diagnostic.lab.statistics.relations.linking import band_trend, unit_link

seeds = st.integers(0, 10_000)
quick = settings(deadline=None, max_examples=20)


def waves(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    first, second = (np.repeat(np.arange(8), rng.integers(2, 7, 8)) for _ in range(2))
    return rng.normal(3, 1, first.size), first, rng.normal(3.2, 1, second.size), second


@quick
@given(seeds)
def test_change_turns_with_the_waves_and_moves_with_the_scale(seed: int) -> None:
    before, first, after, second = waves(seed)
    for change in (change_of_units, change_within_units):
        there, back = change(before, first, after, second), change(after, second, before, first)
        assert (back.change, back.p, back.low) == pytest.approx((-there.change, there.p, -there.high))
        names = np.array([f"team {9 - code}" for code in range(8)])
        moved = change(2 * before + 1, names[first], 2 * after + 1, names[second])
        assert (moved.change, moved.p) == pytest.approx((2 * there.change, there.p))
        assert moved.detectable == pytest.approx(2 * there.detectable)
        assert there.after - there.before == pytest.approx(there.change)


@quick
@given(seeds)
def test_units_as_the_n_is_a_paired_test_of_unit_means(seed: int) -> None:
    before, first, after, second = waves(seed)
    one, two = ([x[u == code].mean() for code in range(8)] for x, u in ((before, first), (after, second)))
    assert change_of_units(before, first, after, second).p == pytest.approx(stats.ttest_rel(two, one).pvalue)


def test_one_unit_of_many_people_is_students_test() -> None:
    before, after = [3, 4, 2, 5, 3], [4, 5, 5, 4]
    found = change_within_units(before, ["a"] * 5, after, ["a"] * 4)
    assert found.p == pytest.approx(stats.ttest_ind(after, before).pvalue)
    assert found.change == pytest.approx(1.1)


def test_units_of_one_wave_are_left_out_and_counted() -> None:
    found = change_of_units([1, 2, 3, 4, 4, 3], list("aabbcc"), [2, 4, 3, 5, 1], list("aabbd"))
    assert (found.units, found.left_out, found.n_before) == (2, 2, 4)
    with pytest.raises(CannotSayError) as refused:
        change_of_units([1, 2, 3, 4], list("aabb"), [2, 4, 3, 5], list("aacc"))
    assert (refused.value.reason, refused.value.n, refused.value.needed) == ("few_groups", 1, 2)


@pytest.mark.slow
def test_the_detectable_change_is_found_four_times_in_five() -> None:
    rng = np.random.default_rng(2)
    codes, found = np.repeat(np.arange(12), 6), 0
    gap = 2.8 * np.sqrt(2 / 72)  # what change_within_units prints at a spread of one
    for _ in range(1500):
        change = change_within_units(rng.normal(size=72), codes, rng.normal(size=72) + gap, codes)
        found += change.p < 0.05
    assert found / 1500 == pytest.approx(0.80, abs=0.03)
    assert change.detectable == pytest.approx(gap, rel=0.25)


def test_the_permutation_law_is_that_of_all_orders() -> None:
    values, bands = [1, 3, 2, 5, 4, 6], list("aabbcc")
    drawn = band_trend(values, bands, list("abc"), 20_000, np.random.default_rng(1))

    def s(order: tuple[str, ...]) -> int:
        pairs = itertools.permutations(range(6), 2)
        return sum(np.sign(values[j] - values[i]) for i, j in pairs if order[i] < order[j])

    seen = s(tuple(bands))
    exact = np.mean([abs(s(order)) >= abs(seen) for order in itertools.permutations(bands)])
    assert drawn.p == pytest.approx(exact, abs=0.01)


@quick
@given(seeds)
def test_a_trend_turns_with_the_scale_and_ignores_units_and_labels(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, bands = rng.integers(1, 6, 30), np.array(list("lmh"))[rng.integers(0, 3, 30)]
    if len(set(bands.tolist())) < 2:
        return
    there, back = (
        band_trend(x, bands, list("lmh"), 99, np.random.default_rng(1)) for x in (values, 6 - values)
    )
    assert back.tau == pytest.approx(-there.tau)
    assert -1 <= there.tau <= 1
    assert 0.01 <= there.p <= 1


def test_strata_that_differ_make_no_trend() -> None:
    """Managers sit higher and say better things; within roles there is nothing."""
    rng = np.random.default_rng(4)
    role = np.repeat(["rep", "key"], 40)
    values = rng.normal(size=80) + 2 * (role == "key")
    bands = np.where(rng.random(80) < np.where(role == "key", 0.8, 0.2), "high", "low")
    mixed, split = (band_trend(values, bands, ["low", "high"], 499, rng, strata) for strata in (None, role))
    assert mixed.p < 0.01
    assert split.p > 0.05


def test_six_units_say_little() -> None:
    """With six units only a correlation above .81 reaches p < .05 (statistics.md)."""
    t = stats.t.ppf(0.975, 4)
    edge = t / np.sqrt(4 + t**2)
    assert edge == pytest.approx(0.811, abs=0.001)
    link = unit_link([1, 2, 3, 4, 5, 6], [2, 1, 3, 5, 4, 3], 200, np.random.default_rng(1))
    assert link.p > 0.05
    assert link.high - link.low > 1
