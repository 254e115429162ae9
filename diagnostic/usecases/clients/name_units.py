"""Says what units of a client are called, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients import unit_names
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.installation import Installation
from diagnostic.usecases.clients.marks import mark_units


def name_units(
    installation: Installation,
    client_id: str,
    names: Mapping[str, tuple[str, str]],
    seen: str,
    *,
    by: str,
    at: datetime,
) -> int:
    """How many units have other names now. `names` has the Chinese and the English name by the id of the unit, `seen`
    is the mark of the names the form was filled from.

    Raises NotFoundError where there is no such client, and StaleError where somebody has named these units since.
    """
    with installation.store.writing() as session:
        client = find_client(session, client_id)
        if client is None:
            raise NotFoundError(client_id)
        lines = unit_names.units_by_id(session, client_id, list(names))
        if seen != mark_units(lines):
            raise StaleError(client_id)
        changed = {line.id: names[line.id] for line in lines if names[line.id] != (line.zh, line.en)}
        if changed:
            unit_names.name_units(session, client_id, changed)
            record(session, "unit_names_changed", client.name, by=by, at=at)
    return len(changed)
