"""One job, from taking it to its end. What its function does or raises becomes the state of its row, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

from diagnostic.faults import DiagnosticError, Fault
from diagnostic.jobs.error_boundary import run_guarded
from diagnostic.jobs.kinds import KINDS
from diagnostic.settings import Settings
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import claim, fail, finish, give_up, put_back
from diagnostic.usecases.jobs.job_run import (
    LEASE,
    CancelledError,
    JobFunction,
    JobRun,
    LostError,
    Now,
    StoppedError,
)


@dataclass(frozen=True, slots=True)
class WorkerContext:
    """What a worker works with; `stop` is set when it is to end."""

    installation: Installation
    settings: Settings
    now: Now
    kinds: Mapping[str, JobFunction] = field(default_factory=lambda: KINDS)
    lease: timedelta = LEASE
    stop: Event = field(default_factory=Event)


def run_job(context: WorkerContext, job_id: str) -> bool:
    """Do the job, unless somebody else has it. Raises nothing but what the database raises."""
    with context.installation.store.writing() as session:
        job = claim(session, job_id, context.now() + context.lease)
    if job is None:
        return False
    run = JobRun(context.installation, context.settings, job, context.now, context.lease, context.stop)
    reference = run_guarded(f"a job of kind {job.kind}", lambda: _attempt(context, run))
    if reference is not None:
        _fail(run, [Fault("job.failed", values={"reference": reference})])
    return True


def _attempt(context: WorkerContext, run: JobRun) -> None:
    try:
        with run.alive():
            result = _function_of(context, run.job.kind)(run)
    except LostError:
        return
    except CancelledError:
        with run.installation.store.writing() as session:
            give_up(session, run.job, run.now())
    except StoppedError:
        with run.installation.store.writing() as session:
            put_back(session, run.job)
    except DiagnosticError as error:
        _fail(run, error.faults)
    else:
        _done(run, result)


def _function_of(context: WorkerContext, kind: str) -> JobFunction:
    if kind not in context.kinds:
        raise DiagnosticError([Fault("job.unknown_kind", values={"kind": kind})])
    return context.kinds[kind]


def _done(run: JobRun, result: str | None) -> None:
    if not run.finished:
        with run.installation.store.writing() as session:
            finish(session, run.job, result, run.now())


def _fail(run: JobRun, faults: Sequence[Fault]) -> None:
    with run.installation.store.writing() as session:
        fail(session, run.job, faults, run.now())
