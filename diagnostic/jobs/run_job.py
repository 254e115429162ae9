"""One job, from taking it to its end. Whatever the deed does or raises becomes the state of its row, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

from diagnostic.faults import DiagnosticError, Fault
from diagnostic.jobs.error_boundary import at_edge
from diagnostic.jobs.kinds import KINDS
from diagnostic.settings import Settings
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import claim, fail, finish, give_up, put_back
from diagnostic.usecases.jobs.job_run import LEASE, CancelledError, Deed, LostError, Now, StoppedError, Work


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker works with; `stop` is set when it is to end."""

    installation: Installation
    settings: Settings
    now: Now
    kinds: Mapping[str, Deed] = field(default_factory=lambda: KINDS)
    lease: timedelta = LEASE
    stop: Event = field(default_factory=Event)


def do_job(bench: Bench, job_id: str) -> bool:
    """Do the job, unless somebody else has it. Raises nothing but what the database raises."""
    with bench.installation.store.writing() as session:
        job = claim(session, job_id, bench.now() + bench.lease)
    if job is None:
        return False
    work = Work(bench.installation, bench.settings, job, bench.now, bench.lease, bench.stop)
    reference = at_edge(f"a job of kind {job.kind}", lambda: _attempt(bench, work))
    if reference is not None:
        _fail(work, [Fault("job.failed", values={"reference": reference})])
    return True


def _attempt(bench: Bench, work: Work) -> None:
    try:
        with work.alive():
            result = _deed(bench, work.job.kind)(work)
    except LostError:
        return
    except CancelledError:
        with work.installation.store.writing() as session:
            give_up(session, work.job, work.now())
    except StoppedError:
        with work.installation.store.writing() as session:
            put_back(session, work.job)
    except DiagnosticError as error:
        _fail(work, error.faults)
    else:
        _done(work, result)


def _deed(bench: Bench, kind: str) -> Deed:
    if kind not in bench.kinds:
        raise DiagnosticError([Fault("job.unknown_kind", values={"kind": kind})])
    return bench.kinds[kind]


def _done(work: Work, result: str | None) -> None:
    if not work.finished:
        with work.installation.store.writing() as session:
            finish(session, work.job, result, work.now())


def _fail(work: Work, faults: Sequence[Fault]) -> None:
    with work.installation.store.writing() as session:
        fail(session, work.job, faults, work.now())
