"""How many things does a set of items ask about: eigenvalues compared with those of noise (parallel analysis).

For checking that a survey's scales are scales. Components are kept while their eigenvalue lies above the 95 %
quantile of random data of the same size; "factors" compares what is left after each item's own variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from diagnostic.core.stats.basis.checks import (
    Floats,
    NumberTable,
    complete_rows,
    constant_columns,
    correlations,
    enough,
    fraction,
    numbers,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.scales.omega import SMALLEST
from diagnostic.lab.statistics.scales.minres import one_factor_minres

_SWEEPS = 60


@dataclass(frozen=True, slots=True)
class Parallel:
    """`eigenvalues` of the correlations with mean and quantile of random ones; counts of those that stand out."""

    n: int
    p: int
    eigenvalues: tuple[float, ...]
    random_mean: tuple[float, ...]
    random_quantile: tuple[float, ...]
    components: int
    factors: int
    kmo: float
    bartlett_chi2: float
    bartlett_df: int
    bartlett_p: float
    first_to_second: float
    first_share: float


def kmo(correlation: Floats) -> float:
    """Kaiser-Meyer-Olkin: sum r^2 / (sum r^2 + sum of squared partial correlations), off the diagonal.

    Kaiser 1974, 10.1007/BF02291575. correlation: (p, p). Raises CannotSayError `collinear` when it has no inverse,
    `constant` when nothing goes with anything (0 / 0).

    >>> round(kmo(np.array([[1, 0.5, 0.4], [0.5, 1, 0.6], [0.4, 0.6, 1]])), 3)
    0.658
    """
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        raise CannotSayError("collinear")
    inverse = np.linalg.inv(correlation)
    partial = inverse / np.sqrt(np.outer(np.diag(inverse), np.diag(inverse)))
    apart = ~np.eye(correlation.shape[0], dtype=bool)
    plain, rest = float((correlation[apart] ** 2).sum()), float((partial[apart] ** 2).sum())
    if plain + rest == 0:
        raise CannotSayError("constant")
    return plain / (plain + rest)


def bartlett_sphericity(correlation: Floats, n: int) -> tuple[float, int, float]:
    """Is there any correlation at all: chi2 = -(n - 1 - (2p + 5) / 6) log|R|, df, p; Bartlett 1951.

    10.1093/biomet/38.3-4.337. correlation: (p, p) of n people. Raises CannotSayError `collinear`.

    >>> chi, df, p = bartlett_sphericity(np.array([[1, 0.5, 0.4], [0.5, 1, 0.6], [0.4, 0.6, 1]]), 50)
    >>> round(chi, 2), df, round(p, 6)
    (35.61, 3, 0.0)
    """
    p = correlation.shape[0]
    sign, logdet = np.linalg.slogdet(correlation)
    if sign <= 0 or not np.isfinite(logdet):
        raise CannotSayError("collinear", n=n)
    value, df = max(-(n - 1 - (2 * p + 5) / 6) * float(logdet), 0.0), p * (p - 1) // 2
    return value, df, float(chi2.sf(value, df))


def parallel_analysis(
    items: NumberTable, draws: int, rng: np.random.Generator, quantile: float = 0.95
) -> Parallel:
    """Horn's parallel analysis of the items (n, p), listwise; 10.1007/BF02289447, quantile: Glorfeld 1995.

    10.1177/0013164495055003002. `draws` normal tables of the same size give the random eigenvalues; `factors` compares
    the eigenvalues of the correlations with one-factor communalities (minres) in the diagonal.

    Raises CannotSayError `too_few` (fewer than 3 items, or not more complete rows than items), `all_missing`,
    `not_finite`, `constant`, `collinear`.

    >>> rng = np.random.default_rng(1)
    >>> trait = rng.normal(size=(200, 2)).repeat(3, axis=1)
    >>> result = parallel_analysis(trait + rng.normal(size=(200, 6)), 100, rng)
    >>> result.components, result.factors, round(result.eigenvalues[0], 1)
    (2, 2, 2.3)
    """
    rows = complete_rows(items, 3)
    n, p = rows.shape
    enough(p, 3)
    enough(n, p + 1)
    if constant_columns(rows).any():
        raise CannotSayError("constant", n=n)
    correlation = correlations(rows)
    value = _descending(correlation)
    random = _random_correlations(n, p, draws, rng)
    noise, reduced = _descending(random), _descending(_reduced(random, _minres_batch(random)))
    own = _descending(_reduced(correlation[None], one_factor_minres(correlation)[None]))[0]
    limit = np.quantile(noise, fraction(quantile), axis=0)
    chi, df, chance = bartlett_sphericity(correlation, n)
    return Parallel(
        n=n,
        p=p,
        eigenvalues=numbers(value),
        random_mean=numbers(noise.mean(axis=0)),
        random_quantile=numbers(limit),
        components=_leading(value > limit),
        factors=_leading(own > np.quantile(reduced, quantile, axis=0)),
        kmo=kmo(correlation),
        bartlett_chi2=chi,
        bartlett_df=df,
        bartlett_p=chance,
        first_to_second=float(value[0] / value[1]),
        first_share=float(value[0] / p),
    )


def _descending(matrices: Floats) -> Floats:
    return np.asarray(np.linalg.eigvalsh(matrices)[..., ::-1], dtype=np.float64)


def _leading(above: np.ndarray) -> int:
    """How many stand out before the first that does not."""
    return int(above.argmin()) if not above.all() else above.size


def _random_correlations(n: int, p: int, draws: int, rng: np.random.Generator) -> Floats:
    """Correlations (draws, p, p) of normal tables without any, by Bartlett's decomposition of a Wishart matrix."""
    drawn = rng.normal(size=(draws, p, p))
    lower: Floats = np.asarray(np.tril(drawn, -1), dtype=np.float64)
    lower[:, np.arange(p), np.arange(p)] = np.sqrt(rng.chisquare(n - 1 - np.arange(p), size=(draws, p)))
    unit = lower / np.sqrt((lower**2).sum(axis=2, keepdims=True))
    return np.asarray(unit @ unit.transpose(0, 2, 1), dtype=np.float64)


def _reduced(correlations: Floats, loadings: Floats) -> Floats:
    """Correlations with the communalities of one factor in the diagonal."""
    p = correlations.shape[1]
    reduced = correlations.copy()
    reduced[:, np.arange(p), np.arange(p)] = loadings**2
    return reduced


def _minres_batch(correlations: Floats) -> Floats:
    """Minres loadings of many matrices at once, one item after the other (Harman & Jones 1966)."""
    p, end = correlations.shape[1], np.sqrt(1 - SMALLEST)
    vector = np.linalg.eigh(correlations)[1][:, :, -1]
    loadings: Floats = vector * np.sqrt(_descending(correlations)[:, :1] / 2)
    for _ in range(_SWEEPS):
        for at in range(p):
            others = (loadings**2).sum(axis=1) - loadings[:, at] ** 2
            together = np.einsum("bj,bj->b", correlations[:, at], loadings) - loadings[:, at]
            loadings[:, at] = np.clip(together / np.maximum(others, 1e-12), -end, end)
    return loadings
