"""Takes a roster file somebody sends, and finds out whether its columns have to be matched by hand."""

from __future__ import annotations

from diagnostic.faults import BadDataError
from diagnostic.storage.imports.column_matches import remembered_matches
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.columns.match_upload import match_upload
from diagnostic.usecases.imports.columns.recall_match import recall_match
from diagnostic.usecases.imports.find_upload import uploads_of
from diagnostic.usecases.imports.preview_roster import is_ours
from diagnostic.usecases.imports.read_upload import read_upload
from diagnostic.usecases.imports.received_file import ReceivedFile, unreadable


def receive_roster(installation: Installation, client_id: str, name: str, content: bytes) -> ReceivedFile:
    """Raises BadDataError where the file can't be read at all; then it is not kept."""
    uploads = uploads_of(installation, client_id)
    upload = uploads.keep(name, content)
    try:
        return _received(installation, client_id, upload)
    except BadDataError as error:
        return unreadable(uploads, upload, error)


def _received(installation: Installation, client_id: str, upload: Upload) -> ReceivedFile:
    with installation.store.reading() as session:
        remembered = remembered_matches(session, client_id, ("roster",))
    match = recall_match(upload.path, remembered)
    if match is None:
        return ReceivedFile(upload, "ours" if is_ours(read_upload(upload)) else "unmatched")
    upload = match_upload(installation, client_id, upload, match.columns, match.settings)
    return ReceivedFile(upload, "recalled")
