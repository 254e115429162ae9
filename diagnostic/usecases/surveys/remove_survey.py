"""Takes an own survey out of the next wave."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import keep_draft
from diagnostic.storage.waves.wave_list import running, waves_of
from diagnostic.usecases.surveys.draft_wave import draft_wave


def remove_survey(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    code: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """Raises NotFoundError where the draft has no own survey of this code, StaleError where a wave is running or it is
    the only survey: a wave asks at least one."""
    with installation.store.writing() as session:
        hold_assessment(session, assessment_id)
        if find_assessment(session, client_id, assessment_id) is None:
            raise NotFoundError(assessment_id)
        draft = draft_wave(session, assessment_id)
        survey = draft.own_survey(code)
        if survey is None:
            raise NotFoundError(code)
        rest = tuple(each for each in draft.surveys if each is not survey)
        if not rest or running(waves_of(session, assessment_id)) is not None:
            raise StaleError(code)
        keep_draft(session, assessment_id, replace(draft, surveys=rest))
        record(session, "survey_removed", survey.title, by=by, at=at)
