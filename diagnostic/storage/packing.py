"""How the sealed sheets of one atom lie in the database: all their rows in one block of bytes.

A byte a cell for every item whose answers are small whole numbers, as on all rating scales; eight bytes for the
"wide" ones, which stand behind. Which items are wide holds for a whole module, and nothing is rounded. Why blocks:
docs/adr/0018.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.privacy.sealing import Rows

Places = tuple[int, ...]
NOTHING = -128  # of an item left out, where a cell is one byte
WIDE = np.dtype("<f8")


def wide_places(blocks: Sequence[Rows]) -> Places:
    """The columns in which any block has an answer that a byte does not hold exactly."""
    wide = np.any([_too_wide(rows) for rows in blocks], axis=0)
    return tuple(int(place) for place in np.flatnonzero(wide))


def _too_wide(rows: Rows) -> NDArray[np.bool_]:
    fits: NDArray[np.bool_] = np.isnan(rows) | ((np.abs(rows) < -NOTHING) & (rows == np.rint(rows)))
    return np.logical_not(fits.all(axis=0))


def pack(rows: Rows, wide: Places) -> bytes:
    """
    >>> pack(np.array([[1.0, np.nan]]), ())
    b'\\x01\\x80'
    """
    narrow = np.delete(rows, wide, axis=1)
    small = np.where(np.isnan(narrow), NOTHING, narrow).astype(np.int8)
    return small.tobytes() + rows[:, wide].astype(WIDE).tobytes()


def unpack(blocks: Sequence[bytes], counts: Sequence[int], wide: Places) -> Rows:
    """All blocks one after another as one matrix; `counts` are the sheets in each."""
    sheets = sum(counts)
    columns = sum(map(len, blocks)) // sheets - WIDE.itemsize * len(wide)  # of a byte a cell
    ends = [columns * count for count in counts]
    small = np.frombuffer(
        b"".join([block[:end] for block, end in zip(blocks, ends, strict=True)]), dtype=np.int8
    )
    rows = small.astype(np.float64)
    rows[small == NOTHING] = np.nan
    rows = rows.reshape(sheets, columns)
    return (
        _with_wide(rows, [block[end:] for block, end in zip(blocks, ends, strict=True)], wide)
        if wide
        else rows
    )


def _with_wide(rows: Rows, blocks: Sequence[bytes], wide: Places) -> Rows:
    everything = np.empty((len(rows), rows.shape[1] + len(wide)))
    there = np.zeros(everything.shape[1], dtype=bool)
    there[list(wide)] = True
    everything[:, there] = np.frombuffer(b"".join(blocks), dtype=WIDE).reshape(len(rows), -1)
    everything[:, ~there] = rows
    return everything
