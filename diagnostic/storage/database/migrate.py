"""Runs the migrations that bring the database to the shape this code needs (`revision` says which).

Migrations only add; a column is never renamed or dropped in the version that stops using it, so that a process of
the version before still works while the next one starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from diagnostic.storage.database.revision import MIGRATIONS
from diagnostic.storage.database.session import Store
from diagnostic.storage.database.tables import Table

LOCK = 0x5A1E5  # of two that migrate at once the second waits, and finds nothing left to do


class MigrationError(Exception):
    """A migration failed; the database is as it was."""


def migrate(store: Store, target: str = "head") -> None:
    """Bring the database to `target`, in one transaction: all of it or nothing. Raises MigrationError."""
    try:
        connection = store.engine.connect().execution_options(writes=True)
        with connection, _free_of_keys(connection), connection.begin():
            if not store.is_sqlite:  # SQLite has one writer anyway
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            command.upgrade(_config(connection), target)
            _check_keys(connection)
    except (SQLAlchemyError, CommandError) as error:
        raise MigrationError(str(error)) from error


@contextmanager
def _free_of_keys(connection: Connection) -> Iterator[None]:
    """Foreign keys off: where SQLite has to recreate a table, dropping the old one would delete every row that refers
    to it. The switch only works outside a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _check_keys(connection: Connection) -> None:
    """PostgreSQL has never stopped checking."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise MigrationError("a row belongs to one that is not there")


def differences(store: Store) -> list[Any]:
    """What the tables in the database lack of `tables`, or have beyond it, as far as Alembic can see."""
    with store.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
