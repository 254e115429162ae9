"""Messages in the reader's language as HTML: a message is escaped once, its values when they are filled in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markupsafe import EscapeFormatter, Markup, escape

from diagnostic.i18n import translate
from diagnostic.text import Filling, Lang

KEPT = 8192  # the messages there are, in both languages


class Phrase(Markup):
    """Markup in which a word may go with a count, as in `Text`."""

    def format(self, *args: Any, **values: Any) -> Phrase:
        return Phrase(_EscapedFilling(escape).vformat(self, args, values))


class _EscapedFilling(Filling, EscapeFormatter):
    pass


def phrase(message: str, lang: Lang, /, **values: object) -> Markup:
    """The message in `lang`, as HTML.

    >>> str(phrase("{n} {n:question|questions} by {who}", "en", n=1, who="<me>"))
    '1 question by &lt;me&gt;'
    """
    words = _escaped(message, lang)
    return words.format(**values) if values else words


@lru_cache(KEPT)
def _escaped(message: str, lang: Lang) -> Phrase:
    return Phrase(escape(translate(message, lang)))
