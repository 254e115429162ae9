"""Upgrade, backup and restore, on both databases: all of it or nothing, and no key in any backup."""

from __future__ import annotations

import hashlib
import shutil
import stat
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text

from diagnostic.faults import BadDataError
from diagnostic.storage.database import migrate as schema
from diagnostic.storage.database import revision
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.backup import unpacked
from diagnostic.storage.database.session import Store
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import KeyRing
from diagnostic.storage.waves.sittings import count_envelopes
from diagnostic.storage.waves.waves import state_of
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from diagnostic.usecases.maintenance.back_up import back_up
from diagnostic.usecases.maintenance.restore import restore
from diagnostic.usecases.maintenance.upgrade_store import upgrade_store
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import TODAY, OpenWave, close_wave, full_answers, make_wave

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def wave(installation: Installation) -> OpenWave:
    return make_wave(installation)


def content(store: Store) -> Content:
    """Everything in every table."""
    with store.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(*table.c))), key=repr)
            for table in t.Table.metadata.sorted_tables
        }


def code_of(error: BaseException) -> list[str]:
    assert isinstance(error, BadDataError)
    return [fault.code for fault in error.faults]


def backups(installation: Installation) -> list[Path]:
    return sorted((installation.folder / "backups").glob("*"))


# backup


def test_a_backup_is_for_its_owner_only_and_holds_no_key(wave: OpenWave) -> None:
    path = back_up(wave.installation, NOW)
    assert path.parent == wave.installation.folder / "backups"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert backups(wave.installation) == [path]  # nothing half-made next to it
    with unpacked(wave.installation.store, path) as found:
        whole = found.content.read_bytes() + path.read_bytes()
    keys = [key.read_bytes() for key in wave.installation.keys.folder.iterdir()]
    assert len(keys) == 2
    assert not any(key in whole or key.hex().encode() in whole for key in keys)


def test_a_file_that_exists_is_not_written_over(wave: OpenWave, tmp_path: Path) -> None:
    path = tmp_path / "kept.zip"
    path.write_text("kept")
    with pytest.raises(BadDataError) as caught:
        back_up(wave.installation, NOW, path)
    assert code_of(caught.value) == ["backup.exists"]
    assert path.read_text() == "kept"


def test_an_empty_database_has_nothing_to_back_up(empty_store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadDataError) as caught:
        back_up(Installation(empty_store, KeyRing(tmp_path / "keys"), tmp_path), NOW)
    assert code_of(caught.value) == ["backup.empty"]


def test_a_backup_taken_while_people_answer_is_of_one_moment(wave: OpenWave) -> None:
    given = {person: full_answers(wave.found(person).sitting, person) for person in wave.tokens}

    def send(person: str) -> Sent:
        token, answers = wave.tokens[person], given[person]
        return submit_answers(wave.installation, wave.shelf, token, person, answers, TODAY)

    with ThreadPoolExecutor(3) as pool:
        sending = [pool.submit(send, person) for person in wave.tokens]
        paths = [back_up(wave.installation, NOW) for _ in range(3)]
        assert {sent.result() for sent in sending} == {Sent.STORED}
    for path in paths:
        restore(wave.installation, path, NOW)
        found = content(wave.installation.store)
        assert len(found["receipt"]) == len(found["envelope"])


# restore


def test_restore_brings_back_exactly_what_was_there(wave: OpenWave) -> None:
    for person in list(wave.tokens)[:7]:
        wave.answer(person)
    before = content(wave.installation.store)
    path = back_up(wave.installation, NOW)
    wave.answer("P30")
    with wave.installation.store.writing() as session:
        session.execute(delete(t.Tag))
    after = content(wave.installation.store)
    done = restore(wave.installation, path, NOW)
    assert content(wave.installation.store) == before
    assert done.keyless == ()
    assert done.before in backups(wave.installation)
    restore(wave.installation, done.before, NOW)  # type: ignore[arg-type]
    assert content(wave.installation.store) == after
    assert schema.differences(wave.installation.store) == []


