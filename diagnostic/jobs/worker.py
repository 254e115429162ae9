"""A worker: takes jobs from the queue one after another, and every ten seconds looks after what others left behind.

Any number of them may run, on any number of machines with the same database. Nothing is lost when one is killed: its
lease ends, and the sweep of any other puts the job back.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from diagnostic.jobs.error_boundary import run_guarded
from diagnostic.jobs.run_job import WorkerContext, run_job
from diagnostic.settings import Settings
from diagnostic.storage.installation import Installation, open_ready_installation
from diagnostic.storage.jobs.jobs import expire, waiting
from diagnostic.storage.jobs.queue import Queue, open_queue
from diagnostic.usecases.jobs.job_run import Now
from diagnostic.usecases.links.count_participation import count_participation
from diagnostic.usecases.waves.destroy_spent_keys import destroy_spent_keys

TICK = 10.0  # seconds
UNTAKEN = timedelta(seconds=5)  # a job that waits for longer has perhaps no message
POLL = 1.0
GRACE = 10.0  # seconds a job has to reach its next step when the worker is asked to stop

TICKS: tuple[Callable[[Installation, datetime], object], ...] = (count_participation, destroy_spent_keys)
"""What else is done at every tick, by use cases that look themselves whether it is time."""


def run(settings: Settings, now: Now) -> None:
    """Work until a signal ends it. Raises BadDataError if the database has not the shape this version needs."""
    installation = open_ready_installation(settings)
    try:
        work(WorkerContext(installation, settings, now))
    finally:
        installation.close()


def work(context: WorkerContext, tick_every: float = TICK) -> None:
    """Take jobs until `context.stop` is set or a signal arrives; a job that is being done gets a moment to stop."""
    logging.getLogger("huey").setLevel(logging.CRITICAL)  # it logs tracebacks, and we what is of use
    with open_queue(context.installation, lambda job_id: _do(context, job_id)) as queue:
        tick(context, queue)
        consumer = queue.huey.create_consumer(
            workers=1, periodic=False, max_delay=POLL, check_worker_health=False, shutdown_timeout=GRACE
        )
        consumer.start()
        for number in (signal.SIGTERM, signal.SIGINT):  # in place of the consumer's own
            signal.signal(number, lambda *_: context.stop.set())
        taker = consumer.worker_threads[0][1]
        while taker.is_alive() and not context.stop.wait(tick_every):
            tick(context, queue)
        consumer.stop(graceful=True)


def tick(context: WorkerContext, queue: Queue) -> None:
    """Look after what others left behind. What fails is tried again at the next tick, and the rest goes on."""
    run_guarded("the sweep", lambda: sweep(context, queue))
    for each in TICKS:
        run_guarded("a tick", partial(each, context.installation, context.now()))


def sweep(context: WorkerContext, queue: Queue) -> None:
    """Record that this worker is alive. Jobs of dead workers wait again, and waiting jobs without a message get one."""
    queue.renew()
    queue.note_worker(context.now())
    with context.installation.store.writing() as session:
        expire(session, context.now())
    with context.installation.store.reading() as session:
        there = waiting(session, context.now() - UNTAKEN)
    known = queue.waiting() if there else set()
    for job_id in there:
        if job_id not in known:
            queue.put(job_id)


def run_waiting(installation: Installation, settings: Settings, now: Now) -> int:
    """Do all waiting jobs in this process, and say how many: for tests, and for running without a queue."""
    context, done = WorkerContext(installation, settings, now), 0
    while True:
        with installation.store.reading() as session:
            there = waiting(session, datetime.max)
        if not there:
            return done
        done += sum(run_job(context, job_id) for job_id in there)


def _do(context: WorkerContext, job_id: str) -> None:
    """What fails here is the database itself: the lease ends, and the job is done later."""
    if not context.stop.is_set():
        run_guarded("looking after a job", lambda: run_job(context, job_id))
