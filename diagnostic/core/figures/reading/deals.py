"""Reads deals from raw rows, each once, and reports what is odd about their names and days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from diagnostic.core.figures.model.performance import DealStage, InputRead, Opportunity
from diagnostic.core.figures.reading.numbers import to_minor_units
from diagnostic.core.figures.reading.rows import (
    FileRow,
    check_columns,
    read_rows,
    refuse_if_none_good,
    tell_once,
)
from diagnostic.core.table import RawTable
from diagnostic.faults import Fault

NEEDED = ("opportunity_id", "owner_id", "stage", "amount")
NEEDED_CELLS = NEEDED[:3]  # an open deal may have no amount yet
KNOWN = (
    *("opportunity_id", "owner_id", "stage", "created", "closed", "amount", "currency"),
    *("customer", "product", "channel"),
)
STAGES: dict[str, DealStage] = {"open": "open", "won": "won", "lost": "lost"}
NUMBERED = list[tuple[int, Opportunity]]


def clean_deals(
    table: RawTable, *, currency: str | None = None, products: Collection[str] = ()
) -> tuple[NUMBERED, tuple[Fault, ...], InputRead]:
    """The deals of a sheet with their row numbers, the faults, and how much was read.

    products: the price list, if there is one; a deal with another product is reported and still counts. Raises
    BadDataError for missing or unknown columns, and if there are rows but none is good.
    """
    check_columns(table, NEEDED, KNOWN)
    read = read_rows(table, NEEDED_CELLS, lambda row: _deal(row, table.currency or currency))
    rows, twice = _once(read.good, table.source)
    faults = read.faults + twice
    faults += _stages(table)
    faults += _names(rows, table.source, products)
    refuse_if_none_good(table, rows, faults)
    return rows, tuple(faults), read.of("opportunities", table)


def _deal(row: FileRow, currency: str | None) -> Opportunity | None:
    deal_id, owner = row.text("opportunity_id", needed=True), row.text("owner_id", needed=True)
    stage = STAGES.get((row.text("stage", needed=True) or "").lower())
    created, closed, amount = row.day("created"), row.day("closed"), row.number_in("amount")
    _check_days(row, stage, created, closed)
    if stage == "won" and amount is None and not row.faults:
        row.fault("figures.won_without_amount", "amount")
    if row.faults or deal_id is None or owner is None or stage is None:
        return None
    currency = row.text("currency") or currency
    return Opportunity(
        deal_id,
        owner,
        stage,
        created,
        closed if stage != "open" else None,
        None if amount is None else to_minor_units(amount, currency),
        currency,
        row.text("customer"),
        row.text("product"),
        row.text("channel"),
    )


def _check_days(row: FileRow, stage: DealStage | None, created: date | None, closed: date | None) -> None:
    """Reports a won deal without a closing day, which belongs to no month, and a closing day before creation.

    The closing day of an open deal is a forecast and is ignored.
    """
    if stage == "won" and closed is None and "closed" in row.cells and not row.faults:
        row.fault("figures.won_without_close", "closed")
    if stage in ("won", "lost") and created and closed and closed < created:
        row.fault("figures.closed_before_created", "closed", created=created, closed=closed)


def _once(rows: NUMBERED, source: str) -> tuple[NUMBERED, list[Fault]]:
    """The first deal with each id, and a fault for each repetition."""
    first: dict[str, int] = {}
    for number, deal in rows:
        first.setdefault(deal.id, number)
    faults = [
        Fault(
            "figures.duplicate_opportunity",
            source,
            number,
            "opportunity_id",
            values={"value": deal.id, "first": first[deal.id]},
        )
        for number, deal in rows
        if first[deal.id] != number
    ]
    return [(number, deal) for number, deal in rows if first[deal.id] == number], faults


def _stages(table: RawTable) -> list[Fault]:
    cells = zip(table.row_numbers, table.column("stage"), strict=True)
    words = [(number, None if cell is None else str(cell).lower()) for number, cell in cells]
    known = ", ".join(STAGES)
    return tell_once("figures.value_unknown", table.source, "stage", words, STAGES, known=known)


def _names(rows: NUMBERED, source: str, products: Collection[str]) -> list[Fault]:
    named = [(number, deal.product) for number, deal in rows]
    faults = _alike("product", named, source)
    faults += _alike("channel", [(number, deal.channel) for number, deal in rows], source)
    if products:
        faults += tell_once("figures.name_not_listed", source, "product", named, products)
    return faults


def _alike(column: str, names: Sequence[tuple[int, str | None]], source: str) -> list[Fault]:
    """Faults for names that differ only in blanks, marks and case ("GTXPro", "GTX Pro"), at the rarer spelling."""
    counts = Counter(name for _, name in names if name)
    twins: dict[str, list[str]] = {}
    for name, _ in counts.most_common():
        twins.setdefault(re.sub(r"[\s\-_·.]", "", name).casefold(), []).append(name)
    common = {twin: group[0] for group in twins.values() for twin in group[1:]}
    return [
        fault
        for twin, other in common.items()
        for fault in tell_once(
            "figures.names_alike", source, column, names, counts.keys() - {twin}, other=other, heading=column
        )
    ]
