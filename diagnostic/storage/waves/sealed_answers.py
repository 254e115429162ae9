"""Sealed answers in the database: sheets in blocks, an atom each, and comments.

What is written at sealing is written in the order of fresh random ids: comments keep theirs, and the sheets of an atom,
packed in one block, have none any more. So neither the place on the disk nor the number of the transaction shows whose
an answer was.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from diagnostic.core.privacy.sealing import Rows, SealedAtom
from diagnostic.core.wave.model import Leaf
from diagnostic.storage.database import tables as t
from diagnostic.storage.waves.packing import pack, unpack, wide_places
from diagnostic.storage.waves.waves import leaf_in, leaf_out


def add_atoms(
    session: Session, wave_id: str, module: str, atoms: Sequence[SealedAtom], leaves: Sequence[Sequence[Leaf]]
) -> None:
    """The sealed answers of a module; `leaves[i]` are the leaves atom i is made of."""
    if not atoms:
        return
    session.execute(
        insert(t.Atom),
        [
            {
                "wave_id": wave_id,
                "module": module,
                "number": number,
                "invited": atom.invited,
                "answered": atom.answered,
                "leaves": [leaf_out(leaf) for leaf in own],
            }
            for number, (atom, own) in enumerate(zip(atoms, leaves, strict=True))
        ],
    )
    wide = wide_places([atom.rows for atom in atoms])
    session.execute(
        insert(t.Sheets),
        [
            {
                "wave_id": wave_id,
                "module": module,
                "atom": number,
                "wide": " ".join(map(str, wide)),
                "answers": pack(atom.rows[_random_order(atom.answered)], wide),
            }
            for number, atom in enumerate(atoms)
        ],
    )


def add_comments(session: Session, wave_id: str, item: str, words: Iterable[str]) -> None:
    rows = [{"wave_id": wave_id, "item": item, "id": id, "words": each} for id, each in _shuffled(words)]
    if rows:
        session.execute(insert(t.Comment), rows)


def _shuffled(contents: Iterable[str]) -> list[tuple[str, str]]:
    """Each content under a fresh random id, in the order of the ids: a shuffle by the system's random source."""
    return sorted(((t.new_id(), content) for content in contents), key=lambda pair: pair[0])


def _random_order(count: int) -> list[int]:
    """The same shuffle for rows: the places in the order of ids that are drawn for it and then forgotten."""
    return sorted(range(count), key=[secrets.token_bytes(16) for _ in range(count)].__getitem__)


def atoms_of(session: Session, wave_id: str, module: str) -> list[tuple[int, int, tuple[Leaf, ...]]]:
    """(invited, answered, leaves) of each atom of a module, in the order of their numbers."""
    rows = session.scalars(
        select(t.Atom).where(t.Atom.wave_id == wave_id, t.Atom.module == module).order_by(t.Atom.number)
    )
    return [(row.invited, row.answered, tuple(leaf_in(leaf) for leaf in row.leaves)) for row in rows]


def modules_of(session: Session, wave_id: str) -> list[str]:
    query = select(t.Atom.module).where(t.Atom.wave_id == wave_id).distinct()
    return list(session.scalars(query.order_by(t.Atom.module)))


def load_rows(
    session: Session, wave_id: str, module: str
) -> tuple[Rows, np.ndarray[tuple[int], np.dtype[np.intp]]]:
    """All sheets of a module as a matrix (n, columns of its layout), and the atom of each row.

    The rows of an atom stand in an order that means nothing. Raises ValueError where blocks are missing.
    """
    atom, sheet = t.Atom.__table__.c, t.Sheets.__table__.c  # rows as they are, none made into an object
    atoms = session.connection().execute(
        select(atom.number, atom.answered)
        .where(atom.wave_id == wave_id, atom.module == module)
        .order_by(atom.number)
    )
    counted = np.array([tuple(row) for row in atoms], dtype=np.intp).reshape(-1, 2)
    blocks = (
        session.connection()
        .execute(
            select(sheet.wide, sheet.answers)
            .where(sheet.wave_id == wave_id, sheet.module == module)
            .order_by(sheet.atom)
        )
        .all()
    )
    if len(blocks) != len(counted):
        raise ValueError("every atom has its sheets")
    if not blocks:
        return np.empty((0, 0)), np.empty(0, dtype=np.intp)
    numbers, counts = counted.T
    (wide,) = {block[0] for block in blocks}
    rows = unpack([block[1] for block in blocks], counts.tolist(), tuple(map(int, wide.split())))
    return rows, np.repeat(numbers, counts)


def comments_of(session: Session, wave_id: str, item: str) -> list[str]:
    return list(
        session.scalars(
            select(t.Comment.words)
            .where(t.Comment.wave_id == wave_id, t.Comment.item == item)
            .order_by(t.Comment.id)
        )
    )


def has_comments(session: Session, wave_id: str) -> bool:
    """Whether any written answer was kept: none is where too few are in the wave."""
    return (
        session.execute(select(t.Comment.id).where(t.Comment.wave_id == wave_id).limit(1)).first() is not None
    )
