"""A survey file as it was read, before anything in it is believed: for the checks that find its faults.

The reader has named what is of the wrong shape (an unknown key, a number for words). The checks run all
the same, so that an author sees every fault at once; what is misshapen is passed over here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from diagnostic.core.survey.instrument import ItemType
from diagnostic.faults import Fault

Raw = Mapping[str, object]


def table(raw: Raw, key: str) -> Raw:
    found = raw.get(key)
    return found if isinstance(found, dict) else {}


def tables(raw: Raw, key: str) -> list[tuple[int, Raw]]:
    """The tables in the list under `key`, each with its place."""
    return [(place, each) for place, each in enumerate(_list(raw, key)) if isinstance(each, dict)]


def word(raw: Raw, key: str) -> str | None:
    found = raw.get(key)
    return found if isinstance(found, str) else None


def words(raw: Raw, key: str) -> list[tuple[int, str]]:
    """The strings in the list under `key`, each with its place."""
    return [(place, each) for place, each in enumerate(_list(raw, key)) if isinstance(each, str)]


def _list(raw: Raw, key: str) -> list[object]:
    found = raw.get(key)
    return found if isinstance(found, list) else []


def number(raw: Raw, key: str) -> float | None:
    found = raw.get(key)
    return found if isinstance(found, (int, float)) and not isinstance(found, bool) else None


def whole(raw: Raw, key: str) -> int | None:
    found = raw.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def share(raw: Raw, key: str) -> float | None:
    """A share written as a number or, so that two thirds are exactly that, as "2/3"."""
    written = word(raw, key)
    if written is None:
        return number(raw, key)
    try:
        return float(Fraction(written))
    except (ValueError, ZeroDivisionError):
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """One scale, item, page or answer format, with its key path.

    An item's `table` has the keys of its format filled in; `own` are the keys it says itself.
    """

    path: str
    table: Raw
    own: frozenset[str]

    @property
    def code(self) -> str | None:
        return word(self.table, "code")


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of one survey file. Codes given twice count once, for the first that carries them."""

    source: str
    raw: Raw
    scales: tuple[Entry, ...]
    items: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    formats: tuple[Entry, ...]

    def fault(self, code: str, path: str, /, **values: object) -> Fault:
        return Fault(code, source=self.source, path=path, values=values)

    def item(self, code: str) -> Entry | None:
        return next((item for item in self.items if item.code == code), None)

    def scale_codes(self) -> set[str]:
        return {scale.code for scale in self.scales if scale.code is not None}

    def page_of(self, item: str) -> int | None:
        """The place of the first page that shows the item."""
        return next((i for i, page in enumerate(self.pages) if item in listed(page)), None)


def draft(raw: Raw, source: str) -> Draft:
    """The parts of a file as `tomllib` read it; `source` is what faults will name as the file."""
    formats = table(raw, "formats")
    return Draft(
        source,
        raw,
        scales=_entries(raw, "scales"),
        items=_entries(raw, "items", formats),
        pages=_entries(raw, "pages"),
        formats=tuple(_entry(f"formats.{name}", table(formats, name)) for name in formats),
    )


def _entries(raw: Raw, key: str, formats: Raw = MappingProxyType({})) -> tuple[Entry, ...]:
    return tuple(_entry(f"{key}[{place}]", each, formats) for place, each in tables(raw, key))


def _entry(path: str, own: Raw, formats: Raw = MappingProxyType({})) -> Entry:
    return Entry(path, {**table(formats, word(own, "format") or ""), **own}, frozenset(own))


def listed(entry: Entry) -> list[str]:
    """The item codes a scale or page lists."""
    return [code for _, code in words(entry.table, "items")]


def item_type(entry: Entry) -> ItemType | None:
    found = entry.table.get("type")
    return next((known for known in TYPES if known == found), None)


TYPES: tuple[ItemType, ...] = (
    "rating",
    "frequency",
    "single",
    "multiple",
    "best",
    "number",
    "text",
    "comment",
)


def option_values(entry: Entry) -> list[int]:
    found = (whole(option, "value") for _, option in tables(entry.table, "options"))
    return [value for value in found if value is not None]


def ends(entry: Entry) -> tuple[float | None, float | None]:
    """The lowest and highest answer of a rating, frequency or number; None where there is none."""
    match item_type(entry):
        case "rating" | "frequency":
            points = whole(entry.table, "points") or len(tables(entry.table, "options"))
            return (1, points) if points else (None, None)
        case "number":
            return number(entry.table, "minimum"), number(entry.table, "maximum")
        case _:
            return None, None
