"""What somebody chose for a file on the page: which column is what, how the file is written, what its values mean.

It does what a map file does, and is kept as two plain dicts: columns (ours -> heading) and settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from diagnostic.core.table import RawTable
from diagnostic.readers.maps.apply_map import apply_map
from diagnostic.readers.maps.file_settings import FileSettings
from diagnostic.readers.maps.map_parts import ColumnMap

UNIT_LEVELS = ("unit_path", "unit_2", "unit_3", "unit_4")
LAYOUT = ("sheet", "header_row")  # what decides which headings there are


@dataclass(frozen=True, slots=True)
class FileMatch:
    """`columns` says under which heading each of our columns stands, `constants` what is the same in every row,
    `values` what the values of a column are to us ("": nothing, such rows stay out)."""

    columns: Mapping[str, str]
    file: FileSettings = field(default_factory=FileSettings)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, Any]:
        """All but the columns, as plain values."""
        values = {column: dict(each) for column, each in self.values.items()}
        return {**asdict(self.file), "constants": dict(self.constants), "values": values}

    @property
    def column_map(self) -> ColumnMap:
        """A heading may serve two of our columns; the second one is joined from it alone."""
        plain: dict[str, str] = {}
        joined: dict[str, tuple[str, ...]] = {}
        levels = tuple(self.columns[level] for level in UNIT_LEVELS if level in self.columns)
        if levels:
            joined["unit_path"] = levels
        for ours, heading in self.columns.items():
            if ours in UNIT_LEVELS:
                continue
            if heading in plain:
                joined[ours] = (heading,)
            else:
                plain[heading] = ours
        values = {
            column: {theirs: ours for theirs, ours in each.items() if ours}
            for column, each in self.values.items()
        }
        return ColumnMap(file=self.file, columns=plain, join=joined, constants=self.constants, values=values)


def file_match(columns: Mapping[str, str], settings: Mapping[str, Any]) -> FileMatch:
    """The reverse of `columns` and `settings`."""
    return FileMatch(
        dict(columns), file_settings(settings), settings.get("constants", {}), settings.get("values", {})
    )


def file_settings(settings: Mapping[str, Any]) -> FileSettings:
    return FileSettings(**{f.name: settings[f.name] for f in fields(FileSettings) if f.name in settings})


def apply_match(table: RawTable, match: FileMatch, path: Path) -> RawTable:
    """The table with our headings and values, and how its days, numbers and money are written."""
    file = match.file
    said = replace(
        table, decimal=file.decimal, date_order=file.date_order, currency=file.currency, period=file.period
    )
    return apply_map(said, match.column_map, path.parent)
