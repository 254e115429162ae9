"""Rows out of a delimited text file: which encoding, which delimiter, where each row begins.

A wrong guess here garbles names without any error, so every guess is strict: bytes that do not fit
are a fault with the line, never a replacement character.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress

from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.maps.file_settings import MAX_FAULTS, MAX_ROWS, FileSettings

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", ";", "\t", "|")
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
LOOKED_AT = 20  # records that decide about the delimiter
TOO_LONG = "field larger than"  # how the reader's words begin for a cell longer than it takes

NumberedRow = tuple[int, list[str]]


def read_text_rows(content: bytes, source: str, settings: FileSettings) -> list[NumberedRow]:
    """All records with the line each begins on; BadDataError with the place when they can't be separated."""
    text = _decode(content, source, settings.encoding)
    if "\0" in text:
        raise BadDataError([Fault("table.nul_byte", source, text.count("\n", 0, text.index("\0")) + 1)])
    text, skipped, delimiter = _separator_line(text)
    delimiter = settings.delimiter or delimiter or _guess_delimiter(text, settings.header_row)
    return [(line + skipped, cells) for line, cells in _records(text, delimiter, source)]


def _decode(content: bytes, source: str, encoding: str | None) -> str:
    for bom, name in BOMS:
        if content.startswith(bom):
            return _strictly(content, name, source)
    if encoding:
        return _strictly(content, encoding, source)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_mixture(content, source)
        return _plausible(_strictly(content, "gb18030", source), source)


def _plausible(text: str, source: str) -> str:
    """Big5 and other bytes read as GB18030 land in the private use area, where no real name has letters."""
    found = PRIVATE_USE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise BadDataError([Fault("table.encoding", source, line, values={"encoding": "gb18030"})])
    return text


def _strictly(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadDataError([Fault("table.encoding", source, line, values={"encoding": encoding})]) from error


def _refuse_mixture(content: bytes, source: str) -> None:
    """GB18030 takes nearly any bytes: when half of the foreign lines are UTF-8, the others are at fault."""
    foreign = [(number, line) for number, line in enumerate(content.splitlines(), 1) if not line.isascii()]
    strange = [number for number, line in foreign if not _is_utf8(line)]
    if len(strange) * 2 <= len(foreign):
        raise BadDataError([Fault("table.mixed_encoding", source, row) for row in strange[:MAX_FAULTS]])


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _separator_line(text: str) -> tuple[str, int, str | None]:
    """Excel's own first line "sep=;" names the delimiter and is no heading."""
    first, newline, rest = text.partition("\n")
    mark = first.strip().strip('"')
    if newline and mark.lower().startswith("sep=") and len(mark) == 5:
        return rest, 1, mark[4]
    return text, 0, None


def _guess_delimiter(text: str, header_row: int | None) -> str:
    """The delimiter that splits the headings into most columns and keeps the following rows as wide."""
    start = "".join(text.splitlines(keepends=True)[(header_row or 1) - 1 :][: LOOKED_AT * 3])

    def fit(delimiter: str) -> tuple[float, int]:
        widths = [len(cells) for cells in _lenient(start, delimiter)][:LOOKED_AT]
        alike = sum(width == widths[0] for width in widths) / len(widths) if widths else 0.0
        return (alike * (widths[0] - 1) if widths else 0.0, -DELIMITERS.index(delimiter))

    return max(DELIMITERS, key=fit)


def _lenient(text: str, delimiter: str) -> Iterator[list[str]]:
    """Records up to the first that no reader takes; what is wrong with it is said once the delimiter is known."""
    with suppress(csv.Error):
        yield from filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _fault_of(error: csv.Error, source: str, line: int) -> Fault:
    if str(error).startswith(TOO_LONG):
        limit = f"{csv.field_size_limit():,}"
        return Fault("table.cell_too_long", source, line, values={"limit": limit})
    return Fault("table.quote_open", source, line)


def _records(text: str, delimiter: str, source: str) -> Iterator[NumberedRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadDataError([_fault_of(error, source, before + 1)]) from error
        if before > MAX_ROWS:
            limits = {"what": "rows", "size": f"> {MAX_ROWS}", "limit": MAX_ROWS}
            raise BadDataError([Fault("table.too_large", source, values=limits)])
        yield before + 1, cells
        before = reader.line_num
