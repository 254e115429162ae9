"""Words of a page, escaped once when the program starts; whatever is filled into them is escaped when it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import EscapeFormatter, Markup, escape

from diagnostic.text import LANGS, Filling, Lang, Text


class Phrase(Markup):
    """Markup in which a word may go with a count, as in `Text`."""

    def format(self, *args: Any, **values: Any) -> Phrase:
        return Phrase(_EscapedFilling(escape).vformat(self, args, values))


class _EscapedFilling(Filling, EscapeFormatter):
    pass


def by_language(words: Mapping[str, Text]) -> Mapping[Lang, Mapping[str, Markup]]:
    """The words of pages, escaped once; whatever is filled into them is escaped when it is."""
    return {lang: {name: Phrase(escape(text[lang])) for name, text in words.items()} for lang in LANGS}
