"""What one of our forms sent: where the rep is, which button they pressed, and everything they answered so far.

It comes from a phone, so it may be anything. A form that none of our pages can have sent is refused as a whole; what
is wrong with a single answer is for `navigation` to say.
"""

from __future__ import annotations

import re
import secrets
from typing import cast

from werkzeug.datastructures import MultiDict

from diagnostic.core.survey.sittings.screen import Position, Post, SittingStep, StrangePostError
from diagnostic.text import Lang

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
GO = re.compile(r"next|back|review|send|skip|clear|page:[0-9]{1,3}|lang:(?:zh|en)")
AT = re.compile(r"promise|review|[0-9]{1,3}")


def new_sitting_token() -> str:
    return secrets.token_urlsafe(16)


def read_post(form: MultiDict[str, str]) -> Post:
    """The form as one of ours. Raises StrangePostError."""
    lang, token = _one(form, "lang"), _one(form, "word")
    at, go = _one(form, "at"), _one(form, "go") or "next"
    if lang not in ("zh", "en") or not all(
        pattern.fullmatch(given) for pattern, given in ((TOKEN, token), (AT, at), (GO, go))
    ):
        raise StrangePostError
    step = int(at) if at.isdigit() else cast(SittingStep, at)
    position = Position(
        step, cast(Lang, lang), token, _one(form, "consent") == "1", _one(form, "changing") == "1"
    )
    return Post(position, go, _one(form, "carry"), form.getlist)


def read_sending(form: MultiDict[str, str]) -> tuple[Lang, str] | None:
    """Language and token of a form that sends a sitting, also where its link can't be used any more."""
    try:
        post = read_post(form)
    except StrangePostError:
        return None
    return (post.position.lang, post.position.sitting_token) if post.go == "send" else None


def _one(form: MultiDict[str, str], name: str) -> str:
    values = form.getlist(name)
    if len(values) > 1:
        raise StrangePostError
    return values[0] if values else ""
