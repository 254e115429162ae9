"""A file somebody has sent: it waits for a decision, or is dropped at once where nothing can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diagnostic.faults import BadDataError
from diagnostic.storage.imports.uploads import Upload, Uploads
from diagnostic.usecases.imports.read_upload import sheets_of

FileReading = Literal["ours", "recalled", "unmatched", "unreadable"]
"""`ours`: with our headings, so that nothing need be asked; `recalled`: matched as such a file was before; `unmatched`:
somebody has to say which column is what; `unreadable`: that too, and how the file is to be read."""

MENDABLE = frozenset({"table.ragged_row", "table.heading_twice"})
"""A title above the headings or another sheet looks like this; somebody may say where the headings are."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    upload: Upload
    reading: FileReading


def unreadable(uploads: Uploads, upload: Upload, error: BadDataError) -> ReceivedFile:
    """The file waits for somebody to say how it is to be read.

    Where that can't help, the file is dropped and the error raised.
    """
    if _is_mendable(error) or len(sheets_of(upload)) > 1:
        return ReceivedFile(upload, "unreadable")
    uploads.drop(upload)
    raise error


def _is_mendable(error: BadDataError) -> bool:
    """Whether another sheet, heading row, column or date order may help; nothing helps a file that can't be opened."""
    return all(
        fault.code in MENDABLE or fault.code.startswith(("figures.", "map.")) for fault in error.faults
    )
