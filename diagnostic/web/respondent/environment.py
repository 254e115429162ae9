"""The templates of the rep's pages, read once and compiled once, and the static files they name.

Everything put into a template is escaped. The script brings its words with it, since it is fetched once and a page is
fetched each time.
"""

from __future__ import annotations

import json
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from diagnostic.i18n import N_, translate
from diagnostic.text import LANGS
from diagnostic.web.languages import HTML_LANG
from diagnostic.web.static_files import ICON, files_in, read_static_files

OF_SCRIPT = {
    "lost": N_(
        "The connection seems to be lost. Nothing is lost: your answers are still on this page. Please press again."
    ),
    "sending": N_("Sending..."),
    "chosen": N_("{n} of {k} chosen"),
    "full": N_("{k} are chosen already; to change, take one away first"),
    "letters_left": N_("Characters left: about {n}"),
    "letters_over": N_("Too long; characters to take out: about {n}"),
}
"""What the script says by itself."""


def _words_of_script() -> str:
    words = {
        HTML_LANG[lang]: {name: translate(message, lang) for name, message in OF_SCRIPT.items()}
        for lang in LANGS
    }
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
