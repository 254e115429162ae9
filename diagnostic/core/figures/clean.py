"""From raw tables to one `PerformanceTable`: everything that is good goes in, everything else is named with its place.

Decides what is fatal: a file that lacks a column, or has one we do not know, is refused as a whole, and so is money
in two currencies. A bad cell costs its row only. An owner the roster does not know keeps his figures, they count
for the company, and is reported: dropping them in silence would make the team look worse than it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from diagnostic.core.figures.clean_amounts import add_up, clean_amounts
from diagnostic.core.figures.clean_deals import clean_deals
from diagnostic.core.figures.clean_roster import clean_roster
from diagnostic.core.figures.performance import Amount, Opportunity, PerformanceTable, Roster
from diagnostic.core.figures.rows import tell_once
from diagnostic.core.table import RawTable
from diagnostic.errors import BadDataError, Fault

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
    owners = _Owners(people)
    goals = _each(targets, lambda table: _amounts(table, True, currency, owners, found), fatal)
    done = _each(actuals, lambda table: _amounts(table, False, currency, owners, found), fatal)
    deals = _each(opportunities, lambda table: _deals(table, currency, products, owners, found), fatal)
    if fatal:
        raise BadDataError(fatal)
    money = _one_currency(goals, done, deals, currency)
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
    table: RawTable, targets: bool, currency: str | None, owners: _Owners, found: list[Fault]
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
    owners: _Owners,
    found: list[Fault],
) -> list[Opportunity]:
    rows, faults = clean_deals(table, currency=currency, products=products)
    found += faults
    found += owners.faults([(number, deal.owner_id) for number, deal in rows], owners.persons, table.source)
    return [replace(deal, owner_id=owners.resolve(deal.owner_id, "person")) for _, deal in rows]


class _Owners:
    """How owners of figures are found in the roster: persons by id or name, units by path or last part."""

    def __init__(self, roster: Roster) -> None:
        names = [(person.name, person.id) for person in roster.people]
        parts = [(unit.rpartition("/")[2], unit) for unit in roster.units]
        self.persons, self.twins = _keys([(p.id, p.id) for p in roster.people], names)
        self.units, unit_twins = _keys([(unit, unit) for unit in roster.units], parts)
        self.twins |= unit_twins

    def resolve(self, owner: str, kind: str) -> str:
        return (self.persons if kind == "person" else self.units).get(owner, owner)

    def with_owner(self, amount: Amount) -> Amount:
        owner = self.resolve(amount.owner_id, amount.owner_type)
        return amount if owner == amount.owner_id else replace(amount, owner_id=owner)

    def faults(self, named: Sequence[tuple[int, str]], known: Mapping[str, str], source: str) -> list[Fault]:
        """Owners the roster has not or has twice; without a roster every owner is fine."""
        if not known:
            return []
        fine = {*known, *self.twins}
        unclear = [(number, name) for number, name in named if name in self.twins]
        return [
            *tell_once("figures.owner_unknown", source, "owner_id", named, fine),
            *tell_once("figures.owner_ambiguous", source, "owner_id", unclear, ()),
        ]


def _keys(
    ids: Iterable[tuple[str, str]], names: Sequence[tuple[str, str]]
) -> tuple[dict[str, str], set[str]]:
    """What leads to an id: the id itself, and a name that only one has; and the names that more than one have."""
    known = dict(ids)
    times = Counter(name for name, _ in names)
    by_name = {name: key for name, key in names if times[name] == 1}
    twins = {name for name, count in times.items() if count > 1} - known.keys()
    return by_name | known, twins


def _one_currency(
    targets: Sequence[Amount],
    actuals: Sequence[Amount],
    deals: Sequence[Opportunity],
    given: str | None,
) -> str | None:
    used = {amount.currency for amount in (*targets, *actuals)} | {deal.currency for deal in deals}
    currencies = sorted(currency for currency in used if currency)
    if len(currencies) > 1:
        raise BadDataError([Fault("figures.currency_mixed", values={"value": ", ".join(currencies)})])
    return currencies[0] if currencies else given
