"""What the report composes in Chinese has full-width marks before it is printed: only words of clients are mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from diagnostic.core.report.compose import compose
from diagnostic.core.report.prose.punctuation import full_width
from diagnostic.readers.knowledge import read_playbook
from diagnostic.text import Text
from tests.made.factories import full
from tests.made.factories_plan import plan


def texts(of: object) -> Iterator[Text]:
    if isinstance(of, Text):
        yield of
    elif is_dataclass(of) and not isinstance(of, type):
        for field in fields(of):
            yield from texts(getattr(of, field.name))
    elif isinstance(of, (Mapping, list, tuple)):
        for value in of.values() if isinstance(of, Mapping) else of:
            yield from texts(value)


def mended(words: str) -> str:
    """As printed, but for spaces: next to a full-width mark there is none in print."""
    return full_width(words).replace(" ", "")


def test_chinese_marks_are_full_width_as_composed() -> None:
    knowledge = read_playbook()
    composed = [*texts(compose(full(), knowledge.cause_map, knowledge.playbook, plan()))]
    formula = "datum"  # of a chart's axis, not words
    wrong = {
        text.zh for text in composed if formula not in text.zh and mended(text.zh) != text.zh.replace(" ", "")
    }
    assert len(composed) > 1000
    assert wrong == set()
