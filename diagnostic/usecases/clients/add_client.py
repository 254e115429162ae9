"""Adds a client."""

from __future__ import annotations

from datetime import datetime

from diagnostic.storage.accounts.accounts import give_client
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients import clients
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.installation import Installation


def add_client(
    installation: Installation, facts: ClientFacts, owner_id: str | None = None, *, by: str, at: datetime
) -> str:
    """The id of the client. `owner_id` is the account that may see it from now on; administrators see every client."""
    with installation.store.writing() as session:
        client_id = clients.add_client(session, facts)
        if owner_id is not None:
            give_client(session, owner_id, client_id)
        record(session, "client_added", facts.name, by=by, at=at)
    return client_id
