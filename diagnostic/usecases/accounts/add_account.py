"""Makes an account with a random password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from diagnostic.storage.accounts import accounts
from diagnostic.storage.accounts.accounts import Role
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.usecases.accounts.random_password import random_password


def add_account(
    installation: Installation,
    email: str,
    role: Role,
    hash_password: Callable[[str], str],
    clients: frozenset[str] = frozenset(),
    *,
    by: str,
    at: datetime,
) -> str | None:
    """The password, which is kept nowhere but as what `hash_password` makes of it. None: the address is taken."""
    password = random_password()
    hashed = hash_password(password)
    with installation.store.writing() as session:
        if accounts.find_account(session, email=email) is not None:
            return None
        accounts.add_account(session, email, hashed, role, clients)
        record(session, "account_added", f"{email} ({role})", by=by, at=at)
    return password
