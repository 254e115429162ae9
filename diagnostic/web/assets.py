"""Static files of our pages: read once, packed when first asked for, kept by browsers for good.

The name of a file carries the hash of its content, so a new version has a new address.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property

from flask import Response, request

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file. `name` is what its address ends on."""

    name: str
    kind: str
    content: bytes

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    def respond(self) -> Response:
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(
            self.packed if packs else self.content, content_type=f"{self.kind}; charset=utf-8"
        )
        response.headers["Cache-Control"] = FOREVER
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        return response


def make_asset(file: str, content: bytes) -> Asset:
    """The asset of a file called `file` ("rep.css")."""
    stem, _, suffix = file.rpartition(".")
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
    return Asset(name, KINDS[suffix], content)
