"""Removes an assessment with everything in it, and the keys of its waves."""

from __future__ import annotations

from datetime import datetime

from diagnostic.core.wave.model import RUNNING
from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients import clients
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.wave_list import waves_of
from diagnostic.text import Text


def remove_assessment(
    installation: Installation, client_id: str, assessment_id: str, *, by: str, at: datetime
) -> Text:
    """The title of the assessment that is gone.

    Raises NotFoundError where the client has no such assessment, and StaleError while answers of one of its waves
    wait as envelopes, which only sealing may end.
    """
    with installation.store.writing() as session:
        facts = clients.find_assessment(session, client_id, assessment_id)
        if facts is None:
            raise NotFoundError(assessment_id)
        waves = waves_of(session, assessment_id)
        if any(wave.state in RUNNING for wave in waves):
            raise StaleError(assessment_id)
        clients.remove_assessment(session, assessment_id)
        record(session, "assessment_deleted", facts.title, by=by, at=at)
    # Keys are left over where a sealing was killed before its last step.
    installation.keys.destroy_all([wave.id for wave in waves])
    return facts.title
