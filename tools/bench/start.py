"""How long the web takes to start, compared with a process that only imports flask and SQLAlchemy.

Both are measured in processor time of the whole process and with their bytecode kept, as where they are used.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measured import Measured
from diagnostic.shipped import ROOT
from tests.made.waves import sqlite_installation

TURNS = 9
BOUND = 3.0
APP = (
    "from diagnostic.settings import load_settings; from diagnostic.server.load_app import load_app; "
    "load_app(load_settings())"
)
BARE = "import flask, sqlalchemy"


def measure() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory(prefix="diagnostic-bench-") as folder:
        instance, bytecode = Path(folder) / "instance", Path(folder) / "bytecode"
        instance.mkdir()
        sqlite_installation(instance).close()
        pairs = [
            (_process(APP, instance, bytecode), _process(BARE, instance, bytecode)) for _ in range(TURNS + 1)
        ]
    ours, theirs = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
    ratio = statistics.median(app / bare for app, bare in pairs[1:])
    yield Measured("start of the web, against importing flask and SQLAlchemy", ratio, BOUND, "x")
    yield Measured("start of the web", 1000 * ours, unit="ms")
    yield Measured("importing flask and SQLAlchemy", 1000 * theirs, unit="ms")


def _process(code: str, instance: Path, bytecode: Path) -> float:
    """Processor seconds of a whole process that runs `code`."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {"PYTHONPATH": ROOT, "PYTHONPYCACHEPREFIX": bytecode, "DIAGNOSTIC_INSTANCE": instance}
    before = _of_children()
    subprocess.run(  # noqa: S603
        [sys.executable, "-P", "-c", code],
        env=environ | {name: str(value) for name, value in own.items()},
        check=True,
    )
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
