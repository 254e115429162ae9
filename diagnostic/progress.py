"""How long work says what it is doing: one kind of callback for use cases, jobs, the lab and the demo."""

from __future__ import annotations

from typing import Protocol

from diagnostic.text import Text


class Progress(Protocol):
    """Called with what is being done, how many steps are done, and of how many (0 where that is not known).

    It may raise to stop the work.
    """

    def __call__(self, words: Text, done: int = 0, total: int = 0, /) -> None: ...


def no_progress(words: Text, done: int = 0, total: int = 0, /) -> None:
    """For callers that only want the result."""
