"""Adds an assessment to a client."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients import clients
from diagnostic.storage.clients.clients import AssessmentFacts
from diagnostic.storage.installation import Installation


def add_assessment(
    installation: Installation, client_id: str, facts: AssessmentFacts, *, by: str, at: datetime
) -> str:
    """The id of the assessment. Raises NotFoundError where there is no such client."""
    with installation.store.writing() as session:
        client = clients.find_client(session, client_id)
        if client is None:
            raise NotFoundError(client_id)
        assessment_id = clients.add_assessment(session, client_id, facts)
        record(session, "assessment_added", client.name, by=by, at=at)
    return assessment_id
