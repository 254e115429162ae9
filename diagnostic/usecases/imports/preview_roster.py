"""What a roster file would change, before anything is stored: rows that can come in, rows that can't and why.

A file whose headings are ours is read as it is; for another one somebody has to say which column is what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagnostic.core.figures.changes.roster import RosterChanges, RosterLine, roster_changes
from diagnostic.core.figures.model.performance import InputRead
from diagnostic.core.figures.reading.guess_format import guess_date_order, guess_decimal
from diagnostic.core.figures.reading.roster import KNOWN, clean_roster
from diagnostic.core.table import DateOrder, DecimalMark, RawTable
from diagnostic.faults import Fault
from diagnostic.readers.maps.file_match import apply_match, file_match
from diagnostic.storage.clients.rosters import roster_lines
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.read_upload import read_upload

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
DAYS = ("start", "end", "manager_since")
NUMBERS = ("territory_potential", "inherited_share", "accounts", "admin_hours")


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """`raw` is the file as it came, `faults` what keeps rows out of it."""

    raw: RawTable
    changes: RosterChanges
    faults: tuple[Fault, ...]
    read: InputRead

    @property
    def faulty_rows(self) -> dict[int, list[Fault]]:
        rows: dict[int, list[Fault]] = {}
        for fault in self.faults:
            if fault.row is not None:
                rows.setdefault(fault.row, []).append(fault)
        return rows


def preview_roster(installation: Installation, client_id: str, upload: Upload) -> RosterPreview | None:
    """What the file would change now; None where somebody has to say first which column is what.

    Raises BadDataError where the file can't be used at all.
    """
    with installation.store.reading() as session:
        there = roster_lines(session, client_id)
    return compare_roster(upload, there)


def compare_roster(upload: Upload, there: Sequence[RosterLine]) -> RosterPreview | None:
    """The same, compared with the roster `there`."""
    raw = read_upload(upload)
    if upload.columns is None and not is_ours(raw):
        return None
    match = file_match(upload.columns or {}, upload.settings)
    table = raw if upload.columns is None else apply_match(raw, match, upload.path)
    roster, faults, read = clean_roster(table)
    contacts, contact_faults = _contacts(table)
    out = {fault.row for fault in contact_faults}
    row_of = _first_rows(table)
    lines = [
        RosterLine(person, *contacts[row_of[person.id]])
        for person in roster.people
        if row_of[person.id] not in out
    ]
    changes = roster_changes(there, lines)
    faults = (*faults, *contact_faults, *(_contradiction(table, row_of[id]) for id in changes.impossible))
    return RosterPreview(raw, changes, tuple(sorted(faults, key=lambda fault: fault.row or 0)), read)


def is_ours(table: RawTable) -> bool:
    """Whether nothing need be asked: our headings, and days and numbers in the way we write them."""
    if "person_id" not in table.headings or not set(table.headings) <= {*KNOWN}:
        return False
    return guess_roster_settings(table, {name: name for name in table.headings}) == ("ymd", ".")


def guess_roster_settings(table: RawTable, columns: Mapping[str, str]) -> tuple[DateOrder, DecimalMark]:
    """How the file seems to write days and numbers."""
    cells = {name: table.column(heading) for name, heading in columns.items()}
    days = [cell for name in DAYS for cell in cells.get(name, ())]
    numbers = [cell for name in NUMBERS for cell in cells.get(name, ())]
    return guess_date_order(days), guess_decimal(numbers)


def _contradiction(table: RawTable, row: int) -> Fault:
    """The row says when they left, and the roster that they came later."""
    return Fault("figures.end_before_start", table.source, row, "end")


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
