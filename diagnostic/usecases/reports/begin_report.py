"""Begins the making of a report from a run and a version of the plan."""

from __future__ import annotations

from datetime import datetime

from diagnostic.faults import NotFoundError
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import find_version
from diagnostic.storage.results.runs import find_run
from diagnostic.usecases.jobs.begin_job import begin_job
from diagnostic.usecases.plan.keep_for_report import keep_for_report


def begin_report(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    run_id: str,
    version_id: str | None,
    *,
    by: str,
    at: datetime,
) -> str:
    """The id of the job. Without a version the plan is kept as it stands, as a new one.

    Raises NotFoundError where the client has no such assessment, or that has no such run, version or plan.
    """
    if version_id is None:
        version_id = keep_for_report(installation, client_id, assessment_id, by=by, at=at)
    with installation.store.reading() as session:
        if find_version(session, assessment_id, version_id) is None:
            raise NotFoundError(version_id)
        if find_run(session, assessment_id, run_id) is None:
            raise NotFoundError(run_id)
    given = {"run": run_id, "plan": version_id}
    return begin_job(installation, client_id, assessment_id, "report", assessment_id, given, by=by, at=at)
