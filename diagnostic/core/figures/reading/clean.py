"""From raw tables to one `PerformanceTable`: everything that is good goes in, everything else is named with its place.

Decides what is fatal: a file that lacks a column, or has one we do not know, is refused as a whole, and so is money
in two currencies. A bad cell costs its row only. An owner the roster does not know keeps his figures, they count
for the company, and is reported: dropping them in silence would make the team look worse than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from diagnostic.core.figures.model.performance import Amount, InputRead, Opportunity, PerformanceTable, Roster
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
    """All figures of a client, with the faults of the rows that did not come in.

    currency: of money whose row and file do not say. products: the price list, if there is one. Raises BadDataError
    (`figures.*`) when a file as a whole cannot be used.
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
    read = tuple(_summed(reads))
    return PerformanceTable(people, tuple(goals), add_up(done), tuple(deals), money, tuple(found), read)


def _summed(reads: Sequence[InputRead]) -> Iterator[InputRead]:
    """What was read of each kind, over all its files."""
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
    """All tables cleaned; what is wrong with whole files is gathered, so that all of it is told at once."""
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
    """The one the money is in, else the one that was given; BadDataError where there are two."""
    used = {amount.currency for amount in (*targets, *actuals)} | {deal.currency for deal in deals}
    currencies = sorted(currency for currency in used if currency)
    if len(currencies) > 1:
        raise BadDataError([Fault("figures.currency_mixed", values={"value": ", ".join(currencies)})])
    return currencies[0] if currencies else given
