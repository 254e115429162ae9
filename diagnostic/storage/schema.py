"""How the database gets to the shape this code needs (`revision` says which): the migrations, run without a file of
settings.

Migrations only add; a column is never renamed or dropped in the version that stops using it, so that a process of
the version before still works while the next one starts.
"""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from diagnostic.storage.revision import MIGRATIONS
from diagnostic.storage.session import Store
from diagnostic.storage.tables import Table

LOCK = 0x5A1E5  # of two that migrate at once the second waits, and finds nothing left to do


class MigrationError(Exception):
    """A migration failed; the database is as it was."""


def migrate(store: Store, target: str = "head") -> None:
    """Bring the database to `target`, in one transaction: all of it or nothing. Raises MigrationError."""
    try:
        with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if not store.is_sqlite:  # SQLite has one writer anyway
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            command.upgrade(_config(connection), target)
    except (SQLAlchemyError, CommandError) as error:
        raise MigrationError(str(error)) from error


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
