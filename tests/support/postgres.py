"""A PostgreSQL of the tests' own: made in a temporary folder, reached by its socket only, gone at the end.

Its tools refuse root, so as root everything runs as the user `postgres` the Debian package makes. No port is taken,
since the socket lies in the cluster's own folder; any number of clusters may run side by side. If the test process
is killed, the kernel stops the server. `tests.support.one_postgres` lets several test processes use one server.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from diagnostic.storage.database.programs import find_tool

ROLE = "diagnostic"
PATIENCE = 60.0  # seconds for a start on a busy machine
MEMORY, ENOUGH = Path("/dev/shm"), 1 << 30  # noqa: S108  a folder in memory, where a copy of a database costs a fifth
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
    "shared_buffers=32MB",
)


@dataclass
class Cluster:
    """A running server. Databases are copies of one another: `template1` is empty."""

    folder: Path
    prefix: str = "test"  # of the names of databases, another one in each process
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """A new database, a copy of `template`; gives its name."""
        name = f"{self.prefix}_{next(self.numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self.say(f"DROP DATABASE {database} WITH (FORCE)")

    def say(self, sql: str) -> None:
        where = [f"--host={self.folder}", f"--username={ROLE}", "--dbname=postgres"]
        subprocess.run([find_tool("psql"), *where, "-qXc", sql], check=True, capture_output=True)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server for as long as the block lasts."""
    with restartable() as (running, _):
        yield running


@contextmanager
def restartable() -> Iterator[tuple[Cluster, Callable[[], None]]]:
    """A server, and what stops it in good order and starts it again with the same data."""
    user = _user()
    # Short: a socket's path has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="diagnostic-pg-", dir=MEMORY if _is_roomy(MEMORY) else None))
    try:
        os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        init = [find_tool("initdb"), f"--pgdata={data}", f"--username={ROLE}", "--auth=trust", "--no-sync"]
        subprocess.run(
            [*_as(user), *init, "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        with ExitStack() as server:
            server.enter_context(_running(user, folder, data))

            def restart() -> None:
                server.close()
                server.enter_context(_running(user, folder, data))

            yield Cluster(folder), restart
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(user: pwd.struct_passwd, folder: Path, data: Path) -> Iterator[None]:
    settings = [
        f"-c{setting}" for setting in (*FAST, "listen_addresses=", f"unix_socket_directories={folder}")
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*_as(user), find_tool("postgres"), "-D", str(data), *settings],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # ends open sessions, then stops in good order
        server.wait(PATIENCE)


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    ready = [find_tool("pg_isready"), "-q", f"--host={folder}"]
    deadline = time.monotonic() + PATIENCE
    while subprocess.run(ready).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL does not start: {(folder / 'log').read_text()}")
        time.sleep(0.05)


def _is_roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ENOUGH


def _user() -> pwd.struct_passwd:
    """Who runs the server: we ourselves, and for root the package's own user."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _as(user: pwd.struct_passwd) -> list[str]:
    """Words before a command: it runs as `user` and is stopped when this process is gone."""
    change = (
        [f"--reuid={user.pw_name}", f"--regid={user.pw_gid}", "--clear-groups"] if os.geteuid() == 0 else []
    )
    return ["setpriv", *change, "--pdeathsig=QUIT"]
