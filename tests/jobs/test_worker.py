"""Workers that are killed, asked to stop, cancelled, too slow or two; and what each leaves behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread

import pytest

from diagnostic.faults import BadDataError, Fault
from diagnostic.jobs import worker
from diagnostic.jobs.run_job import WorkerContext, run_job
from diagnostic.jobs.worker import run_waiting, sweep, tick
from diagnostic.settings import Settings
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import cancel, claim, expire, retry
from diagnostic.storage.jobs.queue import FILE, open_queue, put
from diagnostic.storage.waves.waves import state_of
from diagnostic.text import Text
from diagnostic.usecases.jobs.job_run import JobFunction, JobRun
from tests.made.waves import close_wave, make_wave
from tests.support.folders import ROOT
from tests.support.longwork import STEP, new_job, now, seen, store, stored

PATIENCE = 40.0


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def worker_seen(installation: Installation) -> datetime | None:
    with open_queue(installation) as queue:
        return queue.worker_seen()


def context(installation: Installation, function: JobFunction = store, **more: object) -> WorkerContext:
    return WorkerContext(installation, Settings(), now, {"quick": function}, **more)  # type: ignore[arg-type]


@contextmanager
def process(installation: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own, with the functions of `tests.support.longwork` and a lease of four seconds."""
    url = "" if installation.store.is_sqlite else installation.store.engine.url.render_as_string(False)
    began = now()
    command = [
        sys.executable,
        "-P",
        "-m",
        "tests.support.longwork",
        str(installation.folder),
        *filter(None, [url]),
    ]
    running = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        until(lambda: (worker_seen(installation) or datetime.min) > began)
        yield running
    finally:
        running.kill()
        running.wait()


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(installation: Installation) -> None:
    job_id = new_job(installation, "slow")
    put(installation, job_id)
    with process(installation) as first:
        until((installation.folder / "attempt-1").exists)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert seen(installation, job_id).state == "running"
    with process(installation):
        until(lambda: seen(installation, job_id).state == "done")
    job = seen(installation, job_id)
    assert (job.attempts, job.result, stored(installation, job_id)) == (2, "result", 1)


@pytest.mark.slow
def test_a_worker_that_is_asked_to_stop_gives_its_job_back(installation: Installation) -> None:
    job_id = new_job(installation, "slow")
    put(installation, job_id)
    with process(installation) as running:
        until((installation.folder / "attempt-1").exists)
        running.terminate()
        assert running.wait(PATIENCE) == 0
    job = seen(installation, job_id)
    assert (job.state, job.attempts) == ("queued", 0)


@pytest.mark.slow
def test_a_queue_that_is_lost_under_the_worker_loses_no_job(installation: Installation) -> None:
    with process(installation):
        if installation.store.is_sqlite:
            for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
                (installation.folder / name).unlink(missing_ok=True)
        else:
            with installation.store.writing() as session:
                session.connection().exec_driver_sql("DROP TABLE queue_task, queue_kv")
        first = new_job(installation, "quick")  # no worker is notified
        until(lambda: seen(installation, first).state == "done")
        second = new_job(installation, "quick")
        put(installation, second)
        until(lambda: seen(installation, second).state == "done")


@pytest.mark.slow
def test_two_processes_do_each_job_once(installation: Installation) -> None:
    jobs = [new_job(installation, "quick", f"{at:032}") for at in range(20)]
    with process(installation), process(installation):
        for job_id in jobs * 2:
            put(installation, job_id)
        until(lambda: all(seen(installation, job_id).state == "done" for job_id in jobs))
    assert [stored(installation, job_id) for job_id in jobs] == [1] * 20
    assert {seen(installation, job_id).attempts for job_id in jobs} == {1}


def test_a_cancelled_job_stops_at_its_next_step(installation: Installation) -> None:
    reached = []

    def function(run: JobRun) -> str:
        for at in range(3):
            run.step(Text(str(at), str(at)))
            reached.append(at)
            with installation.store.writing() as session:
                cancel(session, run.job.id, now())
        return store(run)

    job_id = new_job(installation, "quick")
    assert run_job(context(installation, function), job_id)
    job = seen(installation, job_id)
    assert (job.state, reached, stored(installation, job_id)) == ("cancelled", [0], 0)
    assert job.ended_at is not None


def test_who_was_taken_for_dead_writes_nothing(installation: Installation) -> None:
    def function(run: JobRun) -> str:
        with installation.store.writing() as session:
            expire(session, now() + timedelta(minutes=5))
            claim(session, run.job.id, now() + timedelta(minutes=5))
        return store(run)

    job_id = new_job(installation, "quick")
    run_job(context(installation, function), job_id)
    assert (seen(installation, job_id).state, stored(installation, job_id)) == ("running", 0)


def test_a_result_that_fails_halfway_is_not_stored_and_the_job_not_done(installation: Installation) -> None:
    def function(run: JobRun) -> str:
        with run.finishing("r") as session:
            cancel(session, run.job.id, now())
            raise BadDataError([Fault("wave.unknown")])

    job_id = new_job(installation, "quick")
    run_job(context(installation, function), job_id)
    job = seen(installation, job_id)
    assert (job.state, job.result, [fault.code for fault in job.faults]) == ("failed", None, ["wave.unknown"])


