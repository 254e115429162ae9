"""A wave as it was frozen when it opened: who is asked what, under which tags, and what was promised.

Nothing of it changes afterwards, so it may be read once and kept; only whether the wave is still open, and whether
a link has been used, is asked of the database every time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.survey.sittings.length import longest, rounded_minutes
from diagnostic.core.survey.sittings.sitting import Audience, Sitting, WaveChoice, asked_items, plan_sitting
from diagnostic.text import LANGS, Text

if TYPE_CHECKING:
    from diagnostic.core.survey.sheets.layout import Layout

WaveState = Literal["open", "closed", "sealed", "void", "abandoned"]
RUNNING: frozenset[WaveState] = frozenset({"open", "closed"})
"""Answers come in, or wait to be sealed. In every other state a wave has ended, one way or another."""
UnitPath = tuple[str, ...]
BETWEEN = " + "


@dataclass(frozen=True, slots=True)
class Leaf:
    """The finest group of a module the roster knows: a team, or a role and band. `kind` is its team type, `role` the
    level its items are for (N, R, K, M); None where its people differ or have none."""

    values: UnitPath
    labels: tuple[Text, ...]
    kind: str | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.values):
            raise ValueError("a leaf has a label for each of its values")


@dataclass(frozen=True, slots=True)
class Tag:
    """What is stored with an answer: leaves that together have enough invitees."""

    id: str
    module: str
    label: Text
    invited: int
    leaves: tuple[Leaf, ...]

    @property
    def audience(self) -> Audience:
        return Audience(
            frozenset(leaf.role or "" for leaf in self.leaves),
            frozenset(leaf.kind or "" for leaf in self.leaves),
        )


def joined_leaf(leaves: Sequence[Leaf]) -> Leaf:
    """Several leaves as one: what they share, and where they differ all their values side by side.

    The innermost value spells the leaves out in full where they differ further out, so that it is theirs alone.
    """
    first = leaves[0]
    depths = range(len(first.values))
    shared = [len({leaf.values[depth] for leaf in leaves}) == 1 for depth in depths]
    values = [BETWEEN.join(dict.fromkeys(leaf.values[depth] for leaf in leaves)) for depth in depths]
    if not all(shared[:-1]):
        values[-1] = BETWEEN.join("/".join(leaf.values) for leaf in leaves)
    return Leaf(
        tuple(values),
        tuple(_joined(list(dict.fromkeys(leaf.labels[depth] for leaf in leaves))) for depth in depths),
        first.kind if len({leaf.kind for leaf in leaves}) == 1 else None,
        first.role if len({leaf.role for leaf in leaves}) == 1 else None,
    )


def _joined(labels: Sequence[Text]) -> Text:
    return Text(*(BETWEEN.join(label[lang] for label in labels) for lang in LANGS))


@dataclass(frozen=True)
class WaveForm:
    """Everything about a wave that never changes after it opened.

    Of each module `columns` are the grouping columns of its tags and `asked` the items any of them is asked. `tags`
    are gone once it is sealed.
    """

    id: str
    instruments: tuple[Instrument, ...]
    columns: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, frozenset[str]]
    choice: WaveChoice
    rules: PublishingRules
    closes_on: date
    public_key: bytes
    envelope_size: int
    tags: Mapping[str, Tag]
    promise: Mapping[str, Any]
    fingerprint: str
    _sittings: dict[frozenset[object], Sitting] = field(default_factory=dict, compare=False, repr=False)

    def sitting(self, tags: Mapping[str, str]) -> Sitting:
        """What somebody with these tags (module -> tag id) is asked: one sitting for all whose tags are of one kind."""
        key: frozenset[object] = frozenset(tags.values())
        if key not in self._sittings:
            held = [self.tags[tag] for tag in tags.values()]
            kinds: frozenset[object] = frozenset((tag.module, tag.audience) for tag in held)
            if kinds not in self._sittings:
                self._sittings[kinds] = sitting_for(held, self.instruments, self.choice)
            self._sittings[key] = self._sittings[kinds]
        return self._sittings[key]

    @cached_property
    def layouts(self) -> Mapping[str, Layout]:
        """Module -> how its sheets are packed."""
        from diagnostic.core.survey.sheets.layout import layout_of  # with numpy, which only a sealing needs

        return {module: layout_of(module, self.instruments, items) for module, items in self.asked.items()}


def longest_minutes(form: WaveForm) -> int:
    """Of the longest sitting of the wave, as the rep's page says it."""
    return rounded_minutes(longest(form.instruments, form.choice))


def sitting_for(tags: list[Tag], instruments: tuple[Instrument, ...], choice: WaveChoice) -> Sitting:
    return plan_sitting(instruments, {tag.module: tag.audience for tag in tags}, choice)


def asked_of(
    tags: Sequence[Tag], instruments: Sequence[Instrument], choice: WaveChoice
) -> dict[str, frozenset[str]]:
    """Module -> codes of the items that any of its tags is asked."""
    asked: dict[str, frozenset[str]] = {tag.module: frozenset() for tag in tags}
    for tag in tags:
        for each in instruments:
            if each.module == tag.module:
                asked[tag.module] |= asked_items(each, tag.audience, choice)
    return asked
