"""A client's figures as staff see them: counted, listed page by page, changed by an import, and brought back to what
they were before the last one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Float, Select, bindparam, case, cast, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from diagnostic.core.figures.changes.figures import FigureChanges
from diagnostic.core.figures.model.performance import Amount, Opportunity
from diagnostic.core.figures.reading.headings import FigureKind
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.imports.figures import AT_ONCE, amount_in, amount_out, deal_in, deal_out

KIND: Mapping[FigureKind, str] = {"targets": "target", "actuals": "actual"}
DAYS = ("first", "last", "created", "closed")
FigureLine = Amount | Opportunity
Changes = FigureChanges[Amount] | FigureChanges[Opportunity]


@dataclass(frozen=True, slots=True)
class StoredFigures:
    """What is there of one kind, in the client's order; `ids` are the ids of the rows."""

    ids: tuple[str, ...]
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class LastFigures:
    """The import that can be undone. `id` is its own, so that undoing names which one is meant."""

    id: str
    kind: FigureKind
    file: str
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Total:
    """Lines of one kind and metric (of deals: of one stage): how many, over which days, and their sum; of money in
    minor units of `currency`."""

    kind: FigureKind
    what: str
    owner_type: str
    depth: int
    lines: int
    first: date | None
    last: date | None
    minor: float | None
    number: float | None
    currency: str | None


def kept_figures(session: Session, client_id: str, kind: FigureKind) -> StoredFigures:
    rows = session.connection().execute(_own(client_id, kind)).mappings().all()
    made = deal_in if kind == "opportunities" else amount_in
    return StoredFigures(tuple(row["id"] for row in rows), tuple(made(row) for row in rows))


def currencies_kept(session: Session, client_id: str) -> set[str]:
    """What the money of all figures is in; more than one only if the database was filled in some other way."""
    amount, deal = t.Amount, t.Deal
    both = (
        select(amount.currency)
        .where(amount.client_id == client_id)
        .union(select(deal.currency).where(deal.client_id == client_id))
    )
    return {currency for currency in session.scalars(both) if currency}


def change_figures(
    session: Session, client_id: str, kind: FigureKind, changes: Changes, kept: StoredFigures, file: str
) -> None:
    """Bring the changes in, and keep what they replace as the one import that can be undone."""
    import_id = new_id()
    added: Sequence[FigureLine] = changes.added
    table = _table(kind)
    own = {"client_id": client_id, "import_id": import_id}
    if kind != "opportunities":
        own["kind"] = KIND[kind]
    last = session.scalar(_place(func.max(table.position), client_id=client_id, kind=kind))
    first = 0 if last is None else last + 1
    _insert(session, table, [_out(line) | own | {"position": at} for at, line in enumerate(added, first)])
    _update(session, table, [(kept.ids[each.place], _out(each.after)) for each in changes.changed])
    before = [[kept.ids[each.place], _days_out(_out(each.before))] for each in changes.changed]
    session.execute(delete(t.FigureImport).where(t.FigureImport.client_id == client_id))
    values = {"client_id": client_id, "id": import_id, "kind": kind, "file": file}
    session.execute(insert(t.FigureImport).values(**values, added=len(changes.added), before=before))


def last_figures(session: Session, client_id: str) -> LastFigures | None:
    row = session.get(t.FigureImport, client_id)
    if row is None:
        return None
    return LastFigures(row.id, _kind(row.kind), row.file, row.added, len(row.before))


def undo_figures(session: Session, client_id: str, import_id: str) -> bool:
    """The figures as they were before the import; False where it is not the last one any more."""
    row = session.get(t.FigureImport, client_id)
    if row is None or row.id != import_id:
        return False
    table = _table(_kind(row.kind))
    session.execute(delete(table).where(table.client_id == client_id, table.import_id == import_id))
    _update(session, table, [(id, _days_in(columns)) for id, columns in row.before])
    session.delete(row)
    session.flush()
    return True


def totals_of(session: Session, client_id: str) -> list[Total]:
    """Everything there is, counted, in two queries. Sums are of floats: whole numbers this large overflow SQLite's.

    A unit's figures hold those of its parts, so that units of each depth of the tree are counted apart.
    """
    amount, deal = t.Amount, t.Deal
    sums = (func.min(amount.first), func.max(amount.last), _sum(amount.minor), func.sum(amount.number))
    depth = case((amount.owner_type == "unit", _slashes(amount.owner_key)), else_=0)
    by = (amount.kind, amount.metric, amount.owner_type, depth, amount.currency)
    query = select(*by, func.count(), *sums).where(amount.client_id == client_id).group_by(*by).order_by(*by)
    kinds: Mapping[str, FigureKind] = {"target": "targets", "actual": "actuals"}
    found = [
        Total(kinds[kind], metric, owner, depth, count, first, last, minor, number, currency)
        for kind, metric, owner, depth, currency, count, first, last, minor, number in session.execute(query)
    ]
    days = (func.min(deal.created), func.min(deal.closed), func.max(deal.created), func.max(deal.closed))
    by_stage = (deal.stage, deal.currency)
    query = (
        select(*by_stage, func.count(), *days, _sum(deal.minor))
        .where(deal.client_id == client_id)
        .group_by(*by_stage)
    )
    return found + [
        Total("opportunities", stage, "person", 0, count, *_ends(days), minor, None, currency)
        for stage, currency, count, *days, minor in session.execute(query.order_by(*by_stage))
    ]


