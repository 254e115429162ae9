"""Standardised differences and their exact intervals by the noncentral t distribution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

from scipy.optimize import brentq

from diagnostic.core.stats.basis.checks import fraction
from diagnostic.core.stats.basis.noncentral import noncentral_t_cdf


@dataclass(frozen=True, slots=True)
class EffectSize:
    """An effect in units without dimension, with its interval."""

    value: float
    low: float
    high: float

    def scaled(self, factor: float) -> EffectSize:
        return EffectSize(self.value * factor, self.low * factor, self.high * factor)


def correction(df: float) -> float:
    """Hedges' exact J = Gamma(df/2) / (sqrt(df/2) Gamma((df - 1)/2)), df > 1; 10.3102/10769986006002107.

    With df = 1 it is 0, the limit.
    Raises nothing; df > 1.

    >>> round(correction(9), 6)
    0.913875
    """
    return exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2)) if df > 1 else 0.0


def noncentrality_interval(t: float, df: float, level: float = 0.95) -> tuple[float, float]:
    """The noncentralities under which t would sit at the upper and the lower tail point.

    Steiger & Fouladi 1997; Cumming & Finch 2001, 10.1177/0013164401614002.
    Raises ValueError for a level outside 0..1.

    >>> low, high = noncentrality_interval(-2.2286137199565794, 9)
    >>> round(low, 4), round(high, 4)
    (-4.3876, 0.0261)
    """
    tail = (1 - fraction(level)) / 2
    return _noncentrality(t, df, 1 - tail), _noncentrality(t, df, tail)


def _noncentrality(t: float, df: float, probability: float) -> float:
    def excess(ncp: float) -> float:
        return noncentral_t_cdf(t, df, ncp) - probability

    return float(brentq(excess, *_bracket(excess, t), xtol=1e-12, rtol=1e-12))


def _bracket(excess: Callable[[float], float], t: float) -> tuple[float, float]:
    """Ends far enough from t: the cdf falls as the noncentrality rises."""
    reach = 4.0 + abs(t) / 4
    low, high = t - reach, t + reach
    while excess(low) < 0:
        low -= reach
    while excess(high) > 0:
        high += reach
    return low, high


def effect_from_t(t: float, df: float, per_t: float, level: float) -> EffectSize:
    """d = t * per_t with the interval of its noncentrality; per_t is sqrt(1/n1 + 1/n2) or 1/sqrt(n).

    Steiger & Fouladi 1997, 10.4324/9781315629049. Raises ValueError for a level outside 0..1.

    >>> effect = effect_from_t(2.0, 18.0, 0.5, 0.95)
    >>> effect.value, round(effect.low, 3), round(effect.high, 3)
    (1.0, -0.045, 2.02)
    """
    low, high = noncentrality_interval(t, df, level)
    return EffectSize(t * per_t, low * per_t, high * per_t)
