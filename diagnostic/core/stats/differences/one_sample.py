"""One group against a target: how far off, and how surely.

For gaps between what a team scores and what was asked. gap = actual - target: negative is a shortfall.
"""

from __future__ import annotations

from math import sqrt

from diagnostic.core.stats.basis.checks import Numbers, must_vary, sample
from diagnostic.core.stats.differences.t_test import OneTTest, half_width, two_sided


def t_test_one(x: Numbers, target: float, level: float = 0.95) -> OneTTest:
    """One-sample t test of mean - target, df = n - 1; 10.1093/biomet/6.1.1.

    x: shape (n,), NaN left out; target in the same unit. Raises CannotSayError `too_few` (n < 2),
    `all_missing`, `not_finite`, `constant`.

    >>> result = t_test_one([3, 4, 2, 3, 4], target=4)
    >>> round(result.diff, 2), round(result.p, 4), round(result.low, 2), round(result.high, 2)
    (-0.8, 0.0993, -1.84, 0.24)
    """
    values = sample(x)
    must_vary(values)
    mean, sd, df = float(values.mean()), float(values.std(ddof=1)), float(values.size - 1)
    se, diff = sd / sqrt(values.size), mean - target
    reach = half_width(se, df, level)
    return OneTTest(
        n=values.size,
        mean=mean,
        sd=sd,
        diff=diff,
        se=se,
        t=diff / se,
        df=df,
        p=two_sided(diff / se, df),
        low=diff - reach,
        high=diff + reach,
    )
