"""Shares: mirror images, containment, bounds and exact tests against the library."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.proportion import binomial_against, chi_square, newcombe, wilson
from diagnostic.lab.statistics.proportions.proportion import clopper_pearson, fisher_exact, wilson_continuity

counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
quick = settings(deadline=None, max_examples=60)


@quick
@given(counts)
def test_intervals_hold_the_share_and_mirror(count: tuple[int, int]) -> None:
    k, n = count
    for interval in (wilson, wilson_continuity, clopper_pearson):
        here, there = interval(k, n), interval(n - k, n)
        assert 0 <= here.low <= here.value <= here.high <= 1
        assert there.low == pytest.approx(1 - here.high, abs=1e-12)
    library = stats.binomtest(k, n)
    assert (wilson(k, n).low, wilson(k, n).high) == pytest.approx(
        tuple(library.proportion_ci(method="wilson"))
    )
    assert clopper_pearson(k, n).high == pytest.approx(library.proportion_ci().high)


@quick
@given(counts, counts)
def test_a_difference_turns_its_sign(one: tuple[int, int], two: tuple[int, int]) -> None:
    there, back = newcombe(*one, *two), newcombe(*two, *one)
    assert -1 <= there.low <= there.diff <= there.high <= 1
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low))
    assert (there.p is None) == (one[0] + two[0] in (0, one[1] + two[1]))


@quick
@given(counts, st.sampled_from([0.05, 0.3, 0.5, 0.81]))
def test_binomial_p_is_the_library_s(count: tuple[int, int], p0: float) -> None:
    assert binomial_against([count[0]], [count[1]], p0)[0] == pytest.approx(
        stats.binomtest(*count, p0).pvalue
    )


@quick
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=2, max_size=2))
def test_fisher_s_p_is_the_library_s(table: list[tuple[int, int]]) -> None:
    seen = np.array(table)
    expected = stats.fisher_exact(seen).pvalue
    assert fisher_exact(seen[:, 0], seen.sum(axis=1)) == pytest.approx(expected, rel=1e-6)


def test_fisher_is_not_offered_where_it_would_take_too_long() -> None:
    assert fisher_exact([10] * 6, [100] * 6) is None


def test_chi_square_does_not_care_which_side_is_which() -> None:
    table = np.array([[10, 50, 3], [25, 85, 9]])
    assert chi_square(table.T).p == pytest.approx(chi_square(table).p)
    library = stats.chi2_contingency(table, correction=False)
    assert chi_square(table).statistic == pytest.approx(library.statistic)


@pytest.mark.parametrize(("k", "n", "reason"), [(1, 0, "too_few"), (5, 4, "off_scale"), (-1, 4, "off_scale")])
def test_unfit_counts(k: int, n: int, reason: str) -> None:
    for interval in (wilson, wilson_continuity, clopper_pearson):
        with pytest.raises(CannotSayError) as refused:
            interval(k, n)
        assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("table", "reason"),
    [([[1, 2]], "one_group"), ([[1, 0], [2, 0]], "constant"), ([[1, -1], [2, 3]], "off_scale")],
)
def test_unfit_tables(table: list[list[int]], reason: str) -> None:
    with pytest.raises(CannotSayError) as refused:
        chi_square(table)
    assert refused.value.reason == reason
