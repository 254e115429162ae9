"""Whole sittings against a real server: how many a second, how long a page takes, what it costs.

A sitting is the promise, four pages of ten items, the review and the thanks, each on a connection of its own, as from
many phones. 1, 8 and 32 are at it at once. The yardstick is `floor`: Flask with the same requests and the same insert,
served by the same gunicorn. Both run in turns in one go, so that a busy machine is busy for both.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.floor import TABLES
from bench.measured import Measured
from diagnostic.core.survey.sittings.carry import carry
from diagnostic.core.wave.model import Leaf
from diagnostic.core.wave.plan import Invitee, ModulePlan
from diagnostic.core.wave.wave_plan import WavePlan
from diagnostic.server.gunicorn import THREADS
from diagnostic.shipped import ROOT
from diagnostic.storage.waves.sittings import count_envelopes
from diagnostic.text import Text, same
from diagnostic.usecases.waves.open_wave import open_wave
from tests.made.waves import OpenWave, add_assessment, of, sqlite_installation, survey

AT_ONCE = (1, 8, 32)
ROUNDS, SECONDS_A_ROUND = 3, 4.0
SHARE = 0.6  # of the floor's sittings a second
WORKERS = 2
PAGES = (
    ("MO-GOA", "MO-TGT", "MO-REC"),
    ("MO-COA", "MO-GRO", "MO-TEA"),
    ("MO-PAY", "MO-VOI", "MO-ENG"),
    ("MO-TOO", "MO-STA", "MO-FIT"),
)
WORD = "benchmarkbenchmark"
TICK = os.sysconf("SC_CLK_TCK")


def measure() -> list[Measured]:
    lines = []
    with tempfile.TemporaryDirectory(prefix="diagnostic-bench-") as folder:
        wave = wave_of(Path(folder))
        with product_served(Path(folder)) as product:
            requests = _requests(wave)
            lengths = [_length(product.port, raw) for raw in requests(next(_tokens(wave)))]
            with _floor(Path(folder), lengths, wave.found("P0001").form.envelope_size + 48) as floor:
                tokens = _tokens(wave)
                next(tokens)
                for at_once in AT_ONCE:
                    lines += _compare(product, floor, requests, tokens, at_once)
                lines += [
                    Measured("product: memory of a worker", product.memory, unit="MB"),
                    Measured("floor: memory of a worker", floor.memory, unit="MB"),
                ]
        _check(wave)
        wave.installation.close()
    return lines


def _survey() -> dict[str, Any]:
    """Our survey of conditions, cut to forty items on four pages of ten."""
    raw = survey("morale")
    scales = {scale["code"]: scale for scale in raw["scales"]}
    chosen = [code for page in PAGES for code in page]
    items = [item for code in chosen for item in scales[code]["items"]]
    plain = {key: value for key, value in raw.items() if key != "importance"}
    return {
        **plain,
        "scales": [_of_all(scales[code]) for code in chosen],
        "items": [item for item in raw["items"] if item["code"] in items],
        "pages": [
            {
                "code": f"P{at}",
                "title": {"zh": "工作条件", "en": "Conditions"},
                "items": [item for code in page for item in scales[code]["items"]],
            }
            for at, page in enumerate(PAGES)
        ],
    }


def _of_all(scale: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in scale.items() if key not in ("core", "rotation")}


def wave_of(folder: Path, people: int = 30_000) -> OpenWave:
    installation = sqlite_installation(folder)
    leaves = [Leaf(("A", f"T{at}"), (same("A"), same(f"T{at}"))) for at in range(people // 12)]
    plan = WavePlan(
        add_assessment(installation),
        [_survey()],
        [ModulePlan("morale", ("region", "team"), tuple(leaves))],
        [Invitee(f"P{at:04}", {"morale": leaves[at % len(leaves)].values}) for at in range(people)],
        Text("测速", "a benchmark"),
        date(9999, 1, 1),
    )
    return of(installation, open_wave(installation, plan))


def _tokens(wave: OpenWave) -> Iterator[str]:
    return iter(wave.tokens.values())


def _requests(wave: OpenWave) -> Any:
    """token -> the raw requests of a sitting. Everything but the token is made beforehand."""
    sitting = wave.found("P0000").sitting
    answers = {item.code: 1 + at % 5 for at, item in enumerate(sitting.items)}
    common = {"lang": "zh", "word": WORD, "consent": "1"}
    forms: list[dict[str, Any]] = [{"at": "promise", "go": "next", "carry": ""}]
    for at, page in enumerate(sitting.pages):
        before = {item.code: answers[item.code] for each in sitting.pages[:at] for item in each.items}
        own = {item.code: answers[item.code] for item in page.items}
        forms.append({"at": at, "go": "next", "carry": carry(sitting, before), **own})
    forms.append({"at": "review", "go": "send", "carry": carry(sitting, answers)})
    bodies = [urlencode({**common, **form, "step": step}).encode() for step, form in enumerate(forms, 1)]

    def of_token(token: str) -> list[bytes]:
        head = f"/r/{token} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length:"
        posts = [f"POST {head}{form} {len(body)}\r\n\r\n".encode() + body for body in bodies]
        return [f"GET {head}\r\n".encode(), *posts]

    return of_token


@dataclass
class Served:
    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children]

    @property
    def cpu(self) -> float:
        """Seconds of processor time of the workers so far."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.workers()]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICK

    @property
    def memory(self) -> float:
        lines = [
            line for pid in self.workers() for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        ]
        return max(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def product_served(folder: Path) -> Iterator[Served]:
    environ = {"DIAGNOSTIC_INSTANCE": str(folder), "DIAGNOSTIC_WORKERS": str(WORKERS)}
    port = _free_port()
    command = ["-m", "diagnostic.cli", "serve"]
    with _started(command, {**environ, "DIAGNOSTIC_BIND": f"127.0.0.1:{port}"}, port) as served:
        yield served


@contextmanager
def _floor(folder: Path, lengths: Sequence[int], envelope: int) -> Iterator[Served]:
    database = folder / "floor.sqlite"
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(TABLES)
    given = folder / "floor.json"
    given.write_text(json.dumps({"database": str(database), "pages": lengths, "envelope": envelope}))
    port = _free_port()
    options = ["-w", str(WORKERS), "-k", "gthread", "--threads", str(THREADS), "--log-level", "warning"]
    command = ["-m", "gunicorn", *options, "-b", f"127.0.0.1:{port}", "bench.floor:app()"]
    with _started(command, {"FLOOR": str(given)}, port) as served:
        yield served


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _started(command: Sequence[str], environ: dict[str, str], port: int) -> Iterator[Served]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tools")])
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", *command], env={**os.environ, "PYTHONPATH": path, **environ}
    )
    try:
        for _ in range(300):
            try:
                exchange(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                break
            except OSError:
                time.sleep(0.1)
        yield Served(port, process)
    finally:
        process.terminate()
        process.wait(20)


def exchange(port: int, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(raw)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def _length(port: int, raw: bytes) -> int:
    answer = exchange(port, raw)
    if b" 200 " not in answer[:20]:
        raise RuntimeError(answer[:400].decode())
    return len(answer.partition(b"\r\n\r\n")[2])


@dataclass
class Load:
    """What came of one round: sittings a second, seconds of each page, processor seconds a sitting."""

    rate: float
    pages: list[float]
    cpu: float


def _load(served: Served, requests: Any, tokens: Iterator[str], at_once: int) -> Load:
    lock, pages, done = threading.Lock(), [], [0]
    end = time.perf_counter() + SECONDS_A_ROUND

    def phone() -> None:
        while time.perf_counter() < end:
            with lock:
                token = next(tokens)
            took = []
            for raw in requests(token):
                began = time.perf_counter()
                answer = exchange(served.port, raw)
                took.append(time.perf_counter() - began)
                if b" 200 " not in answer[:20]:
                    raise RuntimeError(answer[:400].decode())
            with lock:
                pages.extend(took)
                done[0] += 1

    before, began = served.cpu, time.perf_counter()
    threads = [threading.Thread(target=phone) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    return Load(done[0] / took, pages, (served.cpu - before) / done[0])


def _random_tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(16)


def _compare(
    product: Served, floor: Served, requests: Any, tokens: Iterator[str], at_once: int
) -> list[Measured]:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_load(floor, requests, _random_tokens(), at_once))
        ours.append(_load(product, requests, tokens, at_once))
    share = statistics.median(a.rate / b.rate for a, b in zip(ours, theirs, strict=True))
    pages = sorted(page for load in ours for page in load.pages)
    who = f"{at_once} at once"
    return [
        Measured(f"{who}: sittings a second, of the floor's", share, SHARE, "x", floor=True),
        Measured(f"{who}: sittings a second", statistics.median(load.rate for load in ours)),
        Measured(f"{who}: the floor's", statistics.median(load.rate for load in theirs)),
        Measured(f"{who}: a page, p50", 1000 * pages[len(pages) // 2], unit="ms"),
        Measured(f"{who}: a page, p95", 1000 * pages[len(pages) * 95 // 100], unit="ms"),
        Measured(
            f"{who}: processor time a sitting", 1000 * statistics.median(load.cpu for load in ours), unit="ms"
        ),
        Measured(f"{who}: the floor's", 1000 * statistics.median(load.cpu for load in theirs), unit="ms"),
    ]


def _check(wave: OpenWave) -> None:
    """What was acknowledged is there."""
    with wave.installation.store.reading() as session:
        stored = count_envelopes(session, wave.id)
    if not stored:
        raise RuntimeError("nothing was stored")
