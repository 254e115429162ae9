"""Accepts that much of an input could not be read: the analysis goes on, and the report names who said so."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.imports.input_reads import accept_read
from diagnostic.storage.installation import Installation


def accept_unread(
    installation: Installation, client_id: str, kind: str, unread: int, *, by: str, at: datetime
) -> bool:
    """Whether there was anything to accept: `unread` rows, as the page said, and no others since.

    Raises NotFoundError where there is no such client.
    """
    with installation.store.writing() as session:
        client = find_client(session, client_id)
        if client is None:
            raise NotFoundError(client_id)
        accepted = accept_read(session, client_id, kind, unread, by, at)
        if accepted:
            record(session, "unread_accepted", client.name, by=by, at=at)
    return accepted
