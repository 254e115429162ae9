"""Makes one new link, for somebody who lost theirs; with that the earlier one ends.

It is the same for everybody, whether they have answered or not. The token is returned in the clear once, and stored
nowhere.
"""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import BadDataError, Fault, NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.links import Link, find_invitation_of, new_links
from diagnostic.storage.waves.wave_list import title_of_wave
from diagnostic.storage.waves.waves import state_to_change


def renew_link(
    installation: Installation, wave_id: str, invitation_id: str, base: str, *, by: str, at: datetime
) -> Link:
    """Raises NotFoundError where the wave has no such invitation, BadDataError where it is not open."""
    with installation.store.writing() as session:
        if state_to_change(session, wave_id) != "open":
            raise BadDataError([Fault("links.not_open")])
        person = find_invitation_of(session, wave_id, invitation_id)
        if person is None:
            raise NotFoundError(invitation_id)
        (link,) = new_links(session, installation.keys, [person], base)
        record(session, "link_renewed", title_of_wave(session, wave_id), by=by, at=at)
    return link
