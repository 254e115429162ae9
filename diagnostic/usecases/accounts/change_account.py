"""Changes which clients an account may see, and whether it may sign in."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.accounts import find_account, set_active, set_clients
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation


def change_account(
    installation: Installation,
    account_id: str,
    clients: frozenset[str],
    active: bool,
    *,
    by: str,
    at: datetime,
) -> None:
    """Raises NotFoundError where there is no such account."""
    with installation.store.writing() as session:
        account = find_account(session, id=account_id)
        if account is None:
            raise NotFoundError(account_id)
        set_clients(session, account_id, clients)
        set_active(session, account_id, active)
        record(session, "account_changed", account.email, by=by, at=at)
