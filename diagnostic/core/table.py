"""A table as somebody gave it to us: headings and cells, before anything is believed about them.

Readers make it from a file, the core cleans it; row numbers are those people see in their spreadsheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Cell = str | int | float | bool | date | datetime | time | None
DateOrder = Literal["ymd", "dmy", "mdy"]
DecimalMark = Literal[".", ","]
PeriodKind = Literal["day", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class RawTable:
    """Headings and rows of one sheet.

    `row_numbers[i]` is the line of the file that `rows[i]` stood in (the file's first line is 1).
    `decimal` and `date_order` say how the file writes numbers and dates, `currency` what its money is in when
    no column says so, and `period` what a date in its period column stands for (None: the month it lies in).
    `sheets_unread` names visible sheets of the same workbook whose headings are like these, and which were not read.
    """

    source: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    decimal: DecimalMark = "."
    date_order: DateOrder = "ymd"
    currency: str | None = None
    period: PeriodKind | None = None
    sheets_unread: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.rows) != len(self.row_numbers):
            raise ValueError("every row needs its number")
        if any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError("every row needs a cell for every heading")
        if len(set(self.headings)) != len(self.headings):
            raise ValueError("headings must differ")

    def column(self, heading: str) -> Sequence[Cell]:
        place = self.headings.index(heading)
        return [row[place] for row in self.rows]
