"""A question as a card: its HTML is made once for each wave and language, and answers are then marked in it.

Rendering all of a page for every request would take longer than everything else a request does; a card without an
answer never changes, and an answer changes it in one place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup, escape

from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sittings.read_answer import LONG_BYTES, SHORT_BYTES
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer, SittingPage
from diagnostic.i18n import N_
from diagnostic.text import Lang
from diagnostic.web.phrase import phrase
from diagnostic.web.respondent.environment import TEMPLATES

SLOT, NUL = "\ue000", "\0"
"""Stands where the text of an answer goes. What is put there may hold such a character itself, and keeps it."""
CHOOSING = frozenset({"multiple", "best"})
WRITING = frozenset({"text", "comment", "number"})

FAULTS: Mapping[str, str] = {
    "sitting.off_scale": N_("Please choose again."),
    "sitting.no_number": N_("Please write a number, from {low} to {high}."),
    "sitting.unknown_option": N_("Please choose again."),
    "sitting.too_many": N_("That is too many; please keep {k}."),
    "sitting.too_long": N_("That is too long; please shorten it to about {letters} characters."),
}
"""What the page says about a value that is no answer."""
NUMBER_OFF_SCALE = N_("Please give a number from {low} to {high}.")
ANY, AT_MOST = N_("Choose as many as apply"), N_("Choose up to {k}")
HINTS: Mapping[str, str] = {
    "best": N_("Choose {k}"),
    "number": N_("A number from {low} to {high}"),
    "text": N_("Up to about {letters} characters"),
    "comment": N_(
        "Please name no person and no client. Comments can't be followed up. Up to about {letters} characters."
    ),
}


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
    message = FAULTS.get(fault, FAULTS["sitting.unknown_option"])
    if (fault, item.type) == ("sitting.off_scale", "number"):
        message = NUMBER_OFF_SCALE
    return phrase(message, lang, **limits(item, lang))


def limits(item: Item, lang: Lang) -> Mapping[str, object]:
    """The values an item's hints and faults mention. A letter takes three bytes in Chinese and one in English."""
    most = SHORT_BYTES if item.type == "text" else LONG_BYTES
    return {
        "k": item.choose or len(item.options) or 1,
        "low": f"{item.minimum or 0:g}",
        "high": f"{item.maximum or 0:g}",
        "bytes": most,
        "letters": most // 3 if lang == "zh" else most,
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
    of_several = ANY if item.choose is None else AT_MOST
    message = of_several if item.type == "multiple" else HINTS.get(item.type, "")
    return phrase(message, lang, **limits(item, lang)) if message else ""


def _draw(page: SittingPage, item: Item, lang: Lang, error: str | None) -> str:
    return TEMPLATES.get_template("card.html").render(
        item=item,
        stem=page.stem is not None,
        _=partial(_say, lang),
        text=item.text[lang],
        hint=hint_of(item, lang),
        error=error,
        slot=SLOT,
        points=points_of(item, lang),
        limits=limits(item, lang),
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


def _say(lang: Lang, message: str, /, **values: object) -> Markup:
    return phrase(message, lang, **values)
