"""How much of an outcome goes with each driver when the drivers overlap: shares of R2.

For the drivers page. LMG averages a driver's extra R2 over all orders of entering; Johnson's weights are
the quick check. All subsets of predictors come from one elimination over a whole batch of correlation
matrices, so a bootstrap costs little more than one analysis. Association, not cause.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from diagnostic.core.stats.basis.checks import (
    Floats,
    Ints,
    Labels,
    Numbers,
    NumberTable,
    complete_rows,
    constant_columns,
    enough,
    finite,
    fraction,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.basis.ranking import rank_shares
from diagnostic.core.stats.basis.resample import resampled_counts
from diagnostic.core.stats.basis.subsets import lmg_shares
from diagnostic.core.stats.differences.t_test import half_width

_SINGULAR = 1e-10


@dataclass(frozen=True, slots=True)
class LmgBootstrap:
    """LMG shares of R2 with percentile intervals, and how often each predictor is first or among the top.

    `resamples` is how many could be analysed (those where predictors coincide cannot).
    """

    lmg: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    p_top: tuple[float, ...]
    p_first: tuple[float, ...]
    mean_rank: tuple[float, ...]
    n: int
    resamples: int


@dataclass(frozen=True, slots=True)
class LmgOfUnits:
    """LMG shares of R2 within units with their intervals; `n` people of `units` units."""

    lmg: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    se: tuple[float, ...]
    n: int
    units: int


def outcome_and_predictors(y: Numbers, X: NumberTable) -> tuple[Floats, Floats]:
    """Complete rows of the outcome (n,) and the predictors (n, p); for `relate` and this module.

    Raises CannotSayError `too_few` (n < p + 2 complete rows or no predictor), `all_missing`, `not_finite`,
    `constant`, `collinear` (a predictor follows from the others).
    The rule of this package.

    >>> y, x = outcome_and_predictors([1, 2, 4, 3], [[1], [2], [3], [5]])
    >>> y.tolist(), x.shape
    ([1.0, 2.0, 4.0, 3.0], (4, 1))
    """
    table = np.column_stack([finite(y), finite(X)])
    enough(table.shape[1] - 1, 1)
    rows = complete_rows(table, table.shape[1] + 1)
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=rows.shape[0])
    if np.linalg.eigvalsh(np.atleast_2d(np.corrcoef(rows[:, 1:], rowvar=False)))[0] < _SINGULAR:
        raise CannotSayError("collinear", n=rows.shape[0])
    return rows[:, 0], rows[:, 1:]


def _correlation(y: Numbers, X: NumberTable) -> Floats:
    """Correlations of predictors and, last, the outcome."""
    outcome, predictors = outcome_and_predictors(y, X)
    return np.asarray(np.corrcoef(np.column_stack([predictors, outcome]), rowvar=False), dtype=np.float64)


def lmg(y: Numbers, X: NumberTable) -> tuple[float, ...]:
    """LMG (Shapley) shares of R2 of each predictor; they sum to R2. 10.18637/jss.v017.i01, 10.1037/0033-2909.114.3.542.

    y: shape (n,), X: (n, p), rows with a NaN left out. Errors as `outcome_and_predictors`; ValueError for
    more than 16 predictors.

    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    >>> [round(share, 3) for share in lmg([1.2, 1.9, 3.2, 3.9, 5.3, 5.6], x)]
    [0.658, 0.341]
    """
    return numbers(lmg_shares(_correlation(y, X)[None])[0])


def _standardised(correlation: Floats) -> tuple[Floats, Floats, Floats]:
    """Standardised coefficients, correlations with the outcome, variance inflation of the predictors."""
    between, with_outcome = correlation[:-1, :-1], correlation[:-1, -1]
    inverse = np.linalg.inv(between)
    return inverse @ with_outcome, with_outcome, np.diag(inverse)


def last(y: Numbers, X: NumberTable) -> tuple[float, ...]:
    """What R2 loses without the predictor, beta_j^2 / VIF_j. Shapes and errors as `lmg`.

    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    >>> [round(share, 3) for share in last([1.2, 1.9, 3.2, 3.9, 5.3, 5.6], x)]
    [0.335, 0.017]
    """
    beta, _, vif = _standardised(_correlation(y, X))
    return numbers(beta**2 / vif)


def first(y: Numbers, X: NumberTable) -> tuple[float, ...]:
    """R2 of the predictor alone: its squared correlation. Shapes and errors as `lmg`.

    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    >>> [round(share, 3) for share in first([1.2, 1.9, 3.2, 3.9, 5.3, 5.6], x)]
    [0.982, 0.664]
    """
    return numbers(_correlation(y, X)[:-1, -1] ** 2)


def pratt(y: Numbers, X: NumberTable) -> tuple[float, ...]:
    """beta_j r_j, which sum to R2 but may be negative; Pratt 1987. Shapes and errors as `lmg`.

    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    >>> [round(share, 3) for share in pratt([1.2, 1.9, 3.2, 3.9, 5.3, 5.6], x)]
    [0.842, 0.157]
    """
    beta, with_outcome, _ = _standardised(_correlation(y, X))
    return numbers(beta * with_outcome)


def johnson(y: Numbers, X: NumberTable) -> tuple[float, ...]:
    """Johnson's relative weights, which sum to R2; 10.1207/S15327906MBR3501_1.

    With Q the symmetric root of the predictors' correlations: weight = Q^2 (Q^-1 r)^2, squares by element.
    Shapes and errors as `lmg`, without its limit on predictors.

    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4]]
    >>> [round(share, 3) for share in johnson([1.2, 1.9, 3.2, 3.9, 5.3, 5.6], x)]
    [0.658, 0.341]
    """
    correlation = _correlation(y, X)
    value, vector = np.linalg.eigh(correlation[:-1, :-1])
    root = vector * np.sqrt(value) @ vector.T
    return numbers(root**2 @ np.linalg.solve(root, correlation[:-1, -1]) ** 2)


def lmg_bootstrap(
    y: Numbers,
    X: NumberTable,
    groups: Labels | None,
    resamples: int,
    rng: np.random.Generator,
    level: float = 0.95,
    top: int = 3,
) -> LmgBootstrap:
    """LMG shares with percentile intervals and rank chances over resampled people; 10.1214/aos/1176344552.

    groups: unit of each person, shape (n,) - units are drawn first - or None. Correlations of all resamples
    come from counts times products, their shares from one batch. Errors as `lmg`, and `one_group`;
    `collinear` when more than half of the resamples cannot be analysed.

    >>> x = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 6], [6, 4], [7, 9], [8, 6]]
    >>> result = lmg_bootstrap([1, 2, 3, 4, 5, 6, 7, 9], x, None, 500, np.random.default_rng(3), top=1)
    >>> [round(share, 2) for share in result.lmg], result.p_first[0] > 0.9
    ([0.69, 0.3], True)
    """
    outcome, predictors = outcome_and_predictors(y, X)
    table = np.column_stack([predictors, outcome])
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    codes = None if groups is None else _codes_of_complete(y, X, groups)
    correlations = _resampled_correlations(table, resamples, rng, codes)
    shares = lmg_shares(correlations)
    low, high = np.quantile(shares, [0.5 - fraction(level) / 2, 0.5 + level / 2], axis=0)
    places = rank_shares(shares, top, level)
    return LmgBootstrap(
        lmg=lmg(outcome, predictors),
        low=numbers(low),
        high=numbers(high),
        p_top=numbers(places.p_top),
        p_first=numbers(places.p_first),
        mean_rank=numbers(places.mean_rank),
        n=table.shape[0],
        resamples=shares.shape[0],
    )


def lmg_of_units(y: Numbers, X: NumberTable, groups: Labels, level: float = 0.95) -> LmgOfUnits:
    """LMG shares of R2 within units, their intervals by leaving one whole unit out at a time; units are the n.

    Columns are centred within units first. se by the jackknife over J units, 10.1093/biomet/43.3-4.353; the interval is
    of the share's logit, t with J - 1 degrees of freedom, so that it stays within 0..1. Percentiles of resampled
    people or of units drawn first were short or far too wide (docs/adr/0023). Shapes and errors as `lmg`, and
    `few_groups` below 3 units, `collinear` where the predictors of some J - 1 units coincide.

    >>> rng = np.random.default_rng(1)
    >>> x, unit = rng.normal(size=(80, 2)), np.arange(80) % 10
    >>> found = lmg_of_units(x @ [0.8, 0.2] + rng.normal(size=80), x, unit)
    >>> [round(share, 2) for share in found.lmg], [round(end, 2) for end in found.low]
    ([0.31, 0.0], [0.11, 0.0])
    """
    outcome, predictors = outcome_and_predictors(y, X)
    codes = _codes_of_complete(y, X, groups)
    units = int(codes.max()) + 1
    if units < 3:
        raise CannotSayError("few_groups", n=units, needed=3)
    table = centre_within(np.column_stack([predictors, outcome]), codes)
    products = np.zeros((units, table.shape[1], table.shape[1]))
    for unit in range(units):
        members = table[codes == unit]
        products[unit] = members.T @ members
    share = lmg_shares(_scaled(products.sum(axis=0)[None]))[0]
    without = lmg_shares(_scaled(products.sum(axis=0) - products))
    se = np.sqrt((units - 1) / units * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    inside = np.clip(share, _SINGULAR, 1 - _SINGULAR)
    reach = half_width(1.0, units - 1, level) * se / (inside * (1 - inside))
    low, high = (expit(logit(inside) + side * reach) for side in (-1, 1))
    return LmgOfUnits(numbers(share), numbers(low), numbers(high), numbers(se), table.shape[0], units)


def centre_within(table: Floats, codes: Ints) -> Floats:
    """Each column minus its mean within the unit; table (n, q), codes 0..J-1 of the rows. Raises nothing.

    The rule of this package.

    >>> centre_within(np.array([[1.0], [3.0], [5.0]]), np.array([0, 0, 1])).ravel().tolist()
    [-1.0, 1.0, 0.0]
    """
    sums = np.stack([np.bincount(codes, weights=column) for column in table.T], axis=1)
    centred: Floats = table - (sums / np.maximum(np.bincount(codes), 1)[:, None])[codes]
    return centred


def _scaled(products: Floats) -> Floats:
    """Correlations (b, q, q) from products of centred columns."""
    variance = np.diagonal(products, axis1=1, axis2=2)
    if (variance <= 0).any():
        raise CannotSayError("constant")
    sd = np.sqrt(variance)
    correlation: Floats = products / (sd[:, :, None] * sd[:, None, :])
    if np.linalg.eigvalsh(correlation[:, :-1, :-1])[:, 0].min() < _SINGULAR:
        raise CannotSayError("collinear")
    return correlation


def _codes_of_complete(y: Numbers, X: NumberTable, groups: Labels) -> Ints:
    complete = ~np.isnan(np.column_stack([finite(y), finite(X)])).any(axis=1)
    names, codes = np.unique(np.asarray(groups)[complete], return_inverse=True)
    if names.size < 2:
        raise CannotSayError("one_group", n=1, needed=2)
    return codes.astype(np.int64)


def _resampled_correlations(
    table: Floats, resamples: int, rng: np.random.Generator, codes: Ints | None
) -> Floats:
    """Correlation matrices (b, q, q) of the resamples in which the predictors stay apart."""
    n, q = table.shape
    products = (table[:, :, None] * table[:, None, :]).reshape(n, q * q)
    blocks = [
        _usable(
            counts @ table / counts.sum(axis=1, keepdims=True),
            counts @ products / counts.sum(axis=1)[:, None],
        )
        for counts in resampled_counts(n, resamples, rng, codes)
    ]
    correlations = np.concatenate(blocks)
    if correlations.shape[0] < max(resamples / 2, 2):
        raise CannotSayError("collinear", n=n)
    return correlations


def _usable(means: Floats, products: Floats) -> Floats:
    q = means.shape[1]
    covariance = products.reshape(-1, q, q) - means[:, :, None] * means[:, None, :]
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    moving = (variance > _SINGULAR).all(axis=1)
    sd = np.sqrt(variance[moving])
    correlation = covariance[moving] / (sd[:, :, None] * sd[:, None, :])
    apart = np.linalg.eigvalsh(correlation[:, :-1, :-1])[:, 0] > _SINGULAR
    kept: Floats = correlation[apart]
    return kept
