"""Thresholds are data: they rise, may be changed, and label by absolute value."""

from __future__ import annotations

import pytest

from diagnostic.core.stats.basis.conventions import Conventions, MinimumN, label


def test_labels_count_the_cut_points_reached() -> None:
    cuts = Conventions().g
    assert [label(value, cuts) for value in (0.1, -0.2, 0.5, -3)] == [0, 1, 2, 3]


def test_thresholds_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="alpha"):
        Conventions(alpha=(0.8, 0.7))
    with pytest.raises(ValueError, match="minimum"):
        MinimumN(test=0)
