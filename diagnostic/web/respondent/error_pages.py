"""Pages that say that something does not work: kind, in both languages at once, and telling nothing else.

Each is one run of bytes made once. So a link that was revoked, never given or belongs to a closed wave looks
the same to the last byte, and no path, value or fault of the program can get into it.
"""

from __future__ import annotations

from functools import cache

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from diagnostic.text import LANGS
from diagnostic.web.drain_body import drain
from diagnostic.web.respondent.templates import TEMPLATES
from diagnostic.web.respondent.words import HTML_LANG, WORDS

PAGES = {
    "gone": (404, "gone_title", ("gone", "gone_sent", "gone_else")),
    "later": (429, "gone_title", ("gone", "gone_sent", "gone_else", "later")),
    "missing": (404, "missing_title", ("missing",)),
    "large": (413, "large_title", ("large",)),
    "method": (405, "method_title", ("missing",)),
    "broken": (500, "broken_title", ("broken",)),
}


@cache
def _body(name: str) -> bytes:
    """The page as bytes; where a sitting is over, its draft on the phone goes too."""
    _, title, paragraphs = PAGES[name]
    parts = [
        (HTML_LANG[lang], WORDS[title][lang], [WORDS[each][lang] for each in paragraphs]) for lang in LANGS
    ]
    return TEMPLATES.get_template("kind.html").render(parts=parts, over=name == "gone").encode()


def kind_page(name: str) -> Response:
    return Response(_body(name), PAGES[name][0], content_type="text/html; charset=utf-8")


def add_kind_pages(app: Flask) -> None:
    """What the app shows instead of the bare pages of Flask."""
    app.register_error_handler(413, lambda _: _too_large())
    app.register_error_handler(405, lambda _: kind_page("method"))
    app.register_error_handler(500, lambda _: kind_page("broken"))
    app.register_error_handler(HTTPException, lambda _: kind_page("missing"))


def _too_large() -> Response:
    drain()
    return kind_page("large")
