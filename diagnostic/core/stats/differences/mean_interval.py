"""The interval of a mean of people who come in units: with five units or more the units are the n (docs/adr/0012).

For every scale score of a group. `mean_of_units` says what another draw of such units would show.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.stats.basis.checks import Numbers, pairs
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.t_test import half_width
from diagnostic.core.stats.proportions.ratio import ratio_of_sums


@dataclass(frozen=True, slots=True)
class MeanInterval:
    """`mean` of n people of `units` units with its interval, all in the unit of the answers."""

    n: int
    units: int
    mean: float
    se: float
    df: int
    low: float
    high: float


def mean_of_units(unit_means: Numbers, sizes: Numbers, level: float = 0.95) -> MeanInterval:
    """Mean over people whose units are the n: ratio sum(size x mean) / sum(size), linearised se, t with J - 1.

    Cochran 1977, Sampling Techniques, 9A.2. unit_means, sizes: shape (J,), sizes > 0; units with a NaN left out.
    Raises CannotSayError `too_few` (fewer than 2 units), `all_missing`, `not_finite`, `off_scale` (a size that is not
    positive), `constant` (all units alike: no error to be seen).

    >>> found = mean_of_units([3.0, 3.2, 3.4, 3.6, 3.8], [5, 5, 5, 5, 5])
    >>> round(found.mean, 2), round(found.se, 3), round(found.high - found.mean, 3)
    (3.4, 0.141, 0.393)
    """
    means, people = pairs(unit_means, sizes)
    if people.min() <= 0:
        raise CannotSayError("off_scale", n=people.size)
    ratio = ratio_of_sums(means * people, people, level)
    if ratio.se <= 1e-12 * float(np.abs(means).max()):
        raise CannotSayError("constant", n=people.size)
    reach = half_width(ratio.se, people.size - 1, level)
    return MeanInterval(
        round(float(people.sum())),
        people.size,
        ratio.ratio,
        ratio.se,
        people.size - 1,
        ratio.ratio - reach,
        ratio.ratio + reach,
    )
