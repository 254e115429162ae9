"""A running job: its function reports progress through it, learns from it that it must stop, and ends it.

The function may be killed at any line and started again by another worker, so it is written to be repeated: what it
computes is pure, and what it stores goes through `finishing`, one transaction that also marks the job done. A worker
that lost its job meanwhile is refused there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread

from diagnostic.settings import Settings
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import JobProgress, JobRow, LeaseState, finish, renew
from diagnostic.text import Text

Now = Callable[[], datetime]
LEASE = timedelta(seconds=60)
BEATS = 3  # renewals in the time of one lease
PAUSE = 0.5  # seconds between two notes of the same step


class CancelledError(Exception):
    """Somebody cancelled the job."""


class LostError(Exception):
    """The job is another worker's, or has ended: nothing of it may be written any more."""


class StoppedError(Exception):
    """The worker is to end; the job goes back to the queue."""


@dataclass(slots=True)
class JobRun:
    """A job in the hands of a worker. `stop` is set when the worker is to end, `clock` counts seconds."""

    installation: Installation
    settings: Settings
    job: JobRow
    now: Now
    lease: timedelta = LEASE
    stop: Event = field(default_factory=Event)
    clock: Callable[[], float] = time.monotonic
    finished: bool = False
    _said: Text | None = None
    _said_at: float = 0.0

    def step(self, words: Text, done: int = 0, total: int = 0) -> None:
        """Say what is being done and how far it is. Raises CancelledError, LostError or StoppedError where the
        function must not go on. Cheap enough to call in every turn of a loop, but never inside a transaction, since it
        writes in its own."""
        if self.stop.is_set():
            raise StoppedError
        if words == self._said and self.clock() - self._said_at < PAUSE:
            return
        self._said, self._said_at = words, self.clock()
        lease = self.beat(JobProgress(words, done, total))
        if lease != "held":
            raise CancelledError if lease == "cancel" else LostError

    def beat(self, progress: JobProgress | None = None) -> LeaseState:
        """Renew the lease."""
        with self.installation.store.writing() as session:
            return renew(session, self.job, self.now() + self.lease, progress)

    @contextmanager
    def finishing(self, result: str | None = None) -> Iterator[Session]:
        """The transaction in which a function writes its results: the job is done with it, or neither is stored."""
        with self.installation.store.writing() as session:
            if not finish(session, self.job, result, self.now()):
                raise LostError
            yield session
        self.finished = True

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Renew the lease from a separate thread, also during a long computation that reports no progress."""
        over = Event()
        thread = Thread(target=self._beats, args=(over,), name="heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beats(self, over: Event) -> None:
        while not over.wait(self.lease.total_seconds() / BEATS):
            try:
                if self.beat() == "lost":
                    return
            except self.installation.store.failures:
                continue  # a busy database is asked again before the lease is over


JobFunction = Callable[[JobRun], str | None]
"""Does a job and gives the id of what came of it, if that has one."""
