"""What a map may say about the file itself, and the fixed limits within which any file is read.

The limits keep a damaged or hostile file from taking the machine: what lies above them is refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.core.table import DateOrder, DecimalMark, PeriodKind

MAX_BYTES = 64 * 2**20
MAX_UNPACKED_BYTES = 512 * 2**20
MAX_PACKING_RATIO = 200  # real sheets pack to 1:10 or 1:20, a bomb to 1:1000
RATIO_MATTERS_FROM = 8 * 2**20
MAX_ROWS = 500_000
MAX_COLUMNS = 2_000
MAX_CELLS = 20_000_000
MAX_FAULTS = 50  # more of the same do not help


@dataclass(frozen=True, slots=True)
class FileSettings:
    """How a file is written; None means "look for yourself".

    `header_row` is the line of the headings as the person sees it (1 = first line); `period` says what a
    date in a period column means; `currency` is that of money columns which do not say.
    """

    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: DecimalMark = "."
    date_order: DateOrder = "ymd"
    currency: str | None = None
    period: PeriodKind | None = None
