"""The style sheet, script and icon of the rep's pages.

The script brings its words with it, since it is fetched once and a page is fetched each time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from diagnostic.text import LANGS
from diagnostic.web.assets import Asset, make_asset
from diagnostic.web.respondent.words import HTML_LANG, OF_SCRIPT, WORDS

FOLDER = Path(__file__).parent / "static"


def _read(path: Path) -> Asset:
    return make_asset(path.name, path.read_text("utf-8").replace('"WORDS"', _words()).encode())


def _words() -> str:
    words = {HTML_LANG[lang]: {name: WORDS[name][lang] for name in OF_SCRIPT} for lang in LANGS}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


_READ = {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}
ASSETS: Mapping[str, Asset] = {asset.name: asset for asset in _READ.values()}
ADDRESS: Mapping[str, str] = {file: f"/r/static/{asset.name}" for file, asset in _READ.items()}
