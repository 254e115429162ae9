"""Puts a job into the queue, so that a worker that waits takes it at once."""

from __future__ import annotations

from diagnostic.storage.installation import Installation


def tell_workers(installation: Installation, job_id: str) -> None:
    """Where the queue can't be reached, the workers' own sweep finds the job later."""
    from diagnostic.storage.jobs.queue import put  # with the drivers of all its databases: not at the start

    put(installation, job_id)
