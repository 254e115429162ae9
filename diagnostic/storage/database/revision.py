"""Which revision of the tables this code needs and which one the database has: asked at every start, and so without
Alembic, which takes longer to load than all it would do here.

A migration's file begins with its revision, and revisions count up; a test holds both against Alembic.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import column, inspect, select, table

from diagnostic.faults import BadDataError, Fault, MachineLacksError
from diagnostic.storage.database.session import Store

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION = table("alembic_version", column("version_num"))


def newest() -> str:
    """The revision this code needs."""
    return known_revisions()[-1]


def known_revisions() -> list[str]:
    """Every revision this code knows, oldest first."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def check_revision(store: Store) -> None:
    """Raises BadDataError unless the database has the shape this code needs, MachineLacksError where there is none or
    it can't be reached: the start ends here."""
    try:
        revision = revision_of(store)
    except store.failures as error:
        reason = str(error.__cause__ or error).strip().splitlines()[0]
        raise MachineLacksError([Fault("server.database_away", values={"reason": reason})]) from error
    if revision is None:
        raise no_database()
    if revision not in known_revisions():
        raise BadDataError([Fault("store.newer", values={"revision": revision})])
    if revision != newest():
        raise BadDataError([Fault("store.old")])


def no_database() -> MachineLacksError:
    """Nothing is there yet; the fault names the command that makes it."""
    return MachineLacksError([Fault("server.no_database")])


def revision_of(store: Store) -> str | None:
    """The revision the database has; None: it is empty."""
    with store.engine.connect() as connection:
        if not inspect(connection).has_table(VERSION.name):
            return None
        found: str | None = connection.scalar(select(VERSION.c.version_num))
        return found
