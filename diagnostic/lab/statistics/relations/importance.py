"""Relative importance by other measures than the report's, and its bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.stats.basis.checks import (
    Floats,
    Ints,
    Labels,
    Numbers,
    NumberTable,
    fraction,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.basis.ranking import rank_shares
from diagnostic.core.stats.basis.resample import resampled_counts
from diagnostic.core.stats.basis.subsets import lmg_shares
from diagnostic.core.stats.relations.importance import (
    _SINGULAR,
    _codes_of_complete,
    _correlation,
    lmg,
    outcome_and_predictors,
)


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
