"""The real server on a real socket: what it writes about requests that go well, wrong, or to pieces."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from diagnostic.settings import Settings
from diagnostic.storage.installation import open_ready_installation
from diagnostic.storage.jobs.queue import put
from tests.made.waves import OpenWave, make_wave, sqlite_installation
from tests.support.folders import ROOT
from tests.support.longwork import new_job, seen
from tests.support.postgres import restartable

pytestmark = pytest.mark.slow


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    port: int
    log: Path
    wave: OpenWave

    def say(self, raw: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(raw)
            connection.settimeout(5)
            answer = b""
            try:
                while chunk := connection.recv(65536):
                    answer += chunk
            except TimeoutError:
                pass
        return answer

    def get(self, path: str) -> bytes:
        return self.say(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """`./run serve` as anybody starts it, on a free port."""
    wave = make_wave(
        sqlite_installation(tmp_path), people=12, teams=1, surveys=("wellbeing",), closes=date(9999, 1, 1)
    )
    with _serving(tmp_path, _free_port(), wave) as started:
        yield started


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _serving(folder: Path, port: int, wave: OpenWave, **more: str) -> Iterator[Running]:
    log = folder / "log"
    environ = _environ(folder, port) | more
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "diagnostic.cli", "serve"], env=environ, stdout=out, stderr=out
        )
    started = Running(process, port, log, wave)
    try:
        _wait(started)
        yield started
    finally:
        process.terminate()
        process.wait(20)
        wave.installation.store.close()


def _environ(folder: Path, port: int) -> dict[str, str]:
    own = {
        "PYTHONPATH": str(ROOT),
        "DIAGNOSTIC_INSTANCE": str(folder),
        "DIAGNOSTIC_BIND": f"127.0.0.1:{port}",
    }
    return {**os.environ, **own}


def _wait(running: Running) -> None:
    """Until it answers: the port is open before anybody listens."""
    for _ in range(200):
        try:
            if running.get("/"):
                return
        except OSError:
            assert running.process.poll() is None, running.log.read_text()
            time.sleep(0.1)
    raise AssertionError(running.log.read_text())


def test_nothing_about_a_rep_is_logged(running: Running) -> None:
    token = running.wave.tokens["P00"]
    assert b"200 OK" in running.get(f"/r/{token}")
    assert b" 404 " in running.get("/r/AAAAAAAAAAAAAAAAAAAAAA")
    running.say(f"GET /r/{token} HTTP/9.9\r\nHost: x\r\n\r\n".encode())
    running.say(f"POST /r/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n".encode())
    running.say(f"POST /r/{token} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".encode())
    running.get(f"/r/{token}{'A' * 3000}")
    assert b"200 OK" in running.get("/staff/sign-in")  # one server for both
    running.process.terminate()
    running.process.wait(20)
    written = running.log.read_text()
    assert token not in written
    assert "/r/" not in written
    assert "127.0.0.1" not in re.sub(r"serving http://.*", "", written)


def test_one_command_serves_and_does_the_work(running: Running) -> None:
    """A real job goes through; a worker that is killed comes back; everything ends with the command."""
    first = new_job(running.wave.installation, "seal", "1" * 32)
    put(running.wave.installation, first)
    _until(lambda: seen(running.wave.installation, first).state == "failed")
    assert [fault.code for fault in seen(running.wave.installation, first).faults] == ["wave.unknown"]
    parts = _children(running.process.pid)
    os.kill(parts["worker"], signal.SIGKILL)
    second = new_job(running.wave.installation, "seal", "2" * 32)
    put(running.wave.installation, second)
    _until(lambda: seen(running.wave.installation, second).state == "failed")
    assert _children(running.process.pid)["worker"] != parts["worker"]
    running.process.terminate()
    assert running.process.wait(30) == 0
    _until(lambda: not any(_lives(pid) for pid in parts.values()))
    assert "Traceback" not in running.log.read_text()


def test_it_outlives_a_restart_of_its_postgresql(tmp_path: Path) -> None:
    """Made by `./run upgrade`, served by `./run serve`; after the restart pages and long work go on by themselves."""
    with restartable() as (server, restart):
        url = server.url(server.create())
        upgrade = [sys.executable, "-P", "-m", "diagnostic.cli", "upgrade"]
        environ = _environ(tmp_path, 0) | {"DIAGNOSTIC_DATABASE": url}
        subprocess.run(upgrade, env=environ, check=True, capture_output=True, timeout=60)
        installation = open_ready_installation(Settings(instance=str(tmp_path), database=url))
        wave = make_wave(installation, people=12, teams=1, surveys=("wellbeing",), closes=date(9999, 1, 1))
        page = f"/r/{wave.tokens['P00']}"
        with _serving(tmp_path, _free_port(), wave, DIAGNOSTIC_DATABASE=url) as running:
            assert b" 200 OK" in running.get(page)
            restart()
            answers = [running.get(page).partition(b"\r\n")[0] for _ in range(12)]
            assert answers == [b"HTTP/1.1 200 OK"] * 12  # more than there are connections to hand out again
            job = new_job(installation, "seal", "1" * 32)
            put(installation, job)
            _until(
                lambda: seen(installation, job).state == "failed"
            )  # there is no such wave: it was looked for
            assert [fault.code for fault in seen(installation, job).faults] == ["wave.unknown"]


def test_nothing_is_left_when_the_command_itself_is_killed(running: Running) -> None:
    parts = _children(running.process.pid)
    running.process.kill()
    running.process.wait()
    _until(lambda: not any(_lives(pid) for pid in parts.values()))


def test_the_web_that_can_not_start_ends_the_command(running: Running, tmp_path: Path) -> None:
    """Its port is taken."""
    again = subprocess.run(
        [sys.executable, "-P", "-m", "diagnostic.cli", "serve"],
        env=_environ(tmp_path, running.port),
        capture_output=True,
        timeout=60,
    )
    assert again.returncode == 4
    assert b"server.address" in again.stderr


def _children(pid: int) -> dict[str, int]:
    """The web and the worker of a command, by what they have opened: the web listens."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    spawned = [int(child) for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    web, worker = sorted(spawned, key=lambda child: not _grandchildren(child))
    return {"web": web, "worker": worker}


def _grandchildren(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _lives(pid: int) -> bool:
    """Not gone, and not merely waiting for somebody to take note of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _until(what: Callable[[], bool]) -> None:
    for _ in range(400):
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def test_the_shipped_configuration_logs_no_link() -> None:
    conf = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()
    links = re.search(r"location /r/ \{(.*?)\}", conf, re.S)
    assert links is not None
    assert "access_log off;" in links[1]
    assert "error_log /dev/null crit;" in links[1]
    assert re.findall(r'X-(?:Forwarded-For|Real-IP) "(.*?)"', conf) == ["", ""]
