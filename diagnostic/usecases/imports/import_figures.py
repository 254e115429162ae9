"""Imports a file of figures, as somebody agreed to it after the preview: all of it in one transaction, or nothing."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.imports.column_matches import Remembered, headings_hash, remember_match
from diagnostic.storage.imports.figure_imports import change_figures
from diagnostic.storage.imports.input_reads import note_read
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.find_upload import uploads_of
from diagnostic.usecases.imports.preview_figures import FiguresPreview, compare_figures, read_client_figures


def import_figures(
    installation: Installation,
    client_id: str,
    upload: Upload,
    agreed: str,
    *,
    by: str,
    at: datetime,
) -> FiguresPreview | None:
    """Do what the preview with the mark `agreed` showed; then the file goes. None: which column is what has not been
    said yet.

    Raises BadDataError where the file can't be used at all, NotFoundError where there is no such client, StaleError
    where the figures are not as they were when the preview was shown.
    """
    file = read_client_figures(installation, client_id, upload)
    if file is None:
        return None
    with installation.store.writing() as session:
        client = find_client(session, client_id)
        if client is None:
            raise NotFoundError(client_id)
        preview = compare_figures(session, client_id, file)
        if preview.mark != agreed:
            raise StaleError(upload.id)
        if preview.changes.any:
            change_figures(session, client_id, file.kind, preview.changes, preview.kept, upload.name)
            record(session, "figures_imported", client.name, by=by, at=at)
        if file.read is not None:
            note_read(session, client_id, file.read)
        if upload.columns is not None:
            match = Remembered(file.kind, headings_hash(file.raw.headings), upload.columns, upload.settings)
            remember_match(session, client_id, match)
    uploads_of(installation, client_id).drop(upload)
    return preview
