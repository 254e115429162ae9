"""The rows of a file that can't come in, as a file of their own each with its reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from diagnostic.core.table import RawTable
from diagnostic.faults import Fault
from diagnostic.i18n import say
from diagnostic.render.csv_cells import harmless
from diagnostic.text import Lang


def faulty_file(raw: RawTable, faulty: Mapping[int, Sequence[Fault]], lang: Lang) -> str:
    """`faulty` are the faults of each row. CSV with a further column; no cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*map(harmless, raw.headings), say("reason", lang)])
    cells = dict(zip(raw.row_numbers, raw.rows, strict=True))
    for row, faults in faulty.items():
        words = "; ".join(f"[{fault.code}] {fault.message(lang)}" for fault in faults)
        writer.writerow([*map(harmless, cells[row]), harmless(words)])
    return "\ufeff" + out.getvalue()  # the mark by which Excel knows UTF-8
