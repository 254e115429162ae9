"""The noncentral t distribution: what t does when there is an effect, for the power of a test."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
from scipy.special import chdtrc, chdtri, gammaln, ndtr

from diagnostic.core.stats.basis.checks import Floats

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(200)
_FAR = 9.0  # a normal variable is never farther from its mean, to double precision


def noncentral_t_cdf(t: float, df: float, noncentrality: float) -> float:
    """P(T <= t) of T = (Z + noncentrality) / s, Z normal and s^2 chi-square / df, to about 1e-13.

    By quadrature over whichever of s and Z the integrand is smooth in: the library function answers NaN in
    far tails. Johnson, Kotz & Balakrishnan 1995, chapter 31.
    Raises nothing; df > 0.

    >>> round(noncentral_t_cdf(2.0, 9, 1.0), 6), round(noncentral_t_cdf(-12.7, 1, 8.0), 6)
    (0.804144, 0.0)
    """
    if t < 0:
        return 1.0 - noncentral_t_cdf(-t, df, -noncentrality)
    over = _over_normal if t > sqrt(2 * df) else _over_scale
    return min(max(over(t, df, noncentrality), 0.0), 1.0)


def _nodes(low: float, high: float) -> tuple[Floats, Floats]:
    half = (high - low) / 2
    return low + half * (1 + _NODES), half * _WEIGHTS


def _over_scale(t: float, df: float, noncentrality: float) -> float:
    """Expectation over s of P(Z <= t s - noncentrality)."""
    s, weight = _nodes(sqrt(max(1 - _FAR / sqrt(df / 2), 0.0)), sqrt(float(chdtri(df, 1e-18)) / df))
    density = np.exp(log(2) + df / 2 * log(df / 2) - gammaln(df / 2) + (df - 1) * np.log(s) - df / 2 * s**2)
    return float(np.sum(weight * density * ndtr(t * s - noncentrality)))


def _over_normal(t: float, df: float, noncentrality: float) -> float:
    """Certain while Z + noncentrality is negative, then the expectation over Z of P(s >= (Z + noncentrality) / t)."""
    certain = float(ndtr(-noncentrality))
    if -noncentrality >= _FAR:
        return certain
    z, weight = _nodes(max(-noncentrality, -_FAR), _FAR)
    reached = chdtrc(df, df * ((z + noncentrality) / t) ** 2)
    return certain + float(np.sum(weight * np.exp(-(z**2) / 2) * reached)) / sqrt(2 * np.pi)
