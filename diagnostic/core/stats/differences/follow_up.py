"""Did a scale change from one anonymous wave to the next, and how small a change could be seen.

Respondents cannot be followed from wave to wave, so the two waves are independent samples within the same units. Where
people may be followed, `paired` is the function.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Labels, Numbers, finite, is_constant
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.power import smallest_detectable_d_one
from diagnostic.core.stats.differences.t_test import half_width, two_sided


@dataclass(frozen=True, slots=True)
class WaveChange:
    """`change` = after - before over the units both waves have, with its p and interval, in points.

    `detectable`: the change these numbers would show with 80 % power at 5 %. `left_out`: units of one wave only, or
    with fewer than two people in one.
    """

    units: int
    n_before: int
    n_after: int
    before: float
    after: float
    change: float
    se: float
    df: float
    p: float
    low: float
    high: float
    detectable: float
    left_out: int


def change_of_units(
    before: Numbers, before_units: Labels, after: Numbers, after_units: Labels, level: float = 0.95
) -> WaveChange:
    """Mean of the units' own changes, units the n: t of the J differences of unit means, J - 1.

    Says what other such units would have shown; Student 1908, 10.1093/biomet/6.1.1, on cluster means (Donner & Klar
    2000, 10.1177/096228020000900201). before, after: (n1,), (n2,) scores of different people, one unit label each; NaN
    left out. Raises CannotSayError `few_groups` (fewer than 2 units in both waves), `constant` (all changes equal),
    `not_finite`.

    >>> found = change_of_units([3, 3, 4, 4, 2, 2], list("aabbcc"), [4, 4, 4, 4, 3, 4], list("aabbcc"))
    >>> round(found.change, 3), round(found.p, 3), found.units
    (0.833, 0.199, 3)
    """
    one, two, left_out = _both(before, before_units, after, after_units)
    d = two.mean - one.mean
    if is_constant(d):
        raise CannotSayError("constant", n=d.size)
    se, df = float(d.std(ddof=1)) / sqrt(d.size), float(d.size - 1)
    detectable = smallest_detectable_d_one(d.size) * float(d.std(ddof=1))
    return _change(one, two, np.full(d.size, 1 / d.size), se, df, detectable, left_out, level)


@dataclass(frozen=True, slots=True)
class _Wave:
    size: Floats
    mean: Floats
    squares: Floats


def _both(
    before: Numbers, before_units: Labels, after: Numbers, after_units: Labels, fewest: int = 2
) -> tuple[_Wave, _Wave, int]:
    """Unit means of the units that have two people in both waves; and how many units have not."""
    waves = [_units(before, before_units), _units(after, after_units)]
    names = [set(wave) for wave in waves]
    shared = sorted(
        (name for name in names[0] & names[1] if min(wave[name].size for wave in waves) >= 2), key=str
    )
    if len(shared) < fewest:
        raise CannotSayError("few_groups", n=len(shared), needed=fewest)
    made = []
    for wave in waves:
        values = [wave[name] for name in shared]
        made.append(
            _Wave(
                np.array([float(x.size) for x in values]),
                np.array([x.mean() for x in values]),
                np.array([float(((x - x.mean()) ** 2).sum()) for x in values]),
            )
        )
    return made[0], made[1], len(names[0] | names[1]) - len(shared)


def _units(values: Numbers, units: Labels) -> dict[object, Floats]:
    array, labels = finite(values), np.asarray(units)
    if array.ndim != 1 or array.shape != labels.shape:
        raise ValueError(f"one unit per person: {array.shape}, {labels.shape}")
    here = ~np.isnan(array)
    return {name: array[here & (labels == name)] for name in np.unique(labels[here]).tolist()}


def _change(
    one: _Wave,
    two: _Wave,
    weight: Floats,
    se: float,
    df: float,
    detectable: float,
    left_out: int,
    level: float,
) -> WaveChange:
    before, after = float(weight @ one.mean), float(weight @ two.mean)
    change, reach = after - before, half_width(se, df, level)
    return WaveChange(
        units=one.size.size,
        n_before=int(one.size.sum()),
        n_after=int(two.size.sum()),
        before=before,
        after=after,
        change=change,
        se=se,
        df=df,
        p=two_sided(change / se, df),
        low=change - reach,
        high=change + reach,
        detectable=detectable,
        left_out=left_out,
    )
