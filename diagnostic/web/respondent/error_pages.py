"""Pages that say that something does not work: kind, in both languages at once, and telling nothing else.

Each is one run of bytes made once. So a link that was revoked, never given or belongs to a closed wave looks
the same to the last byte, and no path, value or fault of the program can get into it.
"""

from __future__ import annotations

from functools import cache

from flask import Response
from werkzeug.exceptions import HTTPException

from diagnostic.text import LANGS
from diagnostic.web.drain_body import drain
from diagnostic.web.languages import HTML_LANG
from diagnostic.web.respondent.environment import TEMPLATES
from diagnostic.web.respondent.words import WORDS

PAGES = {
    "gone": (404, "gone_title", ("gone", "gone_sent", "gone_else")),
    "later": (429, "gone_title", ("gone", "gone_sent", "gone_else", "later")),
    "missing": (404, "missing_title", ("missing",)),
    "large": (413, "large_title", ("large",)),
    "method": (405, "method_title", ("missing",)),
    "broken": (500, "broken_title", ("broken",)),
}
NAMES = {405: "method", 413: "large", 500: "broken"}
"""The page of a status; of every other one it is "missing"."""


@cache
def _body(name: str) -> bytes:
    """The page as bytes; where a sitting is over, its draft on the phone goes too."""
    _, title, paragraphs = PAGES[name]
    parts = [
        (HTML_LANG[lang], WORDS[title][lang], [WORDS[each][lang] for each in paragraphs]) for lang in LANGS
    ]
    return TEMPLATES.get_template("error.html").render(parts=parts, over=name == "gone").encode()


def error_page(name: str) -> Response:
    return Response(_body(name), PAGES[name][0], content_type="text/html; charset=utf-8")


def page_of(error: HTTPException) -> Response:
    """What respondents see instead of the bare pages of Flask."""
    if error.code == 413:
        drain()
    return error_page(NAMES.get(error.code or 500, "missing"))
