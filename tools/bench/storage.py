"""Loading sealed sheets against numpy.load of the same matrix, and sealing at three sizes: is it linear?

Both on SQLite and on a PostgreSQL that is started for it. Sealing is the use case itself, with the product's own
surveys; only the envelopes are put in their table directly, since what a submission costs is another question.
"""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from bench.measured import Measured, median_ratio, seconds
from diagnostic.core.privacy.sealing import Rows, SealedAtom
from diagnostic.storage.database.migrate import migrate
from diagnostic.storage.database.session import open_store
from diagnostic.storage.database.tables import Envelope
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.envelope import ModuleSheet, Sheets, seal
from diagnostic.storage.waves.keys import KeyRing
from diagnostic.storage.waves.sealed_answers import add_atoms, load_rows
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import OpenWave, close_wave, full_answers, make_wave
from tests.support.postgres import cluster

SHEETS, ITEMS, ATOM = 100_000, 60, 12
LOADING = 20.0  # times numpy.load
SIZES = (10_000, 30_000, 100_000)
LINEAR = 1.5  # seconds an envelope at the largest size against the smallest; squared growth would give 10
MINUTES = 3.0
AT_ONCE = 2_000
KINDS_OF_PEOPLE = 200  # different sittings; the rest are copies of them


def measure() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory(prefix="diagnostic-bench-") as folder, cluster() as server:
        places: dict[str, Callable[[str], str]] = {
            "SQLite": lambda name: f"sqlite:///{Path(folder) / name}.sqlite",
            "PostgreSQL": lambda _: server.url(server.create()),
        }
        for system, url in places.items():
            for what, halves in (("ratings", 0), ("ratings and two with fractions", 2)):
                with _installed(url(f"load{halves}")) as installation:
                    ratio = _loading(installation, halves)
                yield Measured(f"{system}: loading {what}, against numpy.load", ratio, LOADING, "x")
            yield from _sealing(system, url)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Measured("memory of all this at its highest", peak, unit="MB")


@contextmanager
def _installed(url: str) -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="diagnostic-bench-") as folder:
        store = open_store(url)
        migrate(store)
        installation = Installation(store, KeyRing(Path(folder, "keys")), Path(folder))
        try:
            yield installation
        finally:
            installation.close()


def _loading(installation: Installation, halves: int) -> float:
    drawn = np.random.default_rng(1).integers(1, 6, (SHEETS, ITEMS)).astype(np.float64)
    drawn[:, :halves] /= 2
    wave_id = _stored(installation, drawn)
    path = installation.folder / "matrix.npy"
    np.save(path, drawn)

    def load() -> None:
        with installation.store.reading() as session:
            rows, _ = load_rows(session, wave_id, "skills")
        if rows.shape != drawn.shape:
            raise RuntimeError("not everything was loaded")

    return median_ratio(load, lambda: np.load(path))


def _stored(installation: Installation, rows: Rows) -> str:
    wave_id = make_wave(installation).id
    parts = np.array_split(rows, len(rows) // ATOM)
    atoms = [SealedAtom(("x",), len(part), len(part), part) for part in parts]
    with installation.store.writing() as session:
        add_atoms(session, wave_id, "skills", atoms, [[]] * len(atoms))
    return wave_id


def _sealing(system: str, url: Callable[[str], str]) -> Iterator[Measured]:
    took = {}
    for size in SIZES:
        with _installed(url(f"seal{size}")) as installation:
            took[size] = _sealed_in(installation, size)
        bound = MINUTES if size == SIZES[-1] else None
        yield Measured(f"{system}: sealing {size:,} envelopes", took[size] / 60, bound, "min")
    first, last = SIZES[0], SIZES[-1]
    growth = took[last] / last / (took[first] / first)
    yield Measured(f"{system}: an envelope of {last:,} against one of {first:,}", growth, LINEAR, "x")


def _sealed_in(installation: Installation, size: int) -> float:
    wave = make_wave(installation, people=size, teams=size // ATOM)
    _answered_by_all(wave)
    close_wave(installation, wave.id)
    return seconds(lambda: seal_wave(installation, wave.id))


def _answered_by_all(wave: OpenWave) -> None:
    """An envelope for everybody invited, put in as a hundred thousand are in months: some at a time."""
    form = wave.found("P00").form
    sittings = [_sheets(wave, person) for person in list(wave.tokens)[:KINDS_OF_PEOPLE]]
    left = len(wave.tokens)
    while left:
        here = min(left, AT_ONCE)
        rows = [
            {
                "wave_id": form.id,
                "sealed": seal(sittings[at % len(sittings)], form.id, form.public_key, form.envelope_size),
            }
            for at in range(here)
        ]
        with wave.installation.store.writing() as session:
            session.execute(insert(Envelope), rows)
        left -= here


def _sheets(wave: OpenWave, person: str) -> Sheets:
    found = wave.found(person)
    answers = full_answers(found.sitting, person)
    return {
        module: ModuleSheet(
            found.invited.tags[module],
            {item.code: answers[item.code] for item in found.sitting.items_of(module)},
        )
        for module in found.sitting.modules
    }
