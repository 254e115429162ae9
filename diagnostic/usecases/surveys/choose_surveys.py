"""Stores what the next wave asks and promises: its surveys, its words and its thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from diagnostic.faults import BadDataError, NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import WaveDraft, keep_draft
from diagnostic.storage.waves.wave_list import running, waves_of
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.surveys.survey_set import faults_together


def choose_surveys(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    wanted: WaveDraft,
    *,
    by: str,
    at: datetime,
) -> None:
    """`wanted` takes the place of the draft whose version it carries. What is stored already is no conflict.

    Raises BadDataError where these surveys can't be asked together, NotFoundError where the client has no such
    assessment, StaleError where a wave is running or the draft has changed since.
    """
    faults = faults_together(wanted.surveys)
    if faults:
        raise BadDataError(faults)
    with installation.store.writing() as session:
        hold_assessment(session, assessment_id)
        facts = find_assessment(session, client_id, assessment_id)
        if facts is None:
            raise NotFoundError(assessment_id)
        if running(waves_of(session, assessment_id)) is not None:
            raise StaleError(assessment_id)
        stored = draft_wave(session, assessment_id)
        if stored.version == wanted.version:
            keep_draft(session, assessment_id, wanted)
            record(session, "surveys_chosen", facts.title, by=by, at=at)
        elif replace(wanted, version=stored.version) != stored:
            raise StaleError(assessment_id)
