"""The style sheet, script and icon of the rep's pages: read once, packed once, kept by browsers for good.

The script brings its words with it, since it is fetched once and a page is fetched each time.
The name of a file carries the hash of its content, so a new version has a new address.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Response, request

from diagnostic.text import LANGS
from diagnostic.web.respondent.words import HTML_LANG, OF_SCRIPT, WORDS

FOLDER = Path(__file__).parent / "static"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file. `name` is what its address ends on."""

    name: str
    kind: str
    content: bytes
    packed: bytes

    def respond(self) -> Response:
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(
            self.packed if packs else self.content, content_type=f"{self.kind}; charset=utf-8"
        )
        response.headers["Cache-Control"] = FOREVER
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        return response


def _read(path: Path) -> Asset:
    content = path.read_text("utf-8").replace('"WORDS"', _words()).encode()
    name = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"
    return Asset(name, KINDS[path.suffix[1:]], content, gzip.compress(content, 9, mtime=0))


def _words() -> str:
    words = {HTML_LANG[lang]: {name: WORDS[name][lang] for name in OF_SCRIPT} for lang in LANGS}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


ASSETS: Mapping[str, Asset] = {
    asset.name: asset for asset in (_read(path) for path in sorted(FOLDER.iterdir()) if path.is_file())
}
ADDRESS: Mapping[str, str] = {
    path.name: f"/r/static/{_read(path).name}" for path in sorted(FOLDER.iterdir()) if path.is_file()
}
