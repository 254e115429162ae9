"""More than two groups: do they differ at all, and which from which.

For deals by agent, scores by region. Welch's F and Games-Howell do not ask for equal spread and are the ones to
print; Kruskal-Wallis is their companion for ordered answers, classical analysis of variance and Tukey are given
for comparison.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, rankdata, studentized_range
from scipy.stats import f as f_distribution

from diagnostic.core.stats.basis.checks import (
    Floats,
    Ints,
    Labels,
    Numbers,
    for_ranking,
    fraction,
    group_codes,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.lab.statistics.differences.rank_sum import tie_term


@dataclass(frozen=True, slots=True)
class Groups:
    """Values with their group codes, and each group's size, mean and variance (n - 1)."""

    labels: tuple[object, ...]
    values: Floats
    codes: Ints
    size: Floats
    mean: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class FTest:
    f: float
    df1: float
    df2: float
    p: float


@dataclass(frozen=True, slots=True)
class Anova:
    """Classical one-way F test with its mean squares and shares of variance explained."""

    test: FTest
    msb: float
    msw: float
    eta2: float
    omega2: float
    epsilon2: float


@dataclass(frozen=True, slots=True)
class Kruskal:
    h: float
    df: int
    p: float
    epsilon2: float
    eta2: float


@dataclass(frozen=True, slots=True)
class PairDifferences:
    """All pairs of groups, first < second in label order; diff = mean of second - mean of first."""

    first: tuple[object, ...]
    second: tuple[object, ...]
    diff: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    t: tuple[float, ...]
    df: tuple[float, ...]
    p: tuple[float, ...]


def grouped(values: Numbers, groups: Labels, each: int = 2) -> Groups:
    """Sort values into groups; for this module and `pairwise`.

    Raises CannotSayError `one_group`, `all_missing`, `not_finite`, `too_few` (fewer than `each` in some group).
    The rule of this package. values: (n,), groups: one label each.

    >>> found = grouped([1, 3, 5, 9], list("aabb"))
    >>> found.labels, found.mean.tolist(), found.variance.tolist()
    (('a', 'b'), [2.0, 7.0], [2.0, 8.0])
    """
    array, codes, labels = group_codes(values, groups)
    size = np.bincount(codes).astype(np.float64)
    if size.min() < each:
        raise CannotSayError("too_few", n=int(size.min()), needed=each)
    mean = np.bincount(codes, array) / size
    squares = np.bincount(codes, (array - mean[codes]) ** 2)
    return Groups(labels, array, codes, size, mean, squares / np.maximum(size - 1, 1))


def _within(data: Groups) -> float:
    """Mean square within the groups; raises `constant` when no value differs from its group."""
    n, k = data.values.size, data.size.size
    squares = float(np.sum((data.size - 1) * data.variance))
    if n == k or squares <= 1e-24 * float(np.sum(data.values**2)):
        raise CannotSayError("constant", n=n)
    return squares / (n - k)


def anova(values: Numbers, groups: Labels) -> Anova:
    """One-way analysis of variance, equal spread assumed; Fisher 1925.

    F = MSB / MSW; eta2 = SSB / SST, omega2 = (SSB - df1 MSW) / (SST + MSW), epsilon2 = (SSB - df1 MSW) / SST.
    values: (n,), NaN left out; groups: one label each. Raises as `grouped`, and `constant`.

    >>> result = anova([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc"))
    >>> round(result.test.f, 3), round(result.test.p, 4), round(result.eta2, 3)
    (19.0, 0.0025, 0.864)
    """
    data = grouped(values, groups, 1)
    msw, df1, df2 = _within(data), data.size.size - 1, data.values.size - data.size.size
    between = float(np.sum(data.size * (data.mean - data.values.mean()) ** 2))
    f, total = between / df1 / msw, between + df2 * msw
    surplus = between - df1 * msw
    test = FTest(f, df1, df2, float(f_distribution.sf(f, df1, df2)))
    return Anova(test, between / df1, msw, between / total, surplus / (total + msw), surplus / total)


def welch_anova(values: Numbers, groups: Labels) -> FTest:
    """Welch's F for unequal spread; 10.1093/biomet/38.3-4.330. Shapes as `anova`.

    Raises as `grouped`, and `constant` when a group does not vary.

    >>> result = welch_anova([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc"))
    >>> round(result.f, 3), round(result.df2, 2), round(result.p, 4)
    (23.253, 3.89, 0.0068)
    """
    data = grouped(values, groups)
    _all_vary(data)
    k, weight = data.size.size, data.size / data.variance
    mean = float(weight @ data.mean / weight.sum())
    lack = float(np.sum((1 - weight / weight.sum()) ** 2 / (data.size - 1))) / (k**2 - 1)
    f = float(weight @ (data.mean - mean) ** 2) / (k - 1) / (1 + 2 * (k - 2) * lack)
    df2 = 1 / (3 * lack)
    return FTest(f, k - 1, df2, float(f_distribution.sf(f, k - 1, df2)))