def _ends(days: Sequence[date | None]) -> tuple[date | None, date | None]:
    """The first and the last day; None where there is no day at all."""
    known = [day for day in days if day is not None]
    return min(known, default=None), max(known, default=None)


def currency_of_figures(session: Session, client_id: str) -> str | None:
    """The one in which all money is; None where none is said."""
    queries = [
        select(table.currency).where(table.client_id == client_id, table.currency.is_not(None)).distinct()
        for table in (t.Amount, t.Deal)
    ]
    found = {currency for query in queries for currency in session.scalars(query)}
    return found.pop() if len(found) == 1 else None


def owners_of(session: Session, client_id: str) -> list[tuple[FigureKind, str, str]]:
    """Whose figures there are: kind, type and key of every owner, once."""
    amount, deal = t.Amount, t.Deal
    query = select(amount.kind, amount.owner_type, amount.owner_key).where(amount.client_id == client_id)
    kinds: Mapping[str, FigureKind] = {"target": "targets", "actual": "actuals"}
    found: list[tuple[FigureKind, str, str]] = [
        (kinds[kind], owner_type, key) for kind, owner_type, key in session.execute(query.distinct())
    ]
    keys = session.scalars(select(deal.owner_key).where(deal.client_id == client_id).distinct())
    return found + [("opportunities", "person", key) for key in keys]


def find_figures(
    session: Session,
    client_id: str,
    kind: FigureKind,
    search: str,
    owners: Sequence[str],
    first: int,
    count: int,
) -> list[FigureLine]:
    """Lines in which `search` stands, or whose owner is among `owners`: `count` of them, after the `first` ones."""
    query = _own(client_id, kind)
    if search:
        deal, amount = t.Deal.__table__.c, t.Amount.__table__.c
        columns = (
            (deal.key, deal.owner_key, deal.customer, deal.product, deal.channel)
            if kind == "opportunities"
            else (amount.owner_key, amount.metric)
        )
        there = [column.icontains(search, autoescape=True) for column in columns]
        query = query.where(or_(*there, columns[1 if kind == "opportunities" else 0].in_(owners)))
    rows = session.connection().execute(query.offset(first).limit(count)).mappings().all()
    return [deal_in(row) if kind == "opportunities" else amount_in(row) for row in rows]


def _own(client_id: str, kind: FigureKind) -> Select[Any]:
    table = _table(kind)
    own = table.__table__.c
    return _place(*own, client_id=client_id, kind=kind).order_by(own.position)


def _place(*columns: Any, client_id: str, kind: FigureKind) -> Select[Any]:
    table = _table(kind)
    query = select(*columns).where(table.client_id == client_id)
    return query if kind == "opportunities" else query.where(t.Amount.kind == KIND[kind])


def _table(kind: FigureKind) -> type[t.Amount] | type[t.Deal]:
    return t.Deal if kind == "opportunities" else t.Amount


def _kind(stored: str) -> FigureKind:
    return "targets" if stored == "targets" else "actuals" if stored == "actuals" else "opportunities"


def _slashes(column: Any) -> Any:
    return func.length(column) - func.length(func.replace(column, "/", ""))


def _sum(column: Any) -> Any:
    return func.sum(cast(column, Float))


def _out(line: FigureLine) -> dict[str, Any]:
    return deal_out(line) if isinstance(line, Opportunity) else amount_out(line)


def _insert(session: Session, table: type[t.Table], rows: Sequence[Mapping[str, Any]]) -> None:
    for first in range(0, len(rows), AT_ONCE):
        session.execute(insert(table), list(rows[first : first + AT_ONCE]))


def _update(
    session: Session, table: type[t.Amount] | type[t.Deal], rows: Iterable[tuple[str, Mapping[str, Any]]]
) -> None:
    """All rows with one statement that is prepared once."""
    given = [{"row_id": id, **{f"new_{name}": value for name, value in each.items()}} for id, each in rows]
    if given:
        own = table.__table__
        names = [name.removeprefix("new_") for name in given[0] if name != "row_id"]
        statement = update(own).where(own.c.id == bindparam("row_id"))  # type: ignore[arg-type]
        session.connection().execute(
            statement.values({name: bindparam(f"new_{name}") for name in names}), given
        )


def _days_out(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in columns.items()}


def _days_in(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(each) if name in DAYS and each else each for name, each in columns.items()
    }
