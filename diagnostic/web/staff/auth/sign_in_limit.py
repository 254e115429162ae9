"""Limits how often a password may be tried for one account: a few times at once, then once in a while.

Counted by account and in memory, so a lockout never lasts longer than a minute, no address is kept, and a restart
resets it. Each process of the server counts for itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

AT_ONCE = 5
A_MINUTE = 2.0
ACCOUNTS = 10_000  # a flood of made-up addresses fills no memory


class SignInLimit:
    """A bucket for each account that was tried; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, email: str) -> bool:
        """Count one try; False where there were too many."""
        with self._lock:
            now = self._clock()
            left, at = self._left.pop(email, (float(AT_ONCE), now))
            left = min(float(AT_ONCE), left + (now - at) * A_MINUTE / 60)
            allowed = left >= 1
            self._left[email] = (left - 1 if allowed else left, now)
            if len(self._left) > ACCOUNTS:
                self._left.popitem(last=False)
            return allowed

    def give_back(self, email: str) -> None:
        """A try that was counted and not made."""
        with self._lock:
            if email in self._left:
                left, at = self._left[email]
                self._left[email] = (min(float(AT_ONCE), left + 1), at)

    def forget(self, email: str) -> None:
        """The right password was given: earlier failures no longer count."""
        with self._lock:
            self._left.pop(email, None)
