"""Limits how many passwords are hashed at a time: hashing is slow on purpose, and reps' pages run on the same machine.

Each process of the web hashes one password at a time (two processes are served by default), and few requests may wait
for it, since each holds a thread that a rep may need. All others are asked at once to try again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

WAITING = 2


class TooBusyError(Exception):
    """Too many passwords wait to be hashed."""


class HashingTurns:
    """One at a time, and `waiting` more that wait."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._places = BoundedSemaphore(1 + waiting)
        self._turn = BoundedSemaphore(1)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises TooBusyError where all places are taken."""
        if not self._places.acquire(blocking=False):
            raise TooBusyError
        try:
            with self._turn:
                yield
        finally:
            self._places.release()


TURNS = HashingTurns()
"""Those of this process."""
