"""Splits a gap into parts that add up to it exactly: activity, win rate and deal size.

Sales are closed deals times win rate times deal size. The logarithmic mean splits the difference of two products
between their factors without a remainder and independently of the order of the factors (LMDI I).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose, log

from diagnostic.core.stats.basis.not_computable import CannotSayError


@dataclass(frozen=True, slots=True)
class GapParts:
    """Two products and factor -> part; the parts add up to actual - reference, in its unit (money: minor units)."""

    actual: float
    reference: float
    parts: Mapping[str, float]


def log_mean(a: float, b: float) -> float:
    """Logarithmic mean (a - b) / (ln a - ln b) of two positive numbers; `a` if they are equal.

    >>> round(log_mean(2.0, 1.0), 6)
    1.442695
    """
    return a if isclose(a, b, rel_tol=1e-12) else (a - b) / log(a / b)


def decompose_product(actual: Mapping[str, float], reference: Mapping[str, float]) -> GapParts:
    """Splits the difference of two products between their factors: part_i = L(P1, P0) * ln(x1_i / x0_i).

    Ang 2005, 10.1016/j.enpol.2003.10.010. Both mappings (factor -> value) have the same keys. Raises CannotSayError
    `not_finite` if a factor is zero or negative, since the logarithm of the ratio is then undefined.

    >>> parts = decompose_product({"deals": 8.0, "size": 10.0}, {"deals": 10.0, "size": 10.0}).parts
    >>> {key: round(value, 6) for key, value in parts.items()}
    {'deals': -20.0, 'size': 0.0}
    """
    if min(*actual.values(), *reference.values()) <= 0:
        raise CannotSayError("not_finite")
    whole, before = _product(actual), _product(reference)
    weight = log_mean(whole, before)
    return GapParts(
        whole, before, {name: weight * log(value / reference[name]) for name, value in actual.items()}
    )


def _product(factors: Mapping[str, float]) -> float:
    product = 1.0
    for factor in factors.values():
        product *= factor
    return product
