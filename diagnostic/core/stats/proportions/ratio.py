"""Attainment of a unit: the sum of actuals over the sum of targets, with an honest standard error.

For funnel and unit figures. The mean of individual ratios lets one rep with a tiny target dominate
the team, so the ratio of sums is the figure; mean and median of the individual ratios are given with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, isfinite, log, sqrt

import numpy as np
from scipy.special import expit, ndtri, stdtr, stdtrit

from diagnostic.core.stats.basis.checks import Floats, Numbers, fraction, pairs
from diagnostic.core.stats.basis.not_computable import CannotSayError

_LARGEST = 50.0  # of a log ratio: beyond it an end is no number anybody could use


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
class ClusterInterval:
    """A ratio of sums over n reps, with the interval in which that of other reps like these would lie."""

    value: float
    low: float
    high: float
    n: int
    df: float


@dataclass(frozen=True, slots=True)
class RatioChange:
    """A ratio now minus `reference`, the same units' before."""

    diff: float
    low: float
    high: float
    p: float
    reference: float
    n: int


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


def cluster_ratio(numerator: Numbers, denominator: Numbers, level: float = 0.95) -> ClusterInterval:
    """Ratio of sums whose interval never falls below 0: R exp(-+ t se / R), the log of the jackknife's.

    t with the degrees of freedom of `jackknife_ratio`; its units (reps) are the sample, whatever each of them counts.
    Quenouille 1956, 10.1093/biomet/43.3-4.353; logs as for relative risks, Katz et al. 1978, 10.2307/2530610. Shapes
    and errors as there, and `off_scale` (a ratio of 0 or less), `constant` (no unit differs from the ratio of all),
    `too_few` (one unit weighs so much that no end can be given).

    >>> found = cluster_ratio([90, 120, 60], [100, 100, 100])
    >>> round(found.value, 2), round(found.low, 4), round(found.high, 4)
    (0.9, 0.3932, 2.06)
    """
    found = _of_units(numerator, denominator)
    if found.ratio <= 0:
        raise CannotSayError("off_scale", n=found.n)
    half = _quantile(found.df, level) * found.se / found.ratio
    if not half < _LARGEST:
        raise CannotSayError("too_few", n=found.n)
    return ClusterInterval(found.ratio, found.ratio * exp(-half), found.ratio * exp(half), found.n, found.df)


def cluster_share(counted: Numbers, out_of: Numbers, level: float = 0.95) -> ClusterInterval:
    """Share of counts over reps whose own shares differ; its interval stays between 0 and 1.

    logit R -+ t se / (R (1 - R)), se and degrees of freedom of `jackknife_ratio`. Wilson's interval of the pooled
    counts takes them for independent, and where reps differ by .05 holds the truth .77 of the time at a hundred deals
    a rep; docs/calibration_statistics.md. Donner & Klar 2000, Design and Analysis of Cluster Randomization Trials, 6;
    Quenouille 1956, 10.1093/biomet/43.3-4.353. Errors as `cluster_ratio`; `off_scale` also where counts exceed their
    whole, `constant` also for a share of 0 or 1.

    >>> found = cluster_share([9, 12, 6], [30, 30, 30])
    >>> round(found.value, 2), round(found.low, 4), round(found.high, 4)
    (0.3, 0.1161, 0.5831)
    """
    y, x = pairs(counted, out_of)
    if y.min() < 0 or (y > x).any():
        raise CannotSayError("off_scale", n=x.size)
    found = _of_units(y, x)
    if not 0 < found.ratio < 1:
        raise CannotSayError("constant", n=found.n)
    centre = log(found.ratio / (1 - found.ratio))
    half = _quantile(found.df, level) * found.se / (found.ratio * (1 - found.ratio))
    if not isfinite(half):
        raise CannotSayError("too_few", n=found.n)
    return ClusterInterval(
        found.ratio, float(expit(centre - half)), float(expit(centre + half)), found.n, found.df
    )


def change_of_ratios(
    now: tuple[Numbers, Numbers], before: tuple[Numbers, Numbers], level: float = 0.95
) -> RatioChange:
    """Ratio of sums now minus that of the same units before; each side (numerators, denominators), shape (n,).

    The error leaves one unit out of both sides at a time, so that what a unit has in both counts for nothing; t with
    the fewer of the degrees of freedom of the two sides (`jackknife_ratio`). Quenouille 1956,
    10.1093/biomet/43.3-4.353. Raises CannotSayError `too_few`, `not_finite`, `off_scale`, `constant` (the change does
    not hang on any unit); ValueError for sides of different lengths.

    >>> ten = [10, 10, 10, 10]
    >>> found = change_of_ratios(([3, 4, 2, 5], ten), ([4, 5, 4, 6], ten))
    >>> round(found.diff, 3), round(found.reference, 3), round(found.p, 4)
    (-0.125, 0.475, 0.0154)
    """
    sides = [pairs(*side) for side in (now, before)]
    if sides[0][0].size != sides[1][0].size:
        raise ValueError("the same units on both sides")
    after, earlier = (jackknife_ratio(*side) for side in sides)
    moved = _without(*sides[0]) - _without(*sides[1])
    spread = moved - moved.mean()
    se = sqrt((moved.size - 1) / moved.size * float(spread @ spread))
    diff, df = after.ratio - earlier.ratio, min(after.df, earlier.df)
    if se <= 1e-12 * max(abs(after.ratio), abs(earlier.ratio)):
        raise CannotSayError("constant", n=moved.size)
    half = _quantile(df, level) * se
    return RatioChange(
        diff, diff - half, diff + half, float(2 * stdtr(df, -abs(diff) / se)), earlier.ratio, moved.size
    )


def _without(y: Floats, x: Floats) -> Floats:
    left: Floats = (y.sum() - y) / (x.sum() - x)
    return left


def _of_units(numerator: Numbers, denominator: Numbers) -> JackknifeRatio:
    found = jackknife_ratio(numerator, denominator)
    if found.se == 0:
        raise CannotSayError("constant", n=found.n)
    return found


def _quantile(df: float, level: float) -> float:
    return float(stdtrit(df, 0.5 + fraction(level) / 2))
