"""The database: one `Store` for SQLite or PostgreSQL, short transactions, and no SQL outside this package.

A transaction that writes declares it when it begins: SQLite then takes its one write lock at once and waits for it,
instead of failing halfway. Deleted content is overwritten (`secure_delete`), and a commit is on the disk before
a rep reads that their answers arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Engine, Insert, Select, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

__all__ = ["Session", "Store", "open_store"]

BUSY_MS = 15_000
CONNECTIONS = 10  # kept open by a process: one for each of its threads, and some for longer work
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
)


@dataclass(frozen=True)
class Statement:
    """Statements a phone waits for, written once for each database system and passed to the driver directly.

    SQLAlchemy writes the statement; carrying it over and back takes it several times as long as the database takes.
    """

    query: Select[Any] | Insert
    _texts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def text(self, dialect: Dialect) -> str:
        if dialect.name not in self._texts:
            style = "named" if dialect.name == "sqlite" else "pyformat"
            named = cast(Callable[..., Dialect], type(dialect))(paramstyle=style)
            self._texts[dialect.name] = str(self.query.compile(dialect=named))
        return self._texts[dialect.name]


SqlRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Driver:
    """An open cursor of the driver."""

    cursor: Any
    dialect: Dialect

    def do(self, statement: Statement, **given: object) -> None:
        self.cursor.execute(statement.text(self.dialect), given)

    def row(self, statement: Statement, **given: object) -> SqlRow | None:
        self.do(statement, **given)
        found: SqlRow | None = self.cursor.fetchone()
        return found


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. On SQLite the writers of a process take turns here: one that finds the file locked sleeps for
    longer and longer, and a phone with it."""

    engine: Engine
    _turn: AbstractContextManager[object] = field(default_factory=nullcontext, compare=False, repr=False)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads."""
        with Session(self.engine) as session, session.begin():
            yield session

    @contextmanager
    def driver(self, writes: bool = False) -> Iterator[Driver]:
        """The driver itself, for the few statements of a rep's page. With `writes` a transaction like `writing`."""
        pooled = self.engine.raw_connection()
        try:
            with self._turn if writes else nullcontext(), closing(pooled.cursor()) as cursor:
                if writes and self.is_sqlite:
                    cursor.execute("BEGIN IMMEDIATE")
                yield Driver(cursor, self.engine.dialect)
                if writes:
                    pooled.commit()
        finally:
            pooled.close()  # what was not committed is rolled back

    @property
    def refusals(self) -> type[Exception]:
        """What the driver raises where a constraint refuses a row."""
        found: type[Exception] = self.engine.dialect.loaded_dbapi.IntegrityError
        return found

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What is raised where the database is busy, unreachable or refuses."""
        error: type[Exception] = self.engine.dialect.loaded_dbapi.Error
        return (error, SQLAlchemyError)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that writes: committed at the end, or nothing of it is."""
        connection = self.engine.connect().execution_options(writes=True)
        with self._turn, connection, connection.begin(), Session(connection) as session:
            yield session
            session.flush()

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str) -> Store:
    """The store at a database URL (``sqlite:///path`` or ``postgresql+psycopg://...``); tables are not made here."""
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        hide_parameters=True,  # a traceback quotes no values
        pool_pre_ping=not url.startswith("sqlite"),  # a server that was restarted has dropped its connections
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return Store(engine, Lock())
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
