"""The report as a document without a language: sections made of headings, prose, tables, figures and charts.

Every word is a `Text`: one document is read in Chinese and in English, and both show the same figures by
construction. The renderers turn blocks into pages; nothing here knows about HTML, colours or fonts.
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
    """A heading inside a section; section titles are made by the section itself."""

    text: Text
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table (0-1); columns without one share the rest."""

    heading: Text
    align: Align = "left"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """`shade` is a place between the ends of an answer scale (0 low - 1 high); `hidden` is hatched.

    `mark` is shown as a shape beside the words, never as a colour alone. `key` names the result printed.
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
    """`depth` indents the first cell (a unit below its parent); `strong` is a total."""

    cells: tuple[TableCell, ...]
    depth: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names the rows; right below its own heading it needs no caption."""

    caption: Text | None
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    note: Text | None = None
    style: Literal["plain", "heat", "dense"] = "plain"
    anchor: str | None = None  # where a link from a chart lands

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(
                f"{self.columns[0].heading.en}: a row has not as many cells as there are columns"
            )


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite spec whose leaves may be `Text`, the words that replace it, the table behind it."""

    key: str
    title: Text | None  # None where the heading right above says it
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
    """`key` names the result printed."""

    value: Text
    label: Text
    note: Text | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The two to four numbers a reader must take away."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box. `missing` says what was not given and what it would take."""

    title: Text
    body: tuple[Text, ...]
    tone: Tone = "note"


@dataclass(frozen=True, slots=True)
class Card:
    """A numbered card (a cause, a decision): a title, a verdict and labelled lines."""

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
    """What the shades of the heat maps below mean, and the one explanation of what is hatched."""

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
    """The first page: whose report, of what, and the sample line."""

    client: Text
    title: Text
    facts: tuple[tuple[Text, Text], ...]
    promise: Text | None = None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The whole report. `provenance` is what somebody else needs to make the same bytes again."""

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
