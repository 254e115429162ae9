"""Takes the last import of a client's figures back."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.imports.figure_imports import last_figures, undo_figures
from diagnostic.storage.imports.input_reads import undo_read
from diagnostic.storage.installation import Installation


def undo_figures_import(
    installation: Installation, client_id: str, import_id: str, *, by: str, at: datetime
) -> bool:
    """Whether it was taken back: only the last import can be.

    Raises NotFoundError where there is no such client.
    """
    with installation.store.writing() as session:
        client = find_client(session, client_id)
        if client is None:
            raise NotFoundError(client_id)
        last = last_figures(session, client_id)
        undone = undo_figures(session, client_id, import_id)
        if undone and last is not None:
            undo_read(session, client_id, last.kind)
            record(session, "figures_import_undone", client.name, by=by, at=at)
    return undone
