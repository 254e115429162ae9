"""Where an installation of a test lies: it can be opened again by another process, kept, and brought back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from diagnostic.storage.database.session import Store, open_store
from diagnostic.storage.database.tables import Table
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import KeyRing
from tests.made.waves import sqlite_installation
from tests.support.postgres import Cluster

# The log of staff is left as it is: the database refuses changes to it, and no rep is in it.
KEPT = [table for table in Table.metadata.sorted_tables if table.name != "audit_entry"]


class Place(Protocol):
    """A database with its folder of keys."""

    folder: Path

    def installation(self) -> Installation:
        """Open it, with connections of its own."""
        ...

    def keep(self) -> None:
        """Remember database and keys as they are; it must not be open elsewhere."""
        ...

    def bring_back(self) -> None:
        """Make them as they were kept."""
        ...


@dataclass
class SqlitePlace:
    folder: Path

    def installation(self) -> Installation:
        if not (self.folder / "diagnostic.sqlite").exists():
            return sqlite_installation(self.folder)
        store = open_store(f"sqlite:///{self.folder / 'diagnostic.sqlite'}")
        return Installation(store, KeyRing(self.folder / "keys"), self.folder)

    def keep(self) -> None:
        shutil.copytree(self.folder, _kept(self.folder))

    def bring_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(_kept(self.folder), self.folder)


@dataclass
class PostgresPlace:
    """A database of a running server. Kept are its rows, since copying a database takes longer than a sealing."""

    folder: Path
    cluster: Cluster
    database: str
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def installation(self) -> Installation:
        store = open_store(self.cluster.url(self.database))
        return Installation(store, KeyRing(self.folder / "keys"), self.folder)

    def keep(self) -> None:
        shutil.copytree(self.folder, _kept(self.folder))
        installation = self.installation()
        with installation.store.reading() as session:
            for table in KEPT:
                self.rows[table.name] = [dict(row) for row in session.execute(table.select()).mappings()]
        installation.store.close()

    def bring_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(_kept(self.folder), self.folder)
        with self._back.writing() as session:
            for table in reversed(KEPT):
                session.execute(table.delete())
            for table in KEPT:
                if self.rows[table.name]:
                    session.execute(table.insert(), self.rows[table.name])

    @cached_property
    def _back(self) -> Store:
        """A connection for this alone: a place is brought back hundreds of times."""
        return open_store(self.cluster.url(self.database))

    def drop(self) -> None:
        self._back.close()
        self.cluster.drop(self.database)


def _kept(folder: Path) -> Path:
    return folder.with_name(folder.name + "-kept")


def new_place(folder: Path) -> SqlitePlace:
    """A new place in a folder that may hold others. Tables are made once and copied."""
    template = folder / "template"
    if not template.exists():
        template.mkdir()
        SqlitePlace(template).installation().store.close()
    place = folder / f"place{len(list(folder.iterdir()))}"
    shutil.copytree(template, place)
    return SqlitePlace(place)
