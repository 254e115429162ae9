"""The queue: its messages only say that a job waits. It is kept where the database is.

With SQLite it is a file of its own in `instance/`; with PostgreSQL it is tables of the same database, so that workers
on many machines need no setting but that database. A message is the id of a job, as JSON: Huey's own way of writing
messages would let anybody who can write into the queue run code. The queue may be lost at any time: the sweep puts
every job that still waits into it again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huey import Huey, PostgresHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from diagnostic.storage.installation import Installation

NAME = "jobs"
FILE = "queue.sqlite"
SEEN = "worker_seen"


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Messages as JSON. Only their plain fields are used: ours have neither dates nor chains."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(bytes(data)))


@dataclass(frozen=True, slots=True)
class Queue:
    """An open queue. `huey` is for the consumer that takes from it."""

    huey: Huey
    _send: Callable[[str], object]

    def put(self, job_id: str) -> None:
        self._send(job_id)

    def waiting(self) -> set[str]:
        """Jobs that a message waits for."""
        return {str(task.args[0]) for task in self.huey.pending()}

    def empty(self) -> None:
        self.huey.storage.flush_queue()

    def note_worker(self, now: datetime) -> None:
        """A worker lives; the latest of all of them is kept."""
        self.huey.storage.put_data(SEEN, now.isoformat().encode())

    def worker_seen(self) -> datetime | None:
        kept = self.huey.storage.peek_data(SEEN)
        return datetime.fromisoformat(bytes(kept).decode()) if isinstance(kept, bytes | memoryview) else None

    def renew(self) -> None:
        """Open it again, and make what is missing: its file or tables may have been deleted under us."""
        self.huey.storage.close()
        self.huey.storage.initialize_schema()


@contextmanager
def open_queue(installation: Installation, do: Callable[[str], None] | None = None) -> Iterator[Queue]:
    """The queue of this installation; `do` is what a worker does with the id of a job."""
    huey = _huey(installation)

    def job(job_id: str) -> None:  # of one module for all, since messages name it
        (do or _not_here)(job_id)

    send = huey.task(name="job")(job)
    try:
        yield Queue(huey, send)
    finally:
        huey.storage.close()


def put(installation: Installation, job_id: str) -> bool:
    """Send the workers a message. False: the queue could not be reached; the sweep will send it later."""
    try:
        with open_queue(installation) as queue:
            queue.put(job_id)
    except installation.store.failures:
        return False
    return True


def _not_here(job_id: str) -> None:
    raise RuntimeError(f"job {job_id} was taken by a process that only puts jobs in")


def _huey(installation: Installation) -> Huey:
    common: dict[str, Any] = {"name": NAME, "results": False, "serializer": JsonSerializer()}
    url = installation.store.engine.url
    if installation.store.is_sqlite:
        path = installation.folder / FILE
        path.touch(mode=0o600)
        return SqliteHuey(filename=str(path), **common)
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey(dsn=dsn, table_prefix="queue", **common)
