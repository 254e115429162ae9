"""Adjusts targets for the potential of territories, as far as the targets ignore it, which is estimated or stated.

If targets were set by potential, scaling them by it again would count it twice; if they ignore it, a poor territory
gets a target that fits its potential. The sum of all targets stays the same, so the company's attainment does not
change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
REPS = 10  # with a target and a known potential; fewer do not show how targets were set
TERRITORIES = 3  # different potentials, relative to the mean of the role
LEVEL = 0.95
_NOISE = 1e-9  # the slope of targets computed from potential is 1 except for rounding


@dataclass(frozen=True, slots=True)
class TargetSlope:
    """Elasticity of targets to potential: 1 % more potential goes with about `slope` % more target.

    `se` is its standard error, `low` and `high` its 95 % interval, `n` the number of reps.
    """

    slope: float
    se: float
    low: float
    high: float
    n: int

    def holds(self, value: float) -> bool:
        """Whether the interval contains the value, up to rounding."""
        return self.low - _NOISE <= value <= self.high + _NOISE


def slope_of_targets(target: Floats, potential: Floats, roles: Sequence[str | None]) -> TargetSlope | None:
    """Fits log target on log potential within roles by least squares; None if there are too few data.

    target: (n,), all for periods of equal length; potential: (n,), nan if unknown; roles: (n,). Only reps with both
    count: at least ten, with at least three different potentials relative to the mean of their role. A role with one
    such rep does not change the slope. Fixed effects of roles: Mundlak 1978, 10.2307/1913646.

    >>> even = np.linspace(0.5, 1.5, 12)
    >>> found = slope_of_targets(100 * even, even, ["R"] * 12)
    >>> round(found.slope, 6), found.holds(1), found.holds(0)
    (1.0, True, False)
    """
    known = np.isfinite(potential) & (potential > 0) & (target > 0)
    if known.sum() < REPS:
        return None
    names, codes = np.unique(
        [f"{role}" for role, has in zip(roles, known, strict=True) if has], return_inverse=True
    )
    x, y = np.log(potential[known]), np.log(target[known])
    x, y = x - _means(x, codes), y - _means(y, codes)
    df = x.size - names.size - 1
    if df < 1 or len(set(np.round(x, 9).tolist())) < TERRITORIES:
        return None
    slope = float(x @ y / (x @ x))
    left = y - slope * x
    se = float(np.sqrt(left @ left / df / (x @ x)))
    reach = float(stdtrit(df, 0.5 + LEVEL / 2)) * se
    return TargetSlope(slope, se, slope - reach, slope + reach, int(known.sum()))


def _means(values: Floats, codes: NDArray[np.int_]) -> Floats:
    means: Floats = (np.bincount(codes, values) / np.bincount(codes))[codes]
    return means


def share_ignored(found: TargetSlope | None, stated: bool | None) -> float | None:
    """The share of potential that targets ignore: 1 all of it, 0 none, None if that is unknown.

    stated: a person's answer to whether targets follow potential; it takes precedence over the estimate. An interval
    of the slope that contains only 0 gives 1, only 1 gives 0, both give None; else the result is 1 - slope, within 0
    and 1.

    >>> share_ignored(None, True), share_ignored(None, False), share_ignored(None, None)
    (0.0, 1.0, None)
    >>> round(share_ignored(TargetSlope(0.3, 0.05, 0.2, 0.4, 100), None), 2)
    0.7
    """
    if stated is not None:
        return 0.0 if stated else 1.0
    if found is None or (found.holds(0) and found.holds(1)):
        return None
    if found.holds(0):
        return 1.0
    if found.holds(1):
        return 0.0
    return float(1 - np.clip(found.slope, 0, 1))


def typical_potential(target: Floats, potential: Floats) -> float:
    """The mean of known potentials, weighted by targets if there are any; nan if none is known.

    target, potential: (n,). An index of potential is 1 at this value.

    >>> typical_potential(np.array([100.0, 300.0]), np.array([0.8, 1.2]))
    1.1
    """
    known = np.isfinite(potential)
    weight = target[known] if target[known].sum() > 0 else np.ones(int(known.sum()))
    return float(weight @ potential[known] / weight.sum()) if known.any() else float("nan")


def fair_targets(target: Floats, potential: Floats, ignored: float) -> Floats:
    """Targets times potential ** ignored, scaled to the original sum; nan if the potential is unknown or not positive.

    target, potential: (n,); ignored: 0 to 1, as from `share_ignored`.

    >>> fair_targets(np.array([100.0, 100.0]), np.array([0.6, 1.4]), 1.0).tolist()
    [60.0, 140.0]
    """
    known = np.isfinite(potential) & (potential > 0)
    fair = np.where(known, target * np.where(known, potential, 1.0) ** ignored, np.nan)
    total = float(fair[known].sum())
    return fair * (float(target[known].sum()) / total) if total > 0 else fair
