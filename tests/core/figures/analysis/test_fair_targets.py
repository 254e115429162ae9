"""Whether targets follow potential, and what is fair where they do not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from diagnostic.core.figures.analysis.fair_targets import (
    TargetSlope,
    fair_targets,
    share_ignored,
    slope_of_targets,
    typical_potential,
)

POTENTIAL = np.array([0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.5, 1.6, 0.6, 1.4])
SAME = ["R"] * 12


def test_equal_targets_ignore_potential() -> None:
    found = slope_of_targets(np.full(12, 100.0), POTENTIAL, SAME)
    assert found is not None
    assert (found.slope, share_ignored(found, None)) == (pytest.approx(0), 1.0)


def test_targets_made_of_potential_leave_nothing_to_allow_for() -> None:
    target = 30 * POTENTIAL
    found = slope_of_targets(target, POTENTIAL, SAME)
    assert share_ignored(found, None) == 0.0
    assert fair_targets(target, POTENTIAL, 0.0) == pytest.approx(target)


def test_the_slope_is_that_of_a_regression_with_a_level_for_each_role() -> None:
    """Two roles of six, one with twice the targets and the better territories: their levels are no slope."""
    rng = np.random.default_rng(4)
    roles = ["R"] * 6 + ["K"] * 6
    level = np.where(np.array(roles) == "K", 2.0, 1.0)
    target = 100 * level * POTENTIAL**0.4 * np.exp(0.1 * rng.normal(size=12))
    found = slope_of_targets(target, POTENTIAL, roles)
    assert found is not None
    x = np.column_stack([np.log(POTENTIAL), level == 1, level == 2]).astype(float)
    y = np.log(target)
    beta, left, *_ = np.linalg.lstsq(x, y, rcond=None)
    se = float(np.sqrt(left[0] / 9 * np.linalg.inv(x.T @ x)[0, 0]))
    assert (found.slope, found.se) == (pytest.approx(beta[0]), pytest.approx(se))
    assert found.high == pytest.approx(beta[0] + stats.t.ppf(0.975, 9) * se)


@pytest.mark.parametrize(
    ("target", "potential"),
    [
        (np.full(9, 10.0), POTENTIAL[:9]),  # nine reps
        (np.full(12, 10.0), np.tile([0.8, 1.2], 6)),  # two territories
        (np.full(12, 10.0), np.where(POTENTIAL > 1, np.nan, POTENTIAL)),
        (np.zeros(12), POTENTIAL),
    ],
)
def test_too_little_is_known_to_tell(target: np.ndarray, potential: np.ndarray) -> None:
    assert slope_of_targets(target, potential, ["R"] * len(target)) is None
    assert share_ignored(None, None) is None


def test_what_was_said_counts_before_what_was_estimated() -> None:
    found = TargetSlope(0.5, 0.1, 0.3, 0.7, 20)
    assert [share_ignored(found, stated) for stated in (True, False, None)] == [0.0, 1.0, 0.5]
    assert share_ignored(TargetSlope(0.5, 1.0, -1.5, 2.5, 20), None) is None  # holds both


def test_the_usual_territory_is_weighted_by_targets() -> None:
    assert typical_potential(np.array([100.0, 300.0, 50.0]), np.array([0.8, 1.2, np.nan])) == pytest.approx(
        1.1
    )
    assert typical_potential(np.zeros(2), np.array([0.8, 1.2])) == pytest.approx(1.0)


reps = st.lists(st.tuples(st.floats(1, 1e6), st.floats(0.2, 3)), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(reps, st.floats(0, 1))
def test_the_sum_of_targets_never_moves(rows: list[tuple[float, float]], ignored: float) -> None:
    target, potential = (np.array(side) for side in zip(*rows, strict=True))
    assert fair_targets(target, potential, ignored).sum() == pytest.approx(target.sum())
    richer = fair_targets(np.full(len(rows), 10.0), potential, ignored)
    assert (np.diff(richer[np.argsort(potential)]) >= -1e-9).all()
