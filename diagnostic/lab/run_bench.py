"""`./run bench`: what the modules of `tools/bench` measure, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from diagnostic.faults import BadArgumentsError, Fault
from diagnostic.i18n import both
from diagnostic.shipped import ROOT

FOLDER = ROOT / "tools" / "bench"
APART = ("__init__", "__main__", "measured", "floor", "crowd")  # which measure nothing of their own


def run_bench(names: Sequence[str]) -> int:
    """Measure what is named, or everything: 0 if every bound is kept, else 1."""
    there = known()
    for name in {*names} - {*there}:
        reason = both("nothing of the name {name} is measured ({known})")
        words = reason.format(name=name, known=", ".join(there))
        raise BadArgumentsError([Fault("arguments.wrong", values={"reason": words})])
    paths = os.pathsep.join((str(ROOT), str(FOLDER.parent)))
    command = [sys.executable, "-P", "-m", "bench", *(names or there)]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}).returncode  # noqa: S603


def known() -> list[str]:
    """What can be measured."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in APART)
