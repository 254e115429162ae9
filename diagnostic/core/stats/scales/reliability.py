"""Do the items of a scale hang together: Cronbach's alpha with its interval, item by item.

For deciding whether a scale score may be printed. The matrix comes with reversed items
turned; alpha is computed on the people who answered every item of the scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import f as f_distribution

from diagnostic.core.stats.basis.checks import (
    Floats,
    NumberTable,
    complete_rows,
    constant_columns,
    enough,
    finite,
    fraction,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError


@dataclass(frozen=True, slots=True)
class AlphaParts:
    """What follows from the items' covariances alone, in item order.

    `if_deleted` and `if_deleted_standardised` are None for two items (nothing is left to agree); `lambda6`
    is None when an item is a sum of others.
    """

    k: int
    raw: float
    standardised: float
    average_r: float
    median_r: float
    lambda6: float | None
    item_rest: tuple[float, ...]
    if_deleted: tuple[float, ...] | None
    if_deleted_standardised: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha `raw` with its interval (low, high); n people answered all k items."""

    n: int
    k: int
    raw: float
    standardised: float
    low: float
    high: float
    se: float
    average_r: float
    median_r: float
    lambda6: float | None
    item_mean: tuple[float, ...]
    item_sd: tuple[float, ...]
    item_rest: tuple[float, ...]
    item_total: tuple[float, ...]
    if_deleted: tuple[float, ...] | None
    if_deleted_standardised: tuple[float, ...] | None
    scale_mean: float
    scale_sd: float


def cronbach_alpha(items: NumberTable, level: float = 0.95) -> Alpha:
    """Cronbach's alpha of the items (n, k), listwise; 10.1007/BF02310555.

    alpha = k/(k-1) (1 - sum var_i / var_total); interval of Feldt, 10.1007/BF02289499:
    1 - (1 - alpha) F(1 -+ a/2; n-1, (n-1)(k-1)); se of Duhachek & Iacobucci, 10.1037/0021-9010.89.5.792.
    `item_rest` correlates an item with the sum of the others, `item_total` with the sum of all.
    `scale_mean`, `scale_sd` are of the mean of the items, in their unit.

    Raises CannotSayError `too_few` (fewer than 2 items or 3 complete rows), `all_missing`, `not_finite`,
    `constant` (an item everybody answers alike), `not_a_scale` (the items cancel out: their sum does not
    vary).

    >>> answers = [[4, 5, 4], [2, 3, 2], [5, 5, 4], [1, 2, 2], [3, 3, 4]]
    >>> alpha = cronbach_alpha(answers)
    >>> round(alpha.raw, 3), round(alpha.low, 3), round(alpha.high, 3), alpha.n
    (0.939, 0.691, 0.993, 5)
    """
    rows = complete_rows(items, 3)
    covariance = item_covariance(rows)
    parts = alpha_of_covariance(covariance)
    n, total = rows.shape[0], rows.mean(axis=1)
    low, high = feldt_interval(parts.raw, n, parts.k, level)
    return Alpha(
        n=n,
        k=parts.k,
        raw=parts.raw,
        standardised=parts.standardised,
        low=low,
        high=high,
        se=alpha_se(covariance, n),
        average_r=parts.average_r,
        median_r=parts.median_r,
        lambda6=parts.lambda6,
        item_mean=numbers(rows.mean(axis=0)),
        item_sd=numbers(rows.std(axis=0, ddof=1)),
        item_rest=parts.item_rest,
        item_total=numbers(_with_sum(covariance)),
        if_deleted=parts.if_deleted,
        if_deleted_standardised=parts.if_deleted_standardised,
        scale_mean=float(total.mean()),
        scale_sd=float(total.std(ddof=1)),
    )


def item_covariance(items: NumberTable) -> Floats:
    """Covariances of the items, each pair over the people who answered both; shape (k, k), n - 1.

    With no value missing this is the usual matrix. Raises as `cronbach_alpha`.

    >>> item_covariance([[1, 2], [3, 2.5], [2, float("nan")], [2, 3]]).round(3).tolist()
    [[0.667, 0.25], [0.25, 0.25]]
    """
    table = finite(items)
    enough(table.shape[1], 2)
    present = ~np.isnan(table)
    enough(int((present.T.astype(float) @ present).min()), 3, of=table.shape[0])
    filled = np.where(present, table, np.nanmean(table, axis=0))
    if constant_columns(filled).any():
        raise CannotSayError("constant", n=table.shape[0])
    return _pairwise_covariance(filled - filled.mean(axis=0), present)


def _pairwise_covariance(values: Floats, present: np.ndarray) -> Floats:
    """sum xy - sum x sum y / n over the common rows, by matrix products; a missing value counts as zero."""
    mask = present.astype(np.float64)
    values = values * mask
    both, sums = mask.T @ mask, values.T @ mask
    covariance: Floats = (values.T @ values - sums * sums.T / both) / (both - 1)
    return covariance


