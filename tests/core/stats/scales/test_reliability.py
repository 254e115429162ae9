"""Alpha: what may change it, and what it refuses."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.scales.reliability import cronbach_alpha
from diagnostic.lab.statistics.scales.reverse import reverse

seeds = st.integers(0, 10_000)
quick = settings(deadline=None, max_examples=25)


def answers(seed: int, people: int = 40, items: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    trait = rng.normal(size=(people, 1))
    return np.clip(np.rint(3 + trait + rng.normal(size=(people, items))), 1, 5)


@quick
@given(seeds)
def test_alpha_ignores_order_and_linear_recoding(seed: int) -> None:
    matrix, rng = answers(seed), np.random.default_rng(seed + 1)
    alpha = cronbach_alpha(matrix)
    columns = rng.permutation(5)
    shuffled = cronbach_alpha(matrix[rng.permutation(40)][:, columns])
    assert shuffled.raw == pytest.approx(alpha.raw)
    assert shuffled.item_rest == pytest.approx(np.array(alpha.item_rest)[columns])
    assert cronbach_alpha(7 * matrix - 3).raw == pytest.approx(alpha.raw)
    assert cronbach_alpha(reverse(matrix, 1, 5)).raw == pytest.approx(alpha.raw)


@quick
@given(seeds)
def test_alpha_agrees_with_its_definition(seed: int) -> None:
    matrix = answers(seed)
    alpha = cronbach_alpha(matrix)
    total = matrix.sum(axis=1)
    assert alpha.raw == pytest.approx(5 / 4 * (1 - matrix.var(axis=0, ddof=1).sum() / total.var(ddof=1)))
    rest = [np.corrcoef(matrix[:, i], total - matrix[:, i])[0, 1] for i in range(5)]
    assert alpha.item_rest == pytest.approx(rest)
    without = [cronbach_alpha(np.delete(matrix, i, axis=1)).raw for i in range(5)]
    assert alpha.if_deleted == pytest.approx(without)
    assert alpha.low < alpha.raw < alpha.high <= 1


def test_people_with_a_missing_answer_are_left_out() -> None:
    matrix = answers(3)
    holed = np.vstack([matrix, [[nan, 1, 2, 3, 4]]])
    assert cronbach_alpha(holed) == cronbach_alpha(matrix)


def test_two_items_have_no_alpha_without_one() -> None:
    assert cronbach_alpha(answers(4)[:, :2]).if_deleted is None


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ([[1], [2], [3]], "too_few"),
        ([[1, 2], [2, 3]], "too_few"),
        ([[nan, nan]] * 5, "all_missing"),
        ([[3, 1], [3, 2], [3, 4]], "constant"),
        ([[1, 5], [2, 4], [5, 1]], "not_a_scale"),
        ([[1, 5], [2, np.inf], [5, 1]], "not_finite"),
    ],
)
def test_unfit_scales(matrix: list[list[float]], reason: str) -> None:
    with pytest.raises(CannotSayError) as refused:
        cronbach_alpha(matrix)
    assert refused.value.reason == reason


def test_reversing_twice_gives_the_answer_back_and_keeps_the_missing() -> None:
    assert reverse(reverse([1, 2, 5], 1, 5), 1, 5).tolist() == [1, 2, 5]
    assert np.isnan(reverse([nan], 1, 5)).all()


@pytest.mark.parametrize("answer", [0, 6])
def test_an_answer_off_the_scale_is_refused(answer: float) -> None:
    with pytest.raises(CannotSayError) as refused:
        reverse([1, answer], 1, 5)
    assert refused.value.reason == "off_scale"
