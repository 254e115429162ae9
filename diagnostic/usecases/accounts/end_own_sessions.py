"""Ends every session of one's own account, on all machines."""

from __future__ import annotations

from datetime import datetime

from diagnostic.storage.accounts.accounts import end_sessions
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation


def end_own_sessions(installation: Installation, account_id: str, *, by: str, at: datetime) -> None:
    """What the cookies of the account must name changes, so none of them is good any more."""
    with installation.store.writing() as session:
        end_sessions(session, account_id)
        record(session, "signed_out_everywhere", by=by, at=at)
