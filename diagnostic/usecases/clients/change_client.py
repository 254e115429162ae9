"""Changes what is written down about a client."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients import clients
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.installation import Installation
from diagnostic.usecases.clients.marks import mark_facts


def change_client(
    installation: Installation, client_id: str, facts: ClientFacts, seen: str, *, by: str, at: datetime
) -> None:
    """`seen` is the mark of the facts the form was filled from.

    Raises NotFoundError where there is no such client, and StaleError where somebody has changed it since.
    """
    with installation.store.writing() as session:
        stored = clients.find_client(session, client_id)
        if stored is None:
            raise NotFoundError(client_id)
        if seen != mark_facts(stored):
            raise StaleError(client_id)
        clients.change_client(session, client_id, facts)
        record(session, "client_changed", facts.name, by=by, at=at)
