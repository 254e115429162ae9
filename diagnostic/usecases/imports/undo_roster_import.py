"""Takes the last import of a client's roster back."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.clients.rosters import undo_import
from diagnostic.storage.imports.input_reads import undo_read
from diagnostic.storage.installation import Installation


def undo_roster_import(
    installation: Installation, client_id: str, import_id: str, *, by: str, at: datetime
) -> bool:
    """Whether it was taken back: only the last import can be.

    Raises NotFoundError where there is no such client.
    """
    with installation.store.writing() as session:
        client = find_client(session, client_id)
        if client is None:
            raise NotFoundError(client_id)
        undone = undo_import(session, client_id, import_id)
        if undone:
            undo_read(session, client_id, "roster")
            record(session, "roster_import_undone", client.name, by=by, at=at)
    return undone
