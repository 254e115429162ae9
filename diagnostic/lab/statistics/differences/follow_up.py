"""A change between two waves within the same units, without a word about other units."""

from __future__ import annotations

from math import sqrt

import numpy as np

from diagnostic.core.stats.basis.checks import Labels, Numbers
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.follow_up import WaveChange, _both, _change
from diagnostic.core.stats.differences.power import smallest_detectable_d_one


def change_within_units(
    before: Numbers, before_units: Labels, after: Numbers, after_units: Labels, level: float = 0.95
) -> WaveChange:
    """Change of these units as they are: people are independent samples within units, units weigh by people.

    change = sum w_u (after_u - before_u), w_u by the harmonic mean of the unit's two numbers; se^2 = sum w_u^2 s^2
    (1 / n1_u + 1 / n2_u), s^2 pooled within units and waves; t with people - 2 units; Cochran 1977, Sampling
    Techniques, 5.9. Shapes as `change_of_units`. Raises CannotSayError `few_groups` (no unit in both waves),
    `constant` (no value differs from its unit), `not_finite`.

    >>> found = change_within_units([3, 3, 4, 5, 2, 2], list("aabbcc"), [4, 4, 4, 4, 3, 4], list("aabbcc"))
    >>> round(found.change, 3), round(found.se, 3), found.df
    (0.667, 0.236, 6.0)
    """
    one, two, left_out = _both(before, before_units, after, after_units, fewest=1)
    df = float(one.size.sum() + two.size.sum() - 2 * one.size.size)
    squares = float(one.squares.sum() + two.squares.sum())
    scale = max(float(np.abs(one.mean).max()), float(np.abs(two.mean).max()))
    if squares <= 1e-24 * scale**2 * df:
        raise CannotSayError("constant", n=int(one.size.sum() + two.size.sum()))
    s = sqrt(squares / df)
    weight = one.size * two.size / (one.size + two.size)
    weight = weight / weight.sum()
    se = s * sqrt(float(np.sum(weight**2 * (1 / one.size + 1 / two.size))))
    detectable = smallest_detectable_d_one(round(df) + 1) * sqrt(df + 1) * se
    return _change(one, two, weight, se, df, detectable, left_out, level)
