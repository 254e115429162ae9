"""Targets allowed for territory, as far as they ignore it: whether targets follow potential is estimated or said.

Where targets were set after the potential of territories, scaling them by it once more would count it twice; where
they ignore it, a poor territory is held to what a poor territory can give. The sum of all targets stays as it is, so
that the company's own attainment never moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
REPS = 10  # with a target and a known potential: fewer say nothing about how targets were set
TERRITORIES = 3  # different potentials within roles
LEVEL = 0.95
_NOISE = 1e-9  # a slope of targets that were computed from potential is 1 but for rounding


@dataclass(frozen=True, slots=True)
class TargetSlope:
    """How targets go with potential: a tenth more potential, `slope` tenths more target; with its 95 % interval."""

    slope: float
    se: float
    low: float
    high: float
    n: int

    def holds(self, value: float) -> bool:
        return self.low - _NOISE <= value <= self.high + _NOISE


def slope_of_targets(target: Floats, potential: Floats, roles: Sequence[str | None]) -> TargetSlope | None:
    """Least squares of log target on log potential within roles; None where too little is known to tell.

    target: (n,), of one length of time each; potential: (n,), nan where unknown. Only reps with both count, from ten
    on, of at least three different potentials, and from roles of two or more. Fixed effects of roles: Mundlak 1978,
    10.2307/1913646.

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
    """How much of potential the targets leave out: 1 all, 0 nothing, None where nobody can tell.

    What somebody said counts before what was estimated; an interval that holds 0 or 1 means just that, and one that
    holds both means nothing.

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
    """The mean potential, weighted by targets where there are any: what the index calls 1; nan where none is known.

    >>> typical_potential(np.array([100.0, 300.0]), np.array([0.8, 1.2]))
    1.1
    """
    known = np.isfinite(potential)
    weight = target[known] if target[known].sum() > 0 else np.ones(int(known.sum()))
    return float(weight @ potential[known] / weight.sum()) if known.any() else float("nan")


def fair_targets(target: Floats, potential: Floats, ignored: float) -> Floats:
    """Targets times potential to the power of what they ignore, with the sum they had; nan where it is unknown.

    >>> fair_targets(np.array([100.0, 100.0]), np.array([0.6, 1.4]), 1.0).tolist()
    [60.0, 140.0]
    """
    known = np.isfinite(potential) & (potential > 0)
    fair = np.where(known, target * np.where(known, potential, 1.0) ** ignored, np.nan)
    total = float(fair[known].sum())
    return fair * (float(target[known].sum()) / total) if total > 0 else fair
