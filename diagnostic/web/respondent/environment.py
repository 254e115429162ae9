"""The templates of the rep's pages, read once and compiled once, and the static files they name.

Everything put into a template is escaped. The script brings its words with it, since it is fetched once and a page is
fetched each time.
"""

from __future__ import annotations

import json
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from diagnostic.text import LANGS
from diagnostic.web.languages import HTML_LANG
from diagnostic.web.respondent.words import OF_SCRIPT, WORDS
from diagnostic.web.static_files import ICON, files_in, read_static_files


def _words_of_script() -> str:
    words = {HTML_LANG[lang]: {name: WORDS[name][lang] for name in OF_SCRIPT} for lang in LANGS}
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


FILES = read_static_files(
    "/r/static", (ICON, *files_in(Path(__file__).parent / "static")), {'"WORDS"': _words_of_script()}
)
TEMPLATES = Environment(
    loader=PackageLoader("diagnostic.web.respondent"),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
TEMPLATES.globals["address"] = FILES.addresses
