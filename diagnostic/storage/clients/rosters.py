"""A client's roster as staff see it: read, changed by an import, brought back to what it was before the last one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from diagnostic.core.figures.changes.roster import RosterChanges, RosterLine
from diagnostic.core.figures.model.performance import Roster
from diagnostic.storage.database import tables as t
from diagnostic.storage.imports.figures import add_units, person_in, person_out
from diagnostic.text import Text

DAYS = ("start", "end", "manager_since")


@dataclass(frozen=True, slots=True)
class LastImport:
    """What can be undone. `id` is that of the import, so that undoing names which one is meant."""

    id: str
    file: str
    added: int
    changed: int


def roster_lines(session: Session, client_id: str) -> list[RosterLine]:
    """Everybody, in the order of the client's files."""
    own = t.Person.__table__.c
    query = select(*own).where(own.client_id == client_id).order_by(own.position)
    rows = session.connection().execute(query).mappings().all()
    return [RosterLine(person_in(row), row["email"], row["lang"]) for row in rows]


def find_roster(session: Session, client_id: str) -> Roster:
    return Roster(tuple(line.person for line in roster_lines(session, client_id)))


def headcounts(session: Session, client_id: str, today: date) -> list[tuple[str, int]]:
    """Innermost units in the order of the roster, and how many of their people are employed today."""
    person = t.Person
    here = and_(
        or_(person.start.is_(None), person.start <= today), or_(person.end.is_(None), person.end >= today)
    )
    query = select(person.unit_path, func.sum(case((here, 1), else_=0))).where(person.client_id == client_id)
    rows = session.execute(query.group_by(person.unit_path).order_by(func.min(person.position)))
    return [(path, int(count)) for path, count in rows]


def find_people(session: Session, client_id: str, search: str, first: int, count: int) -> list[RosterLine]:
    """People whose name, key or unit contains `search`: `count` of them, after the `first` ones."""
    own = t.Person.__table__.c
    query = select(*own).where(own.client_id == client_id)
    if search:
        names = (own.name, own.key, own.unit_path)
        query = query.where(or_(*(name.icontains(search, autoescape=True) for name in names)))
    rows = session.connection().execute(query.order_by(own.position).offset(first).limit(count)).mappings()
    return [RosterLine(person_in(row), row["email"], row["lang"]) for row in rows.all()]


def names_of(session: Session, client_id: str, keys: Collection[str]) -> dict[str, str]:
    """What these people are called."""
    query = select(t.Person.key, t.Person.name).where(t.Person.client_id == client_id)
    return {row.key: row.name for row in session.execute(query.where(t.Person.key.in_(keys)))}


def count_people(session: Session, client_id: str) -> int:
    return session.scalar(select(func.count()).where(t.Person.client_id == client_id)) or 0


def unit_names(session: Session, client_id: str) -> dict[str, Text]:
    """What the client calls its units, by their path."""
    query = select(t.Unit.path, t.Unit.name_zh, t.Unit.name_en).where(t.Unit.client_id == client_id)
    return {path: Text(zh, en) for path, zh, en in session.execute(query)}


def change_roster(session: Session, client_id: str, changes: RosterChanges, file: str) -> None:
    """Bring the changes in, and keep what they replace as the one import that can be undone."""
    known = set(unit_names(session, client_id))
    paths = [unit for line in _new_lines(changes) for unit in line.person.units]
    before = {
        "added": [line.person.id for line in changes.added],
        "changed": {c.before.person.id: _out(c.before) for c in changes.changed},
        "units": [path for path in dict.fromkeys(paths) if path not in known],
    }
    _insert(session, client_id, changes)
    for change in changes.changed:
        _update(session, client_id, change.after.person.id, _columns(change.after))
    add_units(session, client_id, list(dict.fromkeys(paths)))
    session.execute(delete(t.RosterImport).where(t.RosterImport.client_id == client_id))
    session.add(t.RosterImport(client_id=client_id, file=file, before=before))
    session.flush()


def last_import(session: Session, client_id: str) -> LastImport | None:
    row = session.get(t.RosterImport, client_id)
    if row is None:
        return None
    return LastImport(row.id, row.file, len(row.before["added"]), len(row.before["changed"]))


def undo_import(session: Session, client_id: str, import_id: str) -> bool:
    """The roster as it was before the import; False where it is not the last one any more."""
    row = session.get(t.RosterImport, client_id)
    if row is None or row.id != import_id:
        return False
    own = t.Person.client_id == client_id
    session.execute(delete(t.Person).where(own, t.Person.key.in_(row.before["added"])))
    for key, columns in row.before["changed"].items():
        _update(session, client_id, key, _in(columns))
    session.execute(delete(t.Unit).where(t.Unit.client_id == client_id, t.Unit.path.in_(row.before["units"])))
    session.delete(row)
    session.flush()
    return True


def _new_lines(changes: RosterChanges) -> list[RosterLine]:
    return [*changes.added, *(change.after for change in changes.changed)]


def _insert(session: Session, client_id: str, changes: RosterChanges) -> None:
    last = session.scalar(select(func.max(t.Person.position)).where(t.Person.client_id == client_id))
    first = 0 if last is None else last + 1
    rows = [
        _columns(line) | {"client_id": client_id, "position": position}
        for position, line in enumerate(changes.added, first)
    ]
    if rows:
        session.execute(insert(t.Person), rows)


def _update(session: Session, client_id: str, key: str, columns: Mapping[str, Any]) -> None:
    own = (t.Person.client_id == client_id, t.Person.key == key)
    session.execute(update(t.Person).where(*own).values(**columns))


def _columns(line: RosterLine) -> dict[str, Any]:
    return person_out(line.person) | {"email": line.email, "lang": line.lang}


def _out(line: RosterLine) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in _columns(line).items()
    }


def _in(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in DAYS and value else value
        for name, value in columns.items()
    }
