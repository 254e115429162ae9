"""How much of a scale's score is its one common factor: McDonald's omega from a one-factor model.

For deciding whether a scale score may be printed; unlike alpha it does not take all items for equally good.
The variant to print is `omega`: maximum likelihood on covariances, the plain sum of raw items.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.optimize import minimize

from diagnostic.core.stats.basis.checks import (
    Floats,
    NumberTable,
    complete_rows,
    constant_columns,
    correlations,
    enough,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError

SMALLEST = 0.005  # unique variance of a standardised item; at this end the solution is improper (Heywood)


@dataclass(frozen=True, slots=True)
class Omega:
    """One factor by maximum likelihood, n complete rows; `omega` is the share of the factor in the sum's variance.

    `omega_observed` divides by the observed instead of the modelled variance of the sum; `omega_standardised` is of
    the sum of standardised items. `improper`: an item's unique variance went to its lower end.
    """

    n: int
    omega: float
    omega_observed: float
    omega_standardised: float
    loadings: tuple[float, ...]
    residual_variances: tuple[float, ...]
    loadings_standardised: tuple[float, ...]
    chi2: float
    df: int
    cfi: float | None
    rmsea: float | None
    improper: bool


def one_factor_ml(correlation: Floats) -> Floats:
    """Standardised loadings (k,) of one factor by maximum likelihood; Joereskog 1967, 10.1007/BF02289658.

    Minimises log|LL' + P| + tr(R (LL' + P)^-1), concentrated over L by the eigenvalues of P^-1/2 R P^-1/2, over the
    unique variances P >= .005. The sign makes the sum of loadings positive. Raises CannotSayError `too_few` below
    three items, `collinear` for a correlation matrix (k, k) that has no inverse.

    >>> one_factor_ml(np.array([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])).round(3).tolist()
    [0.8, 0.7, 0.6]
    """
    _identified(correlation)

    def loss(unique: Floats) -> tuple[float, Floats]:
        root = np.sqrt(unique)
        value, vector = np.linalg.eigh(correlation / np.outer(root, root))
        loading = root * vector[:, -1] * sqrt(max(value[-1] - 1, 0.0))
        rest = value[:-1]
        gradient = (loading**2 + unique - np.diag(correlation)) / unique**2
        return float(np.sum(rest - np.log(rest) - 1)), gradient

    unique = _minimised(loss, correlation)
    root = np.sqrt(unique)
    value, vector = np.linalg.eigh(correlation / np.outer(root, root))
    return _positive(root * vector[:, -1] * sqrt(max(value[-1] - 1, 0.0)))


def _identified(correlation: Floats) -> None:
    enough(correlation.shape[0], 3)
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        raise CannotSayError("collinear")


def _minimised(loss: Callable[[Floats], tuple[float, Floats]], correlation: Floats) -> Floats:
    k = correlation.shape[0]
    found = minimize(
        loss,
        np.full(k, 0.5),
        jac=True,
        method="L-BFGS-B",
        bounds=[(SMALLEST, 1.0)] * k,
        options={"maxiter": 2000, "ftol": 1e-15, "gtol": 1e-9},
    )
    return np.asarray(found.x, dtype=np.float64)


def _positive(loading: Floats) -> Floats:
    return -loading if loading.sum() < 0 else loading


def omega_share(loading: Floats, unique: Floats) -> float:
    """(sum of loadings)^2 / ((sum of loadings)^2 + sum of unique variances); McDonald 1999, 10.4324/9781410601087.

    loading, unique: shape (k,), in the unit of the items and its square. Raises CannotSayError `not_a_scale` when
    both are zero.

    >>> round(omega_share(np.array([0.8, 0.7, 0.6]), np.array([0.36, 0.51, 0.64])), 3)
    0.745
    """
    common = float(loading.sum()) ** 2
    total = common + float(unique.sum())
    if total <= 0:
        raise CannotSayError("not_a_scale")
    return common / total


def omega(items: NumberTable) -> Omega:
    """McDonald's omega of the items (n, k): one factor, maximum likelihood on the covariances (divisor n).

    omega = (sum lambda)^2 / ((sum lambda)^2 + sum theta), 10.4324/9781410601087; chi2 = n F with k (k - 3) / 2 degrees
    of freedom; CFI, RMSEA: 10.1037/0033-2909.107.2.238, None for three items (the model fits exactly). Items reversed
    already, rows with a NaN left out; loadings in the unit of the items.

    Raises CannotSayError `too_few` (fewer than 3 items, or not more complete rows than items), `all_missing`,
    `not_finite`, `constant` (an item everybody answers alike), `collinear` (an item follows from the others).

    >>> answers = [[4, 5, 4], [2, 3, 2], [5, 5, 4], [1, 2, 2], [3, 3, 4], [2, 2, 3], [4, 4, 5], [3, 2, 3]]
    >>> result = omega(answers)
    >>> round(result.omega, 3), [round(l, 2) for l in result.loadings], result.n
    (0.929, [1.22, 1.02, 0.82], 8)
    """
    rows = complete_rows(items, 3)
    n, k = rows.shape
    enough(k, 3)
    enough(n, k + 1)
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=n)
    sd, correlation = rows.std(axis=0), correlations(rows)
    standard = one_factor_ml(correlation)
    loading = standard * sd
    unique = np.maximum(1 - standard**2, SMALLEST) * sd**2
    observed = float(rows.sum(axis=1).var())
    if observed <= 0:
        raise CannotSayError("not_a_scale", n=n)
    chi2, df = n * _discrepancy(correlation, standard), k * (k - 3) // 2
    return Omega(
        n=n,
        omega=omega_share(loading, unique),
        omega_observed=float(loading.sum()) ** 2 / observed,
        omega_standardised=omega_share(standard, np.maximum(1 - standard**2, SMALLEST)),
        loadings=numbers(loading),
        residual_variances=numbers(unique),
        loadings_standardised=numbers(standard),
        chi2=chi2,
        df=df,
        cfi=_cfi(chi2, df, correlation, n),
        rmsea=sqrt(max((chi2 - df) / (df * n), 0.0)) if df else None,
        improper=bool((1 - standard**2 <= SMALLEST * 1.001).any()),
    )


def _discrepancy(correlation: Floats, standard: Floats) -> float:
    model = np.outer(standard, standard) + np.diag(np.maximum(1 - standard**2, SMALLEST))
    apart = float(np.linalg.slogdet(model)[1] - np.linalg.slogdet(correlation)[1])
    trace = float(np.trace(np.linalg.solve(model, correlation)))
    return float(max(apart + trace - correlation.shape[0], 0.0))


def _cfi(chi2: float, df: int, correlation: Floats, n: int) -> float | None:
    """Against the model in which nothing goes with anything; None where that fits as well."""
    k = correlation.shape[0]
    logdet = float(np.linalg.slogdet(correlation)[1])
    alone = -n * logdet - k * (k - 1) / 2
    if df == 0 or alone <= 0:
        return None
    return float(1 - max(chi2 - df, 0.0) / max(alone, chi2 - df))
