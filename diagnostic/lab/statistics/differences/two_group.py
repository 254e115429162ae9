"""Two groups compared in every way at once: t, rank sums, effect sizes and a test of equal spread."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import f as f_distribution

from diagnostic.core.stats.basis.checks import Numbers, is_constant, sample
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.effect import _pooled_variance, _two_samples, student, welch
from diagnostic.core.stats.differences.t_test import TTest
from diagnostic.lab.statistics.differences.noncentral import EffectSize, correction, effect_from_t
from diagnostic.lab.statistics.differences.rank_sum import MannWhitney, cliffs_delta, mann_whitney


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
