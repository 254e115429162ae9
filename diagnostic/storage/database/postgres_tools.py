"""Runs PostgreSQL's own programs: pg_dump for a backup, pg_restore and psql to restore it.

The address of the database goes onto their command line, the password into their environment, since everybody on the
machine can read command lines.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sqlalchemy import inspect

from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.programs import find_tool
from diagnostic.storage.database.session import BUSY_MS, Store

AUDIT_GUARD = (
    "refuse_audit_change"  # the one function among our tables: its trigger goes with its table, it does not
)
NOT_OWNED = ("--no-owner", "--no-privileges")  # a backup may be put back by another role


def dump_postgres(store: Store, target: Path) -> None:
    """One moment of the database, in pg_dump's own format."""
    _run(store, "pg_dump", "--format=custom", *NOT_OWNED, f"--file={target}", _database(store))


def put_back_postgres(store: Store, content: Path, afterwards: str) -> None:
    """All tables out, those of the dump in, then `afterwards`: one transaction."""
    before, script, after = (content.with_name(name) for name in ("before.sql", "script.sql", "after.sql"))
    _run(store, "pg_restore", *NOT_OWNED, f"--file={script}", str(content))
    before.write_text(_drop_tables(store), encoding="utf-8")
    after.write_text(f"{afterwards};\n", encoding="utf-8")
    files = [f"--file={path}" for path in (before, script, after)]
    quiet = ["--no-psqlrc", "--quiet", "--output=/dev/null", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run(store, "psql", *quiet, *files, _database(store))


def _drop_tables(store: Store) -> str:
    """All there are, since the database is ours alone. Open transactions are waited for, but not for ever."""
    quote = store.engine.dialect.identifier_preparer.quote
    ours = [quote(name) for name in inspect(store.engine).get_table_names()]
    drop = f"DROP TABLE {', '.join(ours)} CASCADE;\n" if ours else ""
    return f"SET lock_timeout = {BUSY_MS};\n{drop}DROP FUNCTION IF EXISTS public.{AUDIT_GUARD};\n"


def _run(store: Store, program: str, *arguments: str) -> None:
    """Raises MachineLacksError without the program, BadDataError with its words where it fails."""
    password = store.engine.url.password
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    command = [find_tool(program), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode != 0:
        reason = " ".join(done.stderr.split())[:500]
        raise BadDataError([Fault("backup.failed", values={"reason": f"{program}: {reason}"})])


def _database(store: Store) -> str:
    """Where the database is, as libpq writes it down, without the password."""
    from psycopg.conninfo import make_conninfo  # takes time to load; SQLite never needs it

    _, where = store.engine.dialect.create_connect_args(store.engine.url)
    known = {key: value for key, value in where.items() if key not in ("password", "context")}
    return f"--dbname={make_conninfo(**known)}"
