"""After sealing: what was deleted is taken out of the files as far as a program can.

The promise rests on the destroyed key: old write-ahead logs and backups hold ciphertext that can't be opened, with or
without this step. This makes the file small and clean, and fails loudly if the log could not be emptied.
"""

from __future__ import annotations

from diagnostic.storage.database.session import Store

TURN = 0x5A1E6  # the advisory lock in PostgreSQL that compacting takes


class BusyError(Exception):
    """Somebody is reading; the log could not be emptied. Try again."""


def compact(store: Store) -> None:
    """Rewrite the database file and empty its log, outside any transaction. May be repeated; raises BusyError."""
    if not store.is_sqlite:
        # One at a time: a second VACUUM that queues for a table keeps the first from making it shorter, which then
        # tries for five seconds a table. The second transaction only holds the turn, and ends with its connection.
        with store.engine.begin() as turn:
            turn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM (ANALYZE) envelope, receipt, invitation, tag")
        return
    with store.engine.connect().execution_options(bare=True) as connection:
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        raise BusyError
