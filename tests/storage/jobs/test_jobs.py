"""Rows of jobs, on both databases: one active job for a subject, one holder, and no end but by who holds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from diagnostic.faults import Fault
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import (
    JobProgress,
    JobRow,
    add_job,
    cancel,
    claim,
    expire,
    fail,
    find_job,
    finish,
    give_up,
    jobs_of,
    newest_job,
    put_back,
    renew,
    retry,
    waiting,
)
from diagnostic.text import Text
from tests.made.waves import add_assessment
from tests.support.longwork import new_job, seen
from tests.support.staff import NOW

LEASE = NOW + timedelta(minutes=1)
LATER = LEASE + timedelta(seconds=1)
SUBJECT = "7" * 32
STEP = Text("正在计算", "Computing")


def add(installation: Installation, assessment: str, subject: str = SUBJECT) -> tuple[str, bool]:
    with installation.store.writing() as session:
        client = session.scalar(select(t.Assessment.client_id).where(t.Assessment.id == assessment))
        return add_job(
            session,
            kind="seal",
            subject=subject,
            client_id=client or "",
            assessment_id=assessment,
            given={"a": [1, "二"]},
            by="alice@example.com",
            at=NOW,
        )


def taken(installation: Installation, job_id: str) -> JobRow:
    with installation.store.writing() as session:
        job = claim(session, job_id, LEASE)
    assert job is not None
    return job


def at_once(*actions: Callable[[], None]) -> None:
    barrier = Barrier(len(actions))

    def run(action: Callable[[], None]) -> None:
        barrier.wait()
        action()

    threads = [Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_an_active_job_of_the_same_subject_is_given_instead_of_a_second(installation: Installation) -> None:
    assessment = add_assessment(installation)
    first, new = add(installation, assessment)
    assert new
    assert add(installation, assessment) == (first, False)
    assert add(installation, assessment, "8" * 32)[1]
    job = taken(installation, first)
    assert add(installation, assessment) == (first, False)
    with installation.store.writing() as session:
        assert finish(session, job, "r", NOW)
    second, new = add(installation, assessment)
    assert (second != first, new) == (True, True)


def test_many_who_click_at_once_begin_one_job(installation: Installation) -> None:
    assessment = add_assessment(installation)
    got: list[tuple[str, bool]] = []
    at_once(*[lambda: got.append(add(installation, assessment))] * 6)
    assert len({job for job, _ in got}) == 1
    assert sum(new for _, new in got) == 1


def test_a_job_of_no_assessment_is_refused(installation: Installation) -> None:
    with pytest.raises(IntegrityError), installation.store.writing() as session:
        add_job(
            session,
            kind="seal",
            subject=SUBJECT,
            client_id="0" * 32,
            assessment_id="0" * 32,
            given=None,
            by="x",
            at=NOW,
        )


def test_what_is_read_back(installation: Installation) -> None:
    assessment = add_assessment(installation)
    job_id, _ = add(installation, assessment)
    with installation.store.reading() as session:
        job = newest_job(session, "seal", SUBJECT)
        assert job is not None
        assert find_job(session, job.client_id, assessment, job_id) == job
        assert jobs_of(session, assessment) == [job]
        assert find_job(session, "0" * 32, assessment, job_id) is None
        assert find_job(session, job.client_id, "0" * 32, job_id) is None
        assert newest_job(session, "report", SUBJECT) is None
    assert (job.state, job.given, job.step, job.faults) == ("queued", {"a": [1, "二"]}, None, ())


def test_a_job_has_one_holder(installation: Installation) -> None:
    """Two workers, twenty jobs: each is claimed once."""
    jobs = [new_job(installation, "quick", f"{at:032}") for at in range(20)]
    got: list[str] = []

    def worker() -> None:
        for job_id in jobs:
            with installation.store.writing() as session:
                job = claim(session, job_id, LEASE)
            got.extend([job.id] if job else [])

    at_once(worker, worker)
    assert sorted(got) == sorted(jobs)


def test_progress_pushes_the_lease_and_learns_of_cancelling(installation: Installation) -> None:
    job = taken(installation, new_job(installation, "quick"))
    with installation.store.writing() as session:
        assert renew(session, job, LATER, JobProgress(STEP, 2, 5)) == "held"
        assert expire(session, LEASE + timedelta(milliseconds=1)) == []
    now = seen(installation, job.id)
    assert (now.step, now.done, now.total) == (STEP, 2, 5)
    with installation.store.writing() as session:
        assert cancel(session, job.id, NOW)
        assert renew(session, job, LATER) == "cancel"
        assert give_up(session, job, NOW)
        assert renew(session, job, LATER) == "lost"
        assert not cancel(session, job.id, NOW)


def test_who_lost_the_lease_can_do_nothing_any_more(installation: Installation) -> None:
    lost = taken(installation, new_job(installation, "quick"))
    with installation.store.writing() as session:
        assert expire(session, LATER) == [lost.id]
    again = taken(installation, lost.id)
    assert again.attempts == 2
    with installation.store.writing() as session:
        assert renew(session, lost, LATER) == "lost"
        assert not finish(session, lost, "r", NOW)
        assert not fail(session, lost, [], NOW)
        assert not give_up(session, lost, NOW)
        assert not put_back(session, lost)
        assert finish(session, again, "other", NOW)
    assert seen(installation, lost.id).result == "other"


def test_two_sweeps_put_a_job_back_once(installation: Installation) -> None:
    job = taken(installation, new_job(installation, "quick"))
    got: list[str] = []

    def sweep() -> None:
        with installation.store.writing() as session:
            got.extend(expire(session, LATER))

    at_once(sweep, sweep)
    assert got == [job.id]


def test_after_three_attempts_it_has_failed(installation: Installation) -> None:
    job_id = new_job(installation, "quick")
    for _ in range(3):
        taken(installation, job_id)
        with installation.store.writing() as session:
            expire(session, LATER)
    job = seen(installation, job_id)
    assert (job.state, [fault.code for fault in job.faults]) == ("failed", ["job.gave_up"])


def test_a_cancelled_job_whose_worker_died_is_cancelled(installation: Installation) -> None:
    job = taken(installation, new_job(installation, "quick"))
    with installation.store.writing() as session:
        cancel(session, job.id, NOW)
        expire(session, LATER)
    assert seen(installation, job.id).state == "cancelled"


def test_a_worker_that_ends_gives_its_job_back_and_no_attempt_is_counted(installation: Installation) -> None:
    job = taken(installation, new_job(installation, "quick", at=NOW))
    with installation.store.writing() as session:
        assert put_back(session, job)
        assert waiting(session, NOW) == [job.id]
        assert waiting(session, NOW - timedelta(seconds=1)) == []
    assert seen(installation, job.id).attempts == 0


def test_faults_come_back_as_they_were(installation: Installation) -> None:
    faults = [
        Fault("wave.module_unknown", values={"module": Text("士气", "morale")}),
        Fault("wave.too_few", "f.csv", 3, "c", "p", {"module": "x", "asked": 2, "k": 5}),
    ]
    job = taken(installation, new_job(installation, "quick"))
    with installation.store.writing() as session:
        fail(session, job, faults, NOW)
    assert seen(installation, job.id).faults == tuple(faults)
    with installation.store.writing() as session:
        session.query(t.Job).update({"faults": [{"code": "gone.code", "values": {}}]})
    assert [fault.code for fault in seen(installation, job.id).faults] == ["job.failed"]


def test_a_failed_job_waits_again_unless_another_is_active(installation: Installation) -> None:
    assessment = add_assessment(installation)
    first, _ = add(installation, assessment)
    job = taken(installation, first)
    with installation.store.writing() as session:
        assert retry(session, job, "bob", NOW) == first  # it runs, and goes on
        fail(session, job, [Fault("wave.unknown")], NOW)
        assert retry(session, job, "bob", LATER) == first
    again = seen(installation, first)
    assert (again.state, again.attempts, again.faults, again.made_by) == ("queued", 0, (), "bob")
    with installation.store.writing() as session:
        cancel(session, first, NOW)
    second, _ = add(installation, assessment)
    cancelled = seen(installation, first)
    with installation.store.writing() as session:
        assert retry(session, cancelled, "bob", NOW) == second
    assert seen(installation, first).state == "cancelled"
