"""The links of a wave's invitations: whose they are, and the making of new ones.

Nothing here asks for a receipt. A new link is made for everybody alike, so a list of links, or a fresh one, shows
nothing of who has answered; the receipt stays with the invitation, so that a person can answer only once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, Table, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t
from diagnostic.storage.waves.keys import KeyRing, keyed_hash, new_token


@dataclass(frozen=True, slots=True)
class InvitedPerson:
    """The person an invitation is for, by their name in today's roster ("" where they are no longer in it)."""

    invitation_id: str
    person: str
    name: str
    unit: str
    lang: str


@dataclass(frozen=True, slots=True)
class Link:
    """A person's link, in the clear."""

    person: InvitedPerson
    url: str


def invited_people(session: Session, wave_id: str) -> list[InvitedPerson]:
    """Everybody whose link may be used, in the order of the roster."""
    return [_person(*row) for row in session.execute(_people(wave_id))]


def find_invited(session: Session, wave_id: str, search: str, count: int) -> list[InvitedPerson]:
    """Those of them whose name, key or unit contains `search`."""
    names = (t.Person.name, t.Person.unit_path, t.Invitation.person_key)
    found = _people(wave_id).where(or_(*(name.icontains(search, autoescape=True) for name in names)))
    return [_person(*row) for row in session.execute(found.limit(count))]


def find_invitation_of(session: Session, wave_id: str, invitation_id: str) -> InvitedPerson | None:
    row = session.execute(_people(wave_id).where(t.Invitation.id == invitation_id)).one_or_none()
    return None if row is None else _person(*row)


def new_links(
    session: Session, keys: KeyRing, people: Sequence[InvitedPerson], base: str
) -> tuple[Link, ...]:
    """A new link for each of them, under the address `base`; with that the earlier ones end. Only keyed hashes of the
    tokens are kept."""
    key, tokens = keys.links(), {each.invitation_id: new_token() for each in people}
    renew_tokens(session, {id: keyed_hash(key, "token", token) for id, token in tokens.items()})
    return tuple(Link(each, f"{base}/r/{tokens[each.invitation_id]}") for each in people)


def renew_tokens(session: Session, hashes: Mapping[str, bytes]) -> None:
    """Invitation id -> keyed hash of its new token. The earlier links end with that."""
    own = cast(Table, t.Invitation.__table__)
    renewed = update(own).where(own.c.id == bindparam("of")).values(token_hash=bindparam("hashed"))
    session.connection().execute(renewed, [{"of": id, "hashed": hashed} for id, hashed in hashes.items()])


def note_links_made(session: Session, wave_id: str) -> None:
    session.get_one(t.Wave, wave_id).links_made += 1


def _people(wave_id: str) -> Select[Any]:
    person, invitation = t.Person, t.Invitation
    of_client = select(t.Assessment.client_id).join(t.Wave, t.Wave.assessment_id == t.Assessment.id)
    client = of_client.where(t.Wave.id == wave_id).scalar_subquery()
    same = and_(person.key == invitation.person_key, person.client_id == client)
    return cast(
        Select[Any],
        select(invitation.id, invitation.person_key, person.name, person.unit_path, person.lang)
        .outerjoin(person, same)
        .where(invitation.wave_id == wave_id, invitation.revoked.is_(False))
        .order_by(person.position, invitation.person_key),
    )


def _person(id: str, key: str, name: str | None, unit: str | None, lang: str | None) -> InvitedPerson:
    return InvitedPerson(id, key, name or "", unit or "", lang or "")
