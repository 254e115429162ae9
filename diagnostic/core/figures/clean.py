"""From raw tables to one `PerformanceTable`: everything that is good goes in, everything else is named with its place.

Decides what is fatal: a file that lacks a column, or has one we do not know, is refused as a whole, and so is money
in two currencies. A bad cell costs its row only. An owner the roster does not know keeps his figures, they count
for the company, and is reported: dropping them in silence would make the team look worse than it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from diagnostic.core.figures.clean_amounts import add_up, clean_amounts
from diagnostic.core.figures.clean_deals import clean_deals
from diagnostic.core.figures.clean_roster import clean_roster
from diagnostic.core.figures.performance import Amount, Opportunity, PerformanceTable, Roster
from diagnostic.core.figures.rows import tell_once
from diagnostic.core.table import RawTable
from diagnostic.errors import BadDataError, Fault


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
    people, faults = clean_roster(roster) if roster else (Roster(), ())
    owners = _Owners(people)
    found: list[Fault] = list(faults)
    goals = [amount for table in targets for amount in _amounts(table, True, currency, owners, found)]
    done = [amount for table in actuals for amount in _amounts(table, False, currency, owners, found)]
    deals = [deal for table in opportunities for deal in _deals(table, currency, products, owners, found)]
    return PerformanceTable(
        people,
        tuple(goals),
        add_up(done),
        tuple(deals),
        _one_currency(goals, done, deals, currency),
        tuple(found),
    )


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
