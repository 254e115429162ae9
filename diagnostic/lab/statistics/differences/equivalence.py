"""Two one-sided tests: may we say "no difference that matters"?

For cases in which a large p might be read as equality. The margin is what would matter, fixed before looking.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.stats import t as student_t

from diagnostic.core.stats.basis.checks import Numbers, fraction
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.effect import student, welch
from diagnostic.core.stats.differences.one_sample import t_test_one
from diagnostic.core.stats.differences.t_test import half_width


@dataclass(frozen=True, slots=True)
class Tost:
    """`p` is the larger of the two one-sided; equivalent when p < alpha, which is when (low, high) lies in +-margin.

    low, high: interval of the difference at level 1 - 2 alpha.
    """

    diff: float
    df: float
    t_lower: float
    p_lower: float
    t_upper: float
    p_upper: float
    p: float
    low: float
    high: float
    equivalent: bool


def tost_two(
    first: Numbers, second: Numbers, margin: float, alpha: float = 0.05, *, pooled: bool = False
) -> Tost:
    """Is the difference of two means surely within +-margin? Schuirmann 1987, 10.1007/BF01068419.

    t_lower = (diff + margin) / se against "too low", t_upper = (diff - margin) / se against "too high", se
    and df from Welch (or the pooled variance). Raises as `welch`, and `off_scale` for a margin that is not
    positive.

    >>> result = tost_two([3, 4, 3, 4, 3, 4], [3, 4, 4, 3, 3, 4], margin=1)
    >>> round(result.p, 4), result.equivalent
    (0.0051, True)
    """
    test = student(first, second) if pooled else welch(first, second)
    return _tost(test.diff, test.se, test.df, margin, alpha)


def tost_one(x: Numbers, target: float, margin: float, alpha: float = 0.05) -> Tost:
    """Is the mean surely within +-margin of the target? `diff` = mean - target; source as `tost_two`.

    Raises as `t_test_one`, and `off_scale` for a margin that is not positive.

    >>> result = tost_one([3.9, 4.1, 4.0, 4.2, 3.8], target=4, margin=0.5)
    >>> round(result.p, 4), result.equivalent
    (0.0011, True)
    """
    test = t_test_one(x, target)
    return _tost(test.diff, test.se, test.df, margin, alpha)


def _tost(diff: float, se: float, df: float, margin: float, alpha: float) -> Tost:
    if not margin > 0:
        raise CannotSayError("off_scale")
    lower, upper = (diff + margin) / se, (diff - margin) / se
    p_lower, p_upper = float(student_t.sf(lower, df)), float(student_t.cdf(upper, df))
    p, reach = max(p_lower, p_upper), half_width(se, df, 1 - 2 * fraction(alpha))
    return Tost(diff, df, lower, p_lower, upper, p_upper, p, diff - reach, diff + reach, p < alpha)
