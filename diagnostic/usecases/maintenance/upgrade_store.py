"""`./run upgrade`: brings the database to the shape this version needs, after a backup of what it is.

A migration that fails leaves the database as it was; the backup is for what comes to light later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.migrate import MigrationError, migrate
from diagnostic.storage.database.revision import known_revisions, newest, revision_of
from diagnostic.storage.installation import Installation
from diagnostic.usecases.maintenance.back_up import back_up


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From which revision (None: the database was empty) to which, and the backup that was made before."""

    before: str | None
    after: str
    backup: Path | None


def upgrade_store(installation: Installation, now: datetime) -> Upgrade:
    """Raises BadDataError for a database of a newer version, or when a migration fails."""
    before, after = revision_of(installation.store), newest()
    if before == after:
        return Upgrade(before, after, None)
    if before is not None and before not in known_revisions():
        raise BadDataError([Fault("store.newer", values={"revision": before})])
    backup = back_up(installation, now) if before is not None else None
    try:
        migrate(installation.store)
    except MigrationError as error:
        raise BadDataError(
            [Fault("store.upgrade_failed", values={"reason": error, "backup": backup or "—"})]
        ) from error
    return Upgrade(before, after, backup)
