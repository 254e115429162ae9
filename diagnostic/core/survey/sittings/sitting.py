"""One rep's sitting: which pages they are shown, in which order, and which answers may be kept.

A sitting is made of modules; every module's answers end on a sheet of its own. What is asked depends on the tags
alone (the same items for everybody of a tag), so that the questions somebody got identify no one. The web shows
what is decided here and decides nothing itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from diagnostic.core.survey.instrument import Instrument, Item, Page, Scale
from diagnostic.text import Text

Answer = int | float | str | tuple[int, ...]
Answers = Mapping[str, Answer]
"""Item code -> what was ticked or written. CANNOT_JUDGE is kept on the way and is missing on the sheet."""

CANNOT_JUDGE = -1


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a module's tag holds: the role levels and team types of its units, as far as all of them share one."""

    roles: frozenset[str] = frozenset()
    team_types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WaveChoice:
    """What a wave asks besides the core scales: the scales of one rotation, or the best-three block, never both."""

    rotation: str | None = None
    importance: bool = False

    def __post_init__(self) -> None:
        if self.rotation is not None and self.importance:
            raise ValueError("a wave takes a rotation or the importance block, never both")


@dataclass(frozen=True, slots=True)
class SittingPage:
    """One screen. The first of an instrument (`survey`) shows its `intro`; well-being may be skipped as a whole."""

    code: str
    module: str
    title: Text
    stem: Text | None
    items: tuple[Item, ...]
    shuffled: bool
    intro: Text | None = None
    survey: str = ""
    skippable: bool = False


@dataclass(frozen=True)
class Sitting:
    """All pages a rep may see, in the order of the files; `ordered` puts them in the order of one sitting."""

    pages: tuple[SittingPage, ...]
    _opened: dict[tuple[int, int], SittingPage] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for page in self.pages for item in page.items)

    @cached_property
    def surveys(self) -> frozenset[str]:
        """Codes of the instruments it asks anything of."""
        return frozenset(page.survey for page in self.pages)

    @cached_property
    def conditional(self) -> bool:
        """Whether any item hangs on another."""
        return any(item.shown_if is not None for item in self.items)

    @cached_property
    def usual(self) -> tuple[Mapping[str, int], ...]:
        """For each item the points of its scale as `carry` writes them: nearly all that ever travels in a form."""
        return tuple(_points(item) for item in self.items)

    @cached_property
    def item_of(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    def items_of(self, module: str) -> tuple[Item, ...]:
        return tuple(item for page in self.pages if page.module == module for item in page.items)

    @cached_property
    def modules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(page.module for page in self.pages))

    def ordered(self, token: str) -> tuple[SittingPage, ...]:
        """The pages as this sitting shows them: shuffled pages of an instrument change places among themselves.

        The order comes from the sitting's own random token, so it is the same on every page of it and reveals nothing.
        """
        places: dict[str, list[int]] = {}
        for place, page in enumerate(self.pages):
            if page.shuffled:
                places.setdefault(page.survey, []).append(place)
        order = list(range(len(self.pages)))
        for taken in places.values():
            mixed = sorted(taken, key=lambda place: _mixed(token, self.pages[place].code))
            for place, instead in zip(taken, mixed, strict=True):
                order[place] = instead
        return tuple(self._opening(order))

    def _opening(self, order: Sequence[int]) -> Iterator[SittingPage]:
        """The intro of an instrument moves to whichever of its pages comes first."""
        for place, taken in enumerate(order):
            page, intro = self.pages[taken], self.pages[place].intro
            if page.intro == intro:
                yield page
            else:
                yield self._opened.get((taken, place)) or self._open(taken, place, intro)

    def _open(self, taken: int, place: int, intro: Text | None) -> SittingPage:
        """A page with the intro of its place, made once: every page a rep opens asks for the whole order."""
        return self._opened.setdefault((taken, place), replace(self.pages[taken], intro=intro))


def _points(item: Item) -> Mapping[str, int]:
    if item.type not in ("rating", "frequency"):
        return {}
    return {str(value): value for value in range(int(item.minimum or 1), int(item.maximum or 1) + 1)}


def _mixed(sitting: str, code: str) -> bytes:
    return hashlib.blake2b(f"{sitting}/{code}".encode(), digest_size=8).digest()


def plan_sitting(
    instruments: Sequence[Instrument], audiences: Mapping[str, Audience], choice: WaveChoice
) -> Sitting:
    """The pages for somebody with a tag in each of the modules `audiences` names; other modules are not asked."""
    pages = [
        page
        for instrument in instruments
        if instrument.module in audiences
        for page in _pages(instrument, audiences[instrument.module], choice)
    ]
    return Sitting(tuple(pages))


def asked_items(instrument: Instrument, audience: Audience, choice: WaveChoice) -> frozenset[str]:
    """Codes of the items asked: of the scales that are, and items of no scale (comments, and best-k where chosen)."""
    in_scales = {code for scale in instrument.scales for code in scale.items}
    asked = {code for scale in instrument.scales if is_asked(scale, audience, choice) for code in scale.items}
    free = {item.code for item in instrument.items} - in_scales
    if not choice.importance:
        free -= {instrument.importance_item}
    return frozenset(asked | free)


def is_asked(scale: Scale, audience: Audience, choice: WaveChoice) -> bool:
    """Core scales always; a rotation's in its wave; a role's or team type's where the whole tag is of it."""
    return (
        scale.core
        or (scale.rotation is not None and scale.rotation == choice.rotation)
        or (bool(audience.roles) and audience.roles <= set(scale.roles))
        or (bool(audience.team_types) and audience.team_types <= set(scale.team_types))
    )


def _pages(instrument: Instrument, audience: Audience, choice: WaveChoice) -> Iterator[SittingPage]:
    asked = asked_items(instrument, audience, choice)
    item_of = {item.code: item for item in instrument.items}
    intro: Text | None = instrument.intro
    for page in instrument.pages:
        items = tuple(item_of[code] for code in page.items if code in asked)
        if items:
            yield _page(instrument, page, items, intro)
            intro = None


def _page(instrument: Instrument, page: Page, items: tuple[Item, ...], intro: Text | None) -> SittingPage:
    skippable = bool(instrument.scales) and all(scale.kind == "wellbeing" for scale in instrument.scales)
    return SittingPage(
        page.code,
        instrument.module,
        page.title,
        page.stem,
        items,
        page.shuffled,
        intro,
        instrument.code,
        skippable,
    )


def is_shown(item: Item, answers: Answers) -> bool:
    """Whether an item's condition holds; evaluated again when the sitting is sent."""
    if item.shown_if is None:
        return True
    given = answers.get(item.shown_if.item)
    wanted = set(item.shown_if.values)
    return bool(wanted & set(given)) if isinstance(given, tuple) else given in wanted


def shown_items(page: SittingPage, answers: Answers) -> tuple[Item, ...]:
    return tuple(item for item in page.items if is_shown(item, answers))


def kept_answers(sitting: Sitting, answers: Answers) -> dict[str, Answer]:
    """What may be stored: answers to items of this sitting whose conditions hold, in the order of the pages.

    An answer that its own condition removes removes in turn what hangs on it.
    """
    kept: dict[str, Answer] = {}
    for page in sitting.pages:
        for item in page.items:
            if item.code in answers and is_shown(item, kept):
                kept[item.code] = answers[item.code]
    return kept
