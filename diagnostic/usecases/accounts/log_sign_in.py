"""Writes into the log that somebody signed in, or tried to with a wrong password."""

from __future__ import annotations

from datetime import datetime

from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation


def log_sign_in(installation: Installation, succeeded: bool, *, by: str, at: datetime) -> None:
    """`by` is the address of an account that exists: what else is typed as an address may be a password."""
    with installation.store.writing() as session:
        record(session, "signed_in" if succeeded else "sign_in_failed", by=by, at=at)
