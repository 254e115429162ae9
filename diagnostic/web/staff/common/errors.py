"""What staff see when something does not work: in their language, with a way on, and nothing of the inside.

Use cases say what is wrong by their exceptions; here, and only here, these become pages with a status.
"""

from __future__ import annotations

from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from diagnostic.faults import BadDataError, NotFoundError, StaleError
from diagnostic.storage.database.dataclass_json import OtherShapeError
from diagnostic.web.drain_body import drain
from diagnostic.web.staff.auth.hashing import TooBusyError
from diagnostic.web.staff.common.page import page

KNOWN = (400, 403, 404, 405, 413, 429, 500)


def add_error_pages(app: Flask) -> None:
    app.register_error_handler(HTTPException, _page_of)
    app.register_error_handler(NotFoundError, lambda _: _shown(404))
    app.register_error_handler(StaleError, lambda _: _shown(409, "stale"))
    app.register_error_handler(TooBusyError, lambda _: _shown(503))
    app.register_error_handler(BadDataError, lambda _: _shown(422, "422"))
    # A run or plan of an earlier version: nothing is wrong with what was asked, but it can't be shown any more.
    app.register_error_handler(OtherShapeError, lambda _: _shown(409, "409"))


def _page_of(error: HTTPException) -> Response:
    code = error.code or 500
    if code == 413:
        drain()
    shown = code if code in KNOWN else 400 if code < 500 else 500
    return _shown(code, str(shown))


def _shown(code: int, words: str = "") -> Response:
    name = words or str(code)
    number = g.get("request_id") if name == "500" else None
    return page("error.html", code, code=name if name.isdigit() else code, name=name, request_id=number)
