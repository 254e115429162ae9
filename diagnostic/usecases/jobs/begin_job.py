"""Begins long work: its row and its entry in the log in one transaction, then a message to the workers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import add_job
from diagnostic.text import Text
from diagnostic.usecases.jobs.job_names import job_name
from diagnostic.usecases.jobs.tell_workers import tell_workers


def begin_job(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    kind: str,
    subject: str,
    given: Mapping[str, Any] | None = None,
    *,
    by: str,
    at: datetime,
) -> str:
    """The id of the job: a new one, or the active one of the same kind and subject. `subject` is what it is about (a
    wave, an assessment); the caller has checked that it belongs to the assessment.

    Raises NotFoundError where the client has no such assessment.
    """
    with installation.store.writing() as session:
        facts = find_assessment(session, client_id, assessment_id)
        if facts is None:
            raise NotFoundError(assessment_id)
        job_id, new = add_job(
            session,
            kind=kind,
            subject=subject,
            client_id=client_id,
            assessment_id=assessment_id,
            given=given,
            by=by,
            at=at,
        )
        if new:
            name, title = job_name(kind), facts.title
            about = Text(name.zh, f"{name.en} · {title['en']}")
            record(session, "job_begun", about, by=by, at=at)
    if new:
        tell_workers(installation, job_id)
    return job_id
