"""Does a value rise (or fall) along ordered bands: Jonckheere-Terpstra.

For skills over performance bands: it asks for the direction that the bands' order suggests, where an analysis of
variance would spend its power on any difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import norm

from diagnostic.core.stats.basis.checks import Floats, Labels, Numbers, enough, finite, for_ranking
from diagnostic.core.stats.basis.not_computable import CannotSayError


@dataclass(frozen=True, slots=True)
class Jonckheere:
    """`jt` counts pairs of different bands that rise, ties half; z > 0 means rising. z and the p's to print are
    tie-corrected; `p_untied` and `p_rising_untied` are without the correction, as some programs give them."""

    n: int
    jt: float
    mean: float
    z: float
    p: float
    p_rising: float
    p_untied: float
    p_rising_untied: float
    tau_b: float


def jonckheere(values: Numbers, groups: Labels, order: Sequence[object]) -> Jonckheere:
    """Jonckheere-Terpstra test over the bands in `order` (lowest first); 10.1093/biomet/41.1-2.133.

    z = S / sigma with Kendall's S over value and band and its variance with both tie terms (Kendall 1970), no
    continuity correction; mean = (N^2 - sum n^2) / 4. Values are rounded to 8 places; those whose band is not in
    `order` are not used. Raises CannotSayError `one_group` (fewer than two bands with a value), `all_missing`,
    `not_finite`, `constant`, `too_few` (fewer than three values).

    >>> result = jonckheere([1, 2, 3, 2, 4, 5, 4, 6, 7], list("aaabbbccc"), ["a", "b", "c"])
    >>> result.jt, result.mean, round(result.z, 3), round(result.p, 4)
    (24.0, 13.5, 2.355, 0.0185)
    """
    value, band = _in_order(values, groups, order)
    sizes = np.unique(band, return_counts=True)[1].astype(np.float64)
    if sizes.size < 2:
        raise CannotSayError("one_group", n=1, needed=2)
    if np.ptp(value) == 0:
        raise CannotSayError("constant", n=value.size)
    return _test(value, band, sizes)


def _in_order(values: Numbers, groups: Labels, order: Sequence[object]) -> tuple[Floats, Floats]:
    array, names = for_ranking(finite(values)), np.asarray(groups)
    if array.ndim != 1 or array.shape != names.shape:
        raise ValueError(f"one band per value: {array.shape}, {names.shape}")
    band = np.full(array.size, np.nan)
    for place, name in enumerate(order):
        band[names == name] = place
    used = ~np.isnan(array) & ~np.isnan(band)
    enough(int(used.sum()), 3, of=array.size)
    return array[used], band[used]


def _test(value: Floats, band: Floats, sizes: Floats) -> Jonckheere:
    n, ties = value.size, np.unique(value, return_counts=True)[1].astype(np.float64)
    s, pairs = _kendall_s(value, band), (n**2 - float(np.sum(sizes**2))) / 2
    z = s / sqrt(_s_variance(n, ties, sizes))
    plain = sqrt((n**2 * (2 * n + 3) - float(np.sum(sizes**2 * (2 * sizes + 3)))) / 72)
    untied = s / 2 / plain
    all_pairs = n * (n - 1) / 2
    tau = s / sqrt((all_pairs - np.sum(ties * (ties - 1)) / 2) * pairs)
    two, rising, two_untied, rising_untied = (
        float(p) for p in (2 * norm.sf(abs(z)), norm.sf(z), 2 * norm.sf(abs(untied)), norm.sf(untied))
    )
    return Jonckheere(n, (s + pairs) / 2, pairs / 2, z, two, rising, two_untied, rising_untied, float(tau))


def _kendall_s(value: Floats, band: Floats) -> float:
    """Rising minus falling pairs of different bands, each band against all below it."""
    s = 0.0
    for place in np.unique(band)[1:]:
        below, own = np.sort(value[band < place]), value[band == place]
        rising = np.searchsorted(below, own, side="left")
        falling = below.size - np.searchsorted(below, own, side="right")
        s += float(np.sum(rising - falling))
    return s


def _s_variance(n: int, ties: Floats, bands: Floats) -> float:
    """Kendall's variance of S under no association, given the tied blocks of both."""

    def first(t: Floats) -> float:
        return float(np.sum(t * (t - 1) * (2 * t + 5)))

    def second(t: Floats) -> float:
        return float(np.sum(t * (t - 1)))

    def third(t: Floats) -> float:
        return float(np.sum(t * (t - 1) * (t - 2)))

    whole = (n * (n - 1) * (2 * n + 5) - first(ties) - first(bands)) / 18
    whole += second(ties) * second(bands) / (2 * n * (n - 1))
    return whole + third(ties) * third(bands) / (9 * n * (n - 1) * (n - 2))
