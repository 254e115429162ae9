"""Links with which somebody without an account reads one report. Only the keyed hash of a token is ever stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.waves.keys import KeyRing, keyed_hash, new_token

LONGEST = 90  # days a link may stay valid


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link without its token, which is stored nowhere."""

    id: str
    label: str
    expires_on: date
    revoked: bool
    made_at: datetime
    made_by: str

    def works(self, today: date) -> bool:
        return not self.revoked and today <= self.expires_on


def add_link(
    session: Session, keys: KeyRing, report_id: str, label: str, expires_on: date, at: datetime, by: str
) -> str:
    """A new link to the report; gives its token, once."""
    token = new_token()
    session.execute(
        insert(t.ShareLink).values(
            id=new_id(),
            report_id=report_id,
            token_hash=hash_of(keys, token),
            label=label,
            expires_on=expires_on,
            revoked=False,
            made_at=at,
            made_by=by,
        )
    )
    return token


def links_of(session: Session, report_id: str) -> list[LinkLine]:
    """Newest first."""
    own = t.ShareLink
    query = select(own.id, own.label, own.expires_on, own.revoked, own.made_at, own.made_by)
    rows = session.execute(query.where(own.report_id == report_id).order_by(own.made_at.desc(), own.id))
    return [LinkLine(*row) for row in rows]


def revoke_link(session: Session, report_id: str, link_id: str) -> str | None:
    """End a link of this report; gives its label, None where there is none or it has ended already."""
    own = t.ShareLink
    query = select(own.label).where(own.id == link_id, own.report_id == report_id, own.revoked.is_(False))
    label = session.scalar(query)
    if label is not None:
        session.execute(update(own).where(own.id == link_id).values(revoked=True))
    return label


def revoke_links(session: Session, report_id: str, today: date) -> list[str]:
    """End all links of this report that still work; gives their labels."""
    own = t.ShareLink
    working = own.report_id == report_id, own.revoked.is_(False), own.expires_on >= today
    labels = list(session.scalars(select(own.label).where(*working).order_by(own.made_at, own.id)))
    session.execute(update(own).where(*working).values(revoked=True))
    return labels


def shared_report(session: Session, keys: KeyRing, token: str, today: date) -> str | None:
    """The report a token opens today. None: unknown, expired or revoked, which look alike."""
    own = t.ShareLink
    query = select(own.report_id).where(
        own.token_hash == hash_of(keys, token), own.revoked.is_(False), own.expires_on >= today
    )
    return session.scalar(query)


def hash_of(keys: KeyRing, token: str) -> bytes:
    return keyed_hash(keys.links(), "share", token)
