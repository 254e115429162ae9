"""Where the files of a client wait until somebody has decided about them."""

from __future__ import annotations

from diagnostic.storage.imports.uploads import Upload, Uploads
from diagnostic.storage.installation import Installation


def find_upload(installation: Installation, client_id: str, upload_id: str) -> Upload | None:
    """None: it was imported or dropped, or it has waited for more than a day."""
    return uploads_of(installation, client_id).find(upload_id)


def uploads_of(installation: Installation, client_id: str) -> Uploads:
    """Only asked for clients that are there, so the id is one of ours and a folder's name."""
    return Uploads(installation.folder / "uploads" / client_id)
