"""One PostgreSQL for all processes of a test run, started when the first test asks for it.

With pytest-xdist the tests run in workers, each a process; the process that started them runs the server, since it
outlives them all. Workers ask it through a socket, so nothing is started for tests that need no server.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from threading import Thread

import pytest
from xdist.workermanage import WorkerController

from diagnostic.storage.database.migrate import migrate
from diagnostic.storage.database.session import open_store
from tests.support.postgres import Cluster, cluster

# What a fixture is made for; the fast tier starts no server.
DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.slow))
END, ADDRESS = "end", "postgres"


@dataclass(frozen=True)
class Server:
    """A running server and its database with all tables, of which tests take copies."""

    cluster: Cluster
    migrated: str


@contextmanager
def server() -> Iterator[Server]:
    """A server for as long as the block lasts."""
    with cluster() as running:
        name = running.create()
        store = open_store(running.url(name))
        migrate(store)
        store.close()
        yield Server(running, name)


class SharedServer:
    """In the process that started the workers: starts the server at the first request, ends it with the run."""

    def pytest_sessionstart(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="diagnostic-ask-")
        self._address = f"{self._folder.name}/socket"
        self._listener = Listener(self._address, "AF_UNIX")
        self._thread = Thread(target=self._answer, daemon=True)
        self._thread.start()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: WorkerController) -> None:
        node.workerinput[ADDRESS] = self._address

    @pytest.hookimpl(trylast=True)  # the workers are gone
    def pytest_sessionfinish(self) -> None:
        with Client(self._address, "AF_UNIX") as connection:
            connection.send(END)
        self._thread.join()
        self._listener.close()
        self._folder.cleanup()

    def _answer(self) -> None:
        """The server ends with the thread that started it, so one thread does all."""
        running: Server | None = None
        with ExitStack() as stack:
            while True:
                with self._listener.accept() as connection:
                    if connection.recv() == END:
                        return
                    running = running or self._start(stack, connection)
                    if running is not None:
                        connection.send((str(running.cluster.folder), running.migrated))

    def _start(self, stack: ExitStack, connection: Connection) -> Server | None:
        try:
            return stack.enter_context(server())
        except Exception as error:  # the test that asked fails with it
            connection.send(error)
            return None


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def ask_for_server(config: pytest.Config) -> Server:
    """In a worker: the server of the run. Raises what kept it from starting."""
    known = config.workerinput  # type: ignore[attr-defined]
    with Client(known[ADDRESS], "AF_UNIX") as connection:
        connection.send(known["workerid"])
        answer = connection.recv()
    if isinstance(answer, Exception):
        raise answer
    folder, migrated = answer
    return Server(Cluster(Path(folder), known["workerid"]), migrated)
