"""Scores against bands by permutation, and means of units against a figure of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.core.stats.basis.checks import (
    Floats,
    Labels,
    Numbers,
    for_ranking,
    fraction,
    group_codes,
    pairs,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.lab.statistics.relations.correlation import pearson


@dataclass(frozen=True, slots=True)
class BandTrend:
    """`tau` in -1..1: Kendall's S over the pairs from different bands; two-sided p from `permutations` orders."""

    n: int
    tau: float
    p: float
    permutations: int


@dataclass(frozen=True, slots=True)
class UnitLink:
    """r of unit means with unit figures, Fisher's interval, and that of redrawn units (low_units, high_units)."""

    units: int
    r: float
    p: float
    low: float
    high: float
    low_units: float
    high_units: float


def band_trend(
    values: Numbers,
    bands: Labels,
    order: Sequence[object],
    permutations: int,
    rng: np.random.Generator,
    strata: Labels | None = None,
) -> BandTrend:
    """Does a skill rise over the bands: S = sum of sign(y_j - y_i) over pairs of rising bands, law by permutation.

    Jonckheere 1954, 10.1093/biomet/41.1-2.133; permutation within `strata` (roles, units) where given, so that strata
    may differ; p = (1 + as far from the mean of the law) / (1 + permutations), 10.2202/1544-6115.1585. values: (n,),
    bands: (n,) of `order`, rising. Raises CannotSayError `one_group`, `constant`, `too_few`, `all_missing`,
    `not_finite`; ValueError for a band that is not in the order.

    >>> trend = band_trend([1, 2, 3, 3, 4, 5, 5, 4], list("llmmmhhh"), list("lmh"), 999, np.random.default_rng(1))
    >>> round(trend.tau, 2), trend.p < 0.05
    (0.95, True)
    """
    kept = ~np.isnan(np.asarray(values, dtype=np.float64))
    array, codes, labels = group_codes(values, bands)
    places = {name: at for at, name in enumerate(order)}
    if not set(labels) <= set(places):
        raise ValueError(f"bands {labels} are not all in the order {tuple(order)}")
    rank = np.array([places[name] for name in labels], dtype=np.float64)[codes]
    y = for_ranking(array)
    sign = np.sign(y[None, :] - y[:, None])
    if not sign.any():
        raise CannotSayError("constant", n=y.size)
    inside = np.zeros(y.size, dtype=np.int64)
    if strata is not None:
        inside = np.unique(np.asarray(strata)[kept], return_inverse=True)[1].astype(np.int64)
    sets = [rank, *(_shuffled(rank, inside, rng) for _ in range(permutations))]
    s = np.array([_s(sign, bands_now) for bands_now in sets])
    middle = s[1:].mean() if strata is not None else 0.0
    far = int((np.abs(s[1:] - middle) >= abs(s[0] - middle) - 1e-9).sum())
    pairs_apart = float((rank[None, :] > rank[:, None]).sum())
    return BandTrend(y.size, float(s[0] / pairs_apart), (1 + far) / (1 + permutations), permutations)


def _shuffled(rank: Floats, inside: np.ndarray, rng: np.random.Generator) -> Floats:
    """Bands permuted within each stratum."""
    order = np.lexsort((rng.random(rank.size), inside))
    home = np.argsort(inside, kind="stable")
    dealt = np.empty_like(rank)
    dealt[home] = rank[order]
    return dealt


def _s(sign: Floats, rank: Floats) -> float:
    return float(sign[rank[:, None] < rank[None, :]].sum())


def unit_link(
    unit_means: Numbers, figures: Numbers, resamples: int, rng: np.random.Generator, level: float = 0.95
) -> UnitLink:
    """Correlation of unit means with unit figures: the units are the n; Robinson 1950, 10.2307/2087176.

    p and (low, high) as `pearson`; (low_units, high_units) percentiles over resampled units, Davison & Hinkley 1997,
    10.1017/CBO9780511802843. A relation of units is none of persons. Shapes (J,). Raises CannotSayError as `pearson`.

    >>> means, figures = [3.1, 3.4, 2.9, 3.8, 3.5, 3.0], [0.9, 1.0, 0.85, 1.1, 0.97, 0.95]
    >>> link = unit_link(means, figures, 500, np.random.default_rng(1))
    >>> link.units, round(link.r, 2), round(link.p, 3)
    (6, 0.92, 0.011)
    """
    x, y = pairs(unit_means, figures, 4)
    found = pearson(x, y, level)
    drawn = rng.integers(x.size, size=(resamples, x.size))
    one, two = (side[drawn] - side[drawn].mean(axis=1, keepdims=True) for side in (x, y))
    spread = np.sqrt((one**2).sum(axis=1) * (two**2).sum(axis=1))
    moving = spread > 1e-12 * max(float(spread.max()), 1e-300)
    r = (one * two).sum(axis=1)[moving] / spread[moving]
    low, high = np.quantile(r, [0.5 - fraction(level) / 2, 0.5 + level / 2]).tolist()
    return UnitLink(x.size, found.r, found.p, found.low, found.high, low, high)
