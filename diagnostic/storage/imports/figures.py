"""A client's figures in the database: what was clean when it came in, in the order of the client's own files.

Money is kept as whole minor units, since a database's decimals lose digits in silence on SQLite. Faults of rows that
did not come in belong to the import and are shown there; they are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.orm import Session

from diagnostic.core.figures.model.metrics import METRICS
from diagnostic.core.figures.model.performance import (
    Amount,
    Opportunity,
    PerformanceTable,
    Period,
    Person,
    Roster,
)
from diagnostic.core.figures.reading.amounts import add_up
from diagnostic.core.figures.reading.clean import one_currency
from diagnostic.core.figures.reading.owners import Owners
from diagnostic.storage.database import tables as t
from diagnostic.storage.imports.input_reads import reads_of

AT_ONCE = 5000  # rows of one insert
KINDS = ("target", "actual")
# fields of a person that stand in the table under the same name
SAME = tuple(f.name for f in fields(Person) if f.name not in ("id", "path", "manager_id"))
CONTACT = ("email", "lang")  # how to reach them: no figure, kept when figures come in again

RowValues = dict[str, Any]


def save_figures(session: Session, client_id: str, table: PerformanceTable) -> None:
    """Replace all figures of the client by these. Units it had keep their names and days."""
    contacts = _contacts(session, client_id)
    for old in (t.Person, t.Amount, t.Deal, t.FigureImport, t.RosterImport, t.ReadCount):
        session.execute(delete(old).where(old.client_id == client_id))
    own = {"client_id": client_id}
    _insert(
        session,
        t.Person,
        (person_out(each) | contacts.get(each.id, {}) | own for each in table.roster.people),
    )
    for kind, amounts in zip(KINDS, (table.targets, table.actuals), strict=True):
        _insert(session, t.Amount, (amount_out(each) | {"kind": kind} | own for each in amounts))
    _insert(session, t.Deal, (deal_out(each) | own for each in table.opportunities))
    add_units(session, client_id, table.roster.units)
    session.execute(update(t.Client).where(t.Client.id == client_id).values(currency=table.currency))


def load_figures(session: Session, client_id: str, with_deals: bool = True) -> PerformanceTable:
    """The client's figures, as they are read from files: whose they are is asked of the roster as it is now. Without
    deals where only targets and actuals are asked for: there are many more deals than anything else. What could be
    read of the files is told with all of it only."""
    roster = Roster(tuple(person_in(row) for row in _rows(session, t.Person, client_id)))
    owners = Owners(roster)
    amounts = [
        (row["kind"], owners.with_owner(amount_in(row))) for row in _rows(session, t.Amount, client_id)
    ]
    targets, actuals = (tuple(amount for own, amount in amounts if own == kind) for kind in KINDS)
    own_deals = _rows(session, t.Deal, client_id) if with_deals else ()
    deals = tuple(owners.with_person(deal_in(row)) for row in own_deals)
    given = session.scalar(select(t.Client.currency).where(t.Client.id == client_id))
    currency = one_currency(targets, actuals, deals, given)
    reads = tuple(reads_of(session, client_id)) if with_deals else ()
    return PerformanceTable(roster, targets, add_up(actuals), deals, currency, reads=reads)


def _insert(session: Session, table: type[t.Table], rows: Iterable[RowValues]) -> None:
    numbered = [row | {"position": position} for position, row in enumerate(rows)]
    for first in range(0, len(numbered), AT_ONCE):
        session.execute(insert(table), numbered[first : first + AT_ONCE])


def _rows(session: Session, table: type[t.Table], client_id: str) -> Sequence[RowMapping]:
    own = table.__table__.c
    query = select(*own).where(own.client_id == client_id).order_by(own.position)
    return session.connection().execute(query).mappings().all()


def _contacts(session: Session, client_id: str) -> dict[str, RowValues]:
    rows = session.execute(
        select(t.Person.key, t.Person.email, t.Person.lang).where(t.Person.client_id == client_id)
    )
    return {key: dict(zip(CONTACT, contact, strict=True)) for key, *contact in rows}


def add_units(session: Session, client_id: str, paths: Sequence[str]) -> None:
    """Units seen for the first time, named after the last part of their path."""
    known = {*session.scalars(select(t.Unit.path).where(t.Unit.client_id == client_id))}
    names = {path: path.rpartition("/")[2] for path in paths if path not in known}
    rows = [
        {"client_id": client_id, "path": path, "name_zh": name, "name_en": name}
        for path, name in names.items()
    ]
    if rows:
        session.execute(insert(t.Unit), rows)


def person_out(person: Person) -> RowValues:
    """A person as the columns of their table."""
    same = {name: getattr(person, name) for name in SAME}
    return same | {"key": person.id, "unit_path": person.unit, "manager_key": person.manager_id}


def person_in(row: RowMapping) -> Person:
    same = {name: row[name] for name in SAME}
    path = tuple(row["unit_path"].split("/")) if row["unit_path"] else ()
    return Person(id=row["key"], path=path, manager_id=row["manager_key"], **same)


def amount_out(amount: Amount) -> RowValues:
    money = METRICS[amount.metric].unit == "money"
    return {
        "owner_type": amount.owner_type,
        "owner_key": amount.owner_id,
        "metric": amount.metric,
        "first": amount.period.first,
        "last": amount.period.last,
        "currency": amount.currency,
        "minor": amount.value if money else None,
        "number": None if money else amount.value,
        "again": [*amount.again] or None,
        "rows": amount.rows,
    }


def amount_in(row: RowMapping) -> Amount:
    return Amount(
        row["owner_type"],
        row["owner_key"],
        row["metric"],
        Period(row["first"], row["last"]),
        row["number"] if row["minor"] is None else row["minor"],
        row["currency"],
        tuple(row["again"] or ()),
        row["rows"],
    )


def deal_out(deal: Opportunity) -> RowValues:
    return {
        "key": deal.id,
        "owner_key": deal.owner_id,
        "stage": deal.stage,
        "created": deal.created,
        "closed": deal.closed,
        "minor": deal.amount,
        "currency": deal.currency,
        "customer": deal.customer,
        "product": deal.product,
        "channel": deal.channel,
    }


def deal_in(row: RowMapping) -> Opportunity:
    return Opportunity(
        row["key"],
        row["owner_key"],
        row["stage"],
        row["created"],
        row["closed"],
        row["minor"],
        row["currency"],
        row["customer"],
        row["product"],
        row["channel"],
    )
