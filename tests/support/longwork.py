"""Jobs for tests, and a worker process whose jobs take time: `python -m tests.support.longwork FOLDER [URL]`.

`slow` sleeps at its first attempt and is quick at the next. What a function stores is an entry of the log, so that a
test can count how often it was stored.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from diagnostic.jobs.run_job import WorkerContext
from diagnostic.jobs.worker import work
from diagnostic.settings import Settings
from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation, open_ready_installation
from diagnostic.storage.jobs.jobs import JobRow, add_job, find_job
from diagnostic.text import Text
from diagnostic.usecases.jobs.job_run import JobFunction, JobRun
from tests.made.waves import add_assessment

STEP = Text("正在计算", "Computing")
LEASE = timedelta(seconds=4)


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def store(run: JobRun) -> str:
    """The result, in the transaction that ends the job."""
    with run.finishing("result") as session:
        add_entry(session, LogEntry(run.now(), "test", "assessment_added", run.job.id))
    return "result"


def slow(run: JobRun) -> str:
    (run.installation.folder / f"attempt-{run.job.attempts}").touch()
    for at in range(600 if run.job.attempts == 1 else 1):
        run.step(STEP, at, 600)
        time.sleep(0.1)
    return store(run)


FUNCTIONS: Mapping[str, JobFunction] = {"slow": slow, "quick": store}


def new_job(
    installation: Installation, kind: str, subject: str = "5" * 32, at: datetime | None = None
) -> str:
    assessment = add_assessment(installation)
    with installation.store.writing() as session:
        client = session.scalar(select(t.Assessment.client_id).where(t.Assessment.id == assessment))
        assert client is not None
        return add_job(
            session,
            kind=kind,
            subject=subject,
            client_id=client,
            assessment_id=assessment,
            given=None,
            by="alice@example.com",
            at=at or now() - timedelta(seconds=10),
        )[0]


def seen(installation: Installation, job_id: str) -> JobRow:
    with installation.store.reading() as session:
        where = session.execute(select(t.Job.client_id, t.Job.assessment_id).where(t.Job.id == job_id)).one()
        job = find_job(session, *where, job_id)
    assert job is not None
    return job


def stored(installation: Installation, job_id: str) -> int:
    """How often the result was stored."""
    with installation.store.reading() as session:
        query = select(func.count()).select_from(t.AuditEntry).where(t.AuditEntry.subject == job_id)
        return session.scalar(query) or 0


def main(folder: str, url: str = "") -> None:
    settings = Settings(instance=folder, database=url)
    installation = open_ready_installation(settings)
    work(WorkerContext(installation, settings, now, FUNCTIONS, LEASE), tick_every=0.5)


if __name__ == "__main__":
    main(*sys.argv[1:])
