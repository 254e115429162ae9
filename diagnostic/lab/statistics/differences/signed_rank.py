"""Differences around zero without trusting the bell curve: Wilcoxon's signed ranks and the sign test.

For `paired` and `one_sample`. Zero differences are left out (Wilcoxon's own rule); p is exact where there
are no ties, no zeros and fewer than 50 differences, otherwise asymptotic with tie and continuity
correction, and the result says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from scipy.stats import norm, rankdata

from diagnostic.core.stats.basis.checks import RANKING_PLACES, Floats, Numbers, for_ranking, sample
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.proportion import binomial_against
from diagnostic.lab.statistics.differences.rank_sum import SMALL, tail_share, tie_term


@dataclass(frozen=True, slots=True)
class Wilcoxon:
    """`w_plus` sums the ranks of positive differences. `p` is the one to print, got by `method`.

    `p_exact` holds for the midranks as they are, ties included; None for 50 differences or more.
    `hodges_lehmann` is the median of all pairwise means of the non-zero differences, in their unit.
    """

    n: int
    n_nonzero: int
    w_plus: float
    w_minus: float
    p: float
    method: Literal["exact", "asymptotic"]
    p_exact: float | None
    p_asymptotic: float
    p_continuity: float
    rank_biserial: float
    hodges_lehmann: float


def signed_rank(differences: Numbers, places: int | None = RANKING_PLACES) -> Wilcoxon:
    """Wilcoxon's signed-rank test of differences, shape (n,), against 0; 10.2307/3001968.

    z = (W+ - m (m+1) / 4) / sigma, sigma^2 = m (m+1) (2m+1) / 24 - sum(t^3 - t) / 48 over the m non-zero
    ones, continuity 1/2; exact by counting all 2^m choices of signs; rank biserial (W+ - W-) / (W+ + W-),
    Kerby 2014. Differences are rounded to `places` before ranking, so that float noise breaks no ties; None ranks
    them as they are (what R does). Raises CannotSayError `too_few`, `all_missing`, `not_finite`, `constant` (every
    difference is zero).

    >>> result = signed_rank([1.2, 2.4, 1.3, -0.4, 1.9])
    >>> result.w_plus, round(result.p, 4), result.method, round(result.rank_biserial, 3)
    (14.0, 0.125, 'exact', 0.867)
    """
    values = for_ranking(sample(differences, 1), places)
    moved = values[values != 0]
    if not moved.size:
        raise CannotSayError("constant", n=values.size)
    ranks = np.asarray(rankdata(np.abs(moved)), dtype=np.float64)
    plus, minus = float(ranks[moved > 0].sum()), float(ranks[moved < 0].sum())
    exact = _exact_p(ranks, moved > 0) if moved.size < SMALL else None
    plain, continuity = _asymptotic(ranks, plus)
    clean = moved.size == values.size and np.unique(ranks).size == ranks.size
    method: Literal["exact", "asymptotic"] = "exact" if exact is not None and clean else "asymptotic"
    return Wilcoxon(
        n=values.size,
        n_nonzero=moved.size,
        w_plus=plus,
        w_minus=minus,
        p=exact if exact is not None and clean else continuity,
        method=method,
        p_exact=exact,
        p_asymptotic=plain,
        p_continuity=continuity,
        rank_biserial=(plus - minus) / (plus + minus),
        hodges_lehmann=hodges_lehmann(moved),
    )


def _asymptotic(ranks: Floats, plus: float) -> tuple[float, float]:
    m = ranks.size
    sigma = sqrt(m * (m + 1) * (2 * m + 1) / 24 - tie_term(ranks) / 48)
    away = abs(plus - m * (m + 1) / 4)
    return float(2 * norm.sf(away / sigma)), float(2 * norm.sf(max(away - 0.5, 0.0) / sigma))


def _exact_p(ranks: Floats, positive: np.ndarray) -> float:
    """Share of all choices of signs whose positive ranks sum as far from the middle as those seen."""
    doubled = np.rint(2 * ranks).astype(np.int64)  # midranks end in .5
    ways = np.zeros(int(doubled.sum()) + 1)
    ways[0] = 1.0
    for rank in doubled.tolist():
        ways[rank:] += ways[: ways.size - rank].copy()
    return tail_share(ways, int(doubled[positive].sum()), float(doubled.sum()) / 2)


def hodges_lehmann(values: Numbers) -> float:
    """Median of the means of all pairs (each value with itself too); 10.1214/aoms/1177704172.

    Found by bisection on a count, so that n^2 means are never stored. Errors as `signed_rank`.

    >>> round(hodges_lehmann([1.0, 2.0, 6.0]), 6)
    2.75
    """
    ordered = np.sort(sample(values, 1))
    pairs = ordered.size * (ordered.size + 1) // 2
    return (_pair_mean(ordered, (pairs + 1) // 2) + _pair_mean(ordered, pairs // 2 + 1)) / 2


def _pair_mean(ordered: Floats, rank: int) -> float:
    """The pair mean with this rank (1 = smallest)."""
    low, high = float(ordered[0]), float(ordered[-1])
    place = np.arange(ordered.size)
    while high - low > 1e-13 * max(abs(low), abs(high)):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        partners = np.searchsorted(ordered, 2 * middle - ordered, side="right")
        low, high = (low, middle) if np.sum(np.maximum(partners - place, 0)) >= rank else (middle, high)
    return high


def sign_test(differences: Numbers) -> float:
    """Exact two-sided p that as many differences are positive as negative, zeros left out; Dixon & Mood 1946.

    Errors as `signed_rank`.

    >>> round(sign_test([1, 2, 3, 0, 5, 1]), 6)
    0.0625
    """
    values = for_ranking(sample(differences, 1))
    above, moved = int(np.sum(values > 0)), int(np.sum(values != 0))
    if not moved:
        raise CannotSayError("constant", n=values.size)
    return float(binomial_against([above], [moved], 0.5)[0])
