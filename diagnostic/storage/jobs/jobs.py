"""Long work as rows: who asked for what, who does it, how far it is, and what came of it.

The row is the truth, the queue only carries its id. A worker that takes a job holds it under a random token until its
lease runs out, and keeps renewing that lease. Each change of a running job names the token, so a worker that was
believed dead can neither finish the job nor write its results.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from diagnostic.fault_messages import MESSAGES
from diagnostic.faults import Fault
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.tables import new_id
from diagnostic.text import Text

JobState = Literal["queued", "running", "done", "failed", "cancelled"]
LeaseState = Literal["held", "cancel", "lost"]
"""What a worker learns of its job: go on, stop since somebody cancelled, or it is another's now."""

ATTEMPTS = 3
WAITING: Mapping[str, Any] = {"state": "queued", "holder": None, "lease_until": None}
ACTIVE: tuple[JobState, ...] = ("queued", "running")


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job. Times are UTC; `step` is what is being done, `total` 0 where it is not known."""

    id: str
    client_id: str
    assessment_id: str
    kind: str
    subject: str
    given: Mapping[str, Any]
    state: JobState
    step: Text | None
    done: int
    total: int
    attempts: int
    holder: str | None
    cancel: bool
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    faults: tuple[Fault, ...]
    result: str | None

    @property
    def active(self) -> bool:
        return self.state in ACTIVE


def add_job(
    session: Session,
    *,
    kind: str,
    subject: str,
    client_id: str,
    assessment_id: str,
    given: Mapping[str, Any] | None,
    by: str,
    at: datetime,
) -> tuple[str, bool]:
    """Its id, and whether it is new: the active one of the same kind and subject is given instead of a second."""
    if (there := _active(session, kind, subject)) is not None:
        return there, False
    values = {
        "id": new_id(),
        "kind": kind,
        "subject": subject,
        "client_id": client_id,
        "assessment_id": assessment_id,
        "given": dict(given or {}),
        "state": "queued",
        "step": [],
        "done": 0,
        "total": 0,
        "attempts": 0,
        "cancel": False,
        "made_at": at,
        "made_by": by,
    }
    try:
        with session.begin_nested():
            session.execute(insert(t.Job).values(**values))
    except IntegrityError:  # another was faster, and the index refused ours
        if (there := _active(session, kind, subject)) is None:
            raise
        return there, False
    return str(values["id"]), True


def find_job(session: Session, client_id: str, assessment_id: str, job_id: str) -> JobRow | None:
    """None where there is none, or it is of another client or assessment."""
    found = _rows(
        session, t.Job.id == job_id, t.Job.client_id == client_id, t.Job.assessment_id == assessment_id
    )
    return found[0] if found else None


def jobs_of(session: Session, assessment_id: str) -> list[JobRow]:
    """Newest first."""
    return _rows(session, t.Job.assessment_id == assessment_id)


def newest_job(session: Session, kind: str, subject: str) -> JobRow | None:
    """The active one if there is any, since no other is newer."""
    found = _rows(session, t.Job.kind == kind, t.Job.subject == subject)
    return found[0] if found else None


def claim(session: Session, job_id: str, until: datetime) -> JobRow | None:
    """Take a waiting job, for one worker alone. None: it is no longer waiting."""
    taken = session.execute(
        update(t.Job)
        .where(t.Job.id == job_id, t.Job.state == "queued")
        .values(
            state="running",
            holder=new_id(),
            lease_until=until,
            attempts=t.Job.attempts + 1,
            step=[],
            done=0,
            total=0,
        )
    )
    return _rows(session, t.Job.id == job_id)[0] if _hit(taken) else None


def renew(session: Session, job: JobRow, until: datetime, progress: JobProgress | None = None) -> LeaseState:
    """Renew the lease, and store how far the work is."""
    values: dict[str, Any] = {"lease_until": until}
    if progress is not None:
        values |= {
            "step": [progress.step.zh, progress.step.en],
            "done": progress.done,
            "total": progress.total,
        }
    if not _hit(session.execute(update(t.Job).where(_held(job)).values(**values))):
        return "lost"
    return "cancel" if session.scalar(select(t.Job.cancel).where(t.Job.id == job.id)) else "held"


@dataclass(frozen=True, slots=True)
class JobProgress:
    step: Text
    done: int = 0
    total: int = 0


def finish(session: Session, job: JobRow, result: str | None, at: datetime) -> bool:
    """The job is done. False: it is another's. Results written in this transaction are there if and only if it is
    done: the row stays locked until both are."""
    return _end(session, _held(job), "done", at, result=result)


def fail(session: Session, job: JobRow, faults: Sequence[Fault], at: datetime) -> bool:
    return _end(session, _held(job), "failed", at, faults=[_as_json(fault) for fault in faults])


def give_up(session: Session, job: JobRow, at: datetime) -> bool:
    """It was cancelled, and the worker has stopped."""
    return _end(session, _held(job), "cancelled", at)


def put_back(session: Session, job: JobRow) -> bool:
    """The worker was asked to stop: the job waits again, and this attempt does not count."""
    values = {**WAITING, "attempts": t.Job.attempts - 1}
    return _hit(session.execute(update(t.Job).where(_held(job)).values(**values)))


def cancel(session: Session, job_id: str, at: datetime) -> bool:
    """A waiting job ends at once, a running one when its worker next looks. False: it has ended already."""
    own = t.Job.id == job_id
    ended = update(t.Job).where(own, t.Job.state == "queued").values(state="cancelled", ended_at=at)
    asked = update(t.Job).where(own, t.Job.state == "running").values(cancel=True)
    return _hit(session.execute(ended)) or _hit(session.execute(asked))


def retry(session: Session, job: JobRow, by: str, at: datetime) -> str:
    """Let a failed or cancelled job wait again; gives the id of the one that is active now, also if it is another."""
    again = (
        update(t.Job)
        .where(t.Job.id == job.id, t.Job.state.in_(("failed", "cancelled")))
        .values(
            state="queued",
            attempts=0,
            cancel=False,
            faults=None,
            ended_at=None,
            step=[],
            done=0,
            total=0,
            holder=None,
            made_at=at,
            made_by=by,
        )
    )
    if _active(session, job.kind, job.subject) is None:
        try:
            with session.begin_nested():
                session.execute(again)
        except IntegrityError:
            pass  # somebody began the same at the same time
    return _active(session, job.kind, job.subject) or job.id


def expire(session: Session, now: datetime) -> list[str]:
    """Jobs whose worker has gone wait again; after three attempts they have failed. Gives all whose lease was over."""
    over = _rows(session, t.Job.state == "running", t.Job.lease_until < now)
    return [job.id for job in over if _after_loss(session, job, now)]


def waiting(session: Session, since: datetime) -> list[str]:
    """Jobs that wait since `since` or longer, oldest first."""
    query = select(t.Job.id).where(t.Job.state == "queued", t.Job.made_at <= since)
    return list(session.scalars(query.order_by(t.Job.made_at, t.Job.id)))


def _after_loss(session: Session, job: JobRow, now: datetime) -> bool:
    """Only where the lease is still over: its worker may have come back this moment."""
    lost = and_(_held(job), t.Job.lease_until < now)
    if job.cancel:
        return _end(session, lost, "cancelled", now)
    if job.attempts >= ATTEMPTS:
        fault = Fault("job.gave_up", values={"attempts": job.attempts})
        return _end(session, lost, "failed", now, faults=[_as_json(fault)])
    return _hit(session.execute(update(t.Job).where(lost).values(**WAITING)))


def _end(session: Session, which: ColumnElement[bool], state: JobState, at: datetime, **more: Any) -> bool:
    values = {"state": state, "holder": None, "lease_until": None, "ended_at": at, **more}
    return _hit(session.execute(update(t.Job).where(which).values(**values)))


def _held(job: JobRow) -> ColumnElement[bool]:
    return and_(t.Job.id == job.id, t.Job.holder == job.holder, t.Job.state == "running")


def _hit(result: Any) -> bool:
    return bool(result.rowcount)


def _active(session: Session, kind: str, subject: str) -> str | None:
    own = (t.Job.kind == kind, t.Job.subject == subject, t.Job.state.in_(ACTIVE))
    return session.scalar(select(t.Job.id).where(*own))


def _rows(session: Session, *which: ColumnElement[bool]) -> list[JobRow]:
    j = t.Job
    query = select(
        j.id,
        j.client_id,
        j.assessment_id,
        j.kind,
        j.subject,
        j.given,
        j.state,
        j.step,
        j.done,
        j.total,
        j.attempts,
        j.holder,
        j.cancel,
        j.made_at,
        j.made_by,
        j.ended_at,
        j.faults,
        j.result,
    ).where(*which)
    found = session.execute(query.order_by(j.made_at.desc(), j.id)).mappings()
    return [JobRow(**{**row, "step": _step(row["step"]), "faults": _faults(row["faults"])}) for row in found]


def _step(kept: Sequence[str]) -> Text | None:
    return Text(*kept) if kept else None


def _as_json(fault: Fault) -> dict[str, Any]:
    """Code and values, so that each reader gets the words in their language."""
    values = {name: _plain(value) for name, value in fault.values.items()}
    place = {"source": fault.source, "row": fault.row, "column": fault.column, "path": fault.path}
    return {"code": fault.code, "values": values, **place}


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return [value.zh, value.en]
    return value if isinstance(value, str | int | float) else str(value)


def _faults(kept: Sequence[Mapping[str, Any]] | None) -> tuple[Fault, ...]:
    """Of a fault this version no longer knows, only that the job failed."""
    return tuple(
        Fault(**{**each, "values": {name: _rich(value) for name, value in each["values"].items()}})
        if each["code"] in MESSAGES
        else Fault("job.failed", values={"reference": each["code"]})
        for each in kept or ()
    )


def _rich(value: object) -> object:
    return Text(*value) if isinstance(value, list) else value
