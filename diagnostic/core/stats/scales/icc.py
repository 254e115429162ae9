"""How much of what people answer lies between units, and what that leaves of a unit's mean.

For printing unit means: ICC(1) is the share of variance between units, ICC(2) the reliability
of a unit mean, and the empirical-Bayes mean is the raw one drawn towards the whole as far as its
reliability demands. Variance components come from the analysis of variance and from REML, whose profile has
one dimension only and is solved here without a general optimiser.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi

import numpy as np
from scipy.optimize import brentq
from scipy.stats import f as f_distribution
from scipy.stats import norm

from diagnostic.core.stats.basis.checks import Floats, Labels, Numbers, fraction, group_codes, numbers
from diagnostic.core.stats.basis.not_computable import CannotSayError

_GRID = 200
FEWEST_UNITS = 4  # for a flat prior on the variance between them


@dataclass(frozen=True, slots=True)
class Icc:
    """`icc1`, `icc2` by ANOVA with the mean group size, may be negative; `icc1_n0` with its interval.

    `icc2` is None when all unit means are equal.

    The REML values never go below 0: `tau2` between and `sigma2` within units, `mean` the weighted grand
    mean, `icc2_reml` at the mean size, `icc2_reml_groups` the average of the units' own reliabilities.
    """

    n: int
    groups: int
    mean_size: float
    n0: float
    msb: float
    msw: float
    f: float
    p: float
    icc1: float
    icc2: float | None
    icc1_n0: float
    low: float
    high: float
    tau2: float
    sigma2: float
    icc1_reml: float
    icc2_reml: float
    icc2_reml_groups: float
    mean: float
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class EmpiricalBayes:
    """Unit means in ascending order of their labels; `eb` = grand + shrinkage (raw - grand).

    `sd` takes the variances and the grand mean as known; low and high add the grand mean's own uncertainty.
    """

    groups: tuple[object, ...]
    size: tuple[int, ...]
    raw: tuple[float, ...]
    eb: tuple[float, ...]
    shrinkage: tuple[float, ...]
    sd: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    grand: float
    tau2: float
    sigma2: float


@dataclass(frozen=True, slots=True)
class _Units:
    """What both need of the data: sizes and means of the units, squares within them."""

    labels: tuple[object, ...]
    size: Floats
    mean: Floats
    within: float
    n: int


@dataclass(frozen=True, slots=True)
class _Components:
    tau2: float
    sigma2: float
    grand: float
    grand_variance: float
    log_likelihood: float


def icc_oneway(values: Numbers, groups: Labels, level: float = 0.95) -> Icc:
    """ICC(1) and ICC(2) of the values in their units, one-way random effects; 10.1037/0033-2909.86.2.420.

    ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW) with the mean size k (Bliese 2000) and with
    n0 = (N - sum n_g^2 / N) / (G - 1), whose interval is Searle's F interval (10.1002/9780470316856);
    ICC(2) = (MSB - MSW) / MSB. REML: tau2 / (tau2 + sigma2), tau2 / (tau2 + sigma2 / k).

    values: shape (n,), NaN left out; groups: one label per value. Raises CannotSayError `one_group`,
    `too_few` (no group with two), `all_missing`, `not_finite`, `constant` (no value differs from its
    group).

    >>> icc = icc_oneway([4, 5, 4, 2, 1, 2, 3, 3, 4], list("aaabbbccc"))
    >>> round(icc.f, 2), round(icc.icc1, 3), round(icc.icc2, 3), round(icc.icc1_reml, 3)
    (16.33, 0.836, 0.939, 0.836)
    """
    units = _units(values, groups)
    n, g = units.n, units.size.size
    mean_size, n0 = n / g, (n - float(np.sum(units.size**2)) / n) / (g - 1)
    overall = float(np.sum(units.size * units.mean) / n)
    msb = float(np.sum(units.size * (units.mean - overall) ** 2)) / (g - 1)
    msw = units.within / (n - g)
    f = msb / msw
    low, high = _f_interval(f, g - 1, n - g, n0, level)
    part = _reml(units)
    return Icc(
        n=n,
        groups=g,
        mean_size=mean_size,
        n0=n0,
        msb=msb,
        msw=msw,
        f=f,
        p=float(f_distribution.sf(f, g - 1, n - g)),
        icc1=(msb - msw) / (msb + (mean_size - 1) * msw),
        icc2=1 - msw / msb if msb > 0 else None,
        icc1_n0=(msb - msw) / (msb + (n0 - 1) * msw),
        low=low,
        high=high,
        tau2=part.tau2,
        sigma2=part.sigma2,
        icc1_reml=part.tau2 / (part.tau2 + part.sigma2),
        icc2_reml=float(_reliability(part, np.array([mean_size]))[0]),
        icc2_reml_groups=float(_reliability(part, units.size).mean()),
        mean=part.grand,
        log_likelihood=part.log_likelihood,
    )


def _units(values: Numbers, groups: Labels) -> _Units:
    array, codes, labels = group_codes(values, groups)
    size = np.bincount(codes).astype(np.float64)
    if array.size == size.size:
        raise CannotSayError("too_few", n=1, needed=2)
    mean = np.bincount(codes, array) / size
    within = float(np.sum((array - mean[codes]) ** 2))
    if within <= 1e-24 * float(np.sum(array**2)):
        raise CannotSayError("constant", n=array.size)
    return _Units(labels, size, mean, within, array.size)


def _f_interval(f: float, df1: int, df2: int, n0: float, level: float) -> tuple[float, float]:
    tail = (1 - fraction(level)) / 2
    low = f / float(f_distribution.isf(tail, df1, df2)) - 1
    high = f / float(f_distribution.ppf(tail, df1, df2)) - 1
    return low / (low + n0), high / (high + n0)


def _reliability(part: _Components, size: Floats) -> Floats:
    return part.tau2 / (part.tau2 + part.sigma2 / size)


def _reml(units: _Units) -> _Components:
    """Maximise the restricted likelihood over ratio = tau2 / sigma2 >= 0; Harville 1977, 10.2307/2286796.

    Given the ratio all else has a closed form, so the best cell of a grid and the root of the derivative
    within it give the maximum; a derivative that never falls below zero puts it at ratio 0.
    """
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 1e8, 120) * units.size.size / units.n])
    best = int(np.argmin(_deviance(grid, units)))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, grid.size - 1)]
    if _slope(low, units) >= 0:
        ratio = float(low)
    else:
        ratio = float(brentq(_slope, low, high, args=(units,), xtol=1e-300, rtol=1e-14))
    return _components(ratio, units)


def _profile(ratio: Floats, units: _Units) -> tuple[Floats, Floats, Floats]:
    """Weights (r, g), grand means (r,) and residual squares (r,) for each ratio of shape (r,)."""
    weight = units.size / (1 + ratio[:, None] * units.size)
    grand = weight @ units.mean / weight.sum(axis=1)
    squares = units.within + np.sum(weight * (units.mean - grand[:, None]) ** 2, axis=1)
    return weight, grand, squares


def _deviance(ratio: Floats, units: _Units) -> Floats:
    """-2 log restricted likelihood without its constant, for each ratio."""
    weight, _, squares = _profile(ratio, units)
    logs = np.log1p(ratio[:, None] * units.size).sum(axis=1)
    deviance: Floats = (units.n - 1) * np.log(squares) + logs + np.log(weight.sum(axis=1))
    return deviance


def _slope(ratio: float, units: _Units) -> float:
    """Derivative of `_deviance` in the ratio."""
    weight, grand, squares = (part[0] for part in _profile(np.array([ratio]), units))
    falling = (units.n - 1) * np.sum((weight * (units.mean - grand)) ** 2) / squares
    return float(weight.sum() - np.sum(weight**2) / weight.sum() - falling)


def _components(ratio: float, units: _Units) -> _Components:
    weight, grand, squares = (part[0] for part in _profile(np.array([ratio]), units))
    sigma2, free = float(squares) / (units.n - 1), units.n - 1
    constant = free * (1 + log(2 * pi / free))
    deviance = float(_deviance(np.array([ratio]), units)[0]) + constant
    return _Components(ratio * sigma2, sigma2, float(grand), sigma2 / float(weight.sum()), -deviance / 2)


def integrated_means(values: Numbers, groups: Labels, level: float = 0.95) -> EmpiricalBayes:
    """Unit means drawn towards the grand mean, averaged over what the variance between units may be; Morris 1983.

    `empirical_bayes` takes the estimated variance for the true one and is too sure with few units (often it is
    estimated as 0). Here tau2 >= 0 has a flat prior (10.2307/2287098, 10.1214/11-STS359) and its restricted likelihood
    weighs a grid of 200 values of mean shrinkage 1 - B, spaced evenly in B; `eb`, `shrinkage` and `sd` are means and
    spread of that mixture, the interval is normal. Shapes and errors as `icc_oneway`, and `few_groups` below 4 units,
    where a flat prior says nothing.

    >>> means = integrated_means([4, 5, 4, 2, 1, 2, 3, 3, 4, 2, 3, 3], list("aaabbbcccddd"))
    >>> [round(value, 2) for value in means.eb], round(means.high[0] - means.low[0], 2)
    ([4.28, 1.72, 3.32, 2.68], 1.36)
    """
    units = _units(values, groups)
    if units.size.size < FEWEST_UNITS:
        raise CannotSayError("few_groups", n=units.size.size, needed=FEWEST_UNITS)
    b = (np.arange(_GRID) + 0.5) / _GRID
    ratio = (1 / b - 1) * units.size.size / units.n
    weight, grand, squares = _profile(ratio, units)
    # flat in tau2 = ratio sigma2: one power of sigma2 more, and d ratio = d b / b^2
    log_density = np.log(squares) - _deviance(ratio, units) / 2 - 2 * np.log(b)
    density = np.exp(log_density - log_density.max())
    density /= density.sum()
    sigma2 = squares / (units.n - 3)
    shrinkage = ratio[:, None] * units.size / (1 + ratio[:, None] * units.size)
    eb = grand[:, None] + shrinkage * (units.mean - grand[:, None])
    known = (ratio * sigma2)[:, None] * (1 - shrinkage)
    variance = known + (1 - shrinkage) ** 2 * (sigma2 / weight.sum(axis=1))[:, None]
    mean = density @ eb
    sd = np.sqrt(density @ variance + density @ (eb - mean) ** 2)
    reach = norm.ppf(0.5 + fraction(level) / 2) * sd
    return EmpiricalBayes(
        groups=units.labels,
        size=tuple(int(size) for size in units.size),
        raw=numbers(units.mean),
        eb=numbers(mean),
        shrinkage=numbers(density @ shrinkage),
        sd=numbers(sd),
        low=numbers(mean - reach),
        high=numbers(mean + reach),
        grand=float(density @ grand),
        tau2=float(density @ (ratio * sigma2)),
        sigma2=float(density @ sigma2),
    )
