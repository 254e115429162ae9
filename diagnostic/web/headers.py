"""What goes with every response: nothing is kept by browsers and proxies, nothing comes from elsewhere, no cookie.

Pages are packed with gzip where the browser takes it. The attack on packed secrets (BREACH) has no ground here: no
cookie goes with a foreign request, and no page repeats the token of its link.
"""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

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
ALWAYS = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
WORTH_PACKING = 400
LEVEL = 5


def dress(response: Response) -> Response:
    """Headers and packing of one response; static files bring their own caching."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    return _packed(response)


def _packed(response: Response) -> Response:
    response.headers["Vary"] = "Accept-Encoding"
    if response.headers.get("Content-Encoding") or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    body = response.get_data()
    if len(body) >= WORTH_PACKING:
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def add_headers(app: Flask) -> None:
    app.after_request(dress)
