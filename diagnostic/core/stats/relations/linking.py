"""Relations without knowing who said what: over bands of results, and over units.

Skills answers carry a band, conditions a unit, never a person. What can still be tested: the trend over the bands, by
its permutation distribution (no large samples needed), and the correlation of unit means with unit figures, where the
units are the n and are resampled for the interval. docs/calibration_statistics.md shows what this costs compared
with linking persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.core.stats.basis.checks import (
    Labels,
    Numbers,
    for_ranking,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.t_test import half_width
from diagnostic.core.stats.relations.trend import jonckheere


@dataclass(frozen=True, slots=True)
class OrderedTrend:
    """`tau` in -1..1 of n people over the bands, with its interval and the p of Jonckheere-Terpstra."""

    n: int
    tau: float
    p: float
    se: float
    low: float
    high: float


def ordered_trend(
    values: Numbers, bands: Labels, order: Sequence[object], level: float = 0.95
) -> OrderedTrend:
    """Does a skill rise over the bands: tau = S / pairs of different bands, and Jonckheere-Terpstra's p.

    S counts pairs that rise less pairs that fall. The error leaves one out at a time (10.1093/biomet/43.3-4.353),
    t with n - 1 degrees of freedom on Fisher's z of tau; p as `jonckheere`, 10.1093/biomet/41.1-2.133. values: (n,),
    bands: (n,), lowest first in `order`. Raises CannotSayError as `jonckheere`, and `constant` where all are in order.

    >>> trend = ordered_trend([1, 2, 3, 3, 4, 5, 2, 4], list("llmmmhhh"), list("lmh"))
    >>> round(trend.tau, 2), round(trend.p, 2), round(trend.low, 2), round(trend.high, 2)
    (0.62, 0.08, -0.59, 0.97)
    """
    test = jonckheere(values, bands, order)
    array = for_ranking(np.asarray(values, dtype=np.float64))
    place = np.select([np.asarray(bands) == name for name in order], range(len(order)), -1)
    used = ~np.isnan(array) & (place >= 0)
    y, rank = array[used], place[used]
    own, paired = np.zeros(y.size), np.zeros(y.size)
    for band in np.unique(rank):
        other = np.sort(y[rank == band])
        below, above = np.searchsorted(other, y, "left"), other.size - np.searchsorted(other, y, "right")
        side = np.sign(band - rank)
        own += side * (above - below)
        paired += np.abs(side) * other.size
    total, count = float(own.sum()) / 2, float(paired.sum()) / 2
    tau, without = total / count, (total - own) / np.maximum(count - paired, 1)
    se = float(np.sqrt((y.size - 1) / y.size * np.sum((without - without.mean()) ** 2)))
    if abs(tau) >= 1 or se == 0:
        raise CannotSayError("constant", n=y.size)
    reach = half_width(se, y.size - 1, level) / (1 - tau**2)
    low, high = (float(np.tanh(np.arctanh(tau) + way * reach)) for way in (-1, 1))
    return OrderedTrend(y.size, tau, test.p, se, low, high)
