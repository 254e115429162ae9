"""Files of a client that could not be read whole when they came in: one record for each kind of input, kept until the
import is taken back or a file of as many rows comes; and who accepted that part of it was not read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from diagnostic.core.figures.model.performance import InputRead
from diagnostic.storage.database import tables as t

KINDS = ("roster", "targets", "actuals", "opportunities")


def note_read(session: Session, client_id: str, read: InputRead) -> None:
    """A file came in: one that was not read whole is remembered until one of as many rows comes, or one of which more
    is unread. A smaller file that was read is no mended one: it may hold other months."""
    before = next((each for each in reads_of(session, client_id) if each.kind == read.kind), None)
    if before is not None and _told(read) < _told(before) and _share(read) <= _share(before):
        return
    forget_read(session, client_id, read.kind)
    if not _unread(read):
        return
    values = {"rows": read.rows, "unread": _unread(read), "no_data": read.no_data}
    session.execute(insert(t.ReadCount).values(client_id=client_id, kind=read.kind, **values))


def forget_read(session: Session, client_id: str, kind: str) -> None:
    own = t.ReadCount.client_id == client_id, t.ReadCount.kind == kind
    session.execute(delete(t.ReadCount).where(*own))


def reads_of(session: Session, client_id: str) -> list[InputRead]:
    """In the order of the inputs."""
    count = t.ReadCount
    columns = count.kind, count.rows, count.unread, count.no_data, count.accepted_by
    found = [
        InputRead(kind, rows, rows - unread - no_data, no_data, accepted_by=by)
        for kind, rows, unread, no_data, by in session.execute(
            select(*columns).where(count.client_id == client_id)
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


def _share(read: InputRead) -> float:
    return _unread(read) / max(_told(read), 1)


def _told(read: InputRead) -> int:
    return read.rows - read.no_data


def _unread(read: InputRead) -> int:
    return read.rows - read.good - read.no_data
