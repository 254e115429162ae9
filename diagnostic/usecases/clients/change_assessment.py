"""Changes the titles, the period and the target of an assessment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients import clients
from diagnostic.storage.clients.clients import AssessmentFacts
from diagnostic.storage.installation import Installation
from diagnostic.usecases.clients.marks import mark_facts


def change_assessment(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    facts: AssessmentFacts,
    seen: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """Answers that were given stay what they are, and so does whether it is a simulation; the next analysis uses the
    new facts. `seen` is the mark of the facts the form was filled from.

    Raises NotFoundError where the client has no such assessment, and StaleError where somebody has changed it since.
    """
    with installation.store.writing() as session:
        stored = clients.find_assessment(session, client_id, assessment_id)
        if stored is None:
            raise NotFoundError(assessment_id)
        if seen != mark_facts(stored):
            raise StaleError(assessment_id)
        clients.change_assessment(session, assessment_id, replace(facts, simulated=stored.simulated))
        record(session, "assessment_changed", stored.title, by=by, at=at)
