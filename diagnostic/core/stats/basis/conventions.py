"""Thresholds people expect to see with a number: labelled conventions, never laws of nature.

For the wording of findings. The number and its interval come first, the label after; a consultant may set
other values. The smallest numbers below which the product says "cannot say" stand here too, so that there
is one place to read and to change them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise


def _rising(name: str, cuts: Sequence[float]) -> None:
    if any(second <= first for first, second in pairwise(cuts)):
        raise ValueError(f"the thresholds of {name} must rise: {tuple(cuts)}")


@dataclass(frozen=True, slots=True)
class Conventions:
    """Cut points, each tuple rising. `g`, `cliff` and the rest are compared with absolute values.

    Raises ValueError when a tuple does not rise.

    >>> Conventions().alpha
    (0.7, 0.8)
    """

    alpha: tuple[float, float] = (0.70, 0.80)  # Nunnally & Bernstein 1994: enough for groups, good
    rwg: float = 0.70  # James, Demaree & Wolf 1984, 10.1037/0021-9010.69.1.85
    icc1: tuple[float, float, float] = (0.01, 0.10, 0.25)  # LeBreton & Senter 2008, 10.1177/1094428106296642
    icc2: tuple[float, float] = (0.40, 0.70)  # the same; below the second, unit means only shrunken
    g: tuple[float, float, float] = (0.2, 0.5, 0.8)  # Cohen 1988
    cliff: tuple[float, float, float] = (0.147, 0.33, 0.474)  # Romano et al. 2006
    vif: tuple[float, float] = (5.0, 10.0)
    kmo: float = 0.60
    p_top: tuple[float, float] = (0.60, 0.90)  # "likely" and "clear" in a bootstrap ranking

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            _rising(item.name, value if isinstance(value, tuple) else (value,))


@dataclass(frozen=True, slots=True)
class MinimumN:
    """How many it takes before the product prints a kind of figure; below it says "cannot say".

    The functions of this package refuse only what arithmetic refuses (two values, two groups); these larger
    numbers are for the decision what to print.
    """

    test: int = 10  # intervals, tests, items, distributions
    alpha: int = 30
    relation: int = 30  # correlations and drivers
    per_predictor: int = 10
    icc_groups: int = 10
    parallel: int = 100
    segments: int = 30

    def __post_init__(self) -> None:
        if min(getattr(self, item.name) for item in fields(self)) < 1:
            raise ValueError("a minimum is at least 1")


def label(value: float, cuts: Sequence[float]) -> int:
    """How many cut points |value| has reached: 0 below the first, len(cuts) at or above the last.

    Sources stand with the cut points of `Conventions`. Raises nothing; cuts rise.

    >>> label(-0.55, Conventions().g)
    2
    """
    return sum(abs(value) >= cut for cut in cuts)
