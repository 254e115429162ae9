"""Drawing respondents again, as counts: how often each of them was drawn in each resample.

For bootstrap intervals and ranks. Statistics made of sums then need one matrix product (counts times
values) instead of a loop; where people sit in units, units are drawn first and people within each drawn
unit.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Ints

_CELLS = 2_000_000  # counts held at once


def resampled_counts(
    n: int, resamples: int, rng: np.random.Generator, groups: Ints | None = None
) -> Iterator[Floats]:
    """Counts of the n respondents, blocks of shape (b, n) that add up to `resamples` rows.

    groups: codes 0..G-1 of the respondents' units, shape (n,), or None. ValueError below one resample.
    Efron 1979, 10.1214/aos/1176344552; units first: Davison & Hinkley 1997, 3.8, 10.1017/CBO9780511802843.

    >>> next(resampled_counts(4, 2, np.random.default_rng(7))).sum(axis=1).tolist()
    [4.0, 4.0]
    """
    if resamples < 1:
        raise ValueError(f"at least one resample: {resamples}")
    block = max(_CELLS // n, 1)
    for start in range(0, resamples, block):
        rows = min(block, resamples - start)
        yield _plain(n, rows, rng) if groups is None else _nested(groups, rows, rng)


def _plain(n: int, rows: int, rng: np.random.Generator) -> Floats:
    drawn = rng.integers(n, size=(rows, n)) + n * np.arange(rows)[:, None]
    return np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n).astype(np.float64)


def _nested(groups: Ints, rows: int, rng: np.random.Generator) -> Floats:
    """A unit drawn u times gives u independent draws of its own size, which together are one multinomial."""
    units = int(groups.max()) + 1
    times = _plain(units, rows, rng).astype(np.int64)
    counts = np.zeros((rows, groups.size))
    for unit in range(units):
        members = np.flatnonzero(groups == unit)
        counts[:, members] = rng.multinomial(
            times[:, unit] * members.size, np.full(members.size, 1 / members.size)
        )
    return counts
