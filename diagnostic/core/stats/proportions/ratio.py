"""Attainment of a unit: the sum of actuals over the sum of targets, with an honest standard error.

For funnel and unit figures. The mean of individual ratios lets one rep with a tiny target speak for the
team, so the ratio of sums is the figure; mean and median of the individual ratios stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtri

from diagnostic.core.stats.basis.checks import Floats, Numbers, fraction, pairs
from diagnostic.core.stats.basis.not_computable import CannotSayError


@dataclass(frozen=True, slots=True)
class RatioResult:
    """`gap` is sum of numerators minus sum of denominators, in their unit; negative is a shortfall.

    `mean_of_ratios` and `median_of_ratios` are None when a denominator is zero.
    """

    ratio: float
    se: float
    low: float
    high: float
    n: int
    mean_of_ratios: float | None
    median_of_ratios: float | None
    gap: float


@dataclass(frozen=True, slots=True)
class JackknifeRatio:
    """A ratio of sums of n units with its jackknife error and the degrees of freedom that error has."""

    n: int
    ratio: float
    se: float
    df: float


def ratio_of_sums(numerator: Numbers, denominator: Numbers, level: float = 0.95) -> RatioResult:
    """R = sum y / sum x of n units with its linearised (Taylor) standard error and normal interval.

    SE^2 = n / (n - 1) * sum (y - R x)^2 / (sum x)^2; Cochran 1977, Sampling Techniques, 6.4;
    Saerndal, Swensson & Wretman 1992, 10.1007/978-1-4612-4378-6.

    numerator, denominator: shape (n,), same unit, denominators >= 0; pairs with a NaN are left out. Raises
    CannotSayError `too_few` (n < 2), `all_missing`, `not_finite`, `off_scale` (a negative denominator, or
    denominators that sum to zero).

    >>> result = ratio_of_sums([90, 120, 60], [100, 100, 100])
    >>> result.ratio, round(result.se, 4), result.gap
    (0.9, 0.1732, -30.0)
    """
    y, x = pairs(numerator, denominator)
    if x.min() < 0 or x.sum() <= 0:
        raise CannotSayError("off_scale", n=x.size)
    ratio = float(y.sum() / x.sum())
    se = sqrt(x.size / (x.size - 1) * float(np.sum((y - ratio * x) ** 2))) / float(x.sum())
    reach = float(ndtri(0.5 + fraction(level) / 2)) * se
    mean, median = _individual(y, x)
    gap = float(y.sum() - x.sum())
    return RatioResult(ratio, se, ratio - reach, ratio + reach, x.size, mean, median, gap)


def _individual(y: Floats, x: Floats) -> tuple[float | None, float | None]:
    if x.min() == 0:
        return None, None
    return float(np.mean(y / x)), float(np.median(y / x))


def jackknife_ratio(numerator: Numbers, denominator: Numbers) -> JackknifeRatio:
    """Ratio of sums with the error of leaving one unit out at a time; Quenouille 1956, 10.1093/biomet/43.3-4.353.

    se^2 = (n - 1) / n sum (R_-i - mean R_-i)^2; df = (sum x)^2 / sum x^2 - 1, the number of units of equal size that
    weigh as these do, less one. For small n and unequal denominators larger than the linearised error of
    `ratio_of_sums`. Shapes and errors as there, and `too_few` when one unit holds the whole denominator.

    >>> found = jackknife_ratio([90, 120, 60], [100, 100, 100])
    >>> round(found.ratio, 2), round(found.se, 4), found.df
    (0.9, 0.1732, 2.0)
    """
    y, x = pairs(numerator, denominator)
    if x.min() < 0 or x.sum() <= 0:
        raise CannotSayError("off_scale", n=x.size)
    share = x / x.sum()
    if share.max() > 1 - 1e-9:
        raise CannotSayError("too_few", n=1, needed=2)
    without = (y.sum() - y) / (x.sum() * (1 - share))
    spread = without - without.mean()
    se = sqrt((x.size - 1) / x.size * float(spread @ spread))
    ratio = float(y.sum() / x.sum())
    exact = se <= 1e-12 * abs(ratio)
    return JackknifeRatio(x.size, ratio, 0.0 if exact else se, 1 / float(share @ share) - 1)
