"""Shares such as win rates: their intervals, their differences, and whether one stands out from the rest.

For figures and funnel limits. Wilson's interval is the one to print, Newcombe's for a difference; both stay
inside their range where the textbook interval does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri
from scipy.stats import binom, chi2

from diagnostic.core.stats.basis.checks import Floats, Numbers, fraction
from diagnostic.core.stats.basis.not_computable import CannotSayError

Counts = Sequence[int] | npt.NDArray[np.integer]
_AS_LIKELY = 1 + 1e-7  # outcomes of equal probability differ by float noise


@dataclass(frozen=True, slots=True)
class ShareInterval:
    """A share k/n with its interval, all between 0 and 1."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class ProportionDifference:
    """First minus second share. `z` and `p` are the pooled test's; None when both shares are 0 or both 1."""

    diff: float
    low: float
    high: float
    wald_low: float
    wald_high: float
    z: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class ChiSquare:
    statistic: float
    df: int
    p: float
    cramers_v: float
    least_expected: float


def _z(level: float) -> float:
    return float(ndtri(0.5 + fraction(level) / 2))


def wilson_bounds(k: Numbers, n: Numbers, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score bounds for many shares at once, each shape (m,); 10.1080/01621459.1927.10502953.

    (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). Raises CannotSayError `too_few` (an n below 1),
    `off_scale` (k outside 0..n), `not_finite`.

    >>> low, high = wilson_bounds([10, 0], [60, 20])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0931, 0.0], [0.2803, 0.1611])
    """
    hits, size = np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if not (np.isfinite(hits).all() and np.isfinite(size).all()):
        raise CannotSayError("not_finite", n=int(hits.size))
    if (size < 1).any():
        raise CannotSayError("too_few", n=int(size.min()), needed=1)
    if (hits < 0).any() or (hits > size).any():
        raise CannotSayError("off_scale", n=int(hits.size))
    return _score(hits / size, size, _z(level))


def _score(share: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    middle, reach = share + z**2 / (2 * n), z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    low, high = (middle - reach) / (1 + z**2 / n), (middle + reach) / (1 + z**2 / n)
    return np.where(share <= 0, 0.0, low), np.where(share >= 1, 1.0, high)


def wilson(k: int, n: int, level: float = 0.95) -> ShareInterval:
    """Wilson's score interval of k of n; formula, source and errors as `wilson_bounds`.

    >>> share = wilson(10, 60)
    >>> round(share.value, 4), round(share.low, 4), round(share.high, 4)
    (0.1667, 0.0931, 0.2803)
    """
    low, high = wilson_bounds([k], [n], level)
    return ShareInterval(k / n, float(low[0]), float(high[0]), n)


def newcombe(k1: int, n1: int, k2: int, n2: int, level: float = 0.95) -> ProportionDifference:
    """k1/n1 - k2/n2 with Newcombe's hybrid score interval, from the two Wilson intervals.

    low = d - sqrt((p1-l1)^2 + (u2-p2)^2), high = d + sqrt((u1-p1)^2 + (p2-l2)^2);
    method 10 of 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I. Errors as `wilson`.

    >>> both = newcombe(10, 60, 25, 110)
    >>> round(both.diff, 4), round(both.low, 4), round(both.high, 4), round(both.p, 4)
    (-0.0606, -0.1743, 0.072, 0.3503)
    """
    one, two = wilson(k1, n1, level), wilson(k2, n2, level)
    diff = one.value - two.value
    low = diff - sqrt((one.value - one.low) ** 2 + (two.high - two.value) ** 2)
    high = diff + sqrt((one.high - one.value) ** 2 + (two.value - two.low) ** 2)
    wald = _z(level) * sqrt(one.value * (1 - one.value) / n1 + two.value * (1 - two.value) / n2)
    pooled = (k1 + k2) / (n1 + n2)
    se = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    z = diff / se if se else None
    p = None if z is None else float(2 * ndtr(-abs(z)))
    return ProportionDifference(diff, low, high, diff - wald, diff + wald, z, p)


def stratified_difference(
    k1: Counts, n1: Counts, k2: Counts, n2: Counts, level: float = 0.95
) -> ProportionDifference:
    """Difference of two shares over strata, k1[g]/n1[g] - k2[g]/n2[g] with Mantel-Haenszel weights, each shape (g,).

    d = sum w (p1 - p2) / sum w, w = n1 n2 / (n1 + n2); var d = (d sum P + sum Q) / (sum w)^2 with
    P = (n1^2 k2 - n2^2 k1 + n1 n2 (n2 - n1) / 2) / N^2, Q = (k1 (n2 - k2) + k2 (n1 - k1)) / (2 N);
    Sato 1989, 10.2307/2531492 (Greenland & Robins 1985, 10.2307/2530643). The interval is cut at -1 and 1. Strata
    with an empty side are left out. Raises CannotSayError `few_groups` (none is left), `off_scale`, `not_finite`,
    `constant` (the variance is 0).

    >>> both = stratified_difference([8, 6], [20, 30], [4, 3], [20, 30])
    >>> round(both.diff, 3), round(both.low, 4), round(both.high, 4)
    (0.14, -0.0149, 0.2949)
    """
    x, a, y, b = (np.asarray(counts, dtype=np.float64) for counts in (k1, n1, k2, n2))
    if not all(np.isfinite(side).all() for side in (x, a, y, b)):
        raise CannotSayError("not_finite", n=x.size)
    if min(side.min(initial=0) for side in (x, a, y, b, a - x, b - y)) < 0:
        raise CannotSayError("off_scale", n=x.size)
    both = (a > 0) & (b > 0)
    if not both.any():
        raise CannotSayError("few_groups", n=0, needed=1)
    x, a, y, b = x[both], a[both], y[both], b[both]
    weight = a * b / (a + b)
    diff = float(weight @ (x / a - y / b) / weight.sum())
    uneven = (a**2 * y - b**2 * x + a * b * (b - a) / 2) / (a + b) ** 2
    discordant = (x * (b - y) + y * (a - x)) / (2 * (a + b))
    variance = (diff * uneven.sum() + discordant.sum()) / weight.sum() ** 2
    if variance <= 0:
        raise CannotSayError("constant", n=int(a.sum() + b.sum()))
    se = sqrt(float(variance))
    low, high = diff - _z(level) * se, diff + _z(level) * se
    z = diff / se
    return ProportionDifference(diff, max(low, -1.0), min(high, 1.0), low, high, z, float(2 * ndtr(-abs(z))))


def chi_square(table: Sequence[Sequence[int]] | npt.NDArray[np.integer]) -> ChiSquare:
    """Pearson's chi-square of independence without correction, r x c counts; 10.1080/14786440009463897.

    X2 = sum (O - E)^2 / E, df = (r-1)(c-1), V = sqrt(X2 / (n min(r-1, c-1))). Raises CannotSayError
    `one_group` (a single row or column), `off_scale` (a negative count), `constant` (an empty row or
    column), `not_finite`.

    >>> result = chi_square([[10, 50], [25, 85], [48, 77], [30, 25]])
    >>> round(result.statistic, 3), result.df, round(result.cramers_v, 3)
    (25.895, 3, 0.272)
    """
    seen = np.asarray(table, dtype=np.float64)
    if not np.isfinite(seen).all():
        raise CannotSayError("not_finite", n=int(seen.size))
    if seen.ndim != 2 or min(seen.shape) < 2:
        raise CannotSayError("one_group", n=1, needed=2)
    if seen.min() < 0:
        raise CannotSayError("off_scale", n=int(seen.size))
    return _chi_square(seen)


def _chi_square(seen: Floats) -> ChiSquare:
    rows, columns, n = seen.sum(axis=1), seen.sum(axis=0), float(seen.sum())
    if not (rows.all() and columns.all()):
        raise CannotSayError("constant", n=int(n))
    expected = np.outer(rows, columns) / n
    statistic = float(np.sum((seen - expected) ** 2 / expected))
    df, shorter = (seen.shape[0] - 1) * (seen.shape[1] - 1), min(seen.shape) - 1
    least = float(expected.min())
    return ChiSquare(statistic, df, float(chi2.sf(statistic, df)), sqrt(statistic / (n * shorter)), least)


def binomial_against(k: Counts, n: Counts, p0: float | Numbers) -> Floats:
    """Exact two-sided binomial p of each k[g] of n[g] against the share p0, shape (m,); Clopper & Pearson
    1934.

    p = sum of P(j) over all j with P(j) <= P(k). p0: one share or one per group, each strictly between 0
    and 1. Raises CannotSayError `off_scale` (p0 or k out of range), `too_few` (an n below 1), `not_finite`.

    >>> binomial_against([8, 5], [10, 10], 0.5).round(6).tolist()
    [0.109375, 1.0]
    """
    hits, sizes = np.asarray(k, dtype=np.int64), np.asarray(n, dtype=np.int64)
    wilson_bounds(hits, sizes)  # refuses what is no count of a whole
    against = np.broadcast_to(np.asarray(p0, dtype=np.float64), hits.shape)
    if not ((against > 0) & (against < 1)).all():
        raise CannotSayError("off_scale", n=int(hits.size))
    if not hits.size:
        return np.empty(0)
    every = np.arange(int(sizes.max()) + 1)
    chances = binom.pmf(every, sizes[:, None], against[:, None])
    seen = np.asarray(binom.pmf(hits, sizes, against))[:, None]
    p: Floats = np.minimum(np.where(chances <= seen * _AS_LIKELY, chances, 0.0).sum(axis=1), 1.0)
    return p