def _all_vary(data: Groups) -> None:
    scale = np.bincount(data.codes, data.values**2) / data.size
    if (data.variance <= 1e-24 * scale).any():
        raise CannotSayError("constant", n=data.values.size)


def kruskal(values: Numbers, groups: Labels) -> Kruskal:
    """Kruskal-Wallis rank test, tie-corrected, chi-square; 10.1080/01621459.1952.10483441. Shapes as `anova`.

    epsilon2 = H (N + 1) / (N^2 - 1), eta2 = (H - k + 1) / (N - k). Values are rounded to 8 places before ranking.
    Raises as `grouped`, and `constant` when all values are equal.

    >>> result = kruskal([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc"))
    >>> round(result.h, 3), round(result.p, 4)
    (6.88, 0.0321)
    """
    data = grouped(values, groups, 1)
    ranks = np.asarray(rankdata(for_ranking(data.values)), dtype=np.float64)
    n, k = ranks.size, data.size.size
    tied = 1 - tie_term(ranks) / (n**3 - n)
    if tied <= 0 or n == k:
        raise CannotSayError("constant", n=n)
    sums = np.bincount(data.codes, ranks)
    h = (12 / (n * (n + 1)) * float(np.sum(sums**2 / data.size)) - 3 * (n + 1)) / tied
    return Kruskal(h, k - 1, float(chi2.sf(h, k - 1)), h * (n + 1) / (n**2 - 1), (h - k + 1) / (n - k))


def brown_forsythe_k(values: Numbers, groups: Labels) -> FTest:
    """Equal spread in k groups: `anova` of |x - group median|; 10.1080/01621459.1974.10482955. Errors as `anova`.

    >>> round(brown_forsythe_k([1, 2, 3, 3, 4, 9, 7, 8, 9], list("aaabbbccc")).p, 3)
    0.535
    """
    data = grouped(values, groups, 1)
    middles = np.array([np.median(data.values[data.codes == code]) for code in range(data.size.size)])
    return anova(np.abs(data.values - middles[data.codes]), data.codes).test


def games_howell(values: Numbers, groups: Labels, level: float = 0.95) -> PairDifferences:
    """All pairs by Welch's standard error and the studentized range of k means; 10.3102/10769986001002113.

    p already holds for all pairs together. Shapes as `anova`; raises as `grouped`, and `constant` when a group does
    not vary.

    >>> result = games_howell([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc"))
    >>> result.first, result.second, [round(p, 3) for p in result.p]
    (('a', 'a', 'b'), ('b', 'c', 'c'), [0.198, 0.004, 0.066])
    """
    data = grouped(values, groups)
    _all_vary(data)
    part, (one, two) = data.variance / data.size, np.triu_indices(data.size.size, 1)
    square = part[one] + part[two]
    df = square**2 / (part[one] ** 2 / (data.size[one] - 1) + part[two] ** 2 / (data.size[two] - 1))
    return _by_range(data, np.sqrt(square), df, level)


def tukey_hsd(values: Numbers, groups: Labels, level: float = 0.95) -> PairDifferences:
    """Tukey-Kramer: all pairs by the pooled variance and the studentized range; Kramer 1956, 10.2307/3001469.

    Shapes as `anova`; raises as `anova`.

    >>> result = tukey_hsd([1, 2, 3, 3, 4, 6, 7, 8, 9], list("aaabbbccc"))
    >>> [round(p, 3) for p in result.p]
    [0.119, 0.002, 0.023]
    """
    data = grouped(values, groups, 1)
    one, two = np.triu_indices(data.size.size, 1)
    se = np.sqrt(_within(data) * (1 / data.size[one] + 1 / data.size[two]))
    return _by_range(data, se, np.full(one.size, float(data.values.size - data.size.size)), level)


def _by_range(data: Groups, se: Floats, df: Floats, level: float) -> PairDifferences:
    k, (one, two) = data.size.size, np.triu_indices(data.size.size, 1)
    diff = data.mean[two] - data.mean[one]
    t = diff / se
    p = studentized_range.sf(np.abs(t) * np.sqrt(2), k, df)
    each, place = np.unique(df, return_inverse=True)  # the quantile is slow: once for each df
    reach = np.asarray(studentized_range.ppf(fraction(level), k, each))[place] / np.sqrt(2) * se
    first, second = (tuple(data.labels[at] for at in side.tolist()) for side in (one, two))
    return PairDifferences(
        first,
        second,
        numbers(diff),
        numbers(diff - reach),
        numbers(diff + reach),
        numbers(t),
        numbers(df),
        numbers(np.clip(p, 0, 1)),
    )
