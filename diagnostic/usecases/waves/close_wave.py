"""Ends a wave: from here on no link takes an answer. What was answered stays closed until the wave is sealed."""

from __future__ import annotations

from diagnostic.core.wave.model import WaveState
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.waves import set_state, state_to_change


def close_wave(installation: Installation, wave_id: str, entry: LogEntry | None = None) -> None:
    """No answer is taken any more. Harmless where the wave is closed already."""
    with installation.store.writing() as session:
        if known_state(state_to_change(session, wave_id)) == "open":
            set_state(session, wave_id, "closed")
            if entry is not None:
                add_entry(session, entry)


def known_state(state: WaveState | None) -> WaveState:
    if state is None:
        raise BadDataError([Fault("wave.unknown")])
    return state
