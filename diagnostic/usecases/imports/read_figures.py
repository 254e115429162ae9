"""Reads a file of targets, actuals or deals with the settings staff chose for it, without the database.

A file whose headings are ours is read as it is; of another one somebody needs to say which column is what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostic.core.figures.model.performance import Amount, InputRead, Opportunity
from diagnostic.core.figures.reading import amounts, deals
from diagnostic.core.figures.reading.guess_format import guess_date_order, guess_decimal
from diagnostic.core.figures.reading.headings import FigureKind, guess_kind
from diagnostic.core.table import DateOrder, DecimalMark, RawTable
from diagnostic.faults import Fault
from diagnostic.readers.maps.file_match import apply_match, file_match
from diagnostic.storage.imports.uploads import Upload
from diagnostic.usecases.imports.read_upload import read_upload

KINDS: tuple[FigureKind, ...] = ("targets", "actuals", "opportunities")
KNOWN = {"targets": amounts.KNOWN, "actuals": amounts.KNOWN, "opportunities": deals.KNOWN}
NEEDED = {"targets": amounts.NEEDED, "actuals": amounts.NEEDED, "opportunities": deals.NEEDED}
DAYS, NUMBERS = ("period", "created", "closed"), ("value", "amount")


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """A file as it was read: `raw` as it came, `table` in our words, the good lines with their rows, the faults."""

    kind: FigureKind
    raw: RawTable
    table: RawTable
    amounts: Sequence[tuple[int, Amount]] = ()
    deals: Sequence[tuple[int, Opportunity]] = ()
    faults: tuple[Fault, ...] = ()
    read: InputRead | None = None

    @property
    def rows(self) -> list[int]:
        return [row for row, _ in (*self.amounts, *self.deals)]

    @property
    def currencies(self) -> set[str]:
        used = {amount.currency for _, amount in self.amounts} | {deal.currency for _, deal in self.deals}
        return {currency for currency in used if currency}


def read_figures(upload: Upload, currency: str | None) -> FiguresFile | None:
    """The file, read with the chosen settings; None where somebody has to say first which column is what.

    currency: for money where neither file nor settings name one. Raises BadDataError where it can't be used at all.
    """
    raw = read_upload(upload)
    kind = kind_of(upload, raw.headings)
    if upload.columns is None:
        if not is_ours(raw, kind):
            return None
        table = raw
    else:
        table = apply_match(raw, file_match(upload.columns, upload.settings), upload.path)
    if kind == "opportunities":
        found, faults, read = deals.clean_deals(table, currency=currency)
        return FiguresFile(kind, raw, table, deals=found, faults=faults, read=read)
    lines, faults, read = amounts.clean_amounts(table, targets=kind == "targets", currency=currency)
    return FiguresFile(kind, raw, table, amounts=lines, faults=faults, read=read)


def named_kind(given: object) -> FigureKind | None:
    """None where `given` names no kind."""
    return next((kind for kind in KINDS if kind == given), None)


def kind_of(upload: Upload, headings: Sequence[str]) -> FigureKind:
    """As somebody said, else as the file looks."""
    return named_kind(upload.settings.get("kind")) or guess_kind(headings, upload.name)


def is_ours(raw: RawTable, kind: FigureKind) -> bool:
    """Whether nothing need be asked: our headings, and days and numbers in the way we write them."""
    if not set(NEEDED[kind]) <= set(raw.headings) <= set(KNOWN[kind]):
        return False
    return guess_settings(raw, {heading: heading for heading in raw.headings}) == (
        raw.date_order,
        raw.decimal,
    )


def guess_settings(raw: RawTable, columns: Mapping[str, str]) -> tuple[DateOrder, DecimalMark]:
    """How the file seems to write days and numbers, from the columns that hold them."""
    cells = {name: raw.column(columns[name]) for name in (*DAYS, *NUMBERS) if name in columns}
    days = [cell for name in DAYS for cell in cells.get(name, ())]
    numbers = [cell for name in NUMBERS for cell in cells.get(name, ())]
    return guess_date_order(days), guess_decimal(numbers)
