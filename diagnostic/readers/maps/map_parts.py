"""The parts of a map once it has been read and checked; the schema stands in `column_map`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diagnostic.core.table import Cell
from diagnostic.readers.maps.file_settings import FileSettings
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class Lookup:
    """`value` of the row of `file` whose `key` equals the cell of the column `source`."""

    file: str
    key: str
    value: str
    source: str
    first_of_many: bool = False


@dataclass(frozen=True, slots=True)
class ItemMap:
    """A column of answers as an item: its code, the ends of its scale and the codes that mean "no answer"."""

    column: str
    code: str
    minimum: float | None
    maximum: float | None
    reversed: bool = False
    missing: tuple[float, ...] = ()
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class ScaleMap:
    """A scale where there is no instrument; `minimum_share` is the share of items a score needs."""

    code: str
    items: tuple[str, ...]
    name: Text | None = None
    minimum_share: float = 2 / 3


@dataclass(frozen=True, slots=True)
class GroupMap:
    """The grouping columns of answers, outermost first, and how their values are called."""

    columns: tuple[str, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    module: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A whole map. `source` is its file name, for faults."""

    source: str = ""
    file: FileSettings = field(default_factory=FileSettings)
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, Cell] = field(default_factory=dict)
    join: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lookup: Mapping[str, tuple[Lookup, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    items: tuple[ItemMap, ...] = ()
    scales: tuple[ScaleMap, ...] = ()
    group: GroupMap | None = None
