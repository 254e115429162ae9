"""Reads the rest of a too long body, up to a bound: browsers show our error page only after sending all of it."""

from __future__ import annotations

from flask import request

DRAINED = 12_000_000


def drain() -> None:
    stream, left = request.environ["wsgi.input"], DRAINED
    while left > 0 and (chunk := stream.read(min(left, 65536))):
        left -= len(chunk)