def test_a_restored_wave_goes_on(wave: OpenWave) -> None:
    path = back_up(wave.installation, NOW)
    restore(wave.installation, path, NOW)
    for person in list(wave.tokens)[:6]:
        assert wave.answer(person) is Sent.STORED
    close_wave(wave.installation, wave.id)
    assert seal_wave(wave.installation, wave.id)["opened"]


def test_an_empty_database_takes_a_backup(wave: OpenWave) -> None:
    path = back_up(wave.installation, NOW)
    before = content(wave.installation.store)
    with wave.installation.store.engine.connect() as connection, connection.begin():
        for table in [*reversed(t.Table.metadata.sorted_tables)]:
            connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text("DROP TABLE alembic_version"))
    assert restore(wave.installation, path, NOW).before is None
    assert content(wave.installation.store) == before


def damaged(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """The backup cut short at several places, with single bytes changed, with other contents, and no backup at all."""
    good = path.read_bytes()
    for place in (0, 10, len(good) // 2, len(good) - 30):
        yield f"cut at {place}", write(folder / f"cut{place}.zip", good[:place])
    for place in range(60, len(good) - 400, len(good) // 6):
        changed = good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :]
        yield f"changed at {place}", write(folder / f"changed{place}.zip", changed)
    yield "no zip", write(folder / "plain.zip", b"SQLite format 3\0" * 100)
    yield "other content", repacked(path, folder / "other.zip", {"database": b"nothing of ours"})
    yield "no manifest", repacked(path, folder / "none.zip", {"manifest.json": b"[]"})
    yield "other format", repacked(path, folder / "format.zip", {"manifest.json": b'{"format": "x"}'})


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def repacked(path: Path, target: Path, instead: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            packed.writestr(name, instead.get(name, source.read(name)))
    return target


def test_a_damaged_file_is_refused_and_nothing_is_changed(wave: OpenWave, tmp_path: Path) -> None:
    path = back_up(wave.installation, NOW)
    wave.answer("P00")
    before, files = content(wave.installation.store), backups(wave.installation)
    for what, bad in damaged(path, tmp_path):
        with pytest.raises(BadDataError) as caught:
            restore(wave.installation, bad, NOW)
        assert code_of(caught.value) == ["backup.damaged"], what
    with pytest.raises(BadDataError) as caught:
        restore(wave.installation, tmp_path / "nowhere.zip", NOW)
    assert code_of(caught.value) == ["file.missing"]
    assert content(wave.installation.store) == before
    assert backups(wave.installation) == files


def manifest_with(path: Path, target: Path, old: str, new: str) -> Path:
    with zipfile.ZipFile(path) as source:
        manifest = source.read("manifest.json").decode().replace(old, new)
    return repacked(path, target, {"manifest.json": manifest.encode()})


def test_a_backup_of_a_newer_version_or_another_database_is_refused(wave: OpenWave, tmp_path: Path) -> None:
    path = back_up(wave.installation, NOW)
    before = content(wave.installation.store)
    newer = manifest_with(path, tmp_path / "newer.zip", f'"{revision.newest()}"', '"9999"')
    kind = wave.installation.store.engine.dialect.name
    other = manifest_with(path, tmp_path / "kind.zip", f'"{kind}"', '"oracle"')
    for bad, code in ((newer, "backup.newer"), (other, "backup.other_kind")):
        with pytest.raises(BadDataError) as caught:
            restore(wave.installation, bad, NOW)
        assert code_of(caught.value) == [code]
    assert content(wave.installation.store) == before


def test_a_content_the_database_will_not_take_changes_nothing(wave: OpenWave, tmp_path: Path) -> None:
    """The manifest is right, and yet it is no database: found only when it is put back."""
    path = back_up(wave.installation, NOW)
    before = content(wave.installation.store)
    junk = b"PGDMP, or SQLite, but not really" * 40
    with unpacked(wave.installation.store, path) as found:
        digest = hashlib.sha256(found.content.read_bytes()).hexdigest()
    bad = manifest_with(path, tmp_path / "x.zip", digest, hashlib.sha256(junk).hexdigest())
    bad = repacked(bad, tmp_path / "y.zip", {"database": junk})
    with pytest.raises(BadDataError) as caught:
        restore(wave.installation, bad, NOW)
    assert code_of(caught.value) == ["backup.failed"]
    assert content(wave.installation.store) == before


@pytest.mark.parametrize("closed_before", [False, True])
def test_a_wave_sealed_since_comes_back_closed_and_stays_closed(wave: OpenWave, closed_before: bool) -> None:
    for person in list(wave.tokens)[:20]:
        wave.answer(person)
    if closed_before:
        close_wave(wave.installation, wave.id)
    path = back_up(wave.installation, NOW)
    close_wave(wave.installation, wave.id)
    seal_wave(wave.installation, wave.id)
    done = restore(wave.installation, path, NOW)
    assert done.keyless == (wave.id,)
    with wave.installation.store.reading() as session:
        assert state_of(session, wave.id) == "closed"
        assert count_envelopes(session, wave.id) == 20
    token = wave.tokens["P40"]
    assert submit_answers(wave.installation, wave.shelf, token, "w", {}, TODAY) is Sent.REFUSED
    with pytest.raises(BadDataError) as caught:
        seal_wave(wave.installation, wave.id)
    assert code_of(caught.value) == ["wave.key_missing"]
    with wave.installation.store.reading() as session:
        assert count_envelopes(session, wave.id) == 20
    assert done.before is not None
    restore(wave.installation, done.before, NOW)  # the sealed answers are not lost
    with wave.installation.store.reading() as session:
        assert state_of(session, wave.id) == "sealed"
        assert session.scalar(select(func.count()).select_from(t.Sheets))


# upgrade


def test_an_empty_database_is_upgraded_without_a_backup(empty_store: Store, tmp_path: Path) -> None:
    installation = Installation(empty_store, KeyRing(tmp_path / "keys"), tmp_path)
    done = upgrade_store(installation, NOW)
    assert (done.before, done.after, done.backup) == (None, revision.newest(), None)
    again = upgrade_store(installation, NOW)
    assert (again.before, again.backup) == (revision.newest(), None)
    assert not (tmp_path / "backups").exists()


NEXT = "9998"


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, to which a test adds one of the next version."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for module in (schema, revision):
        monkeypatch.setattr(module, "MIGRATIONS", folder)
    return folder


def add_migration(folder: Path, last: str) -> None:
    (folder / "versions" / f"{NEXT}_next.py").write_text(
        f"revision, down_revision, branch_labels, depends_on = '{NEXT}', '{revision.newest()}', None, None\n"
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        "def upgrade():\n"
        "    op.add_column('client', sa.Column('added', sa.Text(), nullable=True))\n"
        "    op.create_table('more', sa.Column('id', sa.Text(), primary_key=True))\n"
        f"    {last}\n"
    )


def test_an_upgrade_backs_up_first_and_the_backup_can_be_restored(wave: OpenWave, migrations: Path) -> None:
    before, old = content(wave.installation.store), revision.newest()
    add_migration(migrations, "")
    done = upgrade_store(wave.installation, NOW)
    assert (done.before, done.after, revision.revision_of(wave.installation.store)) == (old, NEXT, NEXT)
    assert done.backup is not None
    with unpacked(wave.installation.store, done.backup) as found:
        assert found.revision == old
    restore(wave.installation, done.backup, NOW)  # and brought to this version again
    assert revision.revision_of(wave.installation.store) == NEXT
    assert content(wave.installation.store) == before


def test_a_failing_migration_leaves_the_database_as_it_was(wave: OpenWave, migrations: Path) -> None:
    before, old = content(wave.installation.store), revision.newest()
    add_migration(migrations, "op.execute('INSERT INTO nowhere VALUES (1)')")
    with pytest.raises(BadDataError) as caught:
        upgrade_store(wave.installation, NOW)
    assert code_of(caught.value) == ["store.upgrade_failed"]
    assert len(backups(wave.installation)) == 1
    assert revision.revision_of(wave.installation.store) == old
    assert content(wave.installation.store) == before
    assert schema.differences(wave.installation.store) == []


def test_a_database_of_a_newer_version_is_not_touched(wave: OpenWave) -> None:
    with wave.installation.store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadDataError) as caught:
        upgrade_store(wave.installation, NOW)
    assert code_of(caught.value) == ["store.newer"]