@pytest.mark.slow
def test_a_long_silent_computation_keeps_its_lease(installation: Installation) -> None:
    over = Event()

    def function(run: JobRun) -> str:
        time.sleep(4.5)
        over.set()
        return store(run)

    swept: list[str] = []

    def sweeper() -> None:
        while not over.wait(0.1):
            with installation.store.writing() as session:
                swept.extend(expire(session, now()))

    job_id = new_job(installation, "quick")
    thread = Thread(target=sweeper)
    thread.start()
    run_job(context(installation, function, lease=timedelta(seconds=3)), job_id)
    thread.join()
    assert (swept, seen(installation, job_id).state) == ([], "done")


def test_a_failed_job_can_be_tried_again(installation: Installation) -> None:
    broken = [True]

    def function(run: JobRun) -> str:
        if broken.pop():
            raise BadDataError([Fault("wave.still_open")])
        return store(run)

    job_id = new_job(installation, "quick")
    run_job(context(installation, function), job_id)
    failed = seen(installation, job_id)
    assert [fault.code for fault in failed.faults] == ["wave.still_open"]
    assert not run_job(context(installation, function), job_id)  # no worker takes it by itself
    with installation.store.writing() as session:
        retry(session, failed, "alice@example.com", now())
    broken.append(False)
    run_job(context(installation, function), job_id)
    assert (seen(installation, job_id).state, stored(installation, job_id)) == ("done", 1)


def test_what_nobody_foresaw_is_logged_without_what_it_stumbled_over(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    def function(_run: JobRun) -> str:
        raise ValueError("张三 zhang@example.com")

    job_id = new_job(installation, "quick")
    with caplog.at_level(logging.INFO):
        run_job(context(installation, function), job_id)
    (fault,) = seen(installation, job_id).faults
    assert fault.code == "job.failed"
    assert str(fault.values["reference"]) in caplog.text
    assert "ValueError" in caplog.text
    assert "zhang" not in caplog.text + str(fault.values)


def test_a_kind_this_worker_does_not_know_fails_by_name(installation: Installation) -> None:
    job_id = new_job(installation, "quick")
    run_job(WorkerContext(installation, Settings(), now, {}), job_id)
    assert [fault.code for fault in seen(installation, job_id).faults] == ["job.unknown_kind"]


def test_the_sweep_sends_one_message_for_what_waits_without(installation: Installation) -> None:
    old, new = new_job(installation, "quick", "1" * 32), new_job(installation, "quick", "2" * 32, now())
    with open_queue(installation) as queue:
        for _ in range(3):
            sweep(context(installation), queue)
        assert queue.waiting() == {old}
        assert queue.huey.pending_count() == 1
        assert b"pickle" not in b"".join(bytes(each) for each in queue.huey.storage.enqueued_items())
    assert new


def test_a_tick_that_fails_keeps_nobody_from_the_next(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[datetime] = []

    def broken(_installation: Installation, _at: datetime) -> None:
        raise ValueError

    def good(_installation: Installation, at: datetime) -> None:
        asked.append(at)

    monkeypatch.setattr(worker, "TICKS", (broken, good))
    with open_queue(installation) as queue:
        assert queue.worker_seen() is None
        tick(context(installation), queue)
        assert queue.worker_seen() is not None
    assert len(asked) == 1


def test_steps_are_stored_at_intervals_and_a_new_one_at_once(installation: Installation) -> None:
    time_now, shown = [0.0], []
    other = Text("乙", "b")

    def function(run: JobRun) -> str:
        run.clock = lambda: time_now[0]
        for seconds, words, done in ((0.0, STEP, 1), (0.1, STEP, 2), (0.2, other, 3), (1.0, other, 4)):
            time_now[0] = seconds
            run.step(words, done, 9)
            shown.append(seen(installation, run.job.id).done)
        return store(run)

    run_job(context(installation, function), new_job(installation, "quick"))
    assert shown == [1, 1, 3, 4]


def test_sealing_is_a_job(installation: Installation) -> None:
    wave = make_wave(installation, people=24, teams=2)
    for at in range(24):
        wave.answer(f"P{at:02}")
    open_job = new_job(installation, "seal", wave.id)
    assert run_waiting(installation, Settings(), now) == 1
    assert [fault.code for fault in seen(installation, open_job).faults] == ["wave.still_open"]
    close_wave(installation, wave.id)
    with installation.store.writing() as session:
        retry(session, seen(installation, open_job), "alice@example.com", now())
    assert run_waiting(installation, Settings(), now) == 1
    assert run_waiting(installation, Settings(), now) == 0
    assert seen(installation, open_job).state == "done"
    with installation.store.reading() as session:
        assert state_of(session, wave.id) == "sealed"
    assert not installation.keys.has(wave.id)
