"""Turns raw tables into one `PerformanceTable`: good rows are used, all others are reported with their place.

Decides which faults are fatal: a missing or unknown column, or money in two currencies. A bad cell excludes only
its row. Figures of owners who are not in the roster are kept, count for the company, and are reported: dropping
them silently would understate its results.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from diagnostic.core.figures.model.performance import Amount, InputRead, Opportunity, PerformanceTable, Roster
from diagnostic.core.figures.model.repeated_rows import repeated_rows
from diagnostic.core.figures.reading.amounts import add_up, clean_amounts
from diagnostic.core.figures.reading.deals import clean_deals
from diagnostic.core.figures.reading.owners import Owners
from diagnostic.core.figures.reading.roster import clean_roster
from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError, Fault

Cleaned = TypeVar("Cleaned")


def clean_figures(
    roster: RawTable | None = None,
    targets: Sequence[RawTable] = (),
    actuals: Sequence[RawTable] = (),
    opportunities: Sequence[RawTable] = (),
    *,
    currency: str | None = None,
    products: Collection[str] = (),
) -> PerformanceTable:
    """All figures of a client, with the faults of the rows that were not used.

    currency: for money if neither its row nor its file states one. products: the price list, if there is one. Raises
    BadDataError (`figures.*`) with the fatal faults of all files.
    """
    found: list[Fault] = []
    fatal: list[Fault] = []
    reads: list[InputRead] = []
    people = _roster(roster, found, reads, fatal)
    owners = Owners(people)
    goals = _each(targets, lambda table: _amounts(table, True, currency, owners, found, reads), fatal)
    done = _each(actuals, lambda table: _amounts(table, False, currency, owners, found, reads), fatal)
    deals = _each(opportunities, lambda table: _deals(table, currency, products, owners, found, reads), fatal)
    if fatal:
        raise BadDataError(fatal)
    money = one_currency(goals, done, deals, currency)
    sums = add_up(done, repeated_rows(done))
    return PerformanceTable(
        people, tuple(goals), sums, tuple(deals), money, tuple(found), tuple(_summed(reads))
    )


def _summed(reads: Sequence[InputRead]) -> Iterator[InputRead]:
    """How much was read of each kind of input, summed over its files."""
    for kind in dict.fromkeys(read.kind for read in reads):
        own = [read for read in reads if read.kind == kind]
        yield InputRead(
            kind,
            sum(read.rows for read in own),
            sum(read.good for read in own),
            sum(read.no_data for read in own),
            sheets_unread=sum(read.sheets_unread for read in own),
        )


def _roster(table: RawTable | None, found: list[Fault], reads: list[InputRead], fatal: list[Fault]) -> Roster:
    if table is None:
        return Roster()
    try:
        people, faults, read = clean_roster(table)
    except BadDataError as error:
        fatal += error.faults
        return Roster()
    found += faults
    reads.append(read)
    return people


def _each(
    tables: Sequence[RawTable], clean: Callable[[RawTable], list[Cleaned]], fatal: list[Fault]
) -> list[Cleaned]:
    """The cleaned rows of all tables; fatal faults are added to `fatal`, so that all are reported at once."""
    rows: list[Cleaned] = []
    for table in tables:
        try:
            rows += clean(table)
        except BadDataError as error:
            fatal += error.faults
    return rows


def _amounts(
    table: RawTable,
    targets: bool,
    currency: str | None,
    owners: Owners,
    found: list[Fault],
    reads: list[InputRead],
) -> list[Amount]:
    rows, faults, read = clean_amounts(table, targets=targets, currency=currency)
    found += faults
    reads.append(read)
    for kind, known in (("person", owners.persons), ("unit", owners.units)):
        named = [(number, amount.owner_id) for number, amount in rows if amount.owner_type == kind]
        found += owners.faults(named, known, table.source)
    return [owners.with_owner(amount) for _, amount in rows]


def _deals(
    table: RawTable,
    currency: str | None,
    products: Collection[str],
    owners: Owners,
    found: list[Fault],
    reads: list[InputRead],
) -> list[Opportunity]:
    rows, faults, read = clean_deals(table, currency=currency, products=products)
    found += faults
    reads.append(read)
    found += owners.faults([(number, deal.owner_id) for number, deal in rows], owners.persons, table.source)
    return [owners.with_person(deal) for _, deal in rows]


def one_currency(
    targets: Sequence[Amount],
    actuals: Sequence[Amount],
    deals: Sequence[Opportunity],
    given: str | None,
) -> str | None:
    """The currency of all money and of the assessment (`given`); BadDataError if there is more than one."""
    used = {amount.currency for amount in (*targets, *actuals)} | {deal.currency for deal in deals}
    currencies = sorted({currency for currency in (*used, given) if currency})
    if len(currencies) > 1:
        raise BadDataError([Fault("figures.currency_mixed", values={"value": ", ".join(currencies)})])
    return currencies[0] if currencies else None
