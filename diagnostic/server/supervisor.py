"""Keeps the processes of one command: starts them, starts a dead worker again, and ends all of them together.

Each is a fresh interpreter, so that none inherits a connection, a lock or a thread. A part ends by itself when the
supervisor is gone, so no process is left behind.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Thread

from diagnostic.settings import Settings

SPAWN = multiprocessing.get_context("spawn")
AGAIN = (
    2.0  # seconds before a worker that died is started again: one that dies at once must not take the machine
)
GRACE = 20.0  # seconds for all parts to end by themselves
LOOK = 0.5


@dataclass(frozen=True, slots=True)
class ServerPart:
    """What a process does. With one that `leads` everything ends."""

    do: Callable[[Settings], None]
    settings: Settings
    leads: bool = False


def supervise(parts: Sequence[ServerPart]) -> int:
    """Run the parts until a signal, or until one that leads has ended: its exit code is ours."""
    stop = _Stop()
    running = [(part, _start(part)) for part in parts]
    code = 0
    while not stop.asked:
        wait([process.sentinel for _, process in running], LOOK)
        for at, (part, process) in enumerate(running):
            if stop.asked or process.is_alive():
                continue
            if part.leads:
                code, stop.asked = process.exitcode or 0, True
            else:
                stop.sleep(AGAIN)
                running[at] = part, _start(part)
    _end([process for _, process in running])
    return code


def _start(part: ServerPart) -> BaseProcess:
    process = SPAWN.Process(target=_run, args=(part,))
    process.start()
    return process


def _run(part: ServerPart) -> None:
    """In the new process. Ctrl-C reaches it as well as the supervisor, and it is the supervisor that acts on it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    part.do(part.settings)


def _end_with(parent: int) -> None:
    wait([parent])
    os.kill(os.getpid(), signal.SIGTERM)


def _end(running: Sequence[BaseProcess]) -> None:
    for process in running:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in running:
        process.join(max(until - time.monotonic(), 0))
        process.kill()
        process.join()


class _Stop:
    """Whether a signal asked for the end."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, *_given: object) -> None:
        self.asked = True

    def sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.asked and time.monotonic() < until:
            time.sleep(LOOK / 5)
