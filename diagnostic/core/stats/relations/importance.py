"""How much of an outcome goes with each driver when the drivers overlap: shares of R2.

For the drivers page. LMG averages a driver's extra R2 over all orders of entering. All subsets of predictors
come from one elimination over a whole batch of correlation matrices. Association, not cause.
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
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.basis.subsets import lmg_shares
from diagnostic.core.stats.differences.t_test import half_width

_SINGULAR = 1e-10


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
