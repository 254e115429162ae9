"""Words in both languages of the product, side by side, so that no sentence exists in one language only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")


class Filling(Formatter):
    """Fills values in. English words that go with a count stand there twice, for one and for any other number:
    `{n} {n:person|people}`. Chinese has one form."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, other = format_spec.split("|")
        return one if str(value) == "1" else other


_FILLING = Filling()


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Chinese and English.

    Instrument, playbook and report texts need both sides. Client data (unit names, own actions) may lack one:
    it is then shown in the other language, and `lacks` lets the page mark it.
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh and not self.en:
            raise ValueError("a text needs at least one language")

    def __getitem__(self, lang: Lang) -> str:
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def lacks(self, lang: Lang) -> bool:
        return not (self.zh if lang == "zh" else self.en)

    def format(self, **values: object) -> Text:
        """Fill the placeholders of both sides; a `Text` among the values is filled in its own language."""
        return Text(*(fill(getattr(self, lang), lang, values) for lang in LANGS))


def fill(words: str, lang: Lang, values: Mapping[str, object]) -> str:
    """Fill the placeholders; a `Text` among the values is filled in its own language.

    >>> fill("{n} {n:person|people}", "en", {"n": 1})
    '1 person'
    """
    own = {name: value[lang] if isinstance(value, Text) else value for name, value in values.items()}
    return _FILLING.vformat(words, (), own)


def same(words: str) -> Text:
    """Client data that is written once and shown in every language (a unit's name, a column heading)."""
    return Text(words, words)
