"""How files of a client with certain headings were matched before, so that it need not be said twice."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t


@dataclass(frozen=True, slots=True)
class Remembered:
    """`headings` is the hash of the headings in their order, as read with `settings`."""

    kind: str
    headings: str
    columns: Mapping[str, str]
    settings: Mapping[str, Any]


def headings_hash(headings: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(headings).encode()).hexdigest()


def remembered_matches(session: Session, client_id: str, kinds: Collection[str]) -> list[Remembered]:
    table = t.ColumnMatch
    query = select(table.kind, table.headings, table.columns, table.settings)
    rows = session.execute(
        query.where(table.client_id == client_id, table.kind.in_(kinds)).order_by(table.kind, table.headings)
    )
    return [Remembered(*row) for row in rows]


def remember_match(session: Session, client_id: str, match: Remembered) -> None:
    table = t.ColumnMatch
    session.execute(
        delete(table).where(
            table.client_id == client_id, table.kind == match.kind, table.headings == match.headings
        )
    )
    session.execute(
        insert(table).values(
            client_id=client_id,
            kind=match.kind,
            headings=match.headings,
            columns=dict(match.columns),
            settings=dict(match.settings),
        )
    )
