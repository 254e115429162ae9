"""The t tests' shared arithmetic: a difference, its standard error and degrees of freedom make the whole
result.

For `effect` (two groups), `paired` and `one_sample`; nothing here decides which test is right.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import stdtr, stdtrit

from diagnostic.core.stats.basis.checks import fraction


@dataclass(frozen=True, slots=True)
class TTest:
    """Two groups: `diff` = mean1 - mean2 with its two-sided p and confidence interval."""

    n1: int
    n2: int
    mean1: float
    mean2: float
    diff: float
    se: float
    t: float
    df: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class OneTTest:
    """One sample of values or of differences: `diff` = mean - reference, interval of that difference."""

    n: int
    mean: float
    sd: float
    diff: float
    se: float
    t: float
    df: float
    p: float
    low: float
    high: float


def two_sided(t: float, df: float) -> float:
    """Student 1908, 10.1093/biomet/6.1.1. Raises nothing.

    >>> round(two_sided(2.0, 10), 4)
    0.0734
    """
    return float(2 * stdtr(df, -abs(t)))


def half_width(se: float, df: float, level: float) -> float:
    """Student 1908, 10.1093/biomet/6.1.1. Raises ValueError for a level outside 0..1.

    >>> round(half_width(0.5, 10, 0.95), 3)
    1.114
    """
    return float(stdtrit(df, 0.5 + fraction(level) / 2)) * se
