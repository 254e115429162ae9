"""Writes into the log that somebody signed out."""

from __future__ import annotations

from datetime import datetime

from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation


def log_sign_out(installation: Installation, *, by: str, at: datetime) -> None:
    with installation.store.writing() as session:
        record(session, "signed_out", by=by, at=at)
