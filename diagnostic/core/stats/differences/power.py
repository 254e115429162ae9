"""What this many people could have shown: the power of t tests and the smallest gap worth looking for.

Printed beside every gap that is not significant, so that "nothing found" is not read as "nothing there".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import sqrt

from scipy.optimize import brentq
from scipy.stats import t as student_t

from diagnostic.core.stats.basis.checks import enough, fraction
from diagnostic.core.stats.basis.noncentral import noncentral_t_cdf

_MOST = 10_000_000  # no team is larger; beyond it the wanted gap is too small to be looked for


def power_two_sample(d: float, n1: int, n2: int, alpha: float = 0.05) -> float:
    """Power of the two-sided pooled t test at the true difference d (in sd); Cohen 1988.

    P(|t'| > t_(1 - alpha/2)), t' noncentral with n1 + n2 - 2 degrees of freedom and d sqrt(n1 n2 / (n1 +
    n2)). Raises CannotSayError `too_few` with fewer than 2 in a group; ValueError for an alpha outside
    0..1.

    >>> round(power_two_sample(0.8, 10, 10), 4)
    0.3951
    """
    enough(min(n1, n2), 2)
    return _power(abs(d) * sqrt(n1 * n2 / (n1 + n2)), n1 + n2 - 2, alpha)


def power_one_sample(d: float, n: int, alpha: float = 0.05) -> float:
    """Power of the one-sample or paired t test at d = mean difference / sd. Errors as `power_two_sample`.

    >>> round(power_one_sample(0.6, 15), 4)
    0.5804
    """
    enough(n, 2)
    return _power(abs(d) * sqrt(n), n - 1, alpha)


def _power(noncentrality: float, df: int, alpha: float) -> float:
    critical = float(student_t.isf(fraction(alpha) / 2, df))
    below = noncentral_t_cdf(critical, df, noncentrality)
    return 1.0 - below + noncentral_t_cdf(-critical, df, noncentrality)


def smallest_detectable_d(n1: int, n2: int, alpha: float = 0.05, power: float = 0.80) -> float:
    """Smallest standardised difference of two groups found with this power (two-sided t test).

    Raises as `power_two_sample`; ValueError unless alpha < power < 1.

    >>> round(smallest_detectable_d(8, 8), 3)
    1.507
    """
    enough(min(n1, n2), 2)
    return _noncentrality_for(n1 + n2 - 2, alpha, power) / sqrt(n1 * n2 / (n1 + n2))


def smallest_detectable_d_one(n: int, alpha: float = 0.05, power: float = 0.80) -> float:
    """The same for one sample or for differences of pairs.

    Sources and errors as `smallest_detectable_d`.

    >>> round(smallest_detectable_d_one(15), 3)
    0.778
    """
    enough(n, 2)
    return _noncentrality_for(n - 1, alpha, power) / sqrt(n)


@cache  # a report asks for the same few group sizes hundreds of times
def _noncentrality_for(df: int, alpha: float, power: float) -> float:
    if not fraction(alpha) < fraction(power):
        raise ValueError(f"a power of {power} at alpha {alpha} needs no effect")
    most = 4.0
    while _power(most, df, alpha) < power:
        most *= 2
    return float(brentq(lambda ncp: _power(ncp, df, alpha) - power, 0.0, most, xtol=1e-12, rtol=1e-12))


def n_needed(d: float, alpha: float = 0.05, power: float = 0.80) -> int:
    """People needed in each of two equal groups to find d with this power; ValueError for d = 0.

    Sources as `power_two_sample`.

    >>> n_needed(0.5), n_needed(1.5)
    (64, 9)
    """
    return _first_n(lambda n: power_two_sample(d, n, n, alpha), d, power)


def n_needed_one(d: float, alpha: float = 0.05, power: float = 0.80) -> int:
    """People (or pairs) needed for one sample; ValueError for d = 0.

    Sources as `power_one_sample`.

    >>> n_needed_one(0.5)
    34
    """
    return _first_n(lambda n: power_one_sample(d, n, alpha), d, power)


def _first_n(power_at: Callable[[int], float], d: float, power: float) -> int:
    """Double, then halve the gap: power rises with n."""
    if abs(d) < 4 / sqrt(_MOST):
        raise ValueError(f"no team is large enough for a difference of {d}")
    high = 2
    while power_at(high) < fraction(power):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power_at(middle) >= power else (middle, high)
    return max(high, 2)
