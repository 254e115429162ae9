"""Puts the recovery copy of a wave's key back, so that the wave can be sealed."""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.wave.model import RUNNING
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.wave_list import title_of_wave
from diagnostic.storage.waves.waves import note_recovery_copy, read_wave, state_to_change


def put_key_back(installation: Installation, wave_id: str, copy: str, *, by: str, at: datetime) -> None:
    """Raises BadDataError if the copy is not the key of this wave, and where the wave has ended: a key that comes too
    late is of no use any more."""
    with installation.store.writing() as session:
        if state_to_change(session, wave_id) not in RUNNING:
            raise BadDataError([Fault("wave.over")])
        public = read_wave(session, wave_id).public_key
        try:
            installation.keys.put_back(wave_id, bytes.fromhex(copy.strip()), public)
        except ValueError as error:
            raise BadDataError([Fault("wave.wrong_key")]) from error
        note_recovery_copy(session, wave_id)  # a backup from before it was taken does not know of it
        record(session, "key_put_back", title_of_wave(session, wave_id), by=by, at=at)
