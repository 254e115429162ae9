"""Two groups side by side: the difference of their means, how sure it is and how large.

For every gap between groups (top and rest, unit and company). Welch is the test to print; Student's pooled
one and the rank test stand beside it, and whoever calls chooses beforehand: nothing here switches by
itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import f as f_distribution

from diagnostic.core.stats.basis.checks import Floats, Numbers, is_constant, sample
from diagnostic.core.stats.basis.noncentral import EffectSize, correction, effect_from_t
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.rank_sum import MannWhitney, cliffs_delta, mann_whitney
from diagnostic.core.stats.differences.t_test import TTest, half_width, two_sided

__all__ = [
    "BrownForsythe",
    "EffectSize",
    "MannWhitney",
    "TTest",
    "TwoGroup",
    "brown_forsythe",
    "cliffs_delta",
    "cohens_d",
    "glass_delta",
    "hedges_g",
    "mann_whitney",
    "student",
    "two_group",
    "welch",
]


@dataclass(frozen=True, slots=True)
class BrownForsythe:
    """Are the spreads equal? F on |value - group median|."""

    f: float
    df1: int
    df2: int
    p: float


@dataclass(frozen=True, slots=True)
class TwoGroup:
    """Everything said about two groups; differences are first minus second."""

    n1: int
    n2: int
    mean1: float
    mean2: float
    sd1: float
    sd2: float
    median1: float
    median2: float
    welch: TTest
    student: TTest
    mann_whitney: MannWhitney
    cohens_d: EffectSize
    hedges_g: EffectSize
    cliffs_delta: EffectSize
    prob_superiority: float


def welch(first: Numbers, second: Numbers, level: float = 0.95) -> TTest:
    """Welch's t test, difference of means first - second; 10.1093/biomet/34.1-2.28.

    se^2 = s1^2/n1 + s2^2/n2, df = se^4 / ((s1^2/n1)^2/(n1-1) + (s2^2/n2)^2/(n2-1)) (Satterthwaite).
    first, second: shapes (n1,), (n2,), same unit; NaN left out.
    Raises CannotSayError `too_few` (fewer than 2 in a group), `all_missing`, `not_finite`, `constant`
    (neither group varies).

    >>> result = welch([3, 4, 5, 4], [2, 3, 2, 3, 1])
    >>> round(result.diff, 2), round(result.t, 3), round(result.df, 2), round(result.p, 4)
    (1.8, 3.25, 6.64, 0.0151)
    """
    one, two = _two_samples(first, second)
    part1, part2 = one.var(ddof=1) / one.size, two.var(ddof=1) / two.size
    df = (part1 + part2) ** 2 / (part1**2 / (one.size - 1) + part2**2 / (two.size - 1))
    return _t_test(one, two, sqrt(part1 + part2), float(df), level)


def student(first: Numbers, second: Numbers, level: float = 0.95) -> TTest:
    """Student's t test with the pooled variance, df = n1 + n2 - 2; 10.1093/biomet/6.1.1. Errors as `welch`.

    >>> result = student([3, 4, 5, 4], [2, 3, 2, 3, 1])
    >>> round(result.t, 3), result.df, round(result.p, 4)
    (3.24, 7.0, 0.0142)
    """
    one, two = _two_samples(first, second)
    se = sqrt(_pooled_variance(one, two) * (1 / one.size + 1 / two.size))
    return _t_test(one, two, se, float(one.size + two.size - 2), level)


def _two_samples(first: Numbers, second: Numbers) -> tuple[Floats, Floats]:
    one, two = sample(first), sample(second)
    if is_constant(one) and is_constant(two):
        raise CannotSayError("constant", n=one.size + two.size)
    return one, two


def _pooled_variance(one: Floats, two: Floats) -> float:
    squares = (one.size - 1) * one.var(ddof=1) + (two.size - 1) * two.var(ddof=1)
    return float(squares) / (one.size + two.size - 2)


def _t_test(one: Floats, two: Floats, se: float, df: float, level: float) -> TTest:
    mean1, mean2 = float(one.mean()), float(two.mean())
    diff = mean1 - mean2
    t, reach = diff / se, half_width(se, df, level)
    return TTest(
        n1=one.size,
        n2=two.size,
        mean1=mean1,
        mean2=mean2,
        diff=diff,
        se=se,
        t=t,
        df=df,
        p=two_sided(t, df),
        low=diff - reach,
        high=diff + reach,
    )


def cohens_d(first: Numbers, second: Numbers, level: float = 0.95) -> EffectSize:
    """d = (mean1 - mean2) / pooled sd with its noncentral-t interval; Cohen 1988. Errors as `welch`.

    >>> round(cohens_d([3, 4, 5, 4], [2, 3, 2, 3, 1]).value, 3)
    2.174
    """
    test = student(first, second, level)
    return effect_from_t(test.t, test.df, sqrt(1 / test.n1 + 1 / test.n2), level)


def hedges_g(first: Numbers, second: Numbers, level: float = 0.95) -> EffectSize:
    """g = J d, J exact; the interval is J times d's noncentral-t interval; 10.3102/10769986006002107.

    Dimensionless, positive when the first mean is higher. Errors as `welch`.

    >>> g = hedges_g([3, 4, 5, 4], [2, 3, 2, 3, 1])
    >>> round(g.value, 3), round(g.low, 3), round(g.high, 3)
    (1.931, 0.361, 3.424)
    """
    test = student(first, second, level)
    d = effect_from_t(test.t, test.df, sqrt(1 / test.n1 + 1 / test.n2), level)
    return d.scaled(correction(test.df))


def glass_delta(first: Numbers, second: Numbers) -> float:
    """(mean1 - mean2) / sd of the second group (the yardstick); Glass 1976, 10.3102/0013189X005010003.

    Raises as `welch`, and `constant` when the second group does not vary.

    >>> round(glass_delta([3, 4, 5, 4], [2, 3, 2, 3, 1]), 3)
    2.151
    """
    one, two = sample(first), sample(second)
    if is_constant(two):
        raise CannotSayError("constant", n=two.size)
    return float((one.mean() - two.mean()) / two.std(ddof=1))


def brown_forsythe(first: Numbers, second: Numbers) -> BrownForsythe:
    """Equal spread? Analysis of variance of |x - group median|; 10.1080/01621459.1974.10482955.

    Raises CannotSayError as `welch`, and `constant` when those distances do not vary within the groups.

    >>> round(brown_forsythe([3, 4, 5, 4], [1, 3, 2, 6, 8]).p, 3)
    0.136
    """
    one, two = (np.abs(values - np.median(values)) for values in _two_samples(first, second))
    df2 = one.size + two.size - 2
    within = _pooled_variance(one, two)
    if within <= 1e-24 * max(one.max(), two.max()) ** 2:
        raise CannotSayError("constant", n=one.size + two.size)
    f = float((one.mean() - two.mean()) ** 2 / (within * (1 / one.size + 1 / two.size)))
    return BrownForsythe(f, 1, df2, float(f_distribution.sf(f, 1, df2)))


def two_group(first: Numbers, second: Numbers, level: float = 0.95) -> TwoGroup:
    """All of the above for two groups at once; P(first > second) + half of ties = (delta + 1) / 2.

    Sources as the single functions. Raises CannotSayError as `welch`.

    >>> both = two_group([3, 4, 5, 4], [2, 3, 2, 3, 1])
    >>> both.median1, both.median2, round(both.cliffs_delta.value, 2), round(both.prob_superiority, 2)
    (4.0, 2.0, 0.9, 0.95)
    """
    one, two = _two_samples(first, second)
    pooled = student(one, two, level)
    d = effect_from_t(pooled.t, pooled.df, sqrt(1 / one.size + 1 / two.size), level)
    cliff = cliffs_delta(one, two, level)
    return TwoGroup(
        n1=one.size,
        n2=two.size,
        mean1=pooled.mean1,
        mean2=pooled.mean2,
        sd1=float(one.std(ddof=1)),
        sd2=float(two.std(ddof=1)),
        median1=float(np.median(one)),
        median2=float(np.median(two)),
        welch=welch(one, two, level),
        student=pooled,
        mann_whitney=mann_whitney(one, two),
        cohens_d=d,
        hedges_g=d.scaled(correction(pooled.df)),
        cliffs_delta=cliff,
        prob_superiority=(cliff.value + 1) / 2,
    )
