"""Gives up a closed wave whose private key is lost: its envelopes can't be opened here, so they are deleted unread.

Only what can't be sealed may be given up: where the key is here, and while answers are still taken, this refuses
(docs/adr/0017). May be repeated.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from diagnostic.core.wave.model import WaveState
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.compact import BusyError, compact
from diagnostic.storage.waves.sittings import remove_envelopes
from diagnostic.storage.waves.wave_list import title_of_wave
from diagnostic.storage.waves.waves import forget_invitations, set_state, state_to_change


def abandon_wave(installation: Installation, wave_id: str, *, by: str, at: datetime) -> None:
    """Delete envelopes, links, receipts and tags of the wave. Raises BadDataError where it could still be sealed, or
    has been."""
    with installation.store.writing() as session:
        state = state_to_change(session, wave_id)  # a sealing waits for this transaction, or this for it
        _check(state, installation.keys.has(wave_id))
        if state == "closed":
            remove_envelopes(session, wave_id)
            forget_invitations(session, wave_id)
            set_state(session, wave_id, "abandoned")
            record(session, "wave_abandoned", title_of_wave(session, wave_id), by=by, at=at)
    # the wave is given up; where this fails, only the database's own log keeps a trace for a while
    with suppress(BusyError, *installation.store.failures):
        compact(installation.store)


def _check(state: WaveState | None, key_here: bool) -> None:
    if state is None:
        raise BadDataError([Fault("wave.unknown")])
    if state == "open":
        raise BadDataError([Fault("wave.still_open")])
    if state in ("sealed", "void"):
        raise BadDataError([Fault("wave.over")])
    if state == "closed" and key_here:
        raise BadDataError([Fault("wave.key_here")])
