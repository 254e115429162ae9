"""Permutation test of two ratios of sums made alike in their mix of strata: people are dealt out within their stratum.

Where sides differ in mix, dealing out people of all strata together would hold a side's few key accounts against
everybody: with ten reps against two hundred it rejected 6 to 11 % of the time at 5 % (docs/calibration_statistics.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from diagnostic.core.stats.basis.checks import Floats, Numbers, pairs
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.permutation import Permuted, permuted_strata

_SAME = 1e-12  # relative: no unit differs from its side's ratio
_N, _Y, _X, _YY, _YX, _XX = range(6)  # columns of a table of units

Side = tuple[Numbers, Numbers]
Strata = npt.NDArray[np.str_] | npt.NDArray[np.int64]


def permuted_ratios(
    first: Side,
    second: Side,
    rng: np.random.Generator,
    level: float = 0.95,
    strata: tuple[Strata, Strata] | None = None,
) -> Permuted:
    """Difference of two ratios of sums, each side (numerators, denominators), by dealing out whole units.

    `strata`: the stratum of every unit on both sides, each with the weight of its denominators on both sides (direct
    standardisation, Kitagawa 1955, 10.1080/01621459.1955.10501299); units are dealt out within them, which is exact
    where a unit's side says nothing about it within its stratum. The statistic is studentised by linearised errors of
    each side's own (`ratio_of_sums`), so that it is right in large samples where only the ratios are equal: Janssen
    1997, 10.1016/S0167-7152(97)00043-6; Chung & Romano 2013, 10.1214/13-AOS1090. Raises CannotSayError `too_few`,
    `all_missing`, `not_finite`, `off_scale` (a negative denominator, or none at all in a stratum of a side),
    `constant` (hardly a unit differs from its side's ratio).

    >>> team, rest = ([5, 6, 7], [10, 10, 10]), ([9, 10, 11, 12], [10, 10, 10, 10])
    >>> found = permuted_ratios(team, rest, np.random.default_rng(1))
    >>> round(found.diff, 2), round(found.p, 2)
    (-0.45, 0.03)
    """
    sides = [pairs(*side) for side in (first, second)]
    n = sum(x.size for _, x in sides)
    if any(x.min() < 0 or x.sum() <= 0 for _, x in sides):
        raise CannotSayError("off_scale", n=n)
    largest = max(float(x.max()) for _, x in sides)  # squares of very small or large numbers are none
    tables = _by_stratum([(y / largest, x / largest) for y, x in sides], strata)
    weights = np.array([sum(float(part[:, _X].sum()) for part in both) for both in tables])
    weights /= weights.sum()
    ratios = [_ratio([both[side] for both in tables], weights) for side in (0, 1)]
    centred = _centred(tables, weights)
    if _alike(centred, ratios):
        raise CannotSayError("constant", n=n)

    def statistic(one: Floats, two: Floats) -> tuple[Floats, Floats]:
        (r1, v1), (r2, v2) = (_linearised(side, weights) for side in (one, two))
        return r1 - r2, np.sqrt(v1 + v2)

    return permuted_strata(centred, statistic, (ratios[0], ratios[1]), rng, level)


def _by_stratum(
    sides: Sequence[tuple[Floats, Floats]], strata: tuple[Strata, Strata] | None
) -> list[tuple[Floats, Floats]]:
    """The units of both sides, stratum by stratum: (units, 6) each."""
    tables = [np.column_stack([np.ones(x.size), y, x, y * y, y * x, x * x]) for y, x in sides]
    if strata is None:
        return [(tables[0], tables[1])]
    if any(codes.size != table.shape[0] for codes, table in zip(strata, tables, strict=True)):
        raise ValueError("a stratum for every unit, all of which have a numerator and a denominator")
    names = np.unique(np.concatenate(strata))
    found = [(tables[0][strata[0] == name], tables[1][strata[1] == name]) for name in names]
    if any(part[:, _X].sum() <= 0 for both in found for part in both):
        raise CannotSayError("off_scale", n=sum(table.shape[0] for table in tables))
    return found


def _ratio(parts: Sequence[Floats], weights: Floats) -> float:
    return float(weights @ [part[:, _Y].sum() / part[:, _X].sum() for part in parts])


def _centred(tables: Sequence[tuple[Floats, Floats]], weights: Floats) -> list[tuple[Floats, Floats]]:
    """Every stratum moved to the ratio of all: what only the strata differ by is no error of a side."""
    means = [sum(p[:, _Y].sum() for p in both) / sum(p[:, _X].sum() for p in both) for both in tables]
    whole = float(weights @ means)
    return [
        (_moved(one, whole - float(mean)), _moved(two, whole - float(mean)))
        for (one, two), mean in zip(tables, means, strict=True)
    ]


def _moved(table: Floats, by: float) -> Floats:
    n, x = table[:, _N], table[:, _X]
    y = table[:, _Y] + by * x
    return np.column_stack([n, y, x, y * y, y * x, x * x])


def _alike(tables: Sequence[tuple[Floats, Floats]], ratios: Sequence[float]) -> bool:
    """Whether hardly a unit differs from its side's ratio."""
    whole = [np.concatenate([both[side] for both in tables]) for side in (0, 1)]
    return all(
        np.abs(part[:, _Y] - ratio * part[:, _X]).max() <= _SAME * np.abs(part[:, _Y]).max()
        for part, ratio in zip(whole, ratios, strict=True)
    )


def _linearised(sums: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Ratio and squared error of a side, from its sums by stratum (b, strata, 6)."""
    n, y, x, yy, yx, xx = np.moveaxis(sums, -1, 0)
    share = weights / x
    ratio = (share * y).sum(axis=-1)
    squares = [(share**2 * part).sum(axis=-1) for part in (yy, yx, xx)]
    left = np.maximum(squares[0] - 2 * ratio * squares[1] + ratio**2 * squares[2], 0)
    units = n.sum(axis=-1)
    return ratio, units / (units - 1) * left
