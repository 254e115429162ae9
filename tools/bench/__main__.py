"""`./run bench [NAME ...]`: runs the modules of this folder that measure something; 1 if a bound is broken."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module


def main(names: Sequence[str]) -> int:
    kept = True
    for name in names:
        print(f"== {name}", flush=True)
        for measured in import_module(f"bench.{name}").measure():
            print(measured.line, flush=True)
            kept = kept and measured.kept
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