def alpha_of_covariance(covariance: Floats) -> AlphaParts:
    """All parts of alpha that need only the covariances (k, k); sources as `cronbach_alpha`.

    lambda6 = 1 - sum(1 - smc_i) / sum of correlations (Guttman, 10.1007/BF02288892). Raises CannotSayError
    `too_few` (one item), `constant`, `not_a_scale`.

    >>> parts = alpha_of_covariance(np.array([[1.0, 0.5, 0.4], [0.5, 1.0, 0.6], [0.4, 0.6, 1.0]]))
    >>> round(parts.raw, 4), round(parts.average_r, 2), [round(a, 4) for a in parts.if_deleted]
    (0.75, 0.5, [0.75, 0.5714, 0.6667])
    """
    k = covariance.shape[0]
    enough(k, 2)
    sd = np.sqrt(np.diag(covariance))
    if not sd.all():
        raise CannotSayError("constant")
    correlation = covariance / np.outer(sd, sd)
    if min(_sum_share(covariance), _sum_share(correlation)) <= 0:
        raise CannotSayError("not_a_scale")
    between = correlation[np.tril_indices(k, -1)]
    left = k > 2
    return AlphaParts(
        k=k,
        raw=_alpha(covariance),
        standardised=_alpha(correlation),
        average_r=float(between.mean()),
        median_r=float(np.median(between)),
        lambda6=_lambda6(correlation),
        item_rest=numbers(_with_rest(covariance)),
        if_deleted=_without_each(covariance) if left else None,
        if_deleted_standardised=_without_each(correlation) if left else None,
    )


def _sum_share(matrix: Floats) -> float:
    """Variance of the sum over the sum of the variances, 0 when it is only float noise."""
    share = float(matrix.sum() / np.trace(matrix))
    return share if share > 1e-10 else 0.0


def _alpha(matrix: Floats) -> float:
    k = matrix.shape[0]
    return float(k / (k - 1) * (1 - np.trace(matrix) / matrix.sum()))


def _without_each(matrix: Floats) -> tuple[float, ...] | None:
    """Alpha of the rest without item i, all i at once; None when some rest cancels out."""
    k = matrix.shape[0] - 1
    trace = np.trace(matrix) - np.diag(matrix)
    total = matrix.sum() - 2 * matrix.sum(axis=0) + np.diag(matrix)
    if (total <= 1e-10 * trace).any():
        return None
    return numbers(k / (k - 1) * (1 - trace / total))


def _with_rest(covariance: Floats) -> Floats:
    """Correlation of each item with the sum of the others."""
    variance = np.diag(covariance)
    rest = covariance.sum(axis=0) - variance
    spread = covariance.sum() - 2 * rest - variance
    if (spread <= 1e-10 * variance).any():
        raise CannotSayError("not_a_scale")
    correlation: Floats = rest / np.sqrt(variance * spread)
    return correlation


def _with_sum(covariance: Floats) -> Floats:
    correlation: Floats = covariance.sum(axis=0) / np.sqrt(np.diag(covariance) * covariance.sum())
    return correlation


def _lambda6(correlation: Floats) -> float | None:
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        return None
    unexplained = 1 / np.diag(np.linalg.inv(correlation))
    return float(1 - unexplained.sum() / correlation.sum())


def feldt_interval(alpha: float, n: int, k: int, level: float = 0.95) -> tuple[float, float]:
    """Feldt's interval of alpha from n people and k items; 10.1007/BF02289499.

    Raises ValueError for a level outside 0..1; n, k >= 2.

    >>> low, high = feldt_interval(0.8, 100, 5)
    >>> round(low, 3), round(high, 3)
    (0.731, 0.856)
    """
    tail, df1, df2 = (1 - fraction(level)) / 2, n - 1, (n - 1) * (k - 1)
    low = 1 - (1 - alpha) * float(f_distribution.isf(tail, df1, df2))
    return low, 1 - (1 - alpha) * float(f_distribution.ppf(tail, df1, df2))


def alpha_se(covariance: Floats, n: int) -> float:
    """Large-sample standard error of alpha; Duhachek & Iacobucci 2004, 10.1037/0021-9010.89.5.792.

    Q = 2k^2/((k-1)^2 s^3) (s (tr C^2 + tr^2 C) - 2 tr C sum(C^2)), s = sum of C; se = sqrt(Q / n).
    Raises nothing; the sum of the items must vary.

    >>> round(alpha_se(np.array([[1.0, 0.5, 0.4], [0.5, 1.0, 0.6], [0.4, 0.6, 1.0]]), 100), 4)
    0.0436
    """
    k, total, trace = covariance.shape[0], float(covariance.sum()), float(np.trace(covariance))
    square = covariance @ covariance
    bracket = total * (float(np.trace(square)) + trace**2) - 2 * trace * float(square.sum())
    return sqrt(max(2 * k**2 / ((k - 1) ** 2 * total**3) * bracket, 0.0) / n)
