"""Rows out of an XLSX workbook, after the container's size and structure have been checked.

An XLSX file is a zip of XML: a few kilobytes can unpack to gigabytes, or place one cell so far out that the
grid fills the memory. Both are refused before anything is parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from diagnostic.core.table import Cell
from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.maps.file_settings import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_PACKING_RATIO,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    RATIO_MATTERS_FROM,
    FileSettings,
)

CELL_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
CHUNK = 2**20
EXACT_INTEGERS = 2**53

WorkbookValue = str | int | float | bool | date | datetime | time | timedelta


def read_workbook_rows(content: bytes, source: str, settings: FileSettings) -> list[tuple[int, list[Cell]]]:
    """The rows of one sheet (by name, else the first visible one), numbered as the spreadsheet shows them."""
    _check_container(content, source)
    try:
        sheet = _sheet(calamine.load_workbook(io.BytesIO(content)), source, settings.sheet)
        rows = sheet.to_python(skip_empty_area=False)
    except calamine.PasswordError as error:
        raise BadDataError([Fault("table.encrypted", source)]) from error
    except calamine.CalamineError as error:
        raise _broken(source, error) from error
    return [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, 1)]


def other_sheets(content: bytes, source: str, count: int) -> list[tuple[str, list[tuple[int, list[Cell]]]]]:
    """The first `count` rows of each visible sheet but the first, whose container was looked over before."""
    names = workbook_sheets(content, source)[1:]
    if not names:
        return []
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        heads = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=count))
            for name in names
        ]
    except calamine.CalamineError as error:
        raise _broken(source, error) from error
    return [
        (name, [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, 1)])
        for name, rows in heads
    ]


def workbook_sheets(content: bytes, source: str) -> tuple[str, ...]:
    """The names of the visible sheets, in their order."""
    _check_container(content, source)
    try:
        sheets = calamine.load_workbook(io.BytesIO(content)).sheets_metadata
    except calamine.PasswordError as error:
        raise BadDataError([Fault("table.encrypted", source)]) from error
    except calamine.CalamineError as error:
        raise _broken(source, error) from error
    visible = calamine.SheetVisibleEnum.Visible
    return tuple(s.name for s in sheets if s.typ == calamine.SheetTypeEnum.WorkSheet and s.visible == visible)


def _sheet(book: calamine.CalamineWorkbook, source: str, wanted: str | None) -> calamine.CalamineSheet:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in sheets if sheet.visible == calamine.SheetVisibleEnum.Visible]
    if wanted is not None and wanted not in [sheet.name for sheet in sheets]:
        values = {"sheet": wanted, "there": ", ".join(visible)}
        raise BadDataError([Fault("table.sheet_missing", source, values=values)])
    if wanted is None and not visible:
        raise BadDataError([Fault("table.empty", source)])
    return book.get_sheet_by_name(wanted if wanted is not None else visible[0])


def _check_container(content: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_sizes(members, source)
            for member in members:
                if member.filename.endswith(".xml"):
                    _check_part(archive, member, source)
    except BROKEN_ZIP as error:
        raise _broken(source, error) from error


def _check_sizes(members: list[zipfile.ZipInfo], source: str) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if unpacked > MAX_UNPACKED_BYTES or (
        unpacked > RATIO_MATTERS_FROM and unpacked / packed > MAX_PACKING_RATIO
    ):
        limit = {"what": "unpacked bytes", "size": unpacked, "limit": MAX_UNPACKED_BYTES}
        raise BadDataError([Fault("table.too_large", source, values=limit)])


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> None:
    """No document type (the way in for entities), and no cell outside the grid we are ready to hold."""
    rows = columns = 0
    with archive.open(member) as part:
        rest = b""
        while chunk := part.read(CHUNK):
            text = rest + chunk
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise BadDataError([Fault("table.unsafe", source, values={"reason": "DOCTYPE"})])
            for letters, number in CELL_PLACE.findall(text):
                rows, columns = max(rows, int(number)), max(columns, _column_number(letters))
            rest = text[-32:]
    if rows > MAX_ROWS or rows * columns > MAX_CELLS:
        size = {"what": "cells", "size": f"{rows} x {columns}", "limit": f"{MAX_ROWS} x {MAX_COLUMNS}"}
        raise BadDataError([Fault("table.too_large", source, values=size)])


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(value: WorkbookValue) -> Cell:
    """Excel stores only floating-point numbers: whole ones become integers, so that an id 1052 is not "1052.0"."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT_INTEGERS:
        return int(value)
    return value


def _broken(source: str, error: Exception) -> BadDataError:
    return BadDataError(
        [Fault("table.broken", source, values={"reason": str(error) or type(error).__name__})]
    )
