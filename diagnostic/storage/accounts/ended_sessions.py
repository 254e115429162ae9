"""Sessions that were ended early. A cookie is signed and carries its own expiry, so a copy of it would open
the pages until then: sessions that were signed out are remembered that long, by their hash only."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import Exists, delete, exists, insert, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t


def end_session(session: Session, session_id: str, at: datetime, until: datetime) -> None:
    """End the session, and delete entries whose cookies have expired at `at`."""
    session.execute(delete(t.EndedSession).where(t.EndedSession.until < at))
    if not has_ended(session, session_id):
        session.execute(insert(t.EndedSession).values(id_hash=_hash_of(session_id), until=until))


def has_ended(session: Session, session_id: str) -> bool:
    return bool(session.scalar(select(ended(session_id))))


def ended(session_id: str) -> Exists:
    """The same as a condition of another query."""
    return exists().where(t.EndedSession.id_hash == _hash_of(session_id))


def _hash_of(session_id: str) -> bytes:
    return hashlib.sha256(session_id.encode()).digest()
