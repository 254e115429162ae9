"""Ends a wave: from here on no link takes an answer. What was answered stays closed until the wave is sealed."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.wave_list import title_of_wave
from diagnostic.storage.waves.waves import set_state, state_to_change


def close_wave(installation: Installation, wave_id: str, *, by: str, at: datetime) -> None:
    """No answer is taken any more. Harmless where the wave is closed already. Raises BadDataError where there is no
    such wave."""
    with installation.store.writing() as session:
        state = state_to_change(session, wave_id)
        if state is None:
            raise BadDataError([Fault("wave.unknown")])
        if state == "open":
            set_state(session, wave_id, "closed")
            record(session, "wave_closed", title_of_wave(session, wave_id), by=by, at=at)
