"""`./run backup`: the database as it is at this moment, in one file; people may go on answering meanwhile."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from diagnostic.storage.database.backup import take_backup
from diagnostic.storage.installation import Installation


def back_up(installation: Installation, now: datetime, path: Path | None = None) -> Path:
    """The new backup: at `path`, or under a name of its own in the installation's folder of backups."""
    target = path or installation.folder / "backups" / f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}.zip"
    take_backup(installation.store, target)
    return target
