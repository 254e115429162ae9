"""Reads the cells of a row as text, numbers, days and periods, and collects the faults found.

A row with a fault is left out as a whole; the other rows are used. A fault that repeats in many rows (an unknown
owner) is reported once, with the first row and the number of rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from diagnostic.core.figures.model.performance import InputRead
from diagnostic.core.figures.model.periods import Period
from diagnostic.core.figures.reading.dates import parse_day, parse_period
from diagnostic.core.figures.reading.numbers import parse_number
from diagnostic.core.table import Cell, RawTable
from diagnostic.faults import BadDataError, Fault

Parsed = TypeVar("Parsed")
Made = TypeVar("Made")

CONTRADICTIONS = frozenset({"figures.end_before_start", "figures.closed_before_created"})
NO_DATA = re.compile(
    r"(?:小计|合计|总计|(?:sub|grand )?totals?)(?:\s*[(:].*)?$"
    r"|(?:注|备注|说明|notes?)(?:\s*[\d:].*)?$"
    r"|(?:applied filters?|filters?|筛选条件|预览|preview)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How the first cell begins in rows with totals, notes, and filters or previews added by an export."""


@dataclass(slots=True)
class FileRow:
    """One row as column name -> cell; reading a bad cell adds to `faults` and gives None."""

    table: RawTable
    number: int
    cells: dict[str, Cell]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, column: str | None = None, **values: object) -> None:
        self.faults.append(Fault(code, self.table.source, self.number, column, values=values))

    def text(self, column: str, needed: bool = False) -> str | None:
        cell = self.cells.get(column)
        if cell is None:
            self._miss(column, needed)
            return None
        return unicodedata.normalize("NFC", str(cell))

    def number_in(self, column: str, needed: bool = False, negative: bool = False) -> Decimal | None:
        """The number in a cell; a negative one is a fault unless `negative` allows it."""
        value = self._parsed(
            column, "figures.number_wrong", lambda cell: parse_number(cell, self.table.decimal), needed
        )
        if value is not None and value < 0 and not negative:
            self.fault("figures.number_negative", column, value=self.cells[column])
            return None
        return value

    def day(self, column: str) -> date | None:
        return self._parsed(column, "figures.date_wrong", lambda cell: parse_day(cell, self.table.date_order))

    def period(self, column: str) -> Period | None:
        return self._parsed(
            column,
            "figures.period_wrong",
            lambda cell: parse_period(cell, self.table.date_order, self.table.period),
            needed=True,
        )

    def _parsed(
        self, column: str, code: str, parse: Callable[[Cell], Parsed | None], needed: bool = False
    ) -> Parsed | None:
        cell = self.cells.get(column)
        try:
            value = parse(cell)
        except ValueError:
            self.fault(code, column, value=cell)
            return None
        if value is None:
            self._miss(column, needed)
        return value

    def _miss(self, column: str, needed: bool) -> None:
        if needed:
            self.fault("figures.cell_empty", column)


def check_columns(table: RawTable, needed: Sequence[str], known: Sequence[str]) -> None:
    """Raises BadDataError with every missing and every unknown column; called before any row is read."""
    missing = [
        Fault("figures.column_missing", table.source, column=column, values={"column": column})
        for column in needed
        if column not in table.headings
    ]
    unknown = [
        Fault(
            "figures.column_unknown",
            table.source,
            column=heading,
            values={"column": heading, "known": ", ".join(known)},
        )
        for heading in table.headings
        if heading not in known
    ]
    if missing or unknown:
        raise BadDataError([*missing, *unknown])


@dataclass(slots=True)
class RowsRead(Generic[Made]):
    """The rows of a sheet: row number and object made for each `good` one, and the faults of the others.

    `unread` counts rows that could not be read, `no_data` rows with a total or a note. A row whose cells can be read
    but contradict each other is in neither, and is left out.
    """

    good: list[tuple[int, Made]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: int = 0
    no_data: int = 0

    def of(self, kind: str, table: RawTable) -> InputRead:
        """How much was read; rows whose cells contradict each other count as good."""
        rows = len(table.rows)
        good = rows - self.unread - self.no_data
        return InputRead(kind, rows, good, self.no_data, sheets_unread=len(table.sheets_unread))


def read_rows(
    table: RawTable, needed: Sequence[str], make: Callable[[FileRow], Made | None]
) -> RowsRead[Made]:
    """Calls `make` for each row, None meaning a bad row; a row that lacks a `needed` cell may be a total or a note."""
    read: RowsRead[Made] = RowsRead()
    for row in _rows(table):
        made = make(row)
        read.faults += row.faults
        if made is not None and not row.faults:
            read.good.append((row.number, made))
        elif _is_no_data(row, needed):
            read.no_data += 1
        elif not row.faults or any(fault.code not in CONTRADICTIONS for fault in row.faults):
            read.unread += 1
    return read


def _is_no_data(row: FileRow, needed: Sequence[str]) -> bool:
    """Whether the row lacks a needed cell, and its first filled cell marks it as a total, a note or a filter."""
    first = next((cell for cell in row.cells.values() if cell is not None), None)
    return (
        isinstance(first, str)
        and any(row.cells.get(column) is None for column in needed)
        and NO_DATA.match(unicodedata.normalize("NFKC", first).strip()) is not None
    )


def refuse_if_none_good(table: RawTable, good: Sequence[object], faults: Sequence[Fault]) -> None:
    """Raises BadDataError if there are rows but none is good: then the whole file was probably misread."""
    if table.rows and not good:
        raise BadDataError([Fault("figures.no_good_row", table.source), *faults])


def _rows(table: RawTable) -> Iterator[FileRow]:
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        yield FileRow(table, number, dict(zip(table.headings, cells, strict=True)))


def tell_once(
    code: str,
    source: str,
    column: str,
    values: Sequence[tuple[int, str | None]],
    fine: Collection[str],
    **more: object,
) -> list[Fault]:
    """One fault for each value that is not in `fine`, at its first row and with the number of its rows.

    values: pairs of row number and value. `more` is added to the values of each fault.
    """
    rows: dict[str, list[int]] = {}
    for number, value in values:
        if value is not None and value not in fine:
            rows.setdefault(value, []).append(number)
    return [
        Fault(code, source, numbers[0], column, values={**more, "value": value, "rows": len(numbers)})
        for value, numbers in rows.items()
    ]
