"""Finds PostgreSQL's own programs: on the PATH, or in Debian's folder outside it.

Of several versions the newest is taken: a newer pg_dump reads older servers, never the other way round.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from diagnostic.faults import Fault, MachineLacksError

DEBIAN = Path("/usr/lib/postgresql")
CLIENTS = ("pg_dump", "pg_restore", "psql", "pg_isready")


def find_tool(name: str) -> str:
    """The path of a program of PostgreSQL. Raises MachineLacksError naming the Debian package that brings it."""
    versions = sorted(DEBIAN.glob("[0-9]*"), key=lambda folder: -float(folder.name))
    found = [str(path) for folder in versions if (path := folder / "bin" / name).exists()]
    if there := next(iter(found), shutil.which(name)):
        return there
    package = "postgresql-client" if name in CLIENTS else "postgresql"
    raise MachineLacksError(
        [Fault("machine.lacks", values={"what": name, "command": f"apt-get install {package}"})]
    )
