"""What every statistic here asks of its input before it computes: numbers, enough of them, variation.

One rule for all: NaN is a missing answer and is left out (in pairs or rows: the whole pair or row), and
every result says how many were used; an infinity is never an answer. Unfit input raises `CannotSayError`
with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from diagnostic.core.stats.cannot_say import CannotSayError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Numbers = Sequence[float] | npt.NDArray[np.floating] | npt.NDArray[np.integer] | npt.NDArray[np.bool_]
Table = Sequence[Sequence[float]] | npt.NDArray[np.floating] | npt.NDArray[np.integer]
Labels = Sequence[object] | npt.NDArray[np.generic]

RANKING_PLACES = 8  # float noise in a mean of items must not break a tie: it moved a p from .135 to .111
_NOISE = 1e-12  # a spread this small beside the values themselves is rounding, not variation


def finite(values: object) -> Floats:
    """The values as floats; NaN passes (missing), an infinity raises `not_finite`."""
    array = np.asarray(values, dtype=np.float64)
    if np.isinf(array).any():
        raise CannotSayError("not_finite", n=int(array.size))
    return array


def enough(n: int, needed: int, *, of: int | None = None) -> None:
    """Raise `all_missing` (none left of some) or `too_few` unless n >= needed."""
    if n == 0 and of:
        raise CannotSayError("all_missing", n=0, needed=needed)
    if n < needed:
        raise CannotSayError("too_few", n=n, needed=needed)


def sample(values: Numbers, needed: int = 2) -> Floats:
    """One sample, shape (n,), without its missing values; raises unless `needed` are left."""
    array = finite(values)
    if array.ndim != 1:
        raise ValueError(f"a sample has one dimension, not {array.ndim}")
    kept = array[~np.isnan(array)]
    enough(kept.size, needed, of=array.size)
    return kept


def complete_rows(table: Table, needed: int = 2) -> Floats:
    """Rows without a missing value, shape (n, columns): listwise deletion."""
    array = finite(table)
    if array.ndim != 2:
        raise ValueError(f"a table has two dimensions, not {array.ndim}")
    kept = array[~np.isnan(array).any(axis=1)]
    enough(kept.shape[0], needed, of=array.shape[0])
    return kept


def pairs(first: Numbers, second: Numbers, needed: int = 2) -> tuple[Floats, Floats]:
    """Two columns of the same people, complete pairs only."""
    one, two = finite(first), finite(second)
    if one.ndim != 1 or one.shape != two.shape:
        raise ValueError(f"pairs have the same length: {one.shape}, {two.shape}")
    kept = complete_rows(np.column_stack([one, two]), needed)
    return kept[:, 0], kept[:, 1]


def is_constant(values: Floats) -> bool:
    """Whether the values differ by no more than float noise."""
    return bool(np.ptp(values) <= _NOISE * np.abs(values).max())


def constant_columns(table: Floats) -> npt.NDArray[np.bool_]:
    """Which columns of (n, k) do not vary, shape (k,)."""
    flat: npt.NDArray[np.bool_] = np.ptp(table, axis=0) <= _NOISE * np.abs(table).max(axis=0)
    return flat


def correlations(rows: Floats) -> Floats:
    """Correlations of the columns of (n, k), shape (k, k) for any k."""
    return np.atleast_2d(np.asarray(np.corrcoef(rows, rowvar=False), dtype=np.float64))


def must_vary(values: Floats) -> None:
    if is_constant(values):
        raise CannotSayError("constant", n=int(values.size))


def fraction(level: float) -> float:
    """A confidence level or share strictly between 0 and 1, else ValueError (a programming fault)."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"a level lies between 0 and 1: {level}")
    return level


def numbers(values: npt.NDArray[np.generic]) -> tuple[float, ...]:
    """An array as the plain tuple that results keep: immutable and comparable."""
    return tuple(float(value) for value in values.ravel().tolist())


def for_ranking(values: Floats, places: int | None = RANKING_PLACES) -> Floats:
    """Values rounded so that float noise breaks no ties; places None leaves them as they are."""
    return values if places is None else np.round(values, places)


def group_codes(values: Numbers, groups: Labels) -> tuple[Floats, Ints, tuple[object, ...]]:
    """Values without missing ones, their group codes 0..G-1, and the groups' labels in ascending order.

    Raises `one_group` when fewer than two groups have a value; ValueError when the lengths differ.
    """
    array, labels = finite(values), np.asarray(groups)
    if array.ndim != 1 or array.shape != labels.shape:
        raise ValueError(f"one group label per value: {array.shape}, {labels.shape}")
    kept = ~np.isnan(array)
    enough(int(kept.sum()), 2, of=array.size)
    names, codes = np.unique(labels[kept], return_inverse=True)
    if names.size < 2:
        raise CannotSayError("one_group", n=1, needed=2)
    return array[kept], codes.astype(np.int64), tuple(names.tolist())
