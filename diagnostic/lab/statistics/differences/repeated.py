"""The same people on several items or by several raters: do the items differ, do the raters agree, who changed.

For items asked on one scale (Friedman), managers' ratings (intraclass correlations of Shrout and Fleiss) and two
waves of one person (reliable change).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

import numpy as np
from scipy.stats import chi2, rankdata
from scipy.stats import f as f_distribution

from diagnostic.core.stats.basis.checks import (
    Floats,
    Numbers,
    NumberTable,
    complete_rows,
    for_ranking,
    fraction,
    must_vary,
    numbers,
    pairs,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.lab.statistics.differences.rank_sum import tie_term

IccKind = Literal["1", "2", "3", "1k", "2k", "3k"]
_BEYOND = 1.96  # standard errors, as Jacobson and Truax wrote it
_MEANS: dict[IccKind, IccKind] = {"1": "1k", "2": "2k", "3": "3k"}


@dataclass(frozen=True, slots=True)
class Friedman:
    n: int
    k: int
    chi2: float
    df: int
    p: float
    kendalls_w: float
    mean_ranks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RaterIcc:
    """One of the six: ICC(model, 1) of a single rater or ICC(model, k) of the raters' mean."""

    kind: IccKind
    icc: float
    f: float
    df1: int
    df2: int
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """`index` per person, in standard errors of a difference; beyond +-1.96 a change is more than noise."""

    n: int
    sem: float
    s_diff: float
    min_change: float
    index: tuple[float, ...]
    improved: int
    deteriorated: int
    unchanged: int


def friedman(table: NumberTable) -> Friedman:
    """Friedman's test of k items over n people, tie-corrected, and Kendall's W; 10.1080/01621459.1937.10503522.

    table: (n, k), complete rows only. W = chi2 / (n (k - 1)). Raises CannotSayError `too_few` (fewer than 2 people or
    items), `all_missing`, `not_finite`, `constant` (all items get the same answer from each person).

    >>> result = friedman([[1, 2, 3], [2, 3, 4], [1, 3, 2], [2, 2, 5]])
    >>> round(result.chi2, 3), round(result.kendalls_w, 3), result.mean_ranks
    (5.733, 0.717, (1.125, 2.125, 2.75))
    """
    rows = complete_rows(table)
    n, k = rows.shape
    if k < 2:
        raise CannotSayError("too_few", n=k, needed=2)
    ranks = np.asarray(rankdata(for_ranking(rows), axis=1), dtype=np.float64)
    tied = sum(tie_term(row) for row in ranks)
    spread = n * k * (k + 1) - tied / (k - 1)
    if spread <= 1e-9:
        raise CannotSayError("constant", n=n)
    statistic = 12 * float(np.sum((ranks.sum(axis=0) - n * (k + 1) / 2) ** 2)) / spread
    p = float(chi2.sf(statistic, k - 1))
    return Friedman(n, k, statistic, k - 1, p, statistic / (n * (k - 1)), numbers(ranks.mean(axis=0)))


def rater_icc(table: NumberTable, level: float = 0.95) -> tuple[RaterIcc, ...]:
    """The six intraclass correlations of n targets by k raters; 10.1037/0033-2909.86.2.420.

    Order 1, 2, 3, 1k, 2k, 3k: raters differ from target to target; the raters are a sample; these raters only.
    table: (n, k), complete rows. Raises CannotSayError `too_few` (fewer than 2 targets or raters), `all_missing`,
    `not_finite`, `constant` (no disagreement at all, or targets do not differ).

    >>> ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> [(one.kind, round(one.icc, 2)) for one in rater_icc(ratings)]
    [('1', 0.17), ('2', 0.29), ('3', 0.71), ('1k', 0.44), ('2k', 0.62), ('3k', 0.91)]
    """
    rows = complete_rows(table)
    n, k = rows.shape
    if k < 2:
        raise CannotSayError("too_few", n=k, needed=2)
    targets, raters, error, within = _mean_squares(rows)
    if min(error, targets) <= 1e-20 * float(np.sum(rows**2)):
        raise CannotSayError("constant", n=n)
    tail, df1, df2, df3 = (1 - fraction(level)) / 2, n - 1, n * (k - 1), (n - 1) * (k - 1)
    f1, f3 = targets / within, targets / error
    random = (targets - error) / (targets + (k - 1) * error + k * (raters - error) / n)
    single = (
        _icc("1", _of_f(f1, k), f1, (df1, df2), [_of_f(end, k) for end in _f_ends(f1, df1, df2, tail)]),
        _icc("2", random, f3, (df1, df3), _random_ends(random, targets, raters, error, n, k, tail)),
        _icc("3", _of_f(f3, k), f3, (df1, df3), [_of_f(end, k) for end in _f_ends(f3, df1, df3, tail)]),
    )
    return (*single, *(_mean_of_raters(one, k) for one in single))


