"""One copy of a wave's key, for the case that the machine is lost: given once, named in the certificate.

With it the envelopes of any copy of the database can be opened. It must be destroyed when the wave is sealed; no
program can see to that, so the certificate says that there was one.
"""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.wave.model import RUNNING
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.wave_list import title_of_wave
from diagnostic.storage.waves.waves import has_recovery_copy, note_recovery_copy, state_to_change


def take_recovery_copy(installation: Installation, wave_id: str, *, by: str, at: datetime) -> str:
    """The key as 64 characters. Raises BadDataError the second time, and where no key of the wave is here."""
    with installation.store.writing() as session:
        if state_to_change(session, wave_id) not in RUNNING or not installation.keys.has(wave_id):
            raise BadDataError([Fault("wave.key_missing")])
        if has_recovery_copy(session, wave_id):
            raise BadDataError([Fault("wave.copy_taken")])
        note_recovery_copy(session, wave_id)
        record(session, "key_copied", title_of_wave(session, wave_id), by=by, at=at)
        key = installation.keys.read(wave_id)  # sealing, which destroys it, waits for this transaction
    return key.hex()
