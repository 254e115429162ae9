"""The same people asked twice: required and current, importance and satisfaction, wave and wave.

Differences are second minus first. Only complete pairs count, and n says how many there were.
"""

from __future__ import annotations

from diagnostic.core.stats.basis.checks import Numbers, pairs
from diagnostic.core.stats.differences.one_sample import t_test_one
from diagnostic.core.stats.differences.t_test import OneTTest


def t_test_paired(first: Numbers, second: Numbers, level: float = 0.95) -> OneTTest:
    """Paired t test of second - first, df = pairs - 1; 10.1093/biomet/6.1.1.

    first, second: shapes (n,), same unit, same people. Raises CannotSayError `too_few` (fewer than 2 complete
    pairs), `all_missing`, `not_finite`, `constant` (all differences equal); ValueError for unequal lengths.

    >>> result = t_test_paired([3, 4, 2, 3], [4, 4, 4, 5])
    >>> result.diff, round(result.t, 3), round(result.p, 4)
    (1.25, 2.611, 0.0796)
    """
    one, two = pairs(first, second)
    return t_test_one(two - one, 0.0, level)
