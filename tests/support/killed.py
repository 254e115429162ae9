"""A process that is killed in the middle of its work, between any two lines of what is being tested."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable
from functools import cache
from random import Random
from types import FrameType
from typing import Any

from tests.support.folders import ROOT

FOLDERS = tuple(str(ROOT / "diagnostic" / folder) for folder in ("storage", "usecases"))


def steps_of(work: Callable[[], object]) -> list[list[int]]:
    """Every source line of storage and use cases that the work executes, each with when it does: the 3rd, 17th ..."""
    counter = _Counter(None)
    counter.run(work)
    return list(counter.seen.values())


def lines_to_kill_at(steps: list[list[int]], kills: int, rng: Random) -> list[int]:
    """For each kill the line it strikes at: spread evenly over the source lines, since a loop over answers would crowd
    out the lines after it, and drawn among the times such a line is executed. The last kill strikes at the very last
    line, when everything is done: few kills would miss the lines after a commit."""
    drawn = [rng.choice(steps[int((at + rng.random()) / kills * len(steps))]) for at in range(kills)]
    return [*drawn[:-1], max(map(max, steps))]


def kill_at(line: int, work: Callable[[], object]) -> bool:
    """Do the work in a child and kill it (SIGKILL) before its `line`-th line; whether it was killed."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # forking with threads running: the child uses none of theirs
        child = os.fork()
    if child == 0:
        try:
            _Counter(line).run(work)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@cache
def _is_watched(file: str) -> bool:
    return file.startswith(FOLDERS)


class _Counter:
    def __init__(self, kill_before: int | None) -> None:
        self.lines = 0
        self.seen: dict[tuple[str, int], list[int]] = {}
        self.kill_before = kill_before

    def run(self, work: Callable[[], object]) -> None:
        before = sys.gettrace()
        sys.settrace(self._called)
        try:
            work()
        finally:
            sys.settrace(before)

    def _called(self, frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG002
        return self._line if _is_watched(frame.f_code.co_filename) else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG002
        if event == "line":
            self.lines += 1
            self.seen.setdefault((frame.f_code.co_filename, frame.f_lineno), []).append(self.lines)
            if self.lines == self.kill_before:
                os.kill(os.getpid(), signal.SIGKILL)
        return self._line