def _mean_squares(rows: Floats) -> tuple[float, float, float, float]:
    """Between targets, between raters, what is left, and within targets."""
    n, k = rows.shape
    grand, by_target, by_rater = rows.mean(), rows.mean(axis=1), rows.mean(axis=0)
    targets, raters = k * float(np.sum((by_target - grand) ** 2)), n * float(np.sum((by_rater - grand) ** 2))
    within = float(np.sum((rows - by_target[:, None]) ** 2))
    error = max(within - raters, 0.0)
    return targets / (n - 1), raters / (k - 1), error / ((n - 1) * (k - 1)), within / (n * (k - 1))


def _of_f(f: float, k: int) -> float:
    return (f - 1) / (f + k - 1)


def _f_ends(f: float, df1: int, df2: int, tail: float) -> tuple[float, float]:
    return f / float(f_distribution.isf(tail, df1, df2)), f * float(f_distribution.isf(tail, df2, df1))


def _random_ends(
    icc: float, targets: float, raters: float, error: float, n: int, k: int, tail: float
) -> list[float]:
    """Ends for raters as a sample, with Satterthwaite's degrees of freedom."""
    ratio, rest = raters / error, n * (1 + (k - 1) * icc) - k * icc
    df = (k - 1) * (n - 1) * (k * icc * ratio + rest) ** 2 / ((n - 1) * (k * icc * ratio) ** 2 + rest**2)
    both = k * raters + (k * n - k - n) * error
    below, above = float(f_distribution.isf(tail, n - 1, df)), float(f_distribution.isf(tail, df, n - 1))
    low = n * (targets - below * error) / (below * both + n * targets)
    return [low, n * (above * targets - error) / (both + n * above * targets)]


def _icc(kind: IccKind, value: float, f: float, df: tuple[int, int], ends: list[float]) -> RaterIcc:
    return RaterIcc(kind, value, f, *df, float(f_distribution.sf(f, *df)), *ends)


def _mean_of_raters(one: RaterIcc, k: int) -> RaterIcc:
    """Spearman-Brown: what k raters together reach."""
    icc, low, high = (k * r / (1 + (k - 1) * r) for r in (one.icc, one.low, one.high))
    return replace(one, kind=_MEANS[one.kind], icc=icc, low=low, high=high)


def reliable_change(first: Numbers, second: Numbers, reliability: float) -> ReliableChange:
    """Jacobson and Truax' index of each person's change; 10.1037/0022-006X.59.1.12.

    sem = sd(first) sqrt(1 - reliability), index = (second - first) / (sqrt(2) sem). first, second: shape (n,),
    complete pairs only. Raises CannotSayError `too_few`, `all_missing`, `not_finite`, `constant` (first does not
    vary), `off_scale` (a reliability outside 0..1, or 1 itself: then every change is real).

    >>> result = reliable_change([2, 3, 4, 3], [4, 3, 4, 2], 0.8)
    >>> round(result.min_change, 3), [round(i, 2) for i in result.index], result.improved
    (1.012, [3.87, 0.0, 0.0, -1.94], 1)
    """
    one, two = pairs(first, second)
    must_vary(one)
    if not 0 <= reliability < 1:
        raise CannotSayError("off_scale", n=one.size)
    sem = float(one.std(ddof=1)) * sqrt(1 - reliability)
    index = (two - one) / (sqrt(2) * sem)
    improved, deteriorated = int(np.sum(index > _BEYOND)), int(np.sum(index < -_BEYOND))
    return ReliableChange(
        n=one.size,
        sem=sem,
        s_diff=sqrt(2) * sem,
        min_change=_BEYOND * sqrt(2) * sem,
        index=numbers(index),
        improved=improved,
        deteriorated=deteriorated,
        unchanged=one.size - improved - deteriorated,
    )
