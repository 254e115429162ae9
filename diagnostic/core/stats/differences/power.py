"""What this many people could have shown: the smallest gap that a t test finds with a given power.

Printed with every gap that is not significant, so that "nothing found" is not read as "nothing there".
"""

from __future__ import annotations

from functools import cache
from math import sqrt

from scipy.optimize import brentq
from scipy.stats import t as student_t

from diagnostic.core.stats.basis.checks import enough, fraction
from diagnostic.core.stats.basis.noncentral import noncentral_t_cdf


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
