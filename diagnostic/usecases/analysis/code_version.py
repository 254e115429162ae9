"""Which code made a run: the release's number, and a hash of everything a result or a page is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

from diagnostic.settings import ROOT

MADE_FROM = ("diagnostic/core", "diagnostic/render", "report_templates", "requirements.lock")


@cache
def code_version() -> str:
    """Such as "0.1.0+3f1c9a7d2b"."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{setup['metadata']['version']}+{digest.hexdigest()[:10]}"


def _sources() -> Iterator[Path]:
    for name in MADE_FROM:
        path = ROOT / name
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (each for each in found if each.is_file() and "__pycache__" not in each.parts)
