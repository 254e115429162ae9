"""Short marks of a plan's lines: which line an address means, and whether it is still what a page showed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from diagnostic.core.plan.edits import FIELDS
from diagnostic.core.plan.overlay import LineView, base_of


def line_hash(key: str) -> str:
    """A line's key as an address holds it."""
    return _short(key)


def line_mark(view: LineView) -> str:
    """Changes with everything a page shows of the line."""
    content = tuple(base_of(view.line, name) for name in FIELDS), view.base, view.lock, view.conflicts
    return _short(repr(content))


def order_mark(lines: Iterable[LineView]) -> str:
    """Changes with the order of the lines."""
    return _short(repr([view.key for view in lines]))


def _short(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]
