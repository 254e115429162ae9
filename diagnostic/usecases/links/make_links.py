"""Makes the links of an open wave, for everybody at once.

Every call makes new tokens, which ends the earlier links; what was answered stays, and who has answered can't
answer again. The result does not show who has. The tokens are returned in the clear once, and stored nowhere.
"""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.links import Link, invited_people, new_links, note_links_made
from diagnostic.storage.waves.wave_list import find_wave, title_of_wave
from diagnostic.storage.waves.waves import state_to_change


def make_links(
    installation: Installation,
    assessment_id: str,
    wave_id: str,
    base: str,
    made: int,
    *,
    by: str,
    at: datetime,
) -> tuple[Link, ...]:
    """Everybody's new link, if all links were made `made` times so far. Raises BadDataError where they were made
    meanwhile, and where the wave is not open."""
    with installation.store.writing() as session:
        if state_to_change(session, wave_id) != "open":
            raise BadDataError([Fault("links.not_open")])
        line = find_wave(session, assessment_id, wave_id)
        if line is None or line.links_made != made:
            raise BadDataError([Fault("links.made_meanwhile")])
        links = new_links(session, installation.keys, invited_people(session, wave_id), base)
        note_links_made(session, wave_id)
        record(session, "links_made", title_of_wave(session, wave_id), by=by, at=at)
    return links
