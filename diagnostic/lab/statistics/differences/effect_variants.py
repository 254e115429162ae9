"""Effect sizes as other programs define them, so that a consultant who compares finds the same digits there.

Not what the report prints: that is `hedges_g` and `cliffs_delta` of `effect`.
"""

from __future__ import annotations

from math import atanh, sqrt, tanh

import numpy as np
from scipy.stats import norm
from scipy.stats import t as student_t

from diagnostic.core.stats.basis.checks import Numbers, for_ranking, fraction, sample
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.effect import student, welch
from diagnostic.lab.statistics.differences.noncentral import EffectSize
from diagnostic.lab.statistics.differences.rank_sum import delta_of_dominance, dominance, untied_pairs


def approximate_g(first: Numbers, second: Numbers, level: float = 0.95) -> EffectSize:
    """Hedges' g with J = 1 - 3 / (4 N - 9) and a symmetric interval; 10.3102/10769986006002107, eq. 7.

    g +- t_(N - 2) J sqrt(N / (n1 n2) + g^2 / (2 N)). Errors as `welch`.

    >>> g = approximate_g([3, 4, 5, 4], [2, 3, 2, 3, 1])
    >>> round(g.value, 3), round(g.low, 3), round(g.high, 3)
    (1.932, 0.228, 3.636)
    """
    test = student(first, second, level)
    n = test.n1 + test.n2
    per_t = sqrt(1 / test.n1 + 1 / test.n2)
    shrink = 1 - 3 / (4 * n - 9)
    g = test.t * per_t * shrink
    reach = float(student_t.ppf(0.5 + level / 2, n - 2)) * shrink * sqrt(per_t**2 + g**2 / (2 * n))
    return EffectSize(g, g - reach, g + reach)


def average_variance_d(first: Numbers, second: Numbers) -> float:
    """Difference of means / sqrt((s1^2 + s2^2) / 2), groups weighing alike; Cohen 1988, 2.3.2. Errors as `welch`.

    >>> round(average_variance_d([3, 4, 5, 4], [2, 3, 2, 3, 1]), 3)
    2.177
    """
    one, two = sample(first), sample(second)
    return welch(one, two).diff / sqrt(float(one.var(ddof=1) + two.var(ddof=1)) / 2)


def rank_biserial_interval(r: float, n1: int, n2: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of a rank biserial correlation (Cliff's delta) by Fisher's z, se sqrt((N + 1) / (3 n1 n2)).

    Kerby 2014, 10.2466/11.IT.3.1. Raises CannotSayError `constant` at r = +-1, where it has no width.

    >>> low, high = rank_biserial_interval(-0.49, 10, 10)
    >>> round(low, 3), round(high, 3)
    (-0.784, -0.018)
    """
    if abs(r) >= 1:
        raise CannotSayError("constant", n=n1 + n2)
    reach = float(norm.ppf(0.5 + fraction(level) / 2)) * sqrt((n1 + n2 + 1) / (3 * n1 * n2))
    return tanh(atanh(r) - reach), tanh(atanh(r) + reach)


def cliffs_delta_effsize(first: Numbers, second: Numbers, level: float = 0.95) -> EffectSize:
    """Cliff's delta with the interval that the R package effsize 0.8.1 prints, its slip included.

    Where a value of the second group lies above the whole first group, the package takes the dominance -1 / n1 for it
    instead of -1 (it corrects the wrong column of its counts), and the variance comes out too small or too large. With
    `return.dm = TRUE` it counts rightly and agrees with `cliffs_delta`. Only for comparing with its output. Errors as
    `cliffs_delta`.
    Torchiano 2020, 10.5281/zenodo.1480624.

    >>> from diagnostic.lab.statistics.differences.rank_sum import cliffs_delta
    >>> theirs, ours = (f([1, 2, 3, 4], [2, 3, 5, 3]) for f in (cliffs_delta_effsize, cliffs_delta))
    >>> theirs.value == ours.value, round(theirs.low, 3), round(ours.low, 3)
    (True, -0.817, -0.856)
    """
    one, two = for_ranking(sample(first)), for_ranking(sample(second))
    columns = np.where(two > one.max(), -1 / one.size, -dominance(two, one))
    return delta_of_dominance(dominance(one, two), columns, untied_pairs(one, two), level)
