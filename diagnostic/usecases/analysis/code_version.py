"""Identifies the code that made a run: the release number and a hash of all files that results or pages depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from diagnostic.shipped import INSTALLED, VERSION, shipped

PACKAGES = "requirements.lock"
MADE_FROM = ("diagnostic/core", "diagnostic/render", "report_templates", PACKAGES)


@cache
def code_version() -> str:
    """The release number and the first ten digits of the hash, such as "0.1.0+3f1c9a7d2b"."""
    return f"{VERSION}+{fingerprint(MADE_FROM)[:10]}"


def fingerprint(names: tuple[str, ...], of: str = "") -> str:
    """SHA-256 (hex) of the text `of` and of all files under `names`, with their paths as in a checkout.

    An installed product has no lock file, and pip may have chosen other versions: there the names and versions of the
    installed packages are hashed instead.
    """
    digest = hashlib.sha256(of.encode())
    for name in names:
        if name == PACKAGES and INSTALLED:
            digest.update("\n".join(_versions()).encode())
            continue
        place = shipped(name)
        for path in [place] if place.is_file() else _files(place):
            digest.update((Path(name) / path.relative_to(place)).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def _versions() -> Iterator[str]:
    """Name and version of every installed package, sorted."""
    from importlib.metadata import distributions

    return iter(sorted({f"{each.name}=={each.version}" for each in distributions()}))
