"""Adjusted p values: what a p is worth when it is one of many looked at together.

For families of tests that are printed together: Holm for the contrasts declared beforehand, Benjamini-Hochberg for
exploring.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Numbers, finite
from diagnostic.core.stats.basis.not_computable import CannotSayError

AdjustMethod = Literal["bonferroni", "holm", "hochberg", "hommel", "bh", "by"]


def adjust(p: Numbers, method: AdjustMethod) -> Floats:
    """Adjusted p values, shape (m,), in the order given.

    bonferroni m p; holm (Holm 1979) and hochberg (10.1093/biomet/75.4.800) (m - i + 1) p_(i), running
    maximum from below and minimum from above; hommel (10.1093/biomet/75.2.383) closes Simes' test; bh m
    p_(i) / i (10.1111/j.2517-6161.1995.tb02031.x); by the same times 1 + 1/2 + ... + 1/m
    (10.1214/aos/1013699998).

    Raises CannotSayError `too_few` (empty), `not_finite` (NaN or infinity) or `off_scale` (outside 0..1);
    ValueError for an unknown method.

    >>> adjust([0.01, 0.02, 0.03], "holm").tolist()
    [0.03, 0.04, 0.04]
    >>> adjust([0.01, 0.02, 0.04], "bh").tolist()
    [0.03, 0.03, 0.04]
    """
    if method not in get_args(AdjustMethod):
        raise ValueError(f"unknown adjustment: {method}")
    values = _checked(p)
    order = np.argsort(values, kind="stable")
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(_ADJUST[method](values[order]), 1.0)
    return adjusted


def _checked(p: Numbers) -> Floats:
    values = finite(p)
    if values.ndim != 1 or not values.size:
        raise CannotSayError("too_few", n=0, needed=1)
    if np.isnan(values).any():
        raise CannotSayError("not_finite", n=values.size)
    if values.min() < 0 or values.max() > 1:
        raise CannotSayError("off_scale", n=values.size)
    return values


def _bonferroni(p: Floats) -> Floats:
    return p.size * p


def _holm(p: Floats) -> Floats:
    running: Floats = np.maximum.accumulate(p * np.arange(p.size, 0, -1))
    return running


def _from_above(scaled: Floats) -> Floats:
    running: Floats = np.minimum.accumulate(scaled[::-1])[::-1]
    return running


def _hochberg(p: Floats) -> Floats:
    return _from_above(p * np.arange(p.size, 0, -1))


def _bh(p: Floats) -> Floats:
    return _from_above(p * p.size / np.arange(1, p.size + 1))


def _by(p: Floats) -> Floats:
    return _from_above(p * p.size / np.arange(1, p.size + 1) * np.sum(1 / np.arange(1, p.size + 1)))


def _hommel(p: Floats) -> Floats:
    """A hypothesis falls when Simes' test rejects every set that holds it.

    Of the sets of one size, the one hardest to reject joins the hypothesis to the largest other p values,
    so one set per size and hypothesis is enough.
    """
    adjusted = p.copy()
    for size in range(2, p.size + 1):
        others = np.min(size * p[p.size - size + 1 :] / np.arange(2, size + 1))
        own = size * np.minimum(p, p[p.size - size])  # one of the largest: they are the set
        adjusted = np.maximum(adjusted, np.minimum(own, others))
    return adjusted


_ADJUST = {
    "bonferroni": _bonferroni,
    "holm": _holm,
    "hochberg": _hochberg,
    "hommel": _hommel,
    "bh": _bh,
    "by": _by,
}
