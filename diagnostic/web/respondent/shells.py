"""Pages with slots: what is the same for everybody is drawn once, what is this rep's is put in for each request.

A slot is a private character, so it stands in no text of ours, and what goes into one is either HTML of ours (cards)
or made of letters, digits and a few marks that need no escaping (a sitting's token, its carried answers, numbers).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

NAMES = ("sitting_token", "carried", "step", "at", "all", "cards", "note", "groups")
SLOTS: Mapping[str, Markup] = {name: Markup(chr(0xE010 + place)) for place, name in enumerate(NAMES)}  # noqa: S704
_SLOT = re.compile(f"([{''.join(SLOTS.values())}])")


@dataclass(frozen=True, slots=True)
class ShellShelf:
    """Pages drawn so far, cut at their slots."""

    shells: dict[Hashable, list[str]] = field(default_factory=dict)

    def filled(self, key: Hashable, draw: Callable[[], str], values: Mapping[str, object]) -> str:
        """The page of `key`, drawn with `SLOTS` by `draw` at first use, with `values` in its slots."""
        if key not in self.shells:
            self.shells[key] = _SLOT.split(draw())
        put = {str(SLOTS[name]): str(value) for name, value in values.items()}
        return "".join([put.get(part, part) for part in self.shells[key]])
