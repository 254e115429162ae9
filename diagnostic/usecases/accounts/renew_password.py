"""Sets another random password for an account, whose sessions all end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.accounts import end_sessions, find_account, set_password
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.usecases.accounts.random_password import random_password


def renew_password(
    installation: Installation, email: str, hash_password: Callable[[str], str], *, by: str, at: datetime
) -> str:
    """The password, which is kept nowhere but as what `hash_password` makes of it.

    Raises NotFoundError where there is no such account.
    """
    password = random_password()
    hashed = hash_password(password)
    with installation.store.writing() as session:
        account = find_account(session, email=email)
        if account is None:
            raise NotFoundError(email)
        set_password(session, account.id, hashed)
        end_sessions(session, account.id)
        record(session, "password_changed", email, by=by, at=at)
    return password
