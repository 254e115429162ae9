"""Error pages of respondents: friendly, in both languages at once, and giving away nothing else.

Each page is rendered once and kept as bytes. So links that were revoked, never issued or belong to a closed wave look
the same to the last byte, and no path, value or fault of the program can get into the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flask import Response
from werkzeug.exceptions import HTTPException

from diagnostic.i18n import N_, translate
from diagnostic.text import LANGS
from diagnostic.web.drain_body import drain
from diagnostic.web.languages import HTML_LANG
from diagnostic.web.respondent.environment import TEMPLATES

PAGES: Mapping[str, tuple[int, str, tuple[str, ...]]] = {
    "gone": (
        404,
        N_("This link can't be used now"),
        (
            N_(
                "It may be incomplete or replaced by a newer one, or the survey may be over. To protect "
                "everybody's anonymity we do not say which."
            ),
            N_(
                "If you have sent your answers already, they have arrived safely and there is nothing more to "
                "do."
            ),
            N_("If you have not answered yet, please open the whole link again from your latest invitation."),
        ),
    ),
    "later": (
        429,
        N_("This link can't be used now"),
        (
            N_(
                "It may be incomplete or replaced by a newer one, or the survey may be over. To protect "
                "everybody's anonymity we do not say which."
            ),
            N_(
                "If you have sent your answers already, they have arrived safely and there is nothing more to "
                "do."
            ),
            N_("If you have not answered yet, please open the whole link again from your latest invitation."),
            N_("Please try again in a few minutes."),
        ),
    ),
    "missing": (
        404,
        N_("There is no page here"),
        (N_("Please open the whole link again from your invitation."),),
    ),
    "large": (
        413,
        N_("That was too much text"),
        (N_("Please go back one page and shorten the text. Your earlier answers are still on that page."),),
    ),
    "method": (
        405,
        N_("That does not work here"),
        (N_("Please open the whole link again from your invitation."),),
    ),
    "broken": (
        500,
        N_("Something went wrong"),
        (
            N_(
                "The fault is ours. Please go back one page and try again; your answers are still on that "
                "page, and sending twice stores them once."
            ),
        ),
    ),
}
NAMES = {405: "method", 413: "large", 500: "broken"}
"""The page of a status; of every other one it is "missing"."""


@cache
def _body(name: str) -> bytes:
    """The page as bytes; where a sitting is over, its draft on the phone goes too."""
    _, title, paragraphs = PAGES[name]
    parts = [
        (HTML_LANG[lang], translate(title, lang), [translate(each, lang) for each in paragraphs])
        for lang in LANGS
    ]
    return TEMPLATES.get_template("error.html").render(parts=parts, over=name == "gone").encode()


def error_page(name: str) -> Response:
    return Response(_body(name), PAGES[name][0], content_type="text/html; charset=utf-8")


def page_of(error: HTTPException) -> Response:
    """What respondents see instead of the bare pages of Flask."""
    if error.code == 413:
        drain()
    return error_page(NAMES.get(error.code or 500, "missing"))
