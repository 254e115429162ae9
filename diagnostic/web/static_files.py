"""Static files of our pages: read once, packed when first asked for, kept by browsers for good.

The name of a file carries the hash of its content, so a new version has a new address.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from flask import Response, request

TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFile:
    """One file. `name` is what its address ends on."""

    name: str
    media_type: str
    content: bytes

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    def respond(self) -> Response:
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(
            self.packed if packs else self.content, content_type=f"{self.media_type}; charset=utf-8"
        )
        response.headers["Cache-Control"] = FOREVER
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        return response


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """The files of one part of the web. `addresses` are by the plain names of files ("rep.css"), for templates."""

    addresses: Mapping[str, str]
    by_name: Mapping[str, StaticFile]

    def respond(self, name: str) -> Response | None:
        """The file whose address ends on `name`; None: there is none."""
        file = self.by_name.get(name)
        return None if file is None else file.respond()


def read_static_files(
    prefix: str, paths: Iterable[Path], filled: Mapping[str, str] | None = None
) -> StaticFiles:
    """The files of `paths`, served below `prefix`; what stands in them as a key of `filled` is replaced."""
    files = {path.name: _static_file(path.name, _content(path, filled or {})) for path in paths}
    return StaticFiles(
        {plain: f"{prefix}/{file.name}" for plain, file in files.items()},
        {file.name: file for file in files.values()},
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_file()]


def _static_file(plain: str, content: bytes) -> StaticFile:
    stem, _, suffix = plain.rpartition(".")
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
    return StaticFile(name, TYPES[suffix], content)


def _content(path: Path, filled: Mapping[str, str]) -> bytes:
    """Without the note where a source map would lie: browsers would ask for it."""
    content = path.read_bytes().split(b"/*# sourceMappingURL")[0]
    for slot, text in filled.items():
        content = content.replace(slot.encode(), text.encode())
    return content


def _bootstrap() -> Path:
    """Found without importing it: all that is used of the package is this file."""
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("bootstrap-flask is not installed")
    return Path(spec.origin).parent / "static/bootstrap5/css/bootstrap.min.css"


STATIC = Path(__file__).parent / "static"
ICON = STATIC / "icon.svg"
READING: tuple[Path, ...] = (_bootstrap(), *files_in(STATIC))
"""What pages of staff and shared reports have in common: Bootstrap as its wheel brings it, and our own theme over it;
for reports, how they are set, and the script that makes their charts answer. A report reads well without the script."""
