"""What staff see when something does not work: in their language, with a way on, and nothing of the inside."""

from __future__ import annotations

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from diagnostic.web.drain import drain
from diagnostic.web.staff.render import page

KNOWN = (400, 403, 404, 405, 413, 429, 500)


def add_error_pages(app: Flask) -> None:
    app.register_error_handler(HTTPException, _page_of)


def _page_of(error: HTTPException) -> Response:
    code = error.code or 500
    if code == 413:
        drain()
    shown = code if code in KNOWN else 400 if code < 500 else 500
    return page("error.html", code, code=shown)
