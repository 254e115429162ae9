"""Sealed sheets come out of the database as they went in, but for their order; on both databases."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sqlalchemy import delete, select

from diagnostic.core.privacy.sealing import Rows, SealedAtom
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.packing import pack, unpack, wide_places
from diagnostic.storage.waves.sealed_answers import add_atoms, load_rows
from tests.made.waves import make_wave

NAN = float("nan")
RATINGS = np.array([[1.0, NAN, 5.0], [NAN, NAN, 3.0], [-5.0, 0.0, 127.0]])
HOURS = np.array([[12.25, NAN, 1.0], [-123456.1234, 4.0, NAN]])


@pytest.mark.parametrize(
    ("rows", "wide"),
    [
        (RATINGS, ()),
        (HOURS, (0,)),
        (np.array([[1.0, 128.0, -127.0, NAN, 2.5]]), (1, 4)),
        (np.array([[-128.0]]), (0,)),  # its byte says "left out"
        (np.array([[NAN, NAN]]), ()),
    ],
)
def test_the_smallest_cells_that_lose_nothing_are_taken(rows: Rows, wide: tuple[int, ...]) -> None:
    more = np.vstack([rows, np.full_like(rows, NAN)])
    assert wide_places([more, rows]) == wide
    loaded = unpack([pack(more, wide), pack(rows, wide)], [len(more), len(rows)], wide)
    np.testing.assert_array_equal(loaded, np.vstack([more, rows]))


def store_atoms(installation: Installation, blocks: list[Rows]) -> str:
    wave_id = make_wave(installation).id
    atoms = [SealedAtom(("x",), len(rows), len(rows), rows) for rows in blocks]
    with installation.store.writing() as session:
        add_atoms(session, wave_id, "skills", atoms, [[]] * len(atoms))
    return wave_id


@pytest.mark.parametrize("halves", [(), (3, 59), range(60)])
def test_every_sheet_is_loaded_with_its_atom(installation: Installation, halves: Sequence[int]) -> None:
    drawn = np.random.default_rng(7).integers(0, 6, (600, 60)).astype(float)
    drawn[:, list(halves)] /= 2
    drawn[drawn == 0] = NAN
    blocks = np.split(drawn, [5, 17, 300])
    wave_id = store_atoms(installation, blocks)
    with installation.store.reading() as session:
        rows, atom_of = load_rows(session, wave_id, "skills")
    assert (rows.shape, rows.dtype) == ((600, 60), np.float64)
    assert np.bincount(atom_of).tolist() == [len(block) for block in blocks]
    for number, block in enumerate(blocks):
        assert sorted(map(bytes, rows[atom_of == number])) == sorted(map(bytes, block))


def test_the_order_of_arrival_is_gone(installation: Installation) -> None:
    """Rows in the order they came: after sealing their places say nothing (|r| < 0.4, but for one run in 10,000)."""
    came = np.arange(100.0).reshape(-1, 1)
    wave_id = store_atoms(installation, [came, came])
    with installation.store.reading() as session:
        rows, _ = load_rows(session, wave_id, "skills")
    for half in np.split(rows[:, 0], 2):
        assert abs(np.corrcoef(half, came[:, 0])[0, 1]) < 0.4
    assert rows[:100, 0].tolist() != rows[100:, 0].tolist()


def test_a_module_nobody_answered_is_empty(installation: Installation) -> None:
    wave_id = store_atoms(installation, [])
    with installation.store.reading() as session:
        rows, atom_of = load_rows(session, wave_id, "skills")
    assert (len(rows), len(atom_of)) == (0, 0)


def test_an_atom_without_its_sheets_is_an_error(installation: Installation) -> None:
    wave_id = store_atoms(installation, [RATINGS, RATINGS])
    with installation.store.writing() as session:
        session.execute(delete(t.Sheets).where(t.Sheets.atom == 1))
    with installation.store.reading() as session, pytest.raises(ValueError, match="sheets"):
        load_rows(session, wave_id, "skills")


def test_the_file_holds_no_key_of_a_sheet(installation: Installation) -> None:
    wave_id = store_atoms(installation, [RATINGS])
    with installation.store.reading() as session:
        (row,) = session.execute(select(*t.Sheets.__table__.c)).mappings()
    assert {**row, "answers": b""} == {
        "wave_id": wave_id,
        "module": "skills",
        "atom": 0,
        "wide": "",
        "answers": b"",
    }
