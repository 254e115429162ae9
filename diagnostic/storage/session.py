"""The database: one `Store` for SQLite or PostgreSQL, short transactions, and nothing of SQL outside this package.

A transaction that writes says so when it begins: SQLite then takes its one write lock at once and waits for it,
instead of failing halfway. Deleted content is overwritten (`secure_delete`), and a commit is on the disk before
anybody is told that his answers arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Engine, Select, create_engine, event
from sqlalchemy.orm import Session

__all__ = ["Session", "Store", "open_store"]

BUSY_MS = 15_000
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
)


@dataclass(frozen=True)
class Question:
    """A query for one row with one value to fill in, called `name`; written out once for each database system."""

    query: Select[Any]
    name: str
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def text(self, dialect: Dialect) -> str:
        if dialect.name not in self._texts:
            style = "named" if dialect.name == "sqlite" else "pyformat"
            named = cast(Callable[..., Dialect], type(dialect))(paramstyle=style)
            self._texts[dialect.name] = str(self.query.compile(dialect=named))
        return self._texts[dialect.name]


@dataclass(frozen=True, slots=True)
class Store:
    """An open database."""

    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads."""
        with Session(self.engine) as session, session.begin():
            yield session

    def glance(self, question: Question, given: object) -> tuple[Any, ...] | None:
        """The one row that answers a question, or None; asked of the driver itself, outside a transaction.

        Every page a rep opens asks one. SQLAlchemy writes the statement; carrying it over and back takes it several
        times as long as the database takes to answer, so here the driver does that.
        """
        pooled = self.engine.raw_connection()
        try:
            cursor = pooled.cursor()
            cursor.execute(question.text(self.engine.dialect), {question.name: given})
            row: tuple[Any, ...] | None = cursor.fetchone()
            cursor.close()
            return row
        finally:
            pooled.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that writes: committed at the end, or nothing of it is."""
        connection = self.engine.connect().execution_options(writes=True)
        with connection, connection.begin(), Session(connection) as session:
            yield session
            session.flush()

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str) -> Store:
    """The store at a database URL (``sqlite:///path`` or ``postgresql+psycopg://...``); tables are not made here."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return Store(engine)


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN, see below; the driver must not
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("bare", False):  # bare: maintenance that must stand outside a transaction
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")
