"""What every statistic here asks of its input before it computes: numbers, enough of them, variation.

One rule for all: NaN is a missing answer and is left out (in pairs or rows: the whole pair or row), and
every result says how many were used; an infinity is never an answer. Unfit input raises `CannotSayError`
with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from diagnostic.core.stats.basis.not_computable import CannotSayError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Numbers = Sequence[float] | npt.NDArray[np.floating] | npt.NDArray[np.integer] | npt.NDArray[np.bool_]
NumberTable = Sequence[Sequence[float]] | npt.NDArray[np.floating] | npt.NDArray[np.integer]
Labels = Sequence[object] | npt.NDArray[np.generic]

RANKING_PLACES = 8  # float noise in a mean of items must not break a tie: it moved a p from .135 to .111
_TINIEST = 1e-100  # a spread whose square is lost to underflow
_NOISE = 1e-12  # a spread this small relative to the values is rounding, not variation


def finite(values: object) -> Floats:
    """The values as floats; NaN passes (missing), an infinity raises `not_finite`.

    The rule of this package.

    >>> finite([1, None, 3]).tolist()
    [1.0, nan, 3.0]
    """
    array = np.asarray(values, dtype=np.float64)
    if np.isinf(array).any():
        raise CannotSayError("not_finite", n=int(array.size))
    return array


def enough(n: int, needed: int, *, of: int | None = None) -> None:
    """Raises CannotSayError `all_missing` (none left of some) or `too_few` unless n >= needed.

    The rule of this package.

    >>> enough(3, 3)
    >>> enough(2, 3)
    Traceback (most recent call last):
    diagnostic.core.stats.basis.not_computable.CannotSayError: too_few (n=2, needed=3)
    """
    if n == 0 and of:
        raise CannotSayError("all_missing", n=0, needed=needed)
    if n < needed:
        raise CannotSayError("too_few", n=n, needed=needed)


def sample(values: Numbers, needed: int = 2) -> Floats:
    """One sample, shape (n,), without its missing values; raises unless `needed` are left.

    The rule of this package.

    >>> sample([3, float("nan"), 4]).tolist()
    [3.0, 4.0]
    """
    array = finite(values)
    if array.ndim != 1:
        raise ValueError(f"a sample has one dimension, not {array.ndim}")
    kept = array[~np.isnan(array)]
    enough(kept.size, needed, of=array.size)
    return kept


def complete_rows(table: NumberTable, needed: int = 2) -> Floats:
    """Rows without a missing value, shape (n, columns): listwise deletion.

    Listwise deletion; Little & Rubin 2002, 10.1002/9781119013563. table: (n, columns) in any unit. Raises
    CannotSayError `all_missing`, `too_few`, `not_finite`; ValueError for another number of dimensions.

    >>> complete_rows([[1, 2], [3, float("nan")], [5, 6]]).tolist()
    [[1.0, 2.0], [5.0, 6.0]]
    """
    array = finite(table)
    if array.ndim != 2:
        raise ValueError(f"a table has two dimensions, not {array.ndim}")
    kept = array[~np.isnan(array).any(axis=1)]
    enough(kept.shape[0], needed, of=array.shape[0])
    return kept


def pairs(first: Numbers, second: Numbers, needed: int = 2) -> tuple[Floats, Floats]:
    """Two columns of the same people, complete pairs only.

    Pairwise complete cases; Little & Rubin 2002, 10.1002/9781119013563. Shapes (n,). Raises CannotSayError
    `all_missing`, `too_few`, `not_finite`; ValueError for different lengths.

    >>> [side.tolist() for side in pairs([1, float("nan"), 3], [2, 5, 4])]
    [[1.0, 3.0], [2.0, 4.0]]
    """
    one, two = finite(first), finite(second)
    if one.ndim != 1 or one.shape != two.shape:
        raise ValueError(f"pairs have the same length: {one.shape}, {two.shape}")
    kept = complete_rows(np.column_stack([one, two]), needed)
    return kept[:, 0], kept[:, 1]


def is_constant(values: Floats) -> bool:
    """Whether the values differ by no more than float noise.

    Arithmetic of this package: spread <= 1e-12 of the largest value. Raises nothing.

    >>> is_constant(np.array([0.3, 0.1 + 0.2])), is_constant(np.array([1.0, 1.1]))
    (True, False)
    """
    return bool(np.ptp(values) <= max(_NOISE * np.abs(values).max(), _TINIEST))


def constant_columns(table: Floats) -> npt.NDArray[np.bool_]:
    """Which columns of (n, k) do not vary, shape (k,).

    Arithmetic of this package: spread <= 1e-12 of the largest value. Raises nothing.

    >>> constant_columns(np.array([[1.0, 2.0], [1.0, 3.0]])).tolist()
    [True, False]
    """
    flat: npt.NDArray[np.bool_] = np.ptp(table, axis=0) <= np.maximum(
        _NOISE * np.abs(table).max(axis=0), _TINIEST
    )
    return flat


def correlations(rows: Floats) -> Floats:
    """Correlations of the columns of (n, k), shape (k, k) for any k.

    Pearson 1895, 10.1098/rspl.1895.0041. rows: (n, k) finite, each column varying. Raises nothing.

    >>> correlations(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])).round(2).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    return np.atleast_2d(np.asarray(np.corrcoef(rows, rowvar=False), dtype=np.float64))


def must_vary(values: Floats) -> None:
    """Raises CannotSayError `constant` if they do not vary; the rule of this package.

    >>> must_vary(np.array([1.0, 2.0]))
    """
    if is_constant(values):
        raise CannotSayError("constant", n=int(values.size))


def fraction(level: float) -> float:
    """A confidence level or share strictly between 0 and 1, else ValueError (a programming fault).

    The rule of this package.

    >>> fraction(0.95)
    0.95
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"a level lies between 0 and 1: {level}")
    return level


def numbers(values: npt.NDArray[np.generic]) -> tuple[float, ...]:
    """An array as the plain tuple that results keep: immutable and comparable.

    The rule of this package: results are tuples. Raises nothing.

    >>> numbers(np.array([1, 2]))
    (1.0, 2.0)
    """
    return tuple(float(value) for value in values.ravel().tolist())


def for_ranking(values: Floats, places: int | None = RANKING_PLACES) -> Floats:
    """Values rounded so that float noise breaks no ties; places None leaves them as they are.

    The rule of this package (`RANKING_PLACES`). Raises nothing.

    >>> for_ranking(np.array([0.1 + 0.2, 0.3])).tolist()
    [0.3, 0.3]
    """
    return values if places is None else np.round(values, places)


def group_codes(values: Numbers, groups: Labels) -> tuple[Floats, Ints, tuple[object, ...]]:
    """Values without missing ones, their group codes 0..G-1, and the groups' labels in ascending order.

    Raises `one_group` when fewer than two groups have a value; ValueError when the lengths differ.
    The rule of this package. values, groups: shape (n,).

    >>> values, codes, names = group_codes([4, 5, float("nan"), 3], list("abab"))
    >>> values.tolist(), codes.tolist(), names
    ([4.0, 5.0, 3.0], [0, 1, 1], ('a', 'b'))
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
