"""How the sealed sheets of one atom lie in the database: all their rows in one block of bytes.

A byte a cell for every item whose answers are small whole numbers, as on all rating scales. "Wide" items have eight
bytes each behind that, and their own byte is unused. An item is wide in all blocks of a module or in none, and nothing
is rounded. Why blocks: docs/adr/0018.
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
    small = np.where(np.isnan(rows), NOTHING, rows)
    small[:, wide] = NOTHING
    return small.astype(np.int8).tobytes() + rows[:, wide].astype(WIDE).tobytes()


def unpack(blocks: Sequence[bytes], counts: Sequence[int], wide: Places) -> Rows:
    """All blocks one after another as one matrix; `counts` are the sheets in each."""
    sheets = sum(counts)
    columns = sum(map(len, blocks)) // sheets - WIDE.itemsize * len(wide)
    ends = [columns * count for count in counts]
    small = np.frombuffer(
        b"".join([block[:end] for block, end in zip(blocks, ends, strict=True)]), dtype=np.int8
    )
    rows = small.astype(np.float64)
    rows[small == NOTHING] = np.nan
    rows = rows.reshape(sheets, columns)
    behind = b"".join([block[end:] for block, end in zip(blocks, ends, strict=True)])
    for place, answers in zip(wide, np.frombuffer(behind, dtype=WIDE).reshape(sheets, -1).T, strict=True):
        rows[:, place] = answers
    return rows
