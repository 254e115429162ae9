"""Two groups of ordered values: who tends to stand higher, and how surely.

For Likert items and anything far from normal. Mann-Whitney's p is exact where there are no ties and both
groups are small, otherwise asymptotic with tie and continuity correction: the choice is stated in the
result, never left to a library's default. Cliff's delta says how large the difference is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from scipy.stats import norm, rankdata
from scipy.stats import t as student_t

from diagnostic.core.stats.basis.checks import Floats, Numbers, for_ranking, fraction, sample
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.lab.statistics.differences.noncentral import EffectSize

SMALL = 50  # both groups below this: the exact distribution is computed (the rule of R's wilcox.test)


@dataclass(frozen=True, slots=True)
class MannWhitney:
    """`u1` counts pairs with first > second, ties half. `p` is the one to print, got by `method`.

    `p_exact` holds for the midranks as they are, ties included; None when a group has 50 values or more.
    """

    n1: int
    n2: int
    u1: float
    p: float
    method: Literal["exact", "asymptotic"]
    ties: bool
    p_exact: float | None
    p_asymptotic: float
    p_continuity: float


def mann_whitney(first: Numbers, second: Numbers) -> MannWhitney:
    """Two-sided Mann-Whitney test of two independent samples, shapes (n1,) and (n2,);
    10.1214/aoms/1177730491.

    z = (U1 - n1 n2 / 2) / sigma, sigma^2 = n1 n2 / 12 * (N + 1 - sum(t^3 - t) / (N (N - 1))),
    continuity 1/2; exact by counting all choices of n1 of the N midranks (Streitberg & Roehmel 1986).
    Values are rounded to 8 places before ranking. Raises CannotSayError `too_few` (an empty group),
    `all_missing`, `not_finite`, `constant` (all values equal).

    >>> result = mann_whitney([12.1, 9.4, 11.0], [15.0, 16.2, 13.3, 18.1])
    >>> result.u1, round(result.p, 4), result.method
    (0.0, 0.0571, 'exact')
    """
    one, two = for_ranking(sample(first, 1)), for_ranking(sample(second, 1))
    both = np.concatenate([one, two])
    if np.ptp(both) == 0:
        raise CannotSayError("constant", n=both.size)
    ranks = np.asarray(rankdata(both), dtype=np.float64)
    return _test(ranks, one.size, two.size, ties=np.unique(both).size < both.size)


def _test(ranks: Floats, n1: int, n2: int, ties: bool) -> MannWhitney:
    u1 = float(ranks[:n1].sum()) - n1 * (n1 + 1) / 2
    sigma = sqrt(n1 * n2 / 12 * (n1 + n2 + 1 - tie_term(ranks) / ((n1 + n2) * (n1 + n2 - 1))))
    away = abs(u1 - n1 * n2 / 2)
    plain, continuity = (float(2 * norm.sf(max(away - c, 0.0) / sigma)) for c in (0.0, 0.5))
    exact = _exact_p(ranks, n1) if max(n1, n2) < SMALL else None
    if exact is not None and not ties:
        return MannWhitney(n1, n2, u1, exact, "exact", ties, exact, plain, continuity)
    return MannWhitney(n1, n2, u1, continuity, "asymptotic", ties, exact, plain, continuity)


def tie_term(ranks: Floats) -> float:
    """sum(t^3 - t) over the tied blocks, each of t values.

    Kruskal & Wallis 1952, 10.1080/01621459.1952.10483441. ranks: (n,). Raises nothing.

    >>> tie_term(np.array([1.0, 2.5, 2.5, 4.0]))
    6.0
    """
    sizes = np.unique(ranks, return_counts=True)[1].astype(np.float64)
    return float(np.sum(sizes**3 - sizes))


def _exact_p(ranks: Floats, n1: int) -> float:
    """Share of all choices of n1 ranks whose sum is as far from its mean as the one seen."""
    doubled = np.rint(2 * ranks).astype(np.int64)  # midranks end in .5
    ways = np.zeros((n1 + 1, int(doubled.sum()) + 1))
    ways[0, 0] = 1.0
    for rank in doubled.tolist():
        ways[1:, rank:] += ways[:-1, : ways.shape[1] - rank].copy()
    return tail_share(ways[n1], int(doubled[:n1].sum()), n1 * float(doubled.mean()))


def tail_share(ways: Floats, seen: int, mean: float) -> float:
    """Share of `ways` (counts per sum 0, 1, 2 ...) at least as far from `mean` as `seen` is.

    The two-sided exact p; Fisher 1935. Raises nothing.

    >>> tail_share(np.array([1.0, 2.0, 1.0]), 0, 1.0)
    0.5
    """
    far = np.abs(np.arange(ways.size) - mean) >= abs(seen - mean) - 1e-9
    return float(ways[far].sum() / ways.sum())


def cliffs_delta(first: Numbers, second: Numbers, level: float = 0.95) -> EffectSize:
    """P(first > second) - P(first < second) with Cliff's asymmetric interval; 10.1037/0033-2909.114.3.494.

    Unbiased variance of delta from the spread of the dominances (Feng & Cliff 2004,
    10.22237/jmasm/1099267560), quantile of t with n1 + n2 - 2 degrees of freedom. Where all pairs agree
    (delta = +-1) the variance is taken at delta (n1 n2 - 1) / (n1 n2) and the outer end is +-1. Raises
    CannotSayError `too_few` (fewer than two in a group), `all_missing`, `not_finite`.

    >>> result = cliffs_delta([1, 2, 3, 3], [2, 3, 4, 5, 5])
    >>> round(result.value, 3), round(result.low, 3), round(result.high, 3)
    (-0.65, -0.939, 0.175)
    """
    one, two = for_ranking(sample(first)), for_ranking(sample(second))
    return delta_of_dominance(dominance(one, two), -dominance(two, one), untied_pairs(one, two), level)


def delta_of_dominance(rows: Floats, columns: Floats, untied: float, level: float = 0.95) -> EffectSize:
    """`cliffs_delta` from the mean dominances: rows (n1,) of the first group, columns (n2,) seen from the second.

    A row is the share of the second group below this value minus the share above; a column the share of the first
    above minus the share below; `untied` counts the pairs that differ.
    Sources as `cliffs_delta`. Raises ValueError for a level outside 0..1; at least two values a group.

    >>> round(delta_of_dominance(np.array([-1.0, 0.0]), np.array([0.0, -1.0]), 3).value, 2)
    -0.5
    """
    delta, cells = float(rows.mean()), rows.size * columns.size
    centre = delta * (cells - 1) / cells if abs(delta) == 1 else delta
    variance = _delta_variance(rows, columns, untied, delta, centre)
    z = float(student_t.ppf(0.5 + fraction(level) / 2, rows.size + columns.size - 2))
    low, high = _asymmetric(centre, variance, z)
    return EffectSize(delta, -1.0 if delta == -1 else low, 1.0 if delta == 1 else high)


def dominance(one: Floats, two: Floats) -> Floats:
    """For each value of the first, the share of the second below it minus the share above it.

    Cliff 1993, 10.1037/0033-2909.114.3.494. one: (n1,), two: (n2,). Raises nothing.

    >>> dominance(np.array([1.0, 3.0]), np.array([1.0, 2.0])).tolist()
    [-0.5, 1.0]
    """
    ordered = np.sort(two)
    below = np.searchsorted(ordered, one, side="left")
    above = two.size - np.searchsorted(ordered, one, side="right")
    share: Floats = (below - above) / two.size
    return share


def untied_pairs(one: Floats, two: Floats) -> float:
    """How many pairs of a value of the first and one of the second differ.

    Cliff 1993, 10.1037/0033-2909.114.3.494. Raises nothing.

    >>> untied_pairs(np.array([1.0, 3.0]), np.array([1.0, 2.0]))
    3.0
    """
    ordered = np.sort(two)
    equal = np.searchsorted(ordered, one, side="right") - np.searchsorted(ordered, one, side="left")
    return float(one.size * two.size - equal.sum())


def _delta_variance(rows: Floats, columns: Floats, untied: float, delta: float, centre: float) -> float:
    """The sum of (dominance - centre)^2 over all pairs needs only their mean and how many are not ties."""
    n1, n2 = rows.size, columns.size
    pairs = untied - n1 * n2 * centre * (2 * delta - centre)
    spread = n2**2 * np.sum((rows - centre) ** 2) + n1**2 * np.sum((columns - centre) ** 2)
    return float(spread - pairs) / (n1 * n2 * (n1 - 1) * (n2 - 1))


def _asymmetric(centre: float, variance: float, z: float) -> tuple[float, float]:
    spread = z**2 * max(variance, 0.0)
    reach = sqrt(spread * ((1 - centre**2) ** 2 + spread))
    below = 1 - centre**2 + spread
    return (centre - centre**3 - reach) / below, (centre - centre**3 + reach) / below
