"""Publishes a wave: what a consultant was shown is what opens, or nothing opens.

The page carried the fingerprint the wave would have. It is made of everything that freezes (surveys, roster, bands,
tags, thresholds, day, purpose), so if any of it moved meanwhile, the fingerprints differ. The links' tokens are
dropped here: a consultant who asks for the links has new ones made.
"""

from __future__ import annotations

from datetime import date, datetime

from diagnostic.faults import BadDataError, Fault, NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.clients.staffing import find_staffing
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.opening import add_open_wave
from diagnostic.storage.waves.wave_list import running, waves_of
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.waves.offer_wave import publication_of


def publish_wave(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    seen: str,
    today: date,
    *,
    by: str,
    at: datetime,
) -> None:
    """Open the wave whose fingerprint is `seen`; of two who publish at once one does.

    Raises NotFoundError where the client has no such assessment, BadDataError where one of its waves is not sealed
    yet, or where what would open now is not what was seen.
    """
    with installation.store.writing() as session:
        facts = find_assessment(session, client_id, assessment_id)
        if facts is None:
            raise NotFoundError(assessment_id)
        hold_assessment(session, assessment_id)
        if running(waves_of(session, assessment_id)) is not None:
            raise BadDataError([Fault("plan.open_already")])
        staffing = find_staffing(session, client_id, assessment_id, today)
        if staffing is None:
            raise NotFoundError(assessment_id)
        offered = publication_of(installation, assessment_id, staffing, draft_wave(session, assessment_id))
        if offered.framed is None or offered.framed.fingerprint != seen:
            raise BadDataError([Fault("plan.moved")])
        add_open_wave(session, installation.keys, offered.planned.plan, offered.framed)
        record(session, "wave_published", facts.title, by=by, at=at)
