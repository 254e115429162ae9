"""What pages that bring files in have in common: the file's name, its faults in words, faulty rows as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from werkzeug.wrappers import Response

from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.maps.file_settings import FileSettings
from diagnostic.readers.tables import first_lines, sheet_names
from diagnostic.storage.imports.uploads import Upload
from diagnostic.web.staff.common.fields import tidy
from diagnostic.web.staff.common.page import reason, words

LONGEST_NAME = 120
SHOWN_LINES, SHOWN_BEGINNING = 50, 6
MENDABLE = frozenset({"table.ragged_row", "table.heading_twice"})
"""A title above the headings or another sheet looks like this; somebody may say where the headings are."""


def file_name(given: str) -> str:
    """What its sender calls the file, without folders."""
    return (tidy(PurePath(given.replace("\\", "/")).name) or "file")[-LONGEST_NAME:]


def is_mendable(error: BadDataError) -> bool:
    """Whether another sheet, heading row, column or date order may help; a file that can't be opened stays shut."""
    return all(
        fault.code in MENDABLE or fault.code.startswith(("figures.", "map.")) for fault in error.faults
    )


def fault_lines(faults: Sequence[Fault]) -> list[str]:
    """What is wrong with a whole file: the row it is seen in, and the words."""
    said = words()
    return [
        f"{said['w_row']} {fault.row}: {reason(fault)}" if fault.row else reason(fault)
        for fault in faults[:SHOWN_LINES]
    ]


def sheets_of(upload: Upload) -> tuple[str, ...]:
    try:
        return sheet_names(upload.path)
    except BadDataError:
        return ()


def beginning_of(upload: Upload, sheet: str | None) -> list[tuple[int, str]]:
    """How the file begins, for somebody who says in which line the headings are."""
    try:
        lines = first_lines(upload.path, FileSettings(sheet=sheet), SHOWN_BEGINNING)
    except BadDataError:
        return []
    return [(line, " | ".join("" if cell is None else str(cell) for cell in cells)) for line, cells in lines]


def as_download(content: str, name: str) -> Response:
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
