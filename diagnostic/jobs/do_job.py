"""One job, from taking it to its end. Whatever the deed does or raises becomes the state of its row, once.

Of what nobody foresaw only the kind of the failure and its place in our source are logged, under a reference the page
shows as well: messages of failures quote the data they stumbled over.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

from diagnostic.config import Settings
from diagnostic.errors import DiagnosticError, Fault
from diagnostic.jobs.kinds import KINDS
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs import claim, fail, finish, give_up, put_back
from diagnostic.storage.tables import new_id
from diagnostic.usecases.work import LEASE, CancelledError, Deed, LostError, Now, StoppedError, Work

log = logging.getLogger("diagnostic.jobs")


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
    try:
        with work.alive():
            result = _deed(bench, job.kind)(work)
    except LostError:
        pass
    except CancelledError:
        with bench.installation.store.writing() as session:
            give_up(session, job, bench.now())
    except StoppedError:
        with bench.installation.store.writing() as session:
            put_back(session, job)
    except DiagnosticError as error:
        _fail(work, error.faults)
    except Exception as error:
        _fail(work, [_unforeseen(job.kind, error)])
    else:
        _done(work, result)
    return True


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


def _unforeseen(kind: str, error: Exception) -> Fault:
    reference = new_id()[:8]
    way = [f"{Path(step.filename).name}:{step.lineno}" for step in traceback.extract_tb(error.__traceback__)]
    log.error(
        "%s in a job of kind %s, reference %s: %s", type(error).__name__, kind, reference, " > ".join(way)
    )
    return Fault("job.failed", values={"reference": reference})
