"""Where an installation of a test lies: it can be opened again by another process, kept, and brought back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from diagnostic.storage.installation import Installation
from diagnostic.storage.keys import KeyRing
from diagnostic.storage.session import open_store
from tests.waves import sqlite_installation


class Place(Protocol):
    """A database with its folder of keys."""

    folder: Path

    def installation(self) -> Installation:
        """Open it, with connections of its own."""
        ...

    def keep(self) -> None:
        """Remember database and keys as they are; nobody may have it open."""
        ...

    def bring_back(self) -> None:
        """Make them as they were kept."""
        ...


@dataclass(frozen=True)
class SqlitePlace:
    folder: Path

    def installation(self) -> Installation:
        if not (self.folder / "diagnostic.sqlite").exists():
            return sqlite_installation(self.folder)
        return Installation(
            open_store(f"sqlite:///{self.folder / 'diagnostic.sqlite'}"),
            KeyRing(self.folder / "keys"),
            self.folder,
        )

    def keep(self) -> None:
        shutil.copytree(self.folder, self._kept, dirs_exist_ok=True)

    def bring_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)

    @property
    def _kept(self) -> Path:
        return self.folder.with_name(self.folder.name + "-kept")


def new_place(folder: Path) -> SqlitePlace:
    """A new place in a folder that may hold others. Tables are made once and copied."""
    template = folder / "template"
    if not template.exists():
        template.mkdir()
        SqlitePlace(template).installation().store.close()
    place = folder / f"place{len(list(folder.iterdir()))}"
    shutil.copytree(template, place)
    return SqlitePlace(place)
