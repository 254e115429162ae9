"""Words of a page, escaped once when the program starts; whatever is filled into them is escaped when it is."""

from __future__ import annotations

from typing import Any

from markupsafe import EscapeFormatter, Markup, escape

from diagnostic.text import Filling


class Phrase(Markup):
    """Markup in which a word may go with a count, as in `Text`."""

    def format(self, *args: Any, **values: Any) -> Phrase:
        return Phrase(_EscapedFilling(escape).vformat(self, args, values))


class _EscapedFilling(Filling, EscapeFormatter):
    pass
