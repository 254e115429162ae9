"""Cancels long work: what waits ends at once, what runs ends at its next step."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import cancel, find_job
from diagnostic.usecases.jobs.job_names import job_name


def cancel_job(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    job_id: str,
    *,
    by: str,
    at: datetime,
) -> bool:
    """Whether there was something to cancel. Raises NotFoundError where the assessment has no such job."""
    with installation.store.writing() as session:
        job = find_job(session, client_id, assessment_id, job_id)
        if job is None:
            raise NotFoundError(job_id)
        cancelled = cancel(session, job_id, at)
        if cancelled and not job.cancel:
            record(session, "job_cancelled", job_name(job.kind), by=by, at=at)
    return cancelled
