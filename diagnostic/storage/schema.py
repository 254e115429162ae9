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
from sqlalchemy import Connection

from diagnostic.storage.session import Store
from diagnostic.storage.tables import Table

MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("there are no migrations")
    return head


def revision_of(store: Store) -> str | None:
    """The revision the database has; None: it is empty."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(store: Store, target: str = "head") -> None:
    """Bring the database to `target`, in one transaction: all of it or nothing."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        command.upgrade(_config(connection), target)


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
