"""Compacting after a wave has ended: a second run waits for the first without blocking it."""

from __future__ import annotations

import threading
import time

from sqlalchemy import Connection, text

from diagnostic.storage.database.session import Store, open_store
from diagnostic.storage.waves.compact import TURN, compact
from tests.support.postgres import Cluster

# The server is shared with other tests, each in a database of its own.
HERE = "FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE datname = current_database()"
WAITING = text(f"SELECT locktype {HERE} AND NOT granted")
ADVISORY = text(f"SELECT count(*) {HERE} AND locktype = 'advisory'")


def waiting(connection: Connection) -> list[str]:
    """What the others wait for, once somebody waits."""
    for _ in range(600):
        if found := list(connection.execute(WAITING).scalars()):
            return found
        time.sleep(0.1)
    raise AssertionError("nobody waits")


def test_of_two_that_compact_the_second_queues_for_no_table(postgres: Cluster, migrated: str) -> None:
    """A VACUUM tries for seconds to shorten a table that another one waits for."""
    name = postgres.create(migrated)
    store: Store = open_store(postgres.url(name))
    second = threading.Thread(target=compact, args=(store,))
    with store.engine.connect() as first:
        first.exec_driver_sql(f"SELECT pg_advisory_lock({TURN})")
        second.start()
        assert waiting(first) == ["advisory"]
        first.exec_driver_sql(f"SELECT pg_advisory_unlock({TURN})")
        second.join()
        assert first.scalar(ADVISORY) == 0
    store.close()
    postgres.drop(name)
