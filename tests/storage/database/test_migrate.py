"""The tables: the same on both databases, named throughout, and without anything that tells who answered or when."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Date, DateTime, Integer, LargeBinary, String, Text, Time, inspect, text

from diagnostic.faults import DiagnosticError, MachineLacksError
from diagnostic.settings import Settings
from diagnostic.storage.database.migrate import differences, migrate
from diagnostic.storage.database.revision import (
    MIGRATIONS,
    check_revision,
    known_revisions,
    newest,
    revision_of,
)
from diagnostic.storage.database.session import Store, open_store
from diagnostic.storage.database.tables import NO_ROWID, Table, new_id
from diagnostic.storage.installation import Installation, open_ready_installation

ANSWERED = ("receipt", "envelope", "sheet", "comment")
TABLES = list(Table.metadata.sorted_tables)


def test_migrations_bring_an_empty_database_to_the_newest_revision(empty_store: Store) -> None:
    assert revision_of(empty_store) is None
    for revision in known_revisions():
        migrate(empty_store, revision)
        assert revision_of(empty_store) == revision
    assert revision_of(empty_store) == newest()
    assert differences(empty_store) == []
    assert {*inspect(empty_store.engine).get_table_names()} == {*Table.metadata.tables, "alembic_version"}


def test_the_names_of_the_migrations_tell_what_alembic_reads_in_them() -> None:
    scripts = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    assert known_revisions() == [script.revision for script in scripts][::-1]


def test_migrating_again_changes_nothing(installation: Installation) -> None:
    migrate(installation.store)
    assert differences(installation.store) == []


def test_every_constraint_of_the_database_has_the_name_the_tables_give_it(empty_store: Store) -> None:
    migrate(empty_store)
    inspector = inspect(empty_store.engine)
    for table in TABLES:
        wanted = sorted(str(constraint.name) for constraint in table.constraints)
        found = [
            inspector.get_pk_constraint(table.name)["name"],
            *(each["name"] for each in inspector.get_unique_constraints(table.name)),
            *(each["name"] for each in inspector.get_check_constraints(table.name)),
            *(each["name"] for each in inspector.get_foreign_keys(table.name)),
        ]
        assert sorted(map(str, found)) == wanted, table.name  # each once: SQLite takes the same name twice
        assert "None" not in wanted


def test_on_sqlite_nothing_about_an_answer_has_a_rowid(tmp_path: Path) -> None:
    """A rowid counts up: it would tell the order in which people answered. Alembic does not see it."""
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite'}")
    migrate(store)
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        made = {row.name: row.sql for row in rows}
    store.close()
    assert {name for name, sql in made.items() if "WITHOUT ROWID" in sql} == {*ANSWERED}
    assert {t.name for t in TABLES if t.dialect_options["sqlite"]["with_rowid"] is False} == {*ANSWERED}
    assert NO_ROWID == {"sqlite_with_rowid": False}


@pytest.mark.parametrize("name", ANSWERED)
def test_nothing_about_an_answer_counts_up_or_has_a_time(name: str) -> None:
    """`sheet.atom` numbers the groups of a sealed wave, each of at least k people."""
    columns = [c for c in Table.metadata.tables[name].columns if (name, c.name) != ("sheet", "atom")]
    assert [c.name for c in columns if not isinstance(c.type, (String, Text, LargeBinary))] == []
    assert [c.name for c in columns if c.server_default is not None] == []


OF_STAFF = (
    "audit_entry",
    "confirmation",
    "ended_session",
    "job",
    "run",
    "plan_edit",
    "plan_lock",
    "plan_version",
    "read_count",
    "report",
    "share_link",
)


def test_nothing_of_a_wave_knows_a_moment() -> None:
    """The day it closes is part of the promise; nothing else in the database has a date that answering sets."""
    dates = [
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, (Date, DateTime, Time))
    ]
    assert [column for table, column in dates if table.startswith(("wave", "tag", "invit", "atom"))] == [
        "closes_on"
    ]
    moments = {
        table.name
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, (DateTime, Time))
    }
    assert moments == {*OF_STAFF}  # what staff did and when; no rep stands in any of them


def test_money_is_a_whole_number_of_64_bits() -> None:
    money = [Table.metadata.tables[name].c.minor for name in ("amount", "deal")]
    money.append(Table.metadata.tables["assessment"].c.board_target)
    assert all(isinstance(column.type, BigInteger) for column in money)
    assert "NUMERIC" not in {str(column.type) for table in TABLES for column in table.columns}


def test_ids_are_random_and_never_counted_by_the_database() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(id) == 32 and int(id, 16) >= 0 for id in ids)
    counted = [
        (table.name, column.name)
        for table in TABLES
        for column in table.primary_key
        if isinstance(column.type, Integer) and (column.autoincrement is not False or column.name == "id")
    ]
    assert counted == []


def code_of(store: Store) -> str:
    with pytest.raises(DiagnosticError) as caught:
        check_revision(store)
    (fault,) = caught.value.faults
    return fault.code


def test_an_empty_or_older_database_is_not_started_on(empty_store: Store) -> None:
    assert code_of(empty_store) == "server.no_database"
    migrate(empty_store, known_revisions()[-2])
    assert code_of(empty_store) == "store.old"
    migrate(empty_store)
    check_revision(empty_store)


def test_a_database_that_is_away_is_said_without_its_password() -> None:
    store = open_store("postgresql+psycopg://somebody:s3cret@127.0.0.1:1/sales")
    with pytest.raises(MachineLacksError) as caught:
        check_revision(store)
    (fault,) = caught.value.faults
    assert fault.code == "server.database_away"
    assert "s3cret" not in fault.line("en")
    assert "127.0.0.1" in fault.line("zh")


def test_a_database_of_a_newer_version_is_not_started_on(installation: Installation) -> None:
    with installation.store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert code_of(installation.store) == "store.newer"


def test_the_start_holds_the_database_against_the_code(tmp_path: Path) -> None:
    settings = Settings(instance=str(tmp_path))
    with pytest.raises(DiagnosticError) as caught:
        open_ready_installation(settings)
    assert [fault.code for fault in caught.value.faults] == ["server.no_database"]
    assert list(tmp_path.iterdir()) == []  # asking makes nothing
    store = open_store(f"sqlite:///{tmp_path / 'diagnostic.sqlite'}")
    migrate(store)
    store.close()
    open_ready_installation(settings).close()
