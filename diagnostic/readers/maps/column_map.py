"""The map: how a foreign file's headings, values and scales become ours. One schema for figures and answers.

A map is a TOML file; every part is optional::

    [file]
    sheet = "Deals"            # XLSX: default first visible sheet
    header_row = 1             # line of the headings; default the first line that is not empty
    encoding = "gb18030"       # default: BOM, then UTF-8, then GB18030
    delimiter = ";"            # default: guessed among , ; tab |
    decimal = ","              # default "."
    date_order = "dmy"         # default "ymd"
    currency = "USD"           # of money columns that do not say
    period = "month"           # what a date in the period column means: day, month, quarter, year
    [columns]
    "源标题" = "target"          # source heading -> our column; when any is named, the others are dropped
    [constants]
    stage = "won"              # a column the file lacks, the same in every row
    [join]                     # several source columns into one with "/", outermost first
    unit_path = ["regional_office", "manager"]
    [lookup]                   # replaces the values of a column through a second file, next to the map
    owner_id = { file = "Salesperson.csv", key = "EmployeeKey", value = "Salesperson" }
    unit_path = [              # several steps, each on the result of the one before
        { from = "person_id", file = "Staff.csv", key = "id", value = "area", repeated = "first" },
        { file = "Areas.csv", key = "area", value = "region" },
    ]                          # from: the column looked up (default: the column itself)
                               # repeated = "first": a key with several values gives the first one
    [values.stage]             # after the lookup; values not named stay as they are, "" is the empty cell
    "Won" = "won"
    [items."Q4[1  My immediate superviso"]
    code = "Q4_1"
    min = 1
    max = 5
    reversed = false
    missing = [9]
    name = { zh = "...", en = "..." }
    [scales.Q4]
    items = ["Q4_1", "Q4_2"]
    name = { zh = "...", en = "..." }
    minimum_share = 0.67
    [group]
    columns = ["department"]   # grouping columns, outermost first
    kinds = { team = "team_type" }  # column -> column with the kind of its values (a kind merges first)
    labels.department = { "9" = { zh = "警务", en = "Police" } }
    module = "morale"
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.readers.maps.apply_map import apply_map
from diagnostic.readers.maps.file_settings import FileSettings
from diagnostic.readers.maps.map_parts import ColumnMap, GroupMap, ItemMap, Lookup, ScaleMap
from diagnostic.readers.maps.map_schema import MapFile
from diagnostic.readers.tables import read_table
from diagnostic.text import Text

__all__ = [
    "ColumnMap",
    "FileSettings",
    "GroupMap",
    "ItemMap",
    "Lookup",
    "ScaleMap",
    "apply_map",
    "read_map",
    "read_mapped_table",
]

WANTED = {  # what a value should have been, by pydantic's kind of error
    "string_type": both("a text"),
    "string_too_short": both("a text that is not empty"),
    "string_too_long": both("one character"),
    "int_type": both("a whole number"),
    "int_parsing": both("a whole number"),
    "float_type": both("a number"),
    "float_parsing": both("a number"),
    "bool_type": both("true or false"),
    "bool_parsing": both("true or false"),
    "tuple_type": both("a list [ ... ]"),
    "dict_type": both("a table { ... }"),
    "model_type": both("a table { ... }"),
}


def read_map(path: Path) -> ColumnMap:
    """The map in the TOML file at `path`; BadDataError with all faults at once, each with its key path."""
    try:
        given = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise BadDataError([Fault("file.missing", str(path))]) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadDataError([Fault("file.unreadable", str(path), values={"reason": reason})]) from error
    except ValueError as error:  # not UTF-8, or not TOML
        raise BadDataError([Fault("map.not_toml", path.name, values={"reason": error})]) from error
    try:
        checked = MapFile.model_validate(given)
    except ValidationError as error:
        raise BadDataError([_fault(detail, path.name) for detail in error.errors()]) from error
    _check_sense(checked, path.name)
    return checked.column_map(path.name)


def read_mapped_table(path: Path, map_path: Path | None = None) -> tuple[RawTable, ColumnMap]:
    """The table at `path`, through the map at `map_path` when there is one, and the map."""
    column_map = ColumnMap() if map_path is None else read_map(map_path)
    table = read_table(path, column_map.file)
    return apply_map(table, column_map, (map_path or path).parent), column_map


def _fault(detail: ErrorDetails, source: str) -> Fault:
    path = ".".join(str(key) for key in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Fault("map.key_unknown", source, path=path)
    if detail["type"] == "missing":
        return Fault("map.key_missing", source, path=path)
    wanted = WANTED.get(detail["type"]) or _wanted(detail)
    return Fault(
        "map.value_wrong", source, path=path, values={"value": repr(detail["input"]), "wanted": wanted}
    )


def _wanted(detail: ErrorDetails) -> Text:
    """Kinds of error that carry the wanted value themselves: choices and bounds."""
    context = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        return both("one of {expected}", expected=context["expected"])
    if detail["type"] == "value_error":
        return both("an encoding known to Python, such as gb18030")
    if detail["type"] == "string_pattern_mismatch":
        return both("three capital letters, such as CNY")
    limits = ", ".join(f"{sign} {bound}" for sign, bound in context.items())
    return both("a value within its limits ({limits})", limits=limits)


def _check_sense(given: MapFile, source: str) -> None:
    """What single values cannot show: two sources for one column or code, a scale without extent."""
    filled = [*given.columns.values(), *given.join, *given.constants]
    faults = [
        Fault("map.target_twice", source, path=f"columns.{target}", values={"column": target})
        for target, times in Counter(filled).items()
        if times > 1
    ]
    codes = Counter(item.code for item in given.items.values())
    faults += [
        Fault("map.target_twice", source, path=f"items.{column}.code", values={"column": item.code})
        for column, item in given.items.items()
        if codes[item.code] > 1
    ]
    faults += [
        Fault(
            "map.value_wrong",
            source,
            path=f"items.{column}.max",
            values={
                "value": item.max,
                "wanted": both("a number above min ({minimum})", minimum=item.min),
            },
        )
        for column, item in given.items.items()
        if item.min is not None and item.max is not None and item.max <= item.min
    ]
    if faults:
        raise BadDataError(faults)
