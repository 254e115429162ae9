"""Confirms values that can hardly be right, all at once and with one's name; and takes that back."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import AssessmentFacts, find_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.confirmations import add_confirmation, others_can_read, remove_confirmation
from diagnostic.storage.results.study_inputs import inputs_of
from diagnostic.usecases.analysis.find_doubts import find_doubts


def confirm_values(
    installation: Installation, client_id: str, assessment_id: str, seen: str, *, by: str, at: datetime
) -> bool:
    """Whether it was not confirmed before; `seen` is the mark of the values that were looked at.

    Raises NotFoundError where the client has no such assessment, and StaleError where these are not the values in doubt
    any more, or none are.
    """
    with installation.store.reading() as session:
        _assessment(session, client_id, assessment_id)
        inputs = inputs_of(session, client_id, assessment_id)
        doubts = find_doubts(session, client_id, assessment_id, inputs, at.date())
    if not doubts.mark or doubts.mark != seen:
        raise StaleError(assessment_id)
    with installation.store.writing() as session:
        facts = _assessment(session, client_id, assessment_id)
        if inputs_of(session, client_id, assessment_id).data != inputs.data:
            raise StaleError(assessment_id)
        added = add_confirmation(session, assessment_id, seen, by, at)
        if added:
            record(session, "values_confirmed", facts.title, by=by, at=at)
    return added


def take_confirmation_back(
    installation: Installation, client_id: str, assessment_id: str, mark: str, *, by: str, at: datetime
) -> bool:
    """Whether there was one. Raises NotFoundError where the client has no such assessment, and StaleError where others
    can read a report that rests on it."""
    with installation.store.writing() as session:
        facts = _assessment(session, client_id, assessment_id)
        if others_can_read(session, assessment_id, mark, at.date()):
            raise StaleError(assessment_id)
        removed = remove_confirmation(session, assessment_id, mark)
        if removed:
            record(session, "confirmation_taken_back", facts.title, by=by, at=at)
    return removed


def _assessment(session: Session, client_id: str, assessment_id: str) -> AssessmentFacts:
    facts = find_assessment(session, client_id, assessment_id)
    if facts is None:
        raise NotFoundError(assessment_id)
    return facts
