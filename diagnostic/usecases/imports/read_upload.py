"""Reads a waiting file, with its stored settings or those of the page: its table, its sheets, its first lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError
from diagnostic.readers.maps.file_match import file_settings
from diagnostic.readers.maps.file_settings import FileSettings
from diagnostic.readers.tables import first_lines, read_table, sheet_names
from diagnostic.storage.imports.uploads import Upload

SHOWN_LINES = 6


def read_upload(upload: Upload, settings: Mapping[str, Any] | None = None) -> RawTable:
    """The table, with the file's own headings. `settings` take the place of the stored ones.

    Raises BadDataError where it can't be read in this way.
    """
    return read_table(upload.path, file_settings(upload.settings if settings is None else settings))


def sheets_of(upload: Upload) -> tuple[str, ...]:
    """Of a workbook; none of a text file, nor of one that can't be read."""
    try:
        return sheet_names(upload.path)
    except BadDataError:
        return ()


def beginning_of(upload: Upload, sheet: str | None) -> list[tuple[int, str]]:
    """The first lines with their numbers, for somebody who says in which of them the headings are."""
    try:
        lines = first_lines(upload.path, FileSettings(sheet=sheet), SHOWN_LINES)
    except BadDataError:
        return []
    return [(line, " | ".join("" if cell is None else str(cell) for cell in cells)) for line, cells in lines]
