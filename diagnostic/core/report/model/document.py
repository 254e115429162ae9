"""The report as one document for both languages: sections made of headings, prose, tables, figures and charts.

All words are of the type `Text`, so the Chinese and the English edition come from one document and have the same
figures. The renderers turn blocks into pages; this module holds nothing about HTML, colours or fonts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from diagnostic.text import Text

Align = Literal["left", "right", "center"]
Tone = Literal["note", "missing", "warning", "good", "decision"]
Mark = Literal[
    "yes", "no", "cannot_tell", "good", "usable", "weak", "clear", "likely", "equivalent", "to_check"
]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    style: Literal["body", "lead", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; the heading of the section is its own `title`."""

    text: Text
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is a share of the table's (0-1); columns without one share what is left."""

    heading: Text
    align: Align = "left"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell. `shade` is the place on an answer scale, from 0 (its worse end) to 1; a `hidden` cell is hatched.

    `mark` is shown as a shape next to the words, never as a colour only. `key` is the key of the result printed.
    ValueError for a shade outside 0-1, or for a hidden cell with words or a shade.
    """

    text: Text | None
    shade: float | None = None
    hidden: bool = False
    mark: Mark | None = None
    key: str | None = None

    def __post_init__(self) -> None:
        if self.shade is not None and not 0 <= self.shade <= 1:
            raise ValueError(f"shade lies between 0 and 1, not {self.shade}")
        if self.hidden and (self.text is not None or self.shade is not None):
            raise ValueError("a hidden cell carries neither words nor colour")


@dataclass(frozen=True, slots=True)
class TableRow:
    """`depth` is how far the first cell is indented (a unit below its parent); `strong` marks a total or a heading."""

    cells: tuple[TableCell, ...]
    depth: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names the rows; `caption` is None where the heading above it says what it holds.

    ValueError for a row with more or fewer cells than there are columns.
    """

    caption: Text | None
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    note: Text | None = None
    style: Literal["plain", "heat", "dense"] = "plain"
    anchor: str | None = None  # target of the link below a chart

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(
                f"{self.columns[0].heading.en}: a row has not as many cells as there are columns"
            )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: a Vega-Lite spec whose values may be `Text`, a description in words, and a table with its numbers.

    ValueError for a table without a caption.
    """

    key: str
    title: Text | None  # None where the heading above the chart says what it shows
    alt: Text
    spec: Mapping[str, object]
    table: Table
    note: Text | None = None
    behind: str | None = None  # the key of another chart whose table holds the same numbers

    def __post_init__(self) -> None:
        if self.table.caption is None:
            raise ValueError(f"{self.key}: the table behind a chart needs a caption to be found by")

    @property
    def anchor(self) -> str:
        return f"data-{self.behind or self.key}"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number of the first page and what it is; `key` is the key of the result printed."""

    value: Text
    label: Text
    note: Text | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The main numbers of the report, at most four."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box. The tone `missing` is for data that were not given, and for what would be needed."""

    title: Text
    body: tuple[Text, ...]
    tone: Tone = "note"


@dataclass(frozen=True, slots=True)
class Card:
    """A numbered card (a cause, an action): title, badge for how certain it is, and lines as (label, words)."""

    number: int
    title: Text
    badge: Text | None
    mark: Mark | None
    lines: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Cards:
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HeatLegend:
    """The legend of the heat maps below: words for the shades, and for hatched cells if there are any."""

    low: Text
    middle: Text
    high: Text
    hidden: Text | None


Block = Paragraph | Heading | Bullets | Table | Chart | KeyFigures | Callout | Cards | HeatLegend


@dataclass(frozen=True, slots=True)
class Section:
    """`title` names the section in the contents; `headline` is its answer in one sentence."""

    key: str
    number: str
    title: Text
    headline: Text
    blocks: tuple[Block, ...]
    new_page: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: client, title, facts as (label, value), and the promise about how the report may be used."""

    client: Text
    title: Text
    facts: tuple[tuple[Text, Text], ...]
    promise: Text | None = None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The whole report. `provenance` is what is needed to make the same file again, byte for byte.

    ValueError where two sections or two charts have the same key.
    """

    title: Text
    cover: Cover
    sections: tuple[Section, ...]
    as_of: date
    simulated: bool = False
    provenance: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = [section.key for section in self.sections]
        charts = [chart.key for chart in self.charts()]
        if len(set(keys)) != len(keys) or len(set(charts)) != len(charts):
            raise ValueError("section and chart keys are unique within a report")

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks

    def charts(self) -> tuple[Chart, ...]:
        return tuple(block for block in self.blocks() if isinstance(block, Chart))
