"""What a foreign file of figures probably means, column by column and value by value, for somebody to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diagnostic.core.figures.reading.guess_values import CHOICES, guess_value, unknown_values
from diagnostic.core.figures.reading.headings import AMOUNT_ALIASES, DEAL_ALIASES, FigureKind, guess_columns
from diagnostic.core.table import RawTable
from diagnostic.readers.maps.file_match import FileMatch
from diagnostic.readers.maps.file_settings import FileSettings
from diagnostic.usecases.imports.read_figures import guess_settings

UNIT_WORDS = ("unit", "team", "department", "region", "部门", "团队", "区域")


def guess_match(raw: RawTable, kind: FigureKind, layout: FileSettings) -> FileMatch:
    """The guess for a file read with `layout`."""
    columns = guess_columns(raw.headings, DEAL_ALIASES if kind == "opportunities" else AMOUNT_ALIASES)
    date_order, decimal = guess_settings(raw, columns)
    file = replace(layout, date_order=date_order, decimal=decimal)
    constants = {} if kind == "opportunities" else _constants(columns)
    values = {column: guess_values(raw, column, columns[column]) for column in CHOICES if column in columns}
    return FileMatch(columns, file, constants, values)


def guess_values(raw: RawTable, column: str, heading: str) -> dict[str, str]:
    """Every value of the column that is no word of ours, with what it probably is ("" where nothing is near)."""
    return {value: guess_value(column, value) for value in unknown_values(column, raw.column(heading))}


def _constants(columns: Mapping[str, str]) -> dict[str, str]:
    """What a sheet of one person's sales a month leaves unsaid."""
    owner = columns.get("owner_id", "").lower()
    usual = {
        "owner_type": "unit" if any(word in owner for word in UNIT_WORDS) else "person",
        "metric": "sales",
    }
    return {column: word for column, word in usual.items() if column not in columns}
