"""Imports a roster file, as somebody agreed to it after the preview: all of it in one transaction, or nothing."""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.figures.changes.roster import RosterChanges
from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.clients.rosters import change_roster, roster_lines
from diagnostic.storage.imports.column_matches import Remembered, headings_hash, remember_match
from diagnostic.storage.imports.input_reads import note_read
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.find_upload import uploads_of
from diagnostic.usecases.imports.preview_roster import compare_roster


def import_roster(
    installation: Installation,
    client_id: str,
    upload: Upload,
    agreed: str,
    *,
    by: str,
    at: datetime,
) -> RosterChanges | None:
    """The changes, whose mark is `agreed`; then the file goes. None: which column is what has not been said yet.

    Raises BadDataError where the file can't be used at all, NotFoundError where there is no such client, StaleError
    where the roster is not as it was when the changes were shown.
    """
    with installation.store.writing() as session:
        client = find_client(session, client_id)
        if client is None:
            raise NotFoundError(client_id)
        preview = compare_roster(upload, roster_lines(session, client_id))
        if preview is None:
            return None
        if preview.changes.mark != agreed:
            raise StaleError(upload.id)
        if preview.changes.any:
            change_roster(session, client_id, preview.changes, upload.name)
            record(session, "roster_imported", client.name, by=by, at=at)
        note_read(session, client_id, preview.read)
        if upload.columns is not None:
            headings = headings_hash(preview.raw.headings)
            remember_match(
                session, client_id, Remembered("roster", headings, upload.columns, upload.settings)
            )
    uploads_of(installation, client_id).drop(upload)
    return preview.changes
