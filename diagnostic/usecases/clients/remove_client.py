"""Removes a client with all that belongs to it, and the keys of its waves."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients import clients
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.wave_list import waves_of_client
from diagnostic.text import Text


def remove_client(installation: Installation, client_id: str, *, by: str, at: datetime) -> Text:
    """The name of the client that is gone.

    Raises NotFoundError where there is no such client, and StaleError while answers of one of its waves wait as
    envelopes, which only sealing may end.
    """
    with installation.store.writing() as session:
        facts = clients.find_client(session, client_id)
        if facts is None:
            raise NotFoundError(client_id)
        if clients.holdings_of(session, client_id).unsealed:
            raise StaleError(client_id)
        waves = waves_of_client(session, client_id)
        clients.remove_client(session, client_id)
        record(session, "client_deleted", facts.name, by=by, at=at)
    installation.keys.destroy_all(waves)  # left over where a sealing was killed before its last step
    return facts.name
