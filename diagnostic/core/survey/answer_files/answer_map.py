"""What a map says about a file of answers, as plain values: the reader fills it in, the core believes it.

The TOML behind it is checked by `readers`; here are only the words the core works with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class MappedItem:
    """Column `column` of the file holds the answers to item `code`; `missing` are codes that mean "no
    answer".

    Ends and wording are needed only where no instrument knows the item.
    """

    column: str
    code: str
    minimum: float | None = None
    maximum: float | None = None
    reversed: bool = False
    missing: tuple[float | str, ...] = ()
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class MappedScale:
    """A scale that no instrument defines."""

    code: str
    items: tuple[str, ...]
    name: Text | None = None
    minimum_share: float = 2 / 3


@dataclass(frozen=True, slots=True)
class AnswerMap:
    """The map of one file of answers; the empty one means that headings are item codes.

    `group` are grouping columns, outermost first; `kinds` says which column holds the kind of another one's
    values; `labels` gives their names by column and value. `selective`: the map only points at items and
    leaves all other columns of the file alone; otherwise an unknown column is a fault. `helpers` are
    columns that were needed to look up others. `origins` gives the headings a column had in the file, where
    the map renamed it, so that a person's number can't come in under another name.
    """

    items: tuple[MappedItem, ...] = ()
    scales: tuple[MappedScale, ...] = ()
    group: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    module: str | None = None
    selective: bool = False
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    helpers: frozenset[str] = frozenset()
