"""Which part of a long list the address asks for: its page, and the words its lines must contain."""

from __future__ import annotations

from flask import request

from diagnostic.web.staff.common.fields import SearchForm


def page_number() -> int:
    """Which page of a long list is asked for; the first where it is not a number."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 else 1


def first_of(shown: int) -> int:
    """How many lines stand on the pages before, where each holds `shown`."""
    return (max(page_number(), 1) - 1) * shown


def searched() -> str:
    """What is searched for; what is far too long is nothing."""
    form = SearchForm(request.args)
    return form.search.data or "" if form.validate() else ""
