"""What a rep waits for a page while somebody floods the sign-in of staff with wrong passwords.

Hashing a password is slow on purpose. The server is the real one with its usual two processes; pages are asked for one
after the other, in turns without and with 24 false sign-ins at once, again and again. Those come from a process of
their own, whose work does not delay the pages that are timed.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.measured import Measured
from bench.sittings import exchange, product_served, wave_of
from diagnostic.shipped import ROOT

FLOOD = 24  # false sign-ins at once
ROUNDS, SECONDS = 3, 4.0
BOUND = (
    20.0  # times the same page on the idle server; unlimited hashing made it some thousands, 3 is aimed at
)
PEOPLE = 240
SIGN_IN = "/staff/sign-in"


def measure() -> list[Measured]:
    with tempfile.TemporaryDirectory(prefix="diagnostic-bench-") as folder:
        wave = wave_of(Path(folder), PEOPLE)
        page = f"GET /r/{next(iter(wave.tokens.values()))} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        with product_served(Path(folder)) as served:
            lines = compare(served.port, page.encode(), ROUNDS, SECONDS)
        wave.installation.close()
    return lines


def compare(port: int, page: bytes, rounds: int, seconds: float) -> list[Measured]:
    """Pages for some seconds a round, idle and flooded in turns."""
    idle, busy, answers = [], [], Counter[int]()
    p95_of_page(port, page, seconds)  # warms the caches
    for _ in range(rounds):
        idle.append(p95_of_page(port, page, seconds))
        with flooded(port, answers):
            busy.append(p95_of_page(port, page, seconds))
    ratio = statistics.median(b / a for a, b in zip(idle, busy, strict=True))
    return [
        Measured(f"a rep's page, p95, with {FLOOD} false sign-ins at once, of idle", ratio, BOUND, "x"),
        Measured("the same, idle", 1000 * statistics.median(idle), unit="ms"),
        Measured("the same, flooded", 1000 * statistics.median(busy), unit="ms"),
        Measured("the same, flooded, of the slowest round", 1000 * max(busy), unit="ms"),
        Measured("false passwords that were hashed", answers[422]),
        Measured("asked to try again", answers[503]),
    ]


def p95_of_page(port: int, page: bytes, seconds: float) -> float:
    took: list[float] = []
    end = time.perf_counter() + seconds
    while not took or time.perf_counter() < end:
        began = time.perf_counter()
        answer = exchange(port, page)
        took.append(time.perf_counter() - began)
        if status(answer) != 200:
            raise RuntimeError(answer[:400].decode())
    return sorted(took)[len(took) * 95 // 100]


class Forger:
    """Sends sign-in forms with the session and the token of a page it was given, each for another address."""

    def __init__(self, port: int) -> None:
        self.port = port
        given = exchange(
            port, f"GET {SIGN_IN} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        cookies = re.findall(r"^set-cookie: ([^;\r\n]+)", given.decode(), re.M | re.I)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', given.decode())
        if token is None:
            raise RuntimeError(given[:400].decode())
        self.token, self.cookie = token[1], "; ".join(cookies)
        self._lock, self._next = threading.Lock(), 0

    def attempt(self) -> int:
        """The status of one false sign-in."""
        with self._lock:
            self._next += 1
            email = f"nobody{self._next}@example.com"
        form = {"csrf_token": self.token, "email": email, "password": "a wrong password of some length"}
        body = urlencode(form).encode()
        head = (
            f"POST {SIGN_IN} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {self.cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return status(exchange(self.port, head.encode() + body))


def status(answer: bytes) -> int:
    return int(answer[9:12])


@contextmanager
def flooded(port: int, answers: Counter[int]) -> Iterator[None]:
    """FLOOD at it for as long as the block lasts; what they were answered is counted."""
    command = [sys.executable, "-P", "-m", "bench.sign_ins", str(port)]
    path = os.pathsep.join([str(ROOT), str(ROOT / "tools")])
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    )
    with process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        process.stdout.readline()  # the first 24 are sent
        try:
            yield
        finally:
            process.stdin.close()
            answers.update({int(code): n for code, n in json.loads(process.stdout.read()).items()})


def flood(port: int) -> None:
    """FLOOD false sign-ins at once, and again once all are answered, until the standard input ends."""
    forger, answers = Forger(port), Counter[int]()
    over = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    with ThreadPoolExecutor(FLOOD) as many:
        first = True
        while not over.is_set():
            codes = [many.submit(forger.attempt) for _ in range(FLOOD)]
            if first:
                print("begun", flush=True)
                first = False
            answers.update(each.result() for each in codes)
    print(json.dumps(answers))


if __name__ == "__main__":
    flood(int(sys.argv[1]))
