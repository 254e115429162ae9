"""Tries long work again that failed or was cancelled."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import find_job, retry
from diagnostic.usecases.jobs.job_names import job_name
from diagnostic.usecases.jobs.tell_workers import tell_workers


def retry_job(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    job_id: str,
    *,
    by: str,
    at: datetime,
) -> str:
    """The id of the job that is active now: this one, or another of the same kind and subject that was begun meanwhile.

    Raises NotFoundError where the assessment has no such job.
    """
    with installation.store.writing() as session:
        job = find_job(session, client_id, assessment_id, job_id)
        if job is None:
            raise NotFoundError(job_id)
        active = retry(session, job, by, at)
        again = active == job.id and job.state in ("failed", "cancelled")
        if again:
            record(session, "job_retried", job_name(job.kind), by=by, at=at)
    if again:
        tell_workers(installation, active)
    return active
