"""What a client's units are called in either language, as somebody writes it down."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit by its path in the roster; one of its two names may be empty."""

    id: str
    path: str
    zh: str
    en: str


def find_units(session: Session, client_id: str, search: str, first: int, count: int) -> list[UnitLine]:
    """Units whose path or name contains `search`, by their paths: `count` of them, after the `first` ones."""
    unit = t.Unit
    query = select(unit.id, unit.path, unit.name_zh, unit.name_en).where(unit.client_id == client_id)
    if search:
        names = (unit.path, unit.name_zh, unit.name_en)
        query = query.where(or_(*(name.icontains(search, autoescape=True) for name in names)))
    rows = session.execute(query.order_by(unit.path).offset(first).limit(count))
    return [UnitLine(*row) for row in rows]


def units_by_id(session: Session, client_id: str, ids: Collection[str]) -> list[UnitLine]:
    """Those of these units that are the client's."""
    unit = t.Unit
    query = select(unit.id, unit.path, unit.name_zh, unit.name_en).where(unit.client_id == client_id)
    rows = session.execute(query.where(unit.id.in_(ids)).order_by(unit.path))
    return [UnitLine(*row) for row in rows]


def name_units(session: Session, client_id: str, names: Mapping[str, tuple[str, str]]) -> None:
    """Set the Chinese and English names of these units, by their ids."""
    for id, (zh, en) in names.items():
        own = (t.Unit.client_id == client_id, t.Unit.id == id)
        session.execute(update(t.Unit).where(*own).values(name_zh=zh, name_en=en))
