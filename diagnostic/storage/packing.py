"""How the sealed sheets of one atom lie in the database: all their rows in one block of bytes.

A byte a cell where every answer of the module is a small whole number, as on all rating scales; eight bytes else.
Which of the two holds for a whole module, and nothing is rounded. Why blocks: docs/adr/0018.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from diagnostic.core.privacy.sealing import Rows

Cell = Literal["i1", "f8"]
CELLS: tuple[Cell, ...] = get_args(Cell)
NOTHING = -128  # of an item left out, where a cell is one byte


def cell_for(blocks: Sequence[Rows]) -> Cell:
    """The smallest cell that holds every answer exactly."""
    return "i1" if all(_fits_a_byte(rows) for rows in blocks) else "f8"


def _fits_a_byte(rows: Rows) -> bool:
    given = rows[np.isfinite(rows)]
    return bool(np.all((np.abs(given) < -NOTHING) & (given == np.rint(given))))


def pack(rows: Rows, cell: Cell) -> bytes:
    """
    >>> pack(np.array([[1.0, np.nan]]), "i1")
    b'\\x01\\x80'
    """
    if cell == "f8":
        return rows.astype("<f8").tobytes()
    return np.where(np.isnan(rows), NOTHING, rows).astype(np.int8).tobytes()


def unpack(blocks: Sequence[bytes], sheets: int, cell: Cell) -> Rows:
    """All blocks one after another as one matrix of `sheets` rows."""
    joined = b"".join(blocks)
    if cell == "f8":
        return np.frombuffer(joined, dtype="<f8").astype(np.float64).reshape(sheets, -1)
    cells = np.frombuffer(joined, dtype=np.int8)
    rows = cells.astype(np.float64)
    rows[cells == NOTHING] = np.nan
    return rows.reshape(sheets, -1)
