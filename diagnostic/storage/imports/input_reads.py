"""Files of a client that could not be read whole when they came in: one record for each kind of input, kept until the
import is taken back or a file of as many rows comes; and who accepted that part of it was not read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from diagnostic.core.figures.model.performance import InputRead
from diagnostic.storage.database import tables as t

KINDS = ("roster", "targets", "actuals", "opportunities")
ReadValues = Mapping[str, Any]
"""The columns of a record."""


def note_read(session: Session, client_id: str, read: InputRead) -> None:
    """A file came in: one that was not read whole is remembered until one of as many rows comes, or one of which more
    is unread. A smaller file that was read is no mended one: it may hold other months."""
    before = _kept(session, client_id, read.kind)
    _forget(session, client_id, read.kind)
    fresh = {"rows": read.rows, "unread": _unread(read), "no_data": read.no_data}
    stays = before is not None and _told(fresh) < _told(before) and _share(fresh) <= _share(before)
    if before is not None or fresh["unread"]:
        _keep(session, client_id, read.kind, before if before and stays else fresh, before)


def undo_read(session: Session, client_id: str, kind: str) -> None:
    """What was known before the last import."""
    own = t.ReadCount.client_id == client_id, t.ReadCount.kind == kind
    before = session.scalar(select(t.ReadCount.before).where(*own))
    _forget(session, client_id, kind)
    if before is not None:
        _keep(session, client_id, kind, before, None)


def reads_of(session: Session, client_id: str) -> list[InputRead]:
    """In the order of the inputs."""
    count = t.ReadCount
    columns = count.kind, count.rows, count.unread, count.no_data, count.accepted_by
    found = [
        InputRead(kind, rows, rows - unread - no_data, no_data, accepted_by=by)
        for kind, rows, unread, no_data, by in session.execute(
            select(*columns).where(count.client_id == client_id, count.unread > 0)
        )
    ]
    return sorted(found, key=lambda read: KINDS.index(read.kind))


def accept_read(session: Session, client_id: str, kind: str, unread: int, by: str, at: datetime) -> bool:
    """Somebody answers for going on without `unread` rows; False where it is another file by now, or none."""
    count = t.ReadCount
    done = session.execute(
        update(count)
        .where(count.client_id == client_id, count.kind == kind, count.unread == unread)
        .where(count.accepted_by.is_(None))
        .values(accepted_by=by, accepted_at=at)
        .returning(count.kind)
    )
    return done.first() is not None


def _kept(session: Session, client_id: str, kind: str) -> ReadValues | None:
    """The record of a file that was not read whole, as JSON holds it."""
    count = t.ReadCount
    columns = count.rows, count.unread, count.no_data, count.accepted_by, count.accepted_at
    own = count.client_id == client_id, count.kind == kind, count.unread > 0
    row = session.execute(select(*columns).where(*own)).mappings().first()
    if row is None:
        return None
    at = row["accepted_at"]
    return {**row, "accepted_at": at.isoformat() if at else None}


def _keep(session: Session, client_id: str, kind: str, values: ReadValues, before: ReadValues | None) -> None:
    own = {"client_id": client_id, "kind": kind, "before": before}
    if at := values.get("accepted_at"):
        values = {**values, "accepted_at": datetime.fromisoformat(at)}
    session.execute(insert(t.ReadCount).values(**values, **own))


def _forget(session: Session, client_id: str, kind: str) -> None:
    own = t.ReadCount.client_id == client_id, t.ReadCount.kind == kind
    session.execute(delete(t.ReadCount).where(*own))


def _share(values: ReadValues) -> float:
    return float(values["unread"] / max(_told(values), 1))


def _told(values: ReadValues) -> int:
    return int(values["rows"] - values["no_data"])


def _unread(read: InputRead) -> int:
    return read.rows - read.good - read.no_data
