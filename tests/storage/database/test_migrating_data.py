"""A database with people, a sealed wave and an open one, as an earlier version left it, is brought to this version:
nothing is lost, links still work, the open wave can be sealed, and what belongs together still goes together."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, Table, delete, func, insert, select

from diagnostic.storage.clients.rosters import roster_lines
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.migrate import differences, migrate
from diagnostic.storage.database.revision import known_revisions
from diagnostic.storage.database.session import Store
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import KeyRing
from diagnostic.storage.waves.waves import state_of
from diagnostic.usecases.answers.find_sitting import WaveShelf
from diagnostic.usecases.answers.submit_answers import Sent
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import OpenWave, close_wave, make_wave, sqlite_installation

Rows = Mapping[str, list[dict[str, Any]]]
ANSWERED = 6


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> OpenWave:
    """The open wave of the database whose rows are taken; people of the other one have all answered."""
    installation = sqlite_installation(tmp_path_factory.mktemp("source"))
    sealed = make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    for person in sealed.tokens:
        sealed.answer(person)
    close_wave(installation, sealed.id)
    seal_wave(installation, sealed.id)
    open_one = make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    for person in list(open_one.tokens)[:ANSWERED]:
        open_one.answer(person)
    _add_the_rest(installation, sealed.id)
    return open_one


def _add_the_rest(installation: Installation, sealed: str) -> None:
    """What belongs to the client and to the sealed wave, as far as an earlier version knew of it."""
    with installation.store.writing() as session:
        client, assessment = session.execute(
            select(t.Assessment.client_id, t.Assessment.id).join(t.Wave).where(t.Wave.id == sealed)
        ).one()
        session.add(t.Unit(client_id=client, path="公司/东区", name_zh="东区", name_en="East"))
        session.add(t.Person(client_id=client, position=0, key="P1", name="李雷", unit_path="公司/东区"))
        session.add(t.Participation(wave_id=sealed, day=date(2026, 3, 2), at_least=10))
        session.add(
            t.Run(
                assessment_id=assessment,
                wave_id=sealed,
                number=1,
                study="0" * 64,
                code="1",
                seed=1,
                resamples=300,
                made_at=datetime(2026, 3, 2),
                made_by="alice@example.com",
                diagnosis=b"{}",
                plan=b"{}",
                release=b"{}",
            )
        )


def rows_of(store: Store, tables: Mapping[str, list[str]]) -> Rows:
    """Everything in these columns of these tables."""
    found = {}
    with store.reading() as session:
        for name, columns in tables.items():
            rows = session.execute(select(*(t.Table.metadata.tables[name].c[column] for column in columns)))
            found[name] = sorted((dict(row._mapping) for row in rows), key=repr)
    return found


def filled(store: Store, source: Store) -> Rows:
    """Put into the tables of an earlier version what the source has for them; gives what was put in."""
    known = MetaData()
    known.reflect(store.engine)
    tables: list[Table] = [table for table in known.sorted_tables if table.name in t.Table.metadata.tables]
    rows = rows_of(source, {table.name: list(table.c.keys()) for table in tables})
    with store.writing() as session:
        for table in tables:
            if rows[table.name]:
                session.execute(insert(table), rows[table.name])
    return {name: those for name, those in rows.items() if those}


@pytest.mark.parametrize("revision", [known_revisions()[0], known_revisions()[-2]])
def test_nothing_is_lost_on_the_way_from_an_earlier_version(
    empty_store: Store, wave: OpenWave, tmp_path: Path, revision: str
) -> None:
    migrate(empty_store, revision)
    before = filled(empty_store, wave.installation.store)
    assert {"client", "person", "wave", "atom", "sheet", "tag", "invitation", "receipt", "envelope"} <= set(
        before
    )
    migrate(empty_store)
    assert differences(empty_store) == []
    assert rows_of(empty_store, {name: list(rows[0]) for name, rows in before.items()}) == before
    shutil.copytree(wave.installation.keys.folder, tmp_path / "keys")
    moved = Installation(empty_store, KeyRing(tmp_path / "keys"), tmp_path)
    _goes_on(replace(wave, installation=moved, shelf=WaveShelf({})))
    _goes_together(empty_store)


def _goes_on(wave: OpenWave) -> None:
    """Who has a link uses it once, and the wave can be sealed."""
    for at, person in enumerate(wave.tokens):
        assert wave.answer(person, word="new") is (Sent.STORED if at >= ANSWERED else Sent.USED_BEFORE)
    close_wave(wave.installation, wave.id)
    assert seal_wave(wave.installation, wave.id)["opened"]
    with wave.installation.store.reading() as session:
        assert state_of(session, wave.id) == "sealed"
        (client,) = session.scalars(select(t.Person.client_id))
        assert [line.person.id for line in roster_lines(session, client)] == ["P1"]


def _goes_together(store: Store) -> None:
    with store.writing() as session:
        session.execute(delete(t.Client))
    with store.reading() as session:
        tables = t.Table.metadata.sorted_tables
        left = {each.name for each in tables if session.scalar(select(func.count()).select_from(each))}
    assert left == {"audit_entry"}  # what staff did is never deleted
