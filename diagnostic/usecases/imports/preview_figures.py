"""What a file of targets, actuals or deals would change, before anything is stored: rows that can come in, rows that
can't and why.

The file is read first, without the database; what it would change is then asked in one short transaction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagnostic.core.figures.changes.figures import FigureChanges, amount_changes, deal_changes
from diagnostic.core.figures.model.performance import Amount, Opportunity, Roster
from diagnostic.core.figures.model.repeated_rows import repeated_rows
from diagnostic.core.figures.reading.amounts import add_up
from diagnostic.core.figures.reading.owners import Owners
from diagnostic.faults import BadDataError, Fault, NotFoundError
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.clients.rosters import find_roster
from diagnostic.storage.database.session import Session
from diagnostic.storage.imports.figure_imports import StoredFigures, currencies_kept, kept_figures
from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.read_figures import FiguresFile, read_figures

CODE = re.compile("[A-Z]{3}")
LARGEST = 2**63 - 1  # of a whole number in the database
Changes = FigureChanges[Amount] | FigureChanges[Opportunity]


@dataclass(frozen=True, slots=True)
class FiguresPreview:
    """`kept` and `roster` are what it was compared with. `faulty_rows` can't come in, each with its reasons; `notes`
    are worth a look and keep nothing out."""

    file: FiguresFile
    changes: Changes
    kept: StoredFigures
    roster: Roster
    notes: tuple[Fault, ...]
    faulty_rows: dict[int, list[Fault]]

    @property
    def faults(self) -> list[Fault]:
        return [fault for faults in self.faulty_rows.values() for fault in faults]

    @property
    def mark(self) -> str:
        return f"{self.file.kind}-{self.changes.mark}"


def preview_figures(installation: Installation, client_id: str, upload: Upload) -> FiguresPreview | None:
    """What the file would change now; None where somebody has to say first which column is what.

    Raises BadDataError where the file can't be used at all, NotFoundError where there is no such client.
    """
    file = read_client_figures(installation, client_id, upload)
    if file is None:
        return None
    with installation.store.reading() as session:
        return compare_figures(session, client_id, file)


def read_client_figures(installation: Installation, client_id: str, upload: Upload) -> FiguresFile | None:
    """The file, with the client's currency where it names none itself. Raises as `preview_figures` does."""
    with installation.store.reading() as session:
        client = find_client(session, client_id)
    if client is None:
        raise NotFoundError(client_id)
    return read_figures(upload, client.currency)


def compare_figures(session: Session, client_id: str, file: FiguresFile) -> FiguresPreview:
    """What the file would change in the figures as they are in this transaction.

    Raises BadDataError where its money is in another currency than what is there.
    """
    _refuse_two_currencies(session, client_id, file)
    roster = find_roster(session, client_id)
    owners = Owners(roster)
    kept = kept_figures(session, client_id, file.kind)
    changes, impossible = _changes(file, kept, owners)
    _refuse_what_is_too_large(changes)
    faults = [*file.faults, *_owner_faults(file, owners), *impossible]
    good = set(file.rows) - {fault.row for fault in impossible}
    notes = tuple(fault for fault in faults if fault.row is None or fault.row in good)
    return FiguresPreview(file, changes, kept, roster, notes, _faulty(file, faults, good))


def _refuse_two_currencies(session: Session, client_id: str, file: FiguresFile) -> None:
    client = find_client(session, client_id)
    own = {client.currency} if client and client.currency else set()
    unknown = [code for code in sorted(file.currencies) if not CODE.fullmatch(code)]
    if unknown:
        raise BadDataError([Fault("figures.currency_unknown", values={"value": ", ".join(unknown)})])
    used = file.currencies | currencies_kept(session, client_id) | own
    if file.currencies and len(used) > 1:
        raise BadDataError([Fault("figures.currency_mixed", values={"value": ", ".join(sorted(used))})])


def _refuse_what_is_too_large(changes: Changes) -> None:
    """Amounts of one owner and month are added up, and no limit of a single cell bounds their sum."""
    lines = (*changes.added, *(change.after for change in changes.changed))
    for line in lines:
        value = line.value if isinstance(line, Amount) else line.amount
        if value is not None and abs(value) > LARGEST:
            raise BadDataError([Fault("figures.sum_too_large", values={"value": value})])


def _changes(file: FiguresFile, kept: StoredFigures, owners: Owners) -> tuple[Changes, list[Fault]]:
    """The changes, and a fault for each row that contradicts what is there."""
    if file.kind != "opportunities":
        there = [owners.with_owner(line) for line in kept.lines if isinstance(line, Amount)]
        lines = [owners.with_owner(line) for _, line in file.amounts]
        if file.kind == "actuals":
            lines = [*add_up(lines, repeated_rows(lines))]
        return amount_changes(there, lines), []
    known = [owners.with_person(line) for line in kept.lines if isinstance(line, Opportunity)]
    changes = deal_changes(known, [owners.with_person(line) for _, line in file.deals])
    first = {deal.id: deal for deal in known}
    return changes, [_contradiction(file, at, first) for at in changes.impossible]


def _contradiction(file: FiguresFile, at: int, known: dict[str, Opportunity]) -> Fault:
    row, deal = file.deals[at]
    old = known[deal.id]
    values = {"created": deal.created or old.created, "closed": deal.closed or old.closed}
    return Fault("figures.closed_before_created", file.table.source, row, "closed", values=values)


def _owner_faults(file: FiguresFile, owners: Owners) -> list[Fault]:
    persons = [(row, line.owner_id) for row, line in file.amounts if line.owner_type == "person"]
    persons += [(row, deal.owner_id) for row, deal in file.deals]
    units = [(row, line.owner_id) for row, line in file.amounts if line.owner_type == "unit"]
    source = file.table.source
    return [*owners.faults(persons, owners.persons, source), *owners.faults(units, owners.units, source)]


def _faulty(file: FiguresFile, faults: Sequence[Fault], good: set[int]) -> dict[int, list[Fault]]:
    """Every row that stays out with its reasons; a fault reported once for many rows is a reason of each of them."""
    rows: dict[int, list[Fault]] = {row: [] for row in file.raw.row_numbers if row not in good}
    for fault in faults:
        if fault.row in rows:
            rows[fault.row].append(fault)
    once = {
        (fault.column, str(fault.values["value"])): fault
        for fault in faults
        if "value" in fault.values and fault.values.get("rows", 1) != 1
    }
    for column in {column for column, _ in once if column in file.table.headings}:
        cells = zip(file.table.row_numbers, file.table.column(column), strict=True)
        for row, cell in cells:
            repeated = once.get((column, str(cell).lower()))
            if repeated is not None and row in rows and repeated.row != row:
                rows[row].append(replace(repeated, row=row))
    return rows
