"""What every page that shows a stored run or report does alike, for all its readers: files by name, results by search.

Nothing is made here and nothing heavy is loaded: all of it lies in the database as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Response, abort

from diagnostic.render.fragments import CHART, DATA, PDF

Read = Callable[[str], bytes | None]
KEPT = "private, max-age=31536000, immutable"  # the hash in a chart's name changes with it
KINDS = {"svg": "image/svg+xml; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}


def chart(name: str, read: Read, keep: bool = True) -> Response:
    """A chart by its name; `keep` lets the browser keep it."""
    response = _file(name, CHART, read)
    if keep:
        response.headers["Cache-Control"] = KEPT
    return response


def paper(name: str, read: Read, number: int) -> Response:
    """The report as PDF, under a name that says which one it is."""
    response = _file(name, PDF, read)
    shown = name.replace("report.", f"report-{number}.")
    response.headers["Content-Disposition"] = f'inline; filename="{shown}"'
    return response


def data(name: str, read: Read, number: int) -> Response:
    """diagnosis.json or release.json, to be kept by those who check the report."""
    response = _file(name, re.compile("|".join(map(re.escape, DATA))), read)
    shown = name.replace(".json", f"-{number}.json")
    response.headers["Content-Disposition"] = f'attachment; filename="{shown}"'
    return response


def _file(name: str, allowed: re.Pattern[str], read: Read) -> Response:
    """Only the files named here are ever served, whatever else is stored with them."""
    content = read(name) if allowed.fullmatch(name) else None
    if content is None:
        abort(404)
    return Response(content, content_type=KINDS[name.rpartition(".")[2]])
