"""Do the people of one unit agree, so that their mean says something about the unit.

For printing or comparing unit means. rwg compares the observed variance with that of a null: answers
at random (uniform) or answers that lean politely to one side (slightly skewed). The null decides much, so
both are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Ints, Labels, Numbers, NumberTable, enough, finite
from diagnostic.core.stats.basis.not_computable import CannotSayError

# Shares of the answers under the slightly skewed null; LeBreton & Senter 2008, 10.1177/1094428106296642.
_SLIGHT_SKEW = {5: (0.05, 0.15, 0.20, 0.35, 0.25)}


@dataclass(frozen=True, slots=True)
class Agreement:
    """One index for each unit in ascending order of labels; None where a unit is too small for it."""

    groups: tuple[object, ...]
    size: tuple[int, ...]
    value: tuple[float | None, ...]

    @property
    def defined(self) -> tuple[float, ...]:
        return tuple(value for value in self.value if value is not None)

    @property
    def mean(self) -> float:
        return float(np.mean(self.defined))

    @property
    def median(self) -> float:
        return float(np.median(self.defined))


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Complete rows (n, k) with their unit codes."""

    rows: Floats
    codes: Ints
    labels: tuple[object, ...]
    size: Floats

    def total(self, column: Floats) -> Floats:
        return np.bincount(self.codes, column).astype(np.float64)

    def variance(self) -> Floats:
        """Variance of each item in each unit (g, k), n - 1; 0 where a unit has one person."""
        divisor = np.maximum(self.size - 1, 1)
        columns = [
            self.total((x - (self.total(x) / self.size)[self.codes]) ** 2) / divisor for x in self.rows.T
        ]
        return np.stack(columns, axis=1)

    def agreement(self, value: Floats, defined: np.ndarray) -> Agreement:
        if not defined.any():
            most = int(self.size.max())
            raise CannotSayError("too_few", most, 2) if most < 2 else CannotSayError("restricted_range", most)
        shown = tuple(
            float(v) if ok else None for v, ok in zip(value.tolist(), defined.tolist(), strict=True)
        )
        return Agreement(self.labels, tuple(int(size) for size in self.size), shown)


def _grouped(items: NumberTable | Numbers, groups: Labels) -> _Grouped:
    table = finite(items)
    table = table[:, None] if table.ndim == 1 else table
    complete = ~np.isnan(table).any(axis=1)
    enough(int(complete.sum()), 2, of=table.shape[0])
    rows, names = table[complete], np.asarray(groups)[complete]
    labels, codes = np.unique(names, return_inverse=True)
    return _Grouped(
        rows, codes.astype(np.int64), tuple(labels.tolist()), np.bincount(codes).astype(np.float64)
    )


def uniform_null(options: int) -> float:
    """Variance of answers at random on 1..options, (A^2 - 1) / 12; 10.1037/0021-9010.69.1.85.

    Raises CannotSayError `too_few` below two options.

    >>> uniform_null(5)
    2.0
    """
    if options < 2:
        raise CannotSayError("too_few", n=options, needed=2)
    return (options**2 - 1) / 12


def slight_skew_null(options: int) -> float:
    """Variance of answers that lean slightly to one side; 10.1177/1094428106296642, known here for 5 options.

    Raises CannotSayError `no_input` for any other number of options: give the null variance yourself.

    >>> round(slight_skew_null(5), 2)
    1.34
    """
    if options not in _SLIGHT_SKEW:
        raise CannotSayError("no_input")
    share, answer = np.array(_SLIGHT_SKEW[options]), np.arange(1, options + 1)
    return float(share @ answer**2 - (share @ answer) ** 2)


def _null(variance: float) -> float:
    if not variance > 0:
        raise CannotSayError("off_scale")
    return variance


def rwg_j(items: NumberTable, groups: Labels, null_variance: float) -> Agreement:
    """rwg(j) of J parallel items: J r / (J r + 1 - r) with r = 1 - mean item variance / null variance.

    10.1037/0021-9010.69.1.85, eq. 2. items: shape (n, J), rows with a NaN left out. Truncation and errors
    as `rwg`.

    >>> rwg_j([[4, 4], [4, 5], [1, 5], [5, 1]], list("aabb"), 2.0).value
    (0.9333333333333333, 0.0)
    """
    data = _grouped(items, groups)
    share = np.minimum(data.variance().mean(axis=1) / _null(null_variance), 1.0)
    j = data.rows.shape[1]
    return data.agreement(j * (1 - share) / (j * (1 - share) + share), data.size > 1)
