"""What goes with what: Pearson, Spearman and Kendall with intervals, and what is left when others are held still.

For the drivers page and links between units. Association only; with few units the interval says how little is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np
from scipy.stats import kendalltau, norm, rankdata
from scipy.stats import t as student_t

from diagnostic.core.stats.basis.checks import (
    Floats,
    Numbers,
    NumberTable,
    complete_rows,
    constant_columns,
    enough,
    for_ranking,
    fraction,
    must_vary,
    numbers,
    pairs,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError


@dataclass(frozen=True, slots=True)
class Correlation:
    """r with its two-sided p and interval over n complete pairs."""

    n: int
    r: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Kendall:
    n: int
    tau_b: float
    p: float


@dataclass(frozen=True, slots=True)
class PartialCorrelations:
    """Correlation of each pair with all the other variables held still; p from t with `df`, `p_normal` as some
    programs give it. The diagonals are 1 and 0."""

    n: int
    df: int
    r: tuple[tuple[float, ...], ...]
    t: tuple[tuple[float, ...], ...]
    p: tuple[tuple[float, ...], ...]
    p_normal: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class PartialCorrelation:
    """One partial correlation; `semipartial` leaves the covariates in x and takes them out of y only."""

    n: int
    df: int
    r: float
    t: float
    p: float
    p_normal: float
    semipartial: float


def fisher_interval(r: float, n: int, level: float = 0.95, variance: float = 1.0) -> tuple[float, float]:
    """tanh(atanh r -+ z sqrt(variance / (n - 3))); Fisher 1921. At r = +-1 it has no width.

    Raises ValueError for a level outside 0..1; needs n > 3, which `pearson` sees to.

    >>> low, high = fisher_interval(0.5, 30)
    >>> round(low, 3), round(high, 3)
    (0.17, 0.729)
    """
    if abs(r) >= 1:
        return r, r
    reach = float(norm.ppf(0.5 + fraction(level) / 2)) * sqrt(variance / (n - 3))
    return tanh(atanh(r) - reach), tanh(atanh(r) + reach)


def pearson(x: Numbers, y: Numbers, level: float = 0.95) -> Correlation:
    """Pearson's r, p by t with n - 2 degrees of freedom, Fisher's interval; 10.1098/rspl.1895.0041.

    x, y: shape (n,), complete pairs only. Raises CannotSayError `too_few` (fewer than 4 pairs), `all_missing`,
    `not_finite`, `constant`.

    >>> result = pearson([1, 2, 3, 4, 5], [2, 1, 4, 3, 6])
    >>> round(result.r, 3), round(result.p, 3), round(result.low, 3), round(result.high, 3)
    (0.822, 0.088, -0.219, 0.988)
    """
    one, two = pairs(x, y, 4)
    r = _r(one, two)
    return Correlation(one.size, r, _p(r, one.size - 2), *fisher_interval(r, one.size, level))


def spearman(x: Numbers, y: Numbers, level: float = 0.95) -> Correlation:
    """Spearman's rank correlation, p by t, interval of Bonett & Wright, 10.1007/BF02294183.

    The interval is Fisher's with variance 1 + r^2 / 2. Values are rounded to 8 places. Errors as `pearson`.

    >>> result = spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 6])
    >>> round(result.r, 3), round(result.low, 3), round(result.high, 3)
    (0.8, -0.457, 0.991)
    """
    one, two = (_ranks(values) for values in pairs(x, y, 4))
    r = _r(one, two)
    return Correlation(one.size, r, _p(r, one.size - 2), *fisher_interval(r, one.size, level, 1 + r**2 / 2))


def kendall(x: Numbers, y: Numbers) -> Kendall:
    """Kendall's tau-b, p asymptotic with both tie terms; 10.1093/biomet/33.3.239. Errors as `pearson`.

    >>> result = kendall([1, 2, 3, 4, 5], [2, 1, 4, 3, 6])
    >>> round(result.tau_b, 3), round(result.p, 3)
    (0.6, 0.142)
    """
    one, two = (_ranks(values) for values in pairs(x, y, 4))
    must_vary(one)
    must_vary(two)
    found = kendalltau(one, two, method="asymptotic")
    return Kendall(one.size, float(found.statistic), float(found.pvalue))


def partial_all(table: NumberTable, *, ranked: bool = False) -> PartialCorrelations:
    """Each pair of columns (n, m) with all other columns held still: -P_ij / sqrt(P_ii P_jj), P inverse correlations.

    ranked: on ranks (Spearman). Kim 2015, 10.5351/CSAM.2015.22.6.665. Complete rows only. Raises CannotSayError
    `too_few` (n < m + 1), `all_missing`, `not_finite`, `constant`, `collinear`.

    >>> result = partial_all([[1, 2, 1], [2, 1, 3], [3, 4, 2], [4, 3, 5], [5, 6, 4], [6, 4, 7]])
    >>> round(result.r[0][1], 3), result.df
    (0.984, 3)
    """
    rows = complete_rows(table)
    n, m = rows.shape
    enough(m, 2)
    if n < m + 1:
        raise CannotSayError("too_few", n=n, needed=m + 1)
    r = _partial(np.column_stack([_ranks(x) for x in rows.T]) if ranked else rows)
    df = n - m
    t = np.where(np.eye(m) == 1, 0.0, r * np.sqrt(df / (1 - np.where(np.eye(m) == 1, 0.0, r) ** 2)))
    p, normal = 2 * student_t.sf(np.abs(t), df), 2 * norm.sf(np.abs(t))
    for chances in (p, normal):
        np.fill_diagonal(chances, 0.0)
    return PartialCorrelations(n, df, *(tuple(numbers(row) for row in part) for part in (r, t, p, normal)))


def _partial(rows: Floats) -> Floats:
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=rows.shape[0])
    correlation = np.corrcoef(rows, rowvar=False)
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        raise CannotSayError("collinear", n=rows.shape[0])
    precision = np.linalg.inv(correlation)
    scale = np.sqrt(np.diag(precision))
    r: Floats = -precision / np.outer(scale, scale)
    np.fill_diagonal(r, 1.0)
    return r


def partial_one(x: Numbers, y: Numbers, covariates: NumberTable) -> PartialCorrelation:
    """Correlation of x and y with the covariates (n, m) held still; df = n - 2 - m. Source and errors as `partial_all`.

    >>> result = partial_one([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 4], [[1], [3], [2], [5], [4], [7]])
    >>> round(result.r, 3), result.df, round(result.semipartial, 3)
    (0.984, 3, 0.447)
    """
    table = np.column_stack(
        [np.asarray(x, dtype=float), np.asarray(y, dtype=float), np.asarray(covariates, dtype=float)]
    )
    whole = partial_all(table)
    rows = complete_rows(table)
    design = np.column_stack([np.ones(rows.shape[0]), rows[:, 2:]])
    rest = rows[:, 1] - design @ np.linalg.lstsq(design, rows[:, 1], rcond=None)[0]
    return PartialCorrelation(
        whole.n,
        whole.df,
        whole.r[0][1],
        whole.t[0][1],
        whole.p[0][1],
        whole.p_normal[0][1],
        _r(rows[:, 0], rest),
    )


def _ranks(values: Floats) -> Floats:
    return np.asarray(rankdata(for_ranking(values)), dtype=np.float64)


def _r(one: Floats, two: Floats) -> float:
    must_vary(one)
    must_vary(two)
    return float(np.clip(np.corrcoef(one, two)[0, 1], -1, 1))


def _p(r: float, df: int) -> float:
    return float(2 * student_t.sf(abs(r) * sqrt(df / (1 - r**2)), df)) if abs(r) < 1 else 0.0
