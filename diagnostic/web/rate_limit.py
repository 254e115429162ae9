"""Limits how many requests for invalid links are answered a minute: one count for everybody, in memory.

No address is stored, hashed or logged, since the people of a company share one. Tokens are 128 random bits, so
guessing is hopeless anyway; the limit keeps noise off. Links that may be used never meet it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

A_MINUTE = 120


class FailureLimit:
    """A bucket of `a_minute` tokens that fills up again evenly; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float], a_minute: int = A_MINUTE) -> None:
        self._clock, self._size = clock, float(a_minute)
        self._left, self._at = float(a_minute), clock()
        self._lock = Lock()

    def take(self) -> bool:
        """Count one failure; False where there were too many."""
        with self._lock:
            now = self._clock()
            self._left = min(self._size, self._left + (now - self._at) * self._size / 60)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True
