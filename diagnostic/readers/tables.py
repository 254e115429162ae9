"""Reads one table out of an exported file: CSV or XLSX, recognised by its bytes, never by its name.

For all readers of figures and answers: the result has headings that differ, rows of equal width and
the line numbers the person sees; anything else is a fault with its place, and no file ends in a traceback.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from diagnostic.core.table import Cell, RawTable
from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.maps.file_settings import MAX_BYTES, MAX_COLUMNS, MAX_FAULTS, FileSettings
from diagnostic.readers.text_table import read_text_rows

__all__ = ["FileSettings", "first_lines", "read_table", "sheet_names"]

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old Office container: an .xls, or a wrapped encrypted file
BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")  # .xls without container
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NO_TABLE = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
"""What documents, pictures and archives begin with."""
HTML = (b"<html", b"<!doctype html", b"<table", b"<meta")
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))

ALIKE = 0.8  # the share of headings another sheet has too, if it is of the same kind
HEAD = 20  # rows in which its headings are looked for

NumberedRows = list[tuple[int, list[Cell]]]


def read_table(path: Path, settings: FileSettings | None = None) -> RawTable:
    """The table in the file at `path`, read as `settings` say; what they leave open is found out.

    Raises BadDataError with every fault found (`file.*`, `table.*`). A file with headings only has 0 rows;
    a column without a heading is called "column 3" after its place. Cells of a CSV file are texts or None.
    """
    settings = settings or FileSettings()
    content = _bytes(path)
    _refuse_foreign(content, path.name)
    rows = _rows(content, path.name, settings)
    number, names = _heading_row(rows, path.name, settings.header_row)
    width = _width(names, rows, number)
    headings = _headings(names, width, path.name, number)
    body = [
        (line, cells) for line, cells in rows if line > number and any(cell is not None for cell in cells)
    ]
    return RawTable(
        path.name,
        headings,
        _even(body, width, path.name),
        tuple(line for line, _ in body),
        settings.decimal,
        settings.date_order,
        settings.currency,
        settings.period,
        _sheets_alike(content, path.name, settings, names),
    )


def _sheets_alike(
    content: bytes, source: str, settings: FileSettings, names: Sequence[Cell]
) -> tuple[str, ...]:
    """Visible sheets with nearly the same headings, which no setting asks for or excludes: is one of twelve months the
    whole year?"""
    if settings.sheet is not None or not content.startswith((ZIP, EMPTY_ZIP)):
        return ()
    from diagnostic.readers.workbook import other_sheets  # the web starts without its library

    known = {name for name in map(_tidy, names) if name is not None}

    def alike(rows: NumberedRows) -> bool:
        return any(
            len(known & {_tidy(cell) for cell in cells}) >= ALIKE * len(known)
            for line, cells in rows
            if settings.header_row in (None, line)
        )

    return tuple(name for name, rows in other_sheets(content, source, HEAD) if alike(rows))


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook; none of a text file."""
    content = _bytes(path)
    if not content.startswith((ZIP, EMPTY_ZIP)):
        return ()
    from diagnostic.readers.workbook import workbook_sheets  # the web starts without its library

    return workbook_sheets(content, path.name)


def first_lines(path: Path, settings: FileSettings, count: int) -> NumberedRows:
    """The first lines that are not empty, as they stand there: for somebody who says in which one the headings are."""
    content = _bytes(path)
    _refuse_foreign(content, path.name)
    rows = _rows(content, path.name, settings)
    return [(line, cells) for line, cells in rows if any(cell is not None for cell in cells)][:count]


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            values = {"what": "bytes", "size": size, "limit": MAX_BYTES}
            raise BadDataError([Fault("table.too_large", path.name, values=values)])
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadDataError([Fault("file.missing", str(path))]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadDataError([Fault("file.unreadable", str(path), values={"reason": reason})]) from error


def _refuse_foreign(content: bytes, source: str) -> None:
    code = None
    if not content.strip():
        code = "table.empty"
    elif content.startswith(OLE):
        code = "table.encrypted" if ENCRYPTED in content else "table.old_xls"
    elif content.startswith(BIFF):
        code = "table.old_xls"
    elif content.startswith(NO_TABLE):
        code = "table.no_table"
    elif content[:400].lstrip(b"\xef\xbb\xbf\r\n\t ").lower().startswith(HTML):
        code = "table.html"
    if code:
        raise BadDataError([Fault(code, source)])


def _rows(content: bytes, source: str, settings: FileSettings) -> NumberedRows:
    if content.startswith((ZIP, EMPTY_ZIP)):
        from diagnostic.readers.workbook import read_workbook_rows  # the web starts without its library

        return [
            (line, [_tidy(cell) for cell in cells])
            for line, cells in read_workbook_rows(content, source, settings)
        ]
    return [
        (line, [_tidy(cell) for cell in cells]) for line, cells in read_text_rows(content, source, settings)
    ]


def _tidy(cell: Cell) -> Cell:
    """Text without the blanks around it and without invisible characters; an empty cell is None."""
    if not isinstance(cell, str):
        return cell
    return (cell if cell.isascii() else cell.translate(INVISIBLE)).strip() or None


def _heading_row(rows: NumberedRows, source: str, wanted: int | None) -> tuple[int, list[Cell]]:
    for line, cells in rows:
        if any(cell is not None for cell in cells) and wanted in (None, line):
            return line, cells
    if wanted is None:
        raise BadDataError([Fault("table.empty", source)])
    raise BadDataError([Fault("table.header_row_missing", source, wanted, values={"header_row": wanted})])


def _width(names: Sequence[Cell], rows: NumberedRows, header: int) -> int:
    """Columns up to the last heading; a sheet formatted far to the right holds no more than that."""
    named = max(place for place, name in enumerate(names, 1) if name is not None)
    filled = max(
        (
            place
            for line, cells in rows
            if line > header and len(cells) == len(names)
            for place, cell in enumerate(cells[named:], named + 1)
            if cell is not None
        ),
        default=0,
    )
    return max(named, filled)


def _headings(names: Sequence[Cell], width: int, source: str, row: int) -> tuple[str, ...]:
    if width > MAX_COLUMNS:
        values = {"what": "columns", "size": width, "limit": MAX_COLUMNS}
        raise BadDataError([Fault("table.too_large", source, values=values)])
    headings = tuple(
        f"column {place}" if name is None else str(name) for place, name in enumerate(names[:width], 1)
    )
    twice = [heading for heading, times in Counter(headings).items() if times > 1]
    if twice:
        raise BadDataError(
            [
                Fault("table.heading_twice", source, row, heading, values={"heading": heading})
                for heading in twice
            ]
        )
    return headings


def _even(rows: NumberedRows, width: int, source: str) -> tuple[tuple[Cell, ...], ...]:
    """Every row as wide as the headings; empty cells beyond them are dropped, full ones are a fault."""
    faults = [
        Fault("table.ragged_row", source, line, values={"found": len(cells), "expected": width})
        for line, cells in rows
        if len(cells) < width or any(cell is not None for cell in cells[width:])
    ]
    if faults:
        raise BadDataError(faults[:MAX_FAULTS])
    return tuple(tuple(cells[:width]) for _, cells in rows)
