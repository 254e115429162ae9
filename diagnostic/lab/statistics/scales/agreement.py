"""Agreement within units by other indices than the report's."""

from __future__ import annotations

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Labels, Numbers, NumberTable
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.scales.agreement import Agreement, _Grouped, _grouped, _null


def rwg(values: Numbers, groups: Labels, null_variance: float) -> Agreement:
    """rwg = 1 - variance / null variance for one item and every unit; 10.1037/0021-9010.69.1.85.

    A variance above the null's counts as the null's (0); a unit of one person is undefined (None). values:
    (n,), NaN left out. Raises CannotSayError `too_few` (no unit with two people), `all_missing`,
    `not_finite`, `off_scale` (a null variance that is not positive).

    >>> from diagnostic.core.stats.scales.agreement import uniform_null
    >>> result = rwg([4, 4, 5, 4, 1, 5, 3], list("aaaabbc"), uniform_null(5))
    >>> result.value
    (0.875, 0.0, None)
    """
    data = _grouped(values, groups)
    share = np.minimum(data.variance()[:, 0] / _null(null_variance), 1.0)
    return data.agreement(1 - share, data.size > 1)


def rwg_j_lindell(items: NumberTable, groups: Labels, null_variance: float) -> Agreement:
    """r*wg(j) = 1 - mean item variance / null variance, below zero where people are divided.

    Lindell, Brandt & Whitney 1999, 10.1177/01466219922031257. Shapes and errors as `rwg_j`.

    >>> rwg_j_lindell([[4, 4], [4, 5], [1, 5], [5, 1]], list("aabb"), 2.0).value
    (0.875, -3.0)
    """
    data = _grouped(items, groups)
    return data.agreement(1 - data.variance().mean(axis=1) / _null(null_variance), data.size > 1)


def awg(values: Numbers, groups: Labels, low: float, high: float) -> Agreement:
    """awg = 1 - 2 s^2 / (((H + L) M - M^2 - H L) k / (k - 1)) of one item in every unit.

    Brown & Hauenstein 2005, 10.1177/1094428105275376. None where the mean M of the k people is too near an
    end of the scale low..high for the index to be read, unless all agree (1). Raises as `rwg`,
    `off_scale` for an answer outside the scale, `restricted_range` when all units are too near an end.

    >>> awg([3, 4, 3, 1, 5, 2, 2], list("aaabbcc"), 1, 5).value
    (0.8857142857142857, -1.0, 1.0)
    """
    data = _grouped(values, groups)
    if data.rows.min() < low or data.rows.max() > high:
        raise CannotSayError("off_scale", n=data.rows.shape[0])
    size, variance = data.size, data.variance()[:, 0]
    mean = data.total(data.rows[:, 0]) / size
    readable = (mean >= (low * (size - 1) + high) / size) & (mean <= (high * (size - 1) + low) / size)
    widest = ((high + low) * mean - mean**2 - high * low) * size / np.maximum(size - 1, 1)
    share = np.divide(2 * variance, widest, out=np.zeros_like(mean), where=variance > 0)
    return data.agreement(1 - share, (size > 1) & (readable | (variance == 0)))


def average_deviation(values: Numbers, groups: Labels, around: str = "mean") -> Agreement:
    """Mean distance of a unit's answers from their "mean" or "median", in points; 10.1177/109442819921004.

    Burke, Finkelstein & Dusig 1999. Shapes and errors as `rwg`; ValueError for another centre.

    >>> average_deviation([4, 4, 5, 4, 1, 5], list("aaaabb"), "median").value
    (0.25, 2.0)
    """
    if around not in ("mean", "median"):
        raise ValueError(f"a deviation is around the mean or the median, not {around}")
    data = _grouped(values, groups)
    column = data.rows[:, 0]
    centre = data.total(column) / data.size if around == "mean" else _medians(data)
    return data.agreement(data.total(np.abs(column - centre[data.codes])) / data.size, data.size > 1)


def _medians(data: _Grouped) -> Floats:
    ordered = data.rows[np.lexsort((data.rows[:, 0], data.codes)), 0]
    size = data.size.astype(np.int64)
    start = np.cumsum(size) - size
    medians: Floats = (ordered[start + (size - 1) // 2] + ordered[start + size // 2]) / 2
    return medians


def group_sd(values: Numbers, groups: Labels) -> Agreement:
    """Standard deviation of each unit's answers, n - 1. Shapes and errors as `rwg`.

    >>> group_sd([4, 4, 5, 4, 1, 5], list("aaaabb")).value
    (0.5, 2.8284271247461903)
    """
    data = _grouped(values, groups)
    return data.agreement(np.sqrt(data.variance()[:, 0]), data.size > 1)
