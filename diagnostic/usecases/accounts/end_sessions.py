"""Ends every session of somebody's account, for an administrator."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts import accounts
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation


def end_sessions(installation: Installation, account_id: str, *, by: str, at: datetime) -> None:
    """Raises NotFoundError where there is no such account."""
    with installation.store.writing() as session:
        account = accounts.find_account(session, id=account_id)
        if account is None:
            raise NotFoundError(account_id)
        accounts.end_sessions(session, account_id)
        record(session, "account_changed", account.email, by=by, at=at)
