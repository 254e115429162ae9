"""Takes a file of figures somebody sends, and finds out whether its columns have to be matched by hand."""

from __future__ import annotations

from diagnostic.core.figures.reading.headings import FigureKind, guess_kind
from diagnostic.faults import BadDataError
from diagnostic.storage.imports.column_matches import remembered_matches
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.columns.guess_match import has_new_values
from diagnostic.usecases.imports.columns.match_upload import match_upload
from diagnostic.usecases.imports.columns.recall_match import recall_match
from diagnostic.usecases.imports.find_upload import uploads_of
from diagnostic.usecases.imports.read_figures import is_ours, kind_of
from diagnostic.usecases.imports.read_upload import read_upload
from diagnostic.usecases.imports.received_file import ReceivedFile, unreadable


def receive_figures(
    installation: Installation, client_id: str, name: str, content: bytes, kind: FigureKind | None
) -> ReceivedFile:
    """`kind` is what its sender says is in it.

    Raises BadDataError where the file can't be read at all; then it is not kept.
    """
    uploads = uploads_of(installation, client_id)
    upload = uploads.keep(name, content)
    if kind is not None:
        upload = match_upload(installation, client_id, upload, None, {"kind": kind})
    try:
        return _received(installation, client_id, upload, kind)
    except BadDataError as error:
        return unreadable(uploads, upload, error)


def _received(
    installation: Installation, client_id: str, upload: Upload, kind: FigureKind | None
) -> ReceivedFile:
    kinds = {kind} if kind else {guess_kind(_headings(upload), upload.name), "opportunities"}
    with installation.store.reading() as session:
        remembered = remembered_matches(session, client_id, kinds)
    match = recall_match(upload.path, remembered)
    if match is None:
        table = read_upload(upload)
        return ReceivedFile(
            upload, "ours" if is_ours(table, kind_of(upload, table.headings)) else "unmatched"
        )
    settings = {**match.settings, "kind": match.kind}
    upload = match_upload(installation, client_id, upload, match.columns, settings)
    return ReceivedFile(upload, "unmatched" if has_new_values(upload) else "recalled")


def _headings(upload: Upload) -> tuple[str, ...]:
    """As far as the file can be read without any settings."""
    try:
        return read_upload(upload).headings
    except BadDataError:
        return ()
