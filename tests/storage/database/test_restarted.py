"""A database server that is restarted drops every connection there is: later requests do not notice."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from diagnostic.storage.database.session import open_store
from tests.support.postgres import Cluster

DROP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"


@pytest.mark.slow
def test_connections_of_before_a_restart_are_not_handed_out(postgres: Cluster) -> None:
    database = postgres.create()
    store = open_store(postgres.url(database))
    ask = text("SELECT pg_backend_pid()")
    try:
        with store.reading() as reading:
            before = reading.scalar(ask)
        postgres.say(DROP.format(database=database))
        with store.reading() as reading:
            after = reading.scalar(ask)
        postgres.say(DROP.format(database=database))
        with store.driver() as driver:
            driver.cursor.execute("SELECT pg_backend_pid()")
            (last,) = driver.cursor.fetchone()
    finally:
        store.close()
        postgres.drop(database)
    assert len({before, after, last}) == 3
