"""The same people twice in every way at once: t, Wilcoxon, sign test and effect size."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from diagnostic.core.stats.basis.checks import RANKING_PLACES, Floats, Numbers, is_constant, pairs
from diagnostic.core.stats.differences.one_sample import t_test_one
from diagnostic.core.stats.differences.t_test import OneTTest
from diagnostic.lab.statistics.differences.noncentral import EffectSize, correction
from diagnostic.lab.statistics.differences.one_sample import d_one
from diagnostic.lab.statistics.differences.signed_rank import Wilcoxon, sign_test, signed_rank

_LIMITS = 1.96  # as Bland and Altman wrote it


@dataclass(frozen=True, slots=True)
class Paired:
    """Everything said about pairs. `d_z` is per sd of the differences, `d_av` per average sd of the two columns.

    `r` and `icc3` (consistency of the two columns) are None when a column does not vary; `agree_low`,
    `agree_high` are Bland and Altman's limits around the mean difference.
    """

    n: int
    t: OneTTest
    wilcoxon: Wilcoxon
    sign_p: float
    d_z: EffectSize
    g_z: EffectSize
    d_av: float
    r: float | None
    icc3: float | None
    agree_low: float
    agree_high: float


def wilcoxon_paired(first: Numbers, second: Numbers, places: int | None = RANKING_PLACES) -> Wilcoxon:
    """Wilcoxon's signed ranks of second - first. See `signed_rank`.

    Sources and errors as `signed_rank`.

    >>> wilcoxon_paired([3, 4, 2, 3], [4, 4, 4, 5]).w_plus
    6.0
    """
    one, two = pairs(first, second, 1)
    return signed_rank(two - one, places)


def paired(
    first: Numbers, second: Numbers, level: float = 0.95, places: int | None = RANKING_PLACES
) -> Paired:
    """All of the above; d_av = mean difference / sqrt((s1^2 + s2^2) / 2), 10.3389/fpsyg.2013.00863.

    ICC(3,1) = 2 cov / (s1^2 + s2^2), 10.1037/0033-2909.86.2.420; limits of agreement mean +- 1.96 sd,
    10.1016/S0140-6736(86)90837-8; `places` as in `signed_rank`. Errors as `t_test_paired`.

    >>> result = paired([3, 4, 2, 3], [4, 4, 4, 5])
    >>> round(result.g_z.value, 3), round(result.d_av, 3), round(result.r, 3)
    (0.945, 1.846, 0.0)
    """
    one, two = pairs(first, second)
    test = t_test_one(two - one, 0.0, level)
    d = d_one(test, level)
    squares = float(one.var(ddof=1) + two.var(ddof=1))
    reach = _LIMITS * test.sd
    r, icc3 = _consistency(one, two)
    return Paired(
        n=test.n,
        t=test,
        wilcoxon=signed_rank(two - one, places),
        sign_p=sign_test(two - one),
        d_z=d,
        g_z=d.scaled(correction(test.df)),
        d_av=test.mean / sqrt(squares / 2),
        r=r,
        icc3=icc3,
        agree_low=test.mean - reach,
        agree_high=test.mean + reach,
    )


def _consistency(one: Floats, two: Floats) -> tuple[float | None, float | None]:
    if is_constant(one) or is_constant(two):
        return None, None
    (a, c), (_, b) = np.cov(one, two)
    return float(c / sqrt(a * b)), float(2 * c / (a + b))
