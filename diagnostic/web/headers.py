"""What goes with every response: nothing is kept by browsers and proxies, nothing comes from elsewhere, no cookie.

Pages are compressed with gzip where the browser accepts it. BREACH, the attack on compressed secrets, does not apply:
requests from other sites carry no cookie, and no page repeats the token of its link.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = "Content-Security-Policy"
CSP = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",  # sending with a lost connection is tried by script first
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
CSP_FRAMING = f"{CSP}; frame-src 'self'"
"""Of the one page of staff that shows the rep's pages in a frame."""
CSP_FRAMED = CSP.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""Of what stands in that frame, which knows no rep and no answer."""
ALWAYS = (
    (POLICY, CSP),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Vary", "Accept-Encoding"),
)
UNKEPT = (("Cache-Control", "no-store"),)
WORTH_PACKING = 400
LEVEL = 5


def dressed(app: WSGIApplication) -> WSGIApplication:
    """The headers of every response, put on where the server takes them: one list, made once."""

    def served(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
            kept = any(name == "Cache-Control" for name, _ in headers)  # static files bring their own caching
            return start_response(status, [*headers, *ALWAYS, *(() if kept else UNKEPT)], *failed)

        return app(environ, start)

    return served


def _packed(response: Response) -> Response:
    """The same page in fewer bytes, where the browser takes it."""
    if response.headers.get("Content-Encoding") or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    body = response.get_data()
    if len(body) >= WORTH_PACKING:
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def add_headers(app: Flask) -> None:
    app.after_request(_packed)
    app.wsgi_app = dressed(app.wsgi_app)  # type: ignore[method-assign,assignment]
