"""What one of our forms sent: where the rep is, which button he pressed, and everything he answered so far.

It comes from a phone, so it may be anything. A form that none of our pages can have sent is refused as a whole; what
is wrong with a single answer is for `moves` to say.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from werkzeug.datastructures import MultiDict

from diagnostic.core.survey.sitting import Answers, SittingPage
from diagnostic.text import Lang

Pages = Sequence[SittingPage]
Step = int | Literal["promise", "review"]
"""Where a rep is: the number of a page in the order of his sitting, or before or after them."""

WORD = re.compile(r"[A-Za-z0-9_-]{16,64}")
GO = re.compile(r"next|back|review|send|skip|clear|page:[0-9]{1,3}|lang:(?:zh|en)")
AT = re.compile(r"promise|review|[0-9]{1,3}")


class StrangePostError(ValueError):
    """A form that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class Position:
    """What travels with the answers in every form. `changing`: this page was opened from the review."""

    step: Step
    lang: Lang
    word: str
    consent: bool = False
    changing: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One form. `sent` gives the values of a field of this page, `carried` the word of all earlier answers."""

    position: Position
    go: str
    carried: str
    sent: Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown next, of the `pages` in the order of this sitting.

    `sent` and `faults` (item code -> fault code) are of a page that must be looked at again.
    """

    pages: Pages
    position: Position
    answers: Answers
    sent: dict[str, Sequence[str]]
    faults: dict[str, str]

    @property
    def is_fine(self) -> bool:
        return not self.faults


def new_word() -> str:
    return secrets.token_urlsafe(16)


def read_post(form: MultiDict[str, str]) -> Post:
    """The form as one of ours. Raises StrangePostError."""
    lang, word = _one(form, "lang"), _one(form, "word")
    at, go = _one(form, "at"), _one(form, "go") or "next"
    if lang not in ("zh", "en") or not all(
        pattern.fullmatch(given) for pattern, given in ((WORD, word), (AT, at), (GO, go))
    ):
        raise StrangePostError
    step = int(at) if at.isdigit() else cast(Step, at)
    position = Position(
        step, cast(Lang, lang), word, _one(form, "consent") == "1", _one(form, "changing") == "1"
    )
    return Post(position, go, _one(form, "carry"), form.getlist)


def read_sending(form: MultiDict[str, str]) -> tuple[Lang, str] | None:
    """Language and word of a form that sends a sitting, also where its link can't be used any more."""
    try:
        post = read_post(form)
    except StrangePostError:
        return None
    return (post.position.lang, post.position.word) if post.go == "send" else None


def _one(form: MultiDict[str, str], name: str) -> str:
    values = form.getlist(name)
    if len(values) > 1:
        raise StrangePostError
    return values[0] if values else ""
