"""A question as a card: its HTML is made once for each wave and language, and answers are then marked in it.

Rendering all of a page for every request would take longer than everything else a request does; a card without an
answer never changes, and an answer changes it in one place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import escape

from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sittings.read_answer import LONG_BYTES, SHORT_BYTES
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer, SittingPage
from diagnostic.text import Lang
from diagnostic.web.respondent.environment import TEMPLATES
from diagnostic.web.respondent.words import IN

SLOT, NUL = "\ue000", "\0"
"""Stands where the text of an answer goes. What is put there may hold such a character itself, and keeps it."""
CHOOSING = frozenset({"multiple", "best"})
WRITING = frozenset({"text", "comment", "number"})


@dataclass(frozen=True, slots=True)
class CardShelf:
    """Cards of open waves as they look empty."""

    empty: dict[tuple[str, Lang, str], str] = field(default_factory=dict)

    def card(
        self, wave: str, page: SittingPage, item: Item, lang: Lang, values: Sequence[str], fault: str | None
    ) -> str:
        """The card of `item` with `values` (as a form sends them) ticked or written."""
        if fault is not None:
            return _filled(item, _draw(page, item, lang, fault_words(item, fault, lang)), values)
        key = (wave, lang, item.code)
        if key not in self.empty:
            self.empty[key] = _draw(page, item, lang, None)
        return _filled(item, self.empty[key], values)


def values_of(answer: Answer | None) -> tuple[str, ...]:
    """An answer as a form sends it."""
    if answer is None:
        return ()
    if isinstance(answer, tuple):
        return tuple(map(str, answer))
    return (f"{answer:g}" if isinstance(answer, float) else str(answer),)


def fault_words(item: Item, fault: str, lang: Lang) -> str:
    words = IN[lang]
    return words.get(f"{fault}.{item.type}", words.get(fault, words["sitting.unknown_option"])).format(
        **limits(item)
    )


def limits(item: Item) -> Mapping[str, object]:
    """What an item's hints and faults speak of. A letter takes three bytes in Chinese and one in English."""
    most = SHORT_BYTES if item.type == "text" else LONG_BYTES
    return {
        "k": item.choose or len(item.options) or 1,
        "low": f"{item.minimum or 0:g}",
        "high": f"{item.maximum or 0:g}",
        "zh": most // 3,
        "en": most,
    }


def points_of(item: Item, lang: Lang) -> list[tuple[int, str]]:
    """Values and labels in the order shown; points of a scale without a label stand as numbers."""
    label = {option.value: option.label[lang] for option in item.options}
    if item.type not in ("rating", "frequency"):
        return list(label.items())
    scale = range(int(item.minimum or 1), int(item.maximum or 1) + 1)
    if len(label) == len(scale):
        return list(label.items())
    return [(value, f"{value} · {label[value]}" if value in label else str(value)) for value in scale]


def hint_of(item: Item, lang: Lang) -> str:
    words = IN[lang]
    if item.type == "multiple":
        name = "choose_any" if item.choose is None else "choose_at_most"
    else:
        name = {
            "best": "choose_exactly",
            "number": "number_hint",
            "text": "text_hint",
            "comment": "comment_hint",
        }.get(item.type, "")
    return words[name].format(**limits(item)) if name else ""


def _draw(page: SittingPage, item: Item, lang: Lang, error: str | None) -> str:
    return TEMPLATES.get_template("card.html").render(
        item=item,
        stem=page.stem is not None,
        words=IN[lang],
        text=item.text[lang],
        hint=hint_of(item, lang),
        error=error,
        slot=SLOT,
        points=points_of(item, lang),
        limits=limits(item),
        several=item.type in CHOOSING,
        cannot=item.cannot_judge[lang] if item.cannot_judge else None,
        cannot_value=CANNOT_JUDGE,
    )


def _filled(item: Item, card: str, values: Sequence[str]) -> str:
    if item.type in WRITING:
        written = values[0] if values else ""
        before, _, after = card.partition(SLOT)
        return f"{before}{escape(written.replace(NUL, ''))}{after}"
    for value in values:
        if value.lstrip("-").isdigit():
            card = card.replace(f'value="{value}"', f'value="{value}" checked', 1)
    return card
