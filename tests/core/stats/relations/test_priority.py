"""Priorities: repeatable, honest about ties, and less sure where people sit in units."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.basis.ranking import rank_shares
from diagnostic.core.stats.basis.resample import resampled_counts
from diagnostic.core.stats.relations.priority import priority_ranks


def answers(seed: int, n: int = 60) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.clip(np.rint(rng.normal([3.0, 2.6, 4.0, 3.8], 1.0, (n, 4))), 1, 5)


def test_same_seed_same_answer_and_the_largest_need_comes_first() -> None:
    first, again = (
        priority_ranks(answers(1), 4, [1] * 4, 2, 500, np.random.default_rng(3)) for _ in range(2)
    )
    assert first == again
    assert first.rank[1] == 1
    assert first.p_first[1] > 0.8
    assert sum(first.p_top) == pytest.approx(2)
    assert first.gap[1] < 0


def test_shift_and_scale_of_the_answers_leave_the_ranks() -> None:
    one = priority_ranks(answers(2), 4, [1, 2, 1, 1], 3, 300, np.random.default_rng(5))
    two = priority_ranks(10 * answers(2) + 7, 47, [1, 2, 1, 1], 3, 300, np.random.default_rng(5))
    assert two.p_top == one.p_top
    assert two.mean_rank == one.mean_rank
    assert two.se == pytest.approx(10 * np.array(one.se))


def test_items_answered_alike_share_their_places() -> None:
    matrix = np.repeat(answers(3)[:, :1], 3, axis=1)
    result = priority_ranks(matrix, 4, [1, 1, 1], 1, 200, np.random.default_rng(1))
    assert result.p_first == pytest.approx([1 / 3] * 3)
    assert result.rank == (2.0, 2.0, 2.0)


def test_people_in_units_are_less_sure() -> None:
    rng = np.random.default_rng(8)
    units = np.repeat(np.arange(8), 10)
    matrix = rng.normal(3, 0.3, (80, 3)) + rng.normal(0, 1, (8, 3))[units]
    alone = priority_ranks(matrix, 4, [1] * 3, 1, 2000, np.random.default_rng(1))
    nested = priority_ranks(matrix, 4, [1] * 3, 1, 2000, np.random.default_rng(1), groups=units)
    assert (np.array(nested.se) > 2 * np.array(alone.se)).all()
    assert max(nested.p_first) < max(alone.p_first)


def test_missing_answers_and_empty_sheets() -> None:
    matrix = answers(4)
    holed = np.vstack([matrix, np.full(4, nan)])
    units = np.arange(61) % 5
    result = priority_ranks(holed, 4, [1] * 4, 1, 100, np.random.default_rng(1), groups=units)
    assert result.n == 60
    matrix[:30, 0] = nan
    shorter = priority_ranks(matrix, 4, [1] * 4, 1, 100, np.random.default_rng(1))
    assert shorter.gap[0] == pytest.approx(matrix[30:, 0].mean() - 4)
    assert shorter.se[0] == pytest.approx(matrix[30:, 0].std(ddof=1) / np.sqrt(30))


@pytest.mark.parametrize(
    ("matrix", "weights", "groups", "reason"),
    [
        ([[1, 2]], [1, 1], None, "too_few"),
        ([[1], [2]], [1], None, "too_few"),
        ([[nan, nan], [nan, nan]], [1, 1], None, "all_missing"),
        ([[1, 2], [2, 3]], [1, -1], None, "off_scale"),
        ([[1, 2], [2, 3]], [1, nan], None, "not_finite"),
        ([[1, 2], [2, 3]], [1, 1], ["a", "a"], "one_group"),
    ],
)
def test_unfit_input(
    matrix: list[list[float]], weights: list[float], groups: list[str] | None, reason: str
) -> None:
    with pytest.raises(CannotSayError) as refused:
        priority_ranks(matrix, 4, weights, 1, 10, np.random.default_rng(1), groups)
    assert refused.value.reason == reason


def test_counts_add_up_with_and_without_units() -> None:
    units = np.array([0, 0, 0, 1, 1, 2])
    plain = np.concatenate(list(resampled_counts(6, 50, np.random.default_rng(1))))
    nested = np.concatenate(list(resampled_counts(6, 50, np.random.default_rng(1), units)))
    assert (plain.sum(axis=1) == 6).all()
    per_unit = np.stack(
        [nested[:, units == unit].sum(axis=1) / np.sum(units == unit) for unit in range(3)], axis=1
    )
    assert (per_unit.sum(axis=1) == 3).all()


def test_programming_faults() -> None:
    with pytest.raises(ValueError, match="top"):
        rank_shares(np.ones((2, 2)), 0)
    with pytest.raises(ValueError, match="weight"):
        priority_ranks([[1, 2], [2, 3]], 4, [1], 1, 10, np.random.default_rng(1))
    with pytest.raises(ValueError, match="unit"):
        priority_ranks([[1, 2], [2, 3]], 4, [1, 1], 1, 10, np.random.default_rng(1), ["a"])
    with pytest.raises(ValueError, match="resample"):
        next(resampled_counts(3, 0, np.random.default_rng(1)))
