"""What staff see when something does not work: in their language, with a way on, and nothing of the inside."""

from __future__ import annotations

from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from diagnostic.storage.database.dataclass_json import OtherShapeError
from diagnostic.web.drain_body import drain
from diagnostic.web.staff.common.page import page

KNOWN = (400, 403, 404, 405, 409, 413, 429, 500)


def add_error_pages(app: Flask) -> None:
    app.register_error_handler(HTTPException, _page_of)
    app.register_error_handler(OtherShapeError, _other_shape)


def _page_of(error: HTTPException) -> Response:
    code = error.code or 500
    if code == 413:
        drain()
    shown = code if code in KNOWN else 400 if code < 500 else 500
    return page("error.html", code, code=shown, request_id=g.get("request_id") if shown == 500 else None)


def _other_shape(_error: OtherShapeError) -> Response:
    """A run or plan of an earlier version: nothing is wrong with what was asked, but it can't be shown any more."""
    return page("error.html", 409, code=409, request_id=None)
