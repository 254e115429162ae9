"""From raw tables to one `PerformanceTable`: everything that is good goes in, everything else is named with its place.

Decides what is fatal: a file that lacks a column, or has one we do not know, is refused as a whole, and so is money
in two currencies. A bad cell costs its row only. An owner the roster does not know keeps his figures, they count
for the company, and is reported: dropping them in silence would make the team look worse than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable, Roster
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
    people = _roster(roster, found, fatal)
    owners = Owners(people)
    goals = _each(targets, lambda table: _amounts(table, True, currency, owners, found), fatal)
    done = _each(actuals, lambda table: _amounts(table, False, currency, owners, found), fatal)
    deals = _each(opportunities, lambda table: _deals(table, currency, products, owners, found), fatal)
    if fatal:
        raise BadDataError(fatal)
    money = one_currency(goals, done, deals, currency)
    return PerformanceTable(people, tuple(goals), add_up(done), tuple(deals), money, tuple(found))


def _roster(table: RawTable | None, found: list[Fault], fatal: list[Fault]) -> Roster:
    if table is None:
        return Roster()
    try:
        people, faults = clean_roster(table)
    except BadDataError as error:
        fatal += error.faults
        return Roster()
    found += faults
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
    table: RawTable, targets: bool, currency: str | None, owners: Owners, found: list[Fault]
) -> list[Amount]:
    rows, faults = clean_amounts(table, targets=targets, currency=currency)
    found += faults
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
) -> list[Opportunity]:
    rows, faults = clean_deals(table, currency=currency, products=products)
    found += faults
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
