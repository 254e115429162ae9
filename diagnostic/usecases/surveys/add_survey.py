"""Adds an own survey to the next wave; it replaces one of the same code only after somebody has confirmed that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from diagnostic.faults import BadDataError, NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import DraftSurvey, keep_draft
from diagnostic.storage.waves.wave_list import running, waves_of
from diagnostic.storage.waves.waves import hash_of_survey
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.surveys.survey_set import faults_together, in_order


def add_survey(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    survey: DraftSurvey,
    replacing: str = "",
    *,
    by: str,
    at: datetime,
) -> DraftSurvey | None:
    """None, as soon as the survey is in the draft. Otherwise the other survey of its code, which stays until it is
    named in `replacing` by its mark.

    Raises BadDataError where it can't be asked together with the others, NotFoundError where the client has no such
    assessment, StaleError where a wave is running.
    """
    with installation.store.writing() as session:
        hold_assessment(session, assessment_id)
        if find_assessment(session, client_id, assessment_id) is None:
            raise NotFoundError(assessment_id)
        if running(waves_of(session, assessment_id)) is not None:
            raise StaleError(assessment_id)
        draft = draft_wave(session, assessment_id)
        there = next((each for each in draft.surveys if each.code == survey.code), None)
        rest = [each for each in draft.surveys if each is not there]
        faults = faults_together([*rest, survey])
        if faults:
            raise BadDataError(faults)
        if there == survey:
            return None
        if there is not None and survey_mark(there) != replacing:
            return there
        keep_draft(session, assessment_id, replace(draft, surveys=in_order([*rest, survey])))
        record(session, "survey_added", survey.title, by=by, at=at)
    return None


def survey_mark(survey: DraftSurvey) -> str:
    """Differs between two contents of a survey."""
    return hash_of_survey(survey.definition)[:16]
