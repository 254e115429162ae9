"""One copy of a wave's key, for the case that the machine is lost: given once, named in the certificate.

Whoever holds it can open the envelopes of any copy of the database. It must be destroyed when the wave is sealed; no
program can see to that, so the certificate says that there was one.
"""

from __future__ import annotations

from diagnostic.core.wave.model import RUNNING
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.waves import has_recovery_copy, note_recovery_copy, read_wave, state_to_change


def take_recovery_copy(installation: Installation, wave_id: str, entry: LogEntry | None = None) -> str:
    """The key as 64 characters. Raises BadDataError the second time, and where no key of the wave is here."""
    with installation.store.writing() as session:
        if state_to_change(session, wave_id) not in RUNNING or not installation.keys.has(wave_id):
            raise BadDataError([Fault("wave.key_missing")])
        if has_recovery_copy(session, wave_id):
            raise BadDataError([Fault("wave.copy_taken")])
        note_recovery_copy(session, wave_id)
        if entry is not None:
            add_entry(session, entry)
        key = installation.keys.read(wave_id)  # sealing, which destroys it, waits for this transaction
    return key.hex()


def put_key_back(installation: Installation, wave_id: str, copy: str, entry: LogEntry | None = None) -> None:
    """Lay the copy where the key was, so that the wave can be sealed. Raises BadDataError if it is not the key of this
    wave, and where the wave has ended: a key that comes too late is of no use any more."""
    with installation.store.writing() as session:
        if state_to_change(session, wave_id) not in RUNNING:
            raise BadDataError([Fault("wave.over")])
        try:
            installation.keys.put_back(
                wave_id, bytes.fromhex(copy.strip()), read_wave(session, wave_id).public_key
            )
        except ValueError as error:
            raise BadDataError([Fault("wave.wrong_key")]) from error
        note_recovery_copy(session, wave_id)  # a backup from before it was taken does not know of it
        if entry is not None:
            add_entry(session, entry)
