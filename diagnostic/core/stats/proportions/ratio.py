"""Attainment of a unit: the sum of actuals over the sum of targets, with an honest standard error.

For funnel and unit figures. The mean of individual ratios lets one rep with a tiny target speak for the
team, so the ratio of sums is the figure; mean and median of the individual ratios stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtr, ndtri

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


@dataclass(frozen=True, slots=True)
class RatioDifference:
    """`diff` = ratio of the first group minus ratio of the second; two-sided normal p."""

    diff: float
    se: float
    z: float
    p: float
    low: float
    high: float


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


def ratio_difference(
    first: tuple[Numbers, Numbers], second: tuple[Numbers, Numbers], level: float = 0.95
) -> RatioDifference:
    """Difference of two independent groups' ratios of sums, each given as (numerator, denominator).

    z = (R1 - R2) / sqrt(SE1^2 + SE2^2), normal; sources and errors as in `ratio_of_sums`, and `constant` when
    every unit of both groups has exactly its group's ratio (no error to measure the difference by).
    Cochran 1977, Sampling Techniques, 6.14.

    >>> result = ratio_difference(([90, 120, 60], [100, 100, 100]), ([100, 130, 100], [100, 100, 100]))
    >>> round(result.diff, 4), round(result.p, 3)
    (-0.2, 0.317)
    """
    one, two = ratio_of_sums(*first, level), ratio_of_sums(*second, level)
    se = sqrt(one.se**2 + two.se**2)
    if se == 0:
        raise CannotSayError("constant", n=one.n + two.n)
    diff = one.ratio - two.ratio
    reach = float(ndtri(0.5 + level / 2)) * se
    return RatioDifference(diff, se, diff / se, float(2 * ndtr(-abs(diff / se))), diff - reach, diff + reach)
