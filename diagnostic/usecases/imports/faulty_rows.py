"""The rows of a file that can't come in, as a file of their own each with its reasons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from diagnostic.core.table import Cell, RawTable
from diagnostic.faults import Fault
from diagnostic.text import Lang

FORMULA = ("=", "+", "-", "@", "\t", "\r")
REASON: Mapping[Lang, str] = {"zh": "原因", "en": "reason"}


def faulty_file(raw: RawTable, faulty: Mapping[int, Sequence[Fault]], lang: Lang) -> str:
    """`faulty` are the faults of each row. CSV with a further column; no cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*map(harmless, raw.headings), REASON[lang]])
    cells = dict(zip(raw.row_numbers, raw.rows, strict=True))
    for row, faults in faulty.items():
        words = "; ".join(f"[{fault.code}] {fault.message(lang)}" for fault in faults)
        writer.writerow([*map(harmless, cells[row]), harmless(words)])
    return "\ufeff" + out.getvalue()  # the mark by which Excel knows UTF-8


def harmless(cell: Cell) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; a number stays one."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[\d.,]+", text) is not None
