"""Reversed items turned round."""

from __future__ import annotations

from diagnostic.core.stats.basis.checks import (
    Floats,
    finite,
)
from diagnostic.core.stats.basis.not_computable import CannotSayError


def reverse(x: object, minimum: float, maximum: float) -> Floats:
    """Reverse-keyed answers turned round: minimum + maximum - x, NaN stays NaN.

    Raises CannotSayError `off_scale` for an answer outside minimum..maximum, `not_finite` for an infinity.
    The rule of every scoring manual; x and the ends in points of the answer scale.

    >>> reverse([1, 2, 5], 1, 5).tolist()
    [5.0, 4.0, 1.0]
    """
    answers = finite(x)
    if ((answers < minimum) | (answers > maximum)).any():
        raise CannotSayError("off_scale", n=int(answers.size))
    turned: Floats = minimum + maximum - answers
    return turned
