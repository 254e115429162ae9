"""Backups: what a backup file is, how one is taken while people answer, and how it is put back, all of it or nothing.

A backup is a zip of two members: the database as its own program copies it (SQLite's online backup, pg_dump), and a
manifest with the kind of database, its revision and the content's hash. The hash finds damage, not malice. Keys are
never in it: a backup holds envelopes, and nothing that opens them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.postgres_tools import dump_postgres, put_back_postgres
from diagnostic.storage.database.revision import known_revisions, revision_of
from diagnostic.storage.database.session import BUSY_MS, Store

FORMAT = "sales-diagnostic backup 1"
MANIFEST, CONTENT = "manifest.json", "database"
PIECE = 1 << 20
WAIT = 0.1  # seconds between two tries while somebody writes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup that was found good: the database's own copy, and what it is."""

    content: Path
    kind: str
    revision: str


def take_backup(store: Store, path: Path) -> None:
    """A backup of the database as it is at one moment, in a new file only its owner reads.

    Raises BadDataError where there is nothing to back up, or where the file exists already.
    """
    revision = revision_of(store)
    if revision is None:
        raise BadDataError([Fault("backup.empty")])
    with _workshop(path) as workshop:
        content, draft = workshop / CONTENT, workshop / "draft"
        _copy_sqlite(store, content) if store.is_sqlite else dump_postgres(store, content)
        _pack(content, {"format": FORMAT, "kind": _kind(store), "revision": revision}, draft)
        try:
            os.link(draft, path)
        except FileExistsError as error:
            raise BadDataError([Fault("backup.exists", source=str(path))]) from error


@contextmanager
def unpacked(store: Store, path: Path) -> Iterator[Unpacked]:
    """What is in a backup, unpacked for as long as the block lasts. Raises BadDataError unless it is one of ours,
    whole, for this kind of database and of a revision this code knows."""
    if not path.is_file():
        raise BadDataError([Fault("file.missing", source=str(path))])
    with tempfile.TemporaryDirectory(prefix="diagnostic-") as folder:
        content = Path(folder) / CONTENT
        try:
            manifest = _unpack(path, content)
            found = Unpacked(content, str(manifest["kind"]), str(manifest["revision"]))
        except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, EOFError) as error:
            raise BadDataError([Fault("backup.damaged", source=str(path))]) from error
        if found.kind != _kind(store):
            raise BadDataError([Fault("backup.other_kind", source=str(path), values={"kind": found.kind})])
        if found.revision not in known_revisions():
            raise BadDataError([Fault("backup.newer", source=str(path), values={"revision": found.revision})])
        yield found


def put_back(store: Store, backup: Unpacked, keys: Collection[str]) -> None:
    """The backup instead of what is in the database, in one transaction. Raises BadDataError where it can't be.

    A wave that is open in it and whose private key is not among `keys` is closed in the same transaction: its
    envelopes can never be opened, so no further answers may be collected.
    """
    close = f"UPDATE wave SET state = 'closed' WHERE state = 'open' AND id NOT IN ({_listed(keys)})"  # noqa: S608
    if store.is_sqlite:
        _put_back_sqlite(store, backup.content, close)
    else:
        put_back_postgres(store, backup.content, close.replace("UPDATE wave", "UPDATE public.wave"))


def _listed(keys: Collection[str]) -> str:
    """Ids of waves as SQL; they are names of files, so nothing but letters and digits is let through."""
    return ", ".join(f"'{key}'" for key in sorted(keys) if key.isalnum()) or "''"


def _kind(store: Store) -> str:
    return store.engine.dialect.name


@contextmanager
def _workshop(path: Path) -> Iterator[Path]:
    """A folder next to the target file, for its owner only; the folder of backups is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".draft-", dir=path.parent) as folder:
        yield Path(folder)


def _copy_sqlite(store: Store, target: Path) -> None:
    """SQLite's online backup: one moment of the database, while others write."""
    with closing(sqlite3.connect(target)) as copy, closing(store.engine.raw_connection()) as live:
        _driver(live).backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a separate log
        _check_sqlite(copy)


def _put_back_sqlite(store: Store, content: Path, close: str) -> None:
    tries = iter(range(int(BUSY_MS / 1000 / WAIT)))

    def patience(_status: int, _remaining: int, _total: int) -> None:
        if next(tries, None) is None:
            raise BadDataError([Fault("store.busy")])

    with closing(sqlite3.connect(content)) as copy, closing(store.engine.raw_connection()) as live:
        try:
            _check_sqlite(copy)
            copy.execute(close)
            copy.commit()
            copy.backup(_driver(live), progress=patience, sleep=WAIT)
        except (sqlite3.Error, ValueError) as error:
            raise BadDataError([Fault("backup.failed", values={"reason": error})]) from error


def _driver(connection: Any) -> sqlite3.Connection:
    found: sqlite3.Connection = connection.driver_connection
    return found


def _check_sqlite(connection: sqlite3.Connection) -> None:
    """Raises ValueError for a file whose pages do not hang together."""
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise ValueError("the database file is damaged")


def _pack(content: Path, about: dict[str, str], target: Path) -> None:
    manifest = {**about, "sha256": _hash(content)}
    with os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.write(content, CONTENT)
            packed.writestr(MANIFEST, json.dumps(manifest))
        file.flush()
        os.fsync(file.fileno())


def _unpack(path: Path, content: Path) -> dict[str, Any]:
    """The manifest, once the content lies at `content` and is what the manifest says."""
    with zipfile.ZipFile(path) as packed:
        manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError("another format")
        with packed.open(CONTENT) as source, content.open("wb") as target:
            shutil.copyfileobj(source, target, PIECE)
    if _hash(content) != manifest["sha256"]:
        raise ValueError("the content is not what was packed")
    return manifest


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
