"""A Flask app whose log never shows who opened, answered or sent what.

A traceback can quote values of a form, and a path holds the token of a link. So the log of a failure names its type,
its route and its line of code, and nothing else. Under the debugger a failure never gets this far.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from flask import Flask, request


class QuietFlask(Flask):
    """Flask whose failures are logged without path, form, address or traceback."""

    def log_exception(self, exc_info: Any) -> None:
        route = request.url_rule.rule if request.url_rule is not None else "no route"
        kind, _, trace = exc_info
        self.logger.error("%s in %s at %s", getattr(kind, "__name__", "an error"), route, _place(trace))


def _place(trace: Any) -> str:
    """File and line where it happened, as deep as it went."""
    steps = traceback.extract_tb(trace)
    return f"{Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else "an unknown place"
