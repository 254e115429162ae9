"""The power of t tests for a given difference."""

from __future__ import annotations

from math import sqrt

from diagnostic.core.stats.basis.checks import enough
from diagnostic.core.stats.differences.power import _power


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
