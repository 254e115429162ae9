"""Destroys keys of waves that have ended: of a sealing that was killed before its last step, or of a wave
that was sealed or given up on a machine that does not have the key.

The worker calls this now and then, on each machine that has keys; as long as such a key exists, an old backup
could still be opened.
"""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.wave.model import RUNNING
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import newest_job
from diagnostic.storage.waves.waves import state_of
from diagnostic.usecases.waves.seal_wave import seal_wave


def destroy_spent_keys(installation: Installation, _now: datetime) -> int:
    """How many there were. A wave that is just being sealed is left to its own job."""
    spent = [wave for wave in installation.keys.waves() if _is_spent(installation, wave)]
    for wave in spent:
        seal_wave(installation, wave)  # of a sealed wave: the destruction of the key, and what comes after it
    return len(spent)


def _is_spent(installation: Installation, wave_id: str) -> bool:
    with installation.store.reading() as session:
        job = newest_job(session, "seal", wave_id)
        state = state_of(session, wave_id)
    return state is not None and state not in RUNNING and not (job and job.active)
