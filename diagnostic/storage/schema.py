"""Is the database at the shape this code needs, and how does it get there: the migrations, run without a file of
settings.

Migrations only add; a column is never renamed or dropped in the version that stops using it, so that a process of
the version before still works while the next one starts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from diagnostic.errors import BadDataError, Fault
from diagnostic.storage.session import Store
from diagnostic.storage.tables import Table

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x5A1E5  # of two that migrate at once the second waits, and finds nothing left to do


def newest() -> str:
    """The revision this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("there are no migrations")
    return head


def known_revisions() -> list[str]:
    """Every revision this code knows, oldest first."""
    found = ScriptDirectory.from_config(_config()).walk_revisions()
    return [script.revision for script in found][::-1]


def check_revision(store: Store) -> None:
    """Raises BadDataError unless the database has the shape this code needs: the start ends here."""
    revision = revision_of(store)
    if revision is not None and revision not in known_revisions():
        raise BadDataError([Fault("store.newer", values={"revision": revision})])
    if revision != newest():
        raise BadDataError([Fault("store.old")])


def revision_of(store: Store) -> str | None:
    """The revision the database has; None: it is empty."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


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
