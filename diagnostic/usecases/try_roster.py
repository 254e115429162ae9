"""What a roster file would change, before anything is stored: rows that can come in, rows that can't and why.

A file whose headings are ours is read as it is; another one needs to be told which column is what.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagnostic.core.figures.clean_roster import KNOWN, clean_roster
from diagnostic.core.figures.roster_changes import RosterChanges, RosterLine, roster_changes
from diagnostic.core.table import Cell, RawTable
from diagnostic.errors import Fault
from diagnostic.readers.apply_map import apply_map
from diagnostic.readers.map_parts import ColumnMap
from diagnostic.readers.tables import read_table
from diagnostic.storage.uploads import Upload
from diagnostic.text import Lang

UNIT_LEVELS = ("unit_path", "unit_2", "unit_3", "unit_4")
LANGUAGES = {
    "zh": "zh",
    "zh-cn": "zh",
    "zh_cn": "zh",
    "中文": "zh",
    "en": "en",
    "英文": "en",
    "english": "en",
}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class RosterTrial:
    """`raw` is the file as it came, `faults` what keeps rows out of it."""

    raw: RawTable
    changes: RosterChanges
    faults: tuple[Fault, ...]

    @property
    def faulty_rows(self) -> dict[int, list[Fault]]:
        rows: dict[int, list[Fault]] = {}
        for fault in self.faults:
            if fault.row is not None:
                rows.setdefault(fault.row, []).append(fault)
        return rows


def try_roster(upload: Upload, there: Sequence[RosterLine]) -> RosterTrial | None:
    """The trial; None where somebody has to say first which column is what.

    Raises BadDataError where the file can't be used at all.
    """
    raw = read_table(upload.path)
    if upload.columns is None and not has_our_headings(raw):
        return None
    table = raw if upload.columns is None else apply_map(raw, _map(upload.columns), upload.path.parent)
    roster, faults = clean_roster(table)
    contacts, contact_faults = _contacts(table)
    out = {fault.row for fault in contact_faults}
    row_of = _first_rows(table)
    lines = [
        RosterLine(person, *contacts[row_of[person.id]])
        for person in roster.people
        if row_of[person.id] not in out
    ]
    everything = sorted([*faults, *contact_faults], key=lambda fault: fault.row or 0)
    return RosterTrial(raw, roster_changes(there, lines), tuple(everything))


def has_our_headings(table: RawTable) -> bool:
    return "person_id" in table.headings and set(table.headings) <= {*KNOWN}


def faulty_file(trial: RosterTrial, lang: Lang) -> str:
    """The rows that can't come in as CSV, with the reasons in a further column; no cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    reason = {"zh": "原因", "en": "reason"}[lang]
    writer.writerow([*map(harmless, trial.raw.headings), reason])
    cells = dict(zip(trial.raw.row_numbers, trial.raw.rows, strict=True))
    for row, faults in trial.faulty_rows.items():
        words = "; ".join(f"[{fault.code}] {fault.message(lang)}" for fault in faults)
        writer.writerow([*map(harmless, cells[row]), harmless(words)])
    return "\ufeff" + out.getvalue()  # the mark by which Excel knows UTF-8


def harmless(cell: Cell) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; a number stays one."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[\d.,]+", text) is not None


def _map(columns: Mapping[str, str]) -> ColumnMap:
    """A heading may serve two of our columns; the second one is joined from it alone."""
    plain: dict[str, str] = {}
    joined: dict[str, tuple[str, ...]] = {}
    levels = tuple(columns[level] for level in UNIT_LEVELS if level in columns)
    if levels:
        joined["unit_path"] = levels
    for ours, heading in columns.items():
        if ours in UNIT_LEVELS:
            continue
        if heading in plain:
            joined[ours] = (heading,)
        else:
            plain[heading] = ours
    return ColumnMap(columns=plain, join=joined)


def _first_rows(table: RawTable) -> dict[str, int]:
    """Where each person stands first, by the id as the cleaner reads it."""
    rows: dict[str, int] = {}
    for row, id in _texts(table, "person_id"):
        if id is not None:
            rows.setdefault(id, row)
    return rows


def _contacts(table: RawTable) -> tuple[dict[int, tuple[str | None, str | None]], list[Fault]]:
    """Address and language by row, and what is wrong with them."""
    faults: list[Fault] = []
    emails, langs = dict(_texts(table, "email")), dict(_texts(table, "lang"))
    contacts: dict[int, tuple[str | None, str | None]] = {}
    for row in table.row_numbers:
        email, lang = emails.get(row), langs.get(row)
        if email is not None and not EMAIL.fullmatch(email):
            faults.append(Fault("figures.email_wrong", table.source, row, "email", values={"value": email}))
        known = LANGUAGES.get(lang.lower()) if lang is not None else None
        if lang is not None and known is None:
            values = {"value": lang, "known": "zh, en", "rows": 1}
            faults.append(Fault("figures.value_unknown", table.source, row, "lang", values=values))
        contacts[row] = (email, known)
    return contacts, faults


def _texts(table: RawTable, column: str) -> Iterator[tuple[int, str | None]]:
    if column not in table.headings:
        return
    for row, cell in zip(table.row_numbers, table.column(column), strict=True):
        yield row, None if cell is None else unicodedata.normalize("NFC", str(cell))
