"""Sets the password that the owner of an account has chosen; all sessions of the account end."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.accounts import AccountRow, end_sessions, find_account, set_password
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation


def change_password(
    installation: Installation, account_id: str, hashed: str, *, by: str, at: datetime
) -> AccountRow:
    """The account as it is now, for a new session to begin with. Raises NotFoundError where there is none."""
    with installation.store.writing() as session:
        set_password(session, account_id, hashed)
        end_sessions(session, account_id)
        account = find_account(session, id=account_id)
        if account is None:
            raise NotFoundError(account_id)
        record(session, "password_changed", account.email, by=by, at=at)
    return account
