"""A Flask app that keeps quiet: no line of its log can tell who opened, answered or sent what.

A traceback holds the values of a form, and a path holds the token of a link. So what is written of a failure is its
type and the pattern of the route, nothing else.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, request


class QuietFlask(Flask):
    """Flask whose failures are logged without path, form, address or traceback."""

    def log_exception(self, exc_info: Any) -> None:
        route = request.url_rule.rule if request.url_rule is not None else "no route"
        self.logger.error("%s in %s", getattr(exc_info[0], "__name__", "an error"), route)
