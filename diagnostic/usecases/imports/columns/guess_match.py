"""What a file of figures with headings of its own means, column by column and value by value: as somebody chose, else
as it looks, for somebody to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from diagnostic.core.figures.reading.guess_values import CHOICES, guess_value, unknown_values
from diagnostic.core.figures.reading.headings import AMOUNT_ALIASES, DEAL_ALIASES, FigureKind, guess_columns
from diagnostic.core.table import RawTable
from diagnostic.readers.maps.file_match import FileMatch, file_match, file_settings
from diagnostic.storage.imports.uploads import Upload
from diagnostic.usecases.imports.read_figures import guess_settings
from diagnostic.usecases.imports.read_upload import read_upload

UNIT_WORDS = ("unit", "team", "department", "region", "部门", "团队", "区域")


def said_match(upload: Upload, raw: RawTable, kind: FigureKind) -> FileMatch:
    """What somebody chose for the file, or a guess where they chose nothing."""
    if upload.columns is None:
        return guess_match(raw, kind, upload.settings)
    return file_match(upload.columns, upload.settings)


def guess_match(raw: RawTable, kind: FigureKind, settings: Mapping[str, Any]) -> FileMatch:
    """The guess for a file that was read as `settings` say."""
    columns = guess_columns(raw.headings, DEAL_ALIASES if kind == "opportunities" else AMOUNT_ALIASES)
    date_order, decimal = guess_settings(raw, columns)
    file = replace(file_settings(settings), date_order=date_order, decimal=decimal)
    constants = {} if kind == "opportunities" else _constants(columns)
    values = {column: guess_values(raw, column, columns[column]) for column in CHOICES if column in columns}
    return FileMatch(columns, file, constants, values)


def guess_values(raw: RawTable, column: str, heading: str) -> dict[str, str]:
    """Every value of the column that is not one of ours, with what it probably means ("" where nothing is similar)."""
    return {value: guess_value(column, value) for value in unknown_values(column, raw.column(heading))}


def values_to_ask(
    raw: RawTable, columns: Mapping[str, str], said: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The values to be asked about, with what was `said` of them or what they probably mean."""
    return {
        column: {**guess_values(raw, column, columns[column]), **said.get(column, {})}
        for column in CHOICES
        if column in columns and columns[column] in raw.headings
    }


def has_new_values(upload: Upload) -> bool:
    """Whether a file that was matched has words whose meaning was never given."""
    raw, match = read_upload(upload), file_match(upload.columns or {}, upload.settings)
    return any(
        set(unknown_values(column, raw.column(match.columns[column]))) - set(match.values.get(column, ()))
        for column in CHOICES
        if column in match.columns and match.columns[column] in raw.headings
    )


def _constants(columns: Mapping[str, str]) -> dict[str, str]:
    """What a sheet of one person's sales a month leaves unsaid."""
    owner = columns.get("owner_id", "").lower()
    usual = {
        "owner_type": "unit" if any(word in owner for word in UNIT_WORDS) else "person",
        "metric": "sales",
    }
    return {column: word for column, word in usual.items() if column not in columns}
