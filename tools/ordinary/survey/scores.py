"""Scores of scales and how much units differ, as anybody would compute them from the sheets."""

from __future__ import annotations

import numpy as np

from ordinary.structure import Flags, Floats, Ints


def scores(values: Floats, scale_of: Ints, turned: Flags) -> Floats:
    """(people, scales) means of the answered items, reversed ones `turned`; NaN for those who answered none."""
    given = np.where(turned, 6 - values, values)
    known = np.isfinite(given)
    of_scale = (scale_of[:, None] == np.arange(scale_of.max() + 1)).astype(float)
    count = known @ of_scale
    total = np.where(known, given, 0.0) @ of_scale
    found: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return found


def icc(values: Floats, unit: Ints) -> float:
    """ICC(1) by analysis of variance with the mean size of units.

    >>> round(icc(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 1])), 3)
    0.778
    """
    known = np.isfinite(values)
    values, place = values[known], np.unique(unit[known], return_inverse=True)[1]
    size = np.bincount(place)
    mean = np.bincount(place, values) / size
    n, k = len(values), len(size)
    between = float((size * (mean - values.mean()) ** 2).sum() / (k - 1))
    within = float(((values - mean[place]) ** 2).sum() / (n - k))
    usual = (n - float((size**2).sum()) / n) / (k - 1)
    return (between - within) / (between + (usual - 1) * within)
