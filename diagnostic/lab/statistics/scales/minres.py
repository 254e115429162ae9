"""One common factor by least squares of the residuals."""

from __future__ import annotations

from math import sqrt

import numpy as np

from diagnostic.core.stats.basis.checks import (
    Floats,
    enough,
)
from diagnostic.core.stats.scales.omega import _minimised, _positive


def one_factor_minres(correlation: Floats) -> Floats:
    """Standardised loadings (k,) of one factor by least squares off the diagonal; Harman & Jones 1966.

    10.1007/BF02289468. Minimises the sum of (r_ij - l_i l_j)^2, i != j, over unique variances in [.005, 1]. Errors as
    `one_factor_ml`, without `collinear`.

    >>> one_factor_minres(np.array([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])).round(3).tolist()
    [0.8, 0.7, 0.6]
    """
    enough(correlation.shape[0], 3)

    def loadings(unique: Floats) -> Floats:
        value, vector = np.linalg.eigh(correlation - np.diag(unique))
        found: Floats = vector[:, -1] * sqrt(max(value[-1], 0.0))
        return found

    def loss(unique: Floats) -> tuple[float, Floats]:
        loading = loadings(unique)
        residual = correlation - np.outer(loading, loading)
        diagonal = np.diag(residual) - unique
        np.fill_diagonal(residual, 0)
        return float((residual**2).sum() + (diagonal**2).sum()), -2 * diagonal

    return _positive(loadings(_minimised(loss, correlation)))
