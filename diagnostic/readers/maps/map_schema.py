"""The schema of a map file as pydantic checks it; what each key means stands in `column_map`."""

from __future__ import annotations

import codecs
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
    StrictStr,
    field_validator,
)

from diagnostic.core.table import DateOrder, PeriodKind
from diagnostic.readers.maps.file_settings import FileSettings
from diagnostic.readers.maps.map_parts import ColumnMap, GroupMap, ItemMap, Lookup, ScaleMap
from diagnostic.text import Text


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise ValueError("encoding") from error


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


Name = Annotated[str, Field(min_length=1)]
MapValue = StrictStr | StrictInt | StrictFloat | date


class FilePart(_Part):
    sheet: Name | None = None
    header_row: Annotated[int, Field(ge=1)] | None = None
    encoding: Annotated[str, AfterValidator(_known_encoding)] | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    decimal: Literal[".", ","] = "."
    date_order: DateOrder = "ymd"
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    period: PeriodKind | None = None


class WordsPart(_Part):
    zh: str = ""
    en: str = ""

    def text(self) -> Text:
        return Text(self.zh, self.en)


class LookupPart(_Part):
    file: Name
    key: Name
    value: Name
    source: Annotated[str | None, Field(alias="from")] = None
    repeated: Literal["first"] | None = None

    def lookup(self, target: str) -> Lookup:
        return Lookup(self.file, self.key, self.value, self.source or target, self.repeated == "first")


class ItemPart(_Part):
    code: Name
    min: float | None = None
    max: float | None = None
    reversed: bool = False
    missing: tuple[float, ...] = ()
    name: WordsPart | None = None

    def item(self, column: str) -> ItemMap:
        name = self.name.text() if self.name else None
        return ItemMap(column, self.code, self.min, self.max, self.reversed, self.missing, name)


class ScalePart(_Part):
    items: Annotated[tuple[Name, ...], Field(min_length=1)]
    name: WordsPart | None = None
    minimum_share: Annotated[float, Field(gt=0, le=1)] = 2 / 3

    def scale(self, code: str) -> ScaleMap:
        return ScaleMap(code, self.items, self.name.text() if self.name else None, self.minimum_share)


class GroupPart(_Part):
    columns: Annotated[tuple[Name, ...], Field(min_length=1)]
    kinds: dict[str, Name] = {}
    labels: dict[str, dict[str, WordsPart]] = {}
    module: Name | None = None

    def group(self) -> GroupMap:
        labels = {
            column: {value: words.text() for value, words in named.items()}
            for column, named in self.labels.items()
        }
        return GroupMap(self.columns, self.kinds, labels, self.module)


class MapFile(_Part):
    file: FilePart = FilePart()
    columns: dict[str, Name] = {}
    constants: dict[str, MapValue] = {}
    join: dict[str, Annotated[tuple[Name, ...], Field(min_length=1)]] = {}
    lookup: dict[str, tuple[LookupPart, ...]] = {}
    values: dict[str, dict[str, MapValue]] = {}
    items: dict[str, ItemPart] = {}
    scales: dict[str, ScalePart] = {}
    group: GroupPart | None = None

    @field_validator("lookup", mode="before")
    @classmethod
    def _one_step_or_many(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        return {target: steps if isinstance(steps, list) else [steps] for target, steps in given.items()}

    def column_map(self, source: str) -> ColumnMap:
        return ColumnMap(
            source,
            FileSettings(**self.file.model_dump()),
            self.columns,
            self.constants,
            self.join,
            {target: tuple(step.lookup(target) for step in steps) for target, steps in self.lookup.items()},
            self.values,
            tuple(item.item(column) for column, item in self.items.items()),
            tuple(scale.scale(code) for code, scale in self.scales.items()),
            self.group.group() if self.group else None,
        )
