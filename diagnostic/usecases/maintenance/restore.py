"""`./run restore`: a backup instead of the database, all of it or nothing, never without a backup of what was there.

Keys are in no backup. A wave that was open in this one and whose key is gone (it was sealed since) or lies elsewhere
comes back closed: its envelopes stay closed for ever, and no further answers are collected (docs/adr/0017).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.backup import put_back, unpacked
from diagnostic.storage.database.migrate import MigrationError, migrate
from diagnostic.storage.database.revision import revision_of
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.waves import waves_in
from diagnostic.usecases.maintenance.back_up import back_up


@dataclass(frozen=True, slots=True)
class Restored:
    """The backup made before (None: the database was empty), and the waves that can't be opened here."""

    before: Path | None
    keyless: tuple[str, ...]


def restore(installation: Installation, path: Path, now: datetime) -> Restored:
    """Put the backup at `path` back, and bring it to this version. Raises BadDataError where it can't be used: then
    nothing is changed, unless a migration is what failed."""
    with unpacked(installation.store, path) as backup:
        there = revision_of(installation.store) is not None
        before = back_up(installation, now) if there else None
        put_back(installation.store, backup, installation.keys.waves())
    try:
        migrate(installation.store)
    except MigrationError as error:
        values = {"reason": error, "backup": before or "—"}
        raise BadDataError([Fault("store.upgrade_failed", values=values)]) from error
    with installation.store.reading() as session:
        waiting = waves_in(session, "open", "closed")
    return Restored(before, tuple(wave for wave in waiting if not installation.keys.has(wave)))
