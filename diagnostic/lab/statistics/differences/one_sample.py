"""One sample against a value in every way at once: t, Wilcoxon, sign test and effect size."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from diagnostic.core.stats.basis.checks import RANKING_PLACES, Numbers, sample
from diagnostic.core.stats.differences.one_sample import t_test_one
from diagnostic.core.stats.differences.t_test import OneTTest
from diagnostic.core.stats.proportions.proportion import ShareInterval, wilson
from diagnostic.lab.statistics.differences.noncentral import EffectSize, correction, effect_from_t
from diagnostic.lab.statistics.differences.signed_rank import Wilcoxon, sign_test, signed_rank


@dataclass(frozen=True, slots=True)
class OneSample:
    """Everything said about one group and its target; `t.diff` is the gap, low and high its interval."""

    n: int
    target: float
    t: OneTTest
    wilcoxon: Wilcoxon
    sign_p: float
    cohens_d: EffectSize
    hedges_g: EffectSize
    reached: ShareInterval


def d_one(test: OneTTest, level: float = 0.95) -> EffectSize:
    """d = difference / sd of a one-sample (or paired) t test, noncentral-t interval; Cohen 1988.

    Raises ValueError for a level outside 0..1.

    >>> round(d_one(t_test_one([3, 4, 2, 3, 4], target=4)).value, 3)
    -0.956
    """
    return effect_from_t(test.t, test.df, 1 / sqrt(test.n), level)


def wilcoxon_one(x: Numbers, target: float, places: int | None = RANKING_PLACES) -> Wilcoxon:
    """Wilcoxon's signed ranks of x - target; `hodges_lehmann` is that of the differences. See `signed_rank`.

    Sources and errors as `signed_rank`.

    >>> wilcoxon_one([3, 4, 2, 3, 5], target=4).w_minus
    8.0
    """
    return signed_rank(sample(x, 1) - target, places)


def sign_test_one(x: Numbers, target: float) -> float:
    """Sign test of x - target. See `sign_test`.

    Sources and errors as `sign_test`.

    >>> sign_test_one([3, 4, 2, 3, 5], target=4)
    0.625
    """
    return sign_test(sample(x, 1) - target)


def one_sample(
    x: Numbers, target: float, level: float = 0.95, places: int | None = RANKING_PLACES
) -> OneSample:
    """All of the above, and the share at or above the target with Wilson's interval; `places` as in `signed_rank`.

    Errors as `t_test_one`.

    >>> result = one_sample([3, 4, 2, 3, 4], target=4)
    >>> round(result.hedges_g.value, 3), result.reached.value
    (-0.763, 0.4)
    """
    values = sample(x)
    test = t_test_one(values, target, level)
    d = d_one(test, level)
    return OneSample(
        n=test.n,
        target=target,
        t=test,
        wilcoxon=wilcoxon_one(values, target, places),
        sign_p=sign_test_one(values, target),
        cohens_d=d,
        hedges_g=d.scaled(correction(test.df)),
        reached=wilson(int(np.sum(values >= target)), test.n, level),
    )
