"""The real server on a real socket: what it writes about requests that go well, wrong, or to pieces."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from diagnostic.config import ROOT
from tests.waves import OpenWave, make_wave, sqlite_installation


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
    """`./run serve` as anybody starts it, on a port nobody has."""
    wave = make_wave(
        sqlite_installation(tmp_path), people=12, teams=1, surveys=("wellbeing",), closes=date(9999, 1, 1)
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "DIAGNOSTIC_INSTANCE": str(tmp_path)}
    environ["DIAGNOSTIC_BIND"] = f"127.0.0.1:{port}"
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


def _wait(running: Running) -> None:
    for _ in range(200):
        try:
            running.get("/")
        except OSError:
            assert running.process.poll() is None, running.log.read_text()
            time.sleep(0.1)
        else:
            return
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


def test_the_shipped_configuration_logs_no_link() -> None:
    conf = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()
    links = re.search(r"location /r/ \{(.*?)\}", conf, re.S)
    assert links is not None
    assert "access_log off;" in links[1]
    assert "error_log /dev/null crit;" in links[1]
    assert re.findall(r'X-(?:Forwarded-For|Real-IP) "(.*?)"', conf) == ["", ""]
