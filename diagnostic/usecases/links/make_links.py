"""Makes the links of an open wave: for everybody at once, or one for somebody who lost his.

Every call makes new tokens, and with that the earlier links end; what was answered stays, and who has answered can't
answer again. Nobody learns from it who has. The tokens are given back in the clear once, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import keyed_hash, new_token
from diagnostic.storage.waves.links import (
    InvitedPerson,
    find_invitation_of,
    invited_people,
    note_links_made,
    renew_tokens,
)
from diagnostic.storage.waves.wave_list import find_wave
from diagnostic.storage.waves.waves import state_to_change


@dataclass(frozen=True, slots=True)
class Link:
    """A person's link, in the clear."""

    person: InvitedPerson
    url: str


def make_links(
    installation: Installation, assessment_id: str, wave_id: str, base: str, made: int, entry: LogEntry
) -> tuple[Link, ...]:
    """Everybody's link, anew, if all links were made `made` times so far. Raises BadDataError where they were made
    meanwhile, and where the wave is not open."""
    with installation.store.writing() as session:
        _check_open(session, wave_id)
        line = find_wave(session, assessment_id, wave_id)
        if line is None or line.links_made != made:
            raise BadDataError([Fault("links.made_meanwhile")])
        links = _renew(installation, session, invited_people(session, wave_id), base)
        note_links_made(session, wave_id)
        add_entry(session, entry)
    return links


def renew_link(
    installation: Installation, wave_id: str, invitation_id: str, base: str, entry: LogEntry
) -> Link | None:
    """A new link for one invitation; None where the wave has no such. Raises BadDataError where it is not open."""
    with installation.store.writing() as session:
        _check_open(session, wave_id)
        person = find_invitation_of(session, wave_id, invitation_id)
        if person is None:
            return None
        (link,) = _renew(installation, session, [person], base)
        add_entry(session, entry)
    return link


def _check_open(session: Session, wave_id: str) -> None:
    if state_to_change(session, wave_id) != "open":
        raise BadDataError([Fault("links.not_open")])


def _renew(
    installation: Installation, session: Session, people: Sequence[InvitedPerson], base: str
) -> tuple[Link, ...]:
    key = installation.keys.links()
    tokens = {each.invitation_id: new_token() for each in people}
    renew_tokens(session, {id: keyed_hash(key, "token", token) for id, token in tokens.items()})
    return tuple(Link(each, f"{base}/r/{tokens[each.invitation_id]}") for each in people)
