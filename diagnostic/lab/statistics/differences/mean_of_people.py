"""Means of groups of people with the pooled spread of all of them."""

from __future__ import annotations

from math import sqrt

import numpy as np

from diagnostic.core.stats.basis.checks import Labels, Numbers, group_codes
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.mean_interval import MeanInterval
from diagnostic.core.stats.differences.t_test import half_width


def mean_of_people(values: Numbers, groups: Labels, level: float = 0.95) -> MeanInterval:
    """Mean of people with the spread within their units: s_w / sqrt(n), t with n - J degrees of freedom.

    s_w^2 = sum of squares around the unit means / (n - J): the units are taken as given. values: (n,), groups: one
    label each; NaN left out. Raises CannotSayError `one_group`, `too_few` (no unit of two people), `constant`,
    `all_missing`, `not_finite`.
    Pooled variance as in analysis of variance; Fisher 1925.

    >>> found = mean_of_people([1, 3, 4, 4, 4], list("aabbb"))
    >>> found.mean, round(found.se, 3), found.df
    (3.2, 0.365, 3)
    """
    array, codes, labels = group_codes(values, groups)
    n, units = array.size, len(labels)
    if n == units:
        raise CannotSayError("too_few", n=n, needed=units + 1)
    rest = array - (np.bincount(codes, array) / np.bincount(codes))[codes]
    se = sqrt(float(rest @ rest) / (n - units) / n)
    mean = float(array.mean())
    if se <= 1e-12 * float(np.abs(array).max()):
        raise CannotSayError("constant", n=n)
    reach = half_width(se, n - units, level)
    return MeanInterval(n, units, mean, se, n - units, mean - reach, mean + reach)
