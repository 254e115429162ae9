"""Two groups side by side: the difference of their means and how sure it is.

For every gap between groups (top and rest, unit and company). Welch is the test to print, with Student's pooled one for
comparison. The caller chooses beforehand: nothing here switches by itself.
"""

from __future__ import annotations

from math import sqrt

from diagnostic.core.stats.basis.checks import Floats, Numbers, is_constant, sample
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.t_test import TTest, half_width, two_sided


def welch(first: Numbers, second: Numbers, level: float = 0.95) -> TTest:
    """Welch's t test, difference of means first - second; 10.1093/biomet/34.1-2.28.

    se^2 = s1^2/n1 + s2^2/n2, df = se^4 / ((s1^2/n1)^2/(n1-1) + (s2^2/n2)^2/(n2-1)) (Satterthwaite).
    first, second: shapes (n1,), (n2,), same unit; NaN left out.
    Raises CannotSayError `too_few` (fewer than 2 in a group), `all_missing`, `not_finite`, `constant`
    (neither group varies).

    >>> result = welch([3, 4, 5, 4], [2, 3, 2, 3, 1])
    >>> round(result.diff, 2), round(result.t, 3), round(result.df, 2), round(result.p, 4)
    (1.8, 3.25, 6.64, 0.0151)
    """
    one, two = _two_samples(first, second)
    part1, part2 = one.var(ddof=1) / one.size, two.var(ddof=1) / two.size
    df = (part1 + part2) ** 2 / (part1**2 / (one.size - 1) + part2**2 / (two.size - 1))
    return _t_test(one, two, sqrt(part1 + part2), float(df), level)


def student(first: Numbers, second: Numbers, level: float = 0.95) -> TTest:
    """Student's t test with the pooled variance, df = n1 + n2 - 2; 10.1093/biomet/6.1.1. Errors as `welch`.

    >>> result = student([3, 4, 5, 4], [2, 3, 2, 3, 1])
    >>> round(result.t, 3), result.df, round(result.p, 4)
    (3.24, 7.0, 0.0142)
    """
    one, two = _two_samples(first, second)
    se = sqrt(_pooled_variance(one, two) * (1 / one.size + 1 / two.size))
    return _t_test(one, two, se, float(one.size + two.size - 2), level)


def _two_samples(first: Numbers, second: Numbers) -> tuple[Floats, Floats]:
    one, two = sample(first), sample(second)
    if is_constant(one) and is_constant(two):
        raise CannotSayError("constant", n=one.size + two.size)
    return one, two


def _pooled_variance(one: Floats, two: Floats) -> float:
    squares = (one.size - 1) * one.var(ddof=1) + (two.size - 1) * two.var(ddof=1)
    return float(squares) / (one.size + two.size - 2)


def _t_test(one: Floats, two: Floats, se: float, df: float, level: float) -> TTest:
    mean1, mean2 = float(one.mean()), float(two.mean())
    diff = mean1 - mean2
    t, reach = diff / se, half_width(se, df, level)
    return TTest(
        n1=one.size,
        n2=two.size,
        mean1=mean1,
        mean2=mean2,
        diff=diff,
        se=se,
        t=t,
        df=df,
        p=two_sided(t, df),
        low=diff - reach,
        high=diff + reach,
    )
