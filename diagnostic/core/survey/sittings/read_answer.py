"""From what a form sent to an answer of an item, or to the reason why it is none.

Everything a phone sends is foreign: values off the scale, unknown options, endless text. What is not an answer is
refused with a code and never guessed at; an empty field is no answer and no fault.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from diagnostic.core.survey.instrument import Item, ItemType
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer

UNSEEN = frozenset({"Cc", "Cs"})  # control characters and halves of characters
SHORT_BYTES, LONG_BYTES = 200, 2000
"""How much a text or comment may hold, in UTF-8: every envelope has room for the longest, so it must be bounded."""


class NotAnAnswerError(ValueError):
    """A value that no form of ours sends. `code` is a fault code, `item` the item's."""

    def __init__(self, code: str, item: str) -> None:
        super().__init__(f"{code}: {item}")
        self.code, self.item = code, item


def read_answer(item: Item, sent: Sequence[str]) -> Answer | None:
    """The answer to `item` among the values its field sent; None: none was given.

    >>> from diagnostic.text import Text
    >>> item = Item("A", "number", Text("几", "n"), minimum=0, maximum=60)
    >>> read_answer(item, ["7.5"]), read_answer(item, [""])
    (7.5, None)
    """
    given = [value for value in sent if value.strip()]
    answer = READERS[item.type](item, given) if given else None
    return None if answer == "" else answer


def _rating(item: Item, given: Sequence[str]) -> Answer:
    value = _one_whole(item, given)
    if value == CANNOT_JUDGE and item.cannot_judge is not None:
        return value
    if not (item.minimum or 0) <= value <= (item.maximum or 0):
        raise NotAnAnswerError("sitting.off_scale", item.code)
    return value


def _single(item: Item, given: Sequence[str]) -> Answer:
    return _option(item, _one_whole(item, given))


def _several(item: Item, given: Sequence[str]) -> Answer:
    values = tuple(sorted({_option(item, _whole(item, each)) for each in given}))
    if item.choose is not None and len(values) > item.choose:
        raise NotAnAnswerError("sitting.too_many", item.code)
    return values


def _number(item: Item, given: Sequence[str]) -> Answer:
    text = unicodedata.normalize("NFKC", _one(item, given)).strip().replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        raise NotAnAnswerError("sitting.no_number", item.code) from None
    if not math.isfinite(value) or not (item.minimum or 0) <= value <= (item.maximum or 0):
        raise NotAnAnswerError("sitting.off_scale", item.code)
    return round(value, 4)


def _text(item: Item, given: Sequence[str]) -> Answer:
    """Words as they were written, without NUL and other control characters, which no one can see or type."""
    words = _one(item, given).replace("\r\n", "\n")
    words = "".join(c for c in words if c in "\n\t" or unicodedata.category(c) not in UNSEEN).strip()
    limit = SHORT_BYTES if item.type == "text" else LONG_BYTES
    if len(words.encode("utf-8", "replace")) > limit:
        raise NotAnAnswerError("sitting.too_long", item.code)
    return words


def _option(item: Item, value: int) -> int:
    if value not in {option.value for option in item.options}:
        raise NotAnAnswerError("sitting.unknown_option", item.code)
    return value


def _one_whole(item: Item, given: Sequence[str]) -> int:
    return _whole(item, _one(item, given))


def _one(item: Item, given: Sequence[str]) -> str:
    if len(given) != 1:
        raise NotAnAnswerError("sitting.too_many", item.code)
    return given[0]


def _whole(item: Item, text: str) -> int:
    if not (text.isascii() and text.lstrip("-").isdigit() and len(text) <= 6):
        raise NotAnAnswerError("sitting.unknown_option", item.code)
    return int(text)


READERS: Mapping[ItemType, Callable[[Item, Sequence[str]], Answer]] = {
    "rating": _rating,
    "frequency": _rating,
    "single": _single,
    "multiple": _several,
    "best": _several,
    "number": _number,
    "text": _text,
    "comment": _text,
}
