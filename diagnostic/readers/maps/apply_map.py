"""Applies a map to a table: its headings, values and ids become ours.

Independent of sales and surveys. A map that does not fit the table is refused with every column it misses,
for a column silently empty would later read as "no sales".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from diagnostic.core.table import Cell, RawTable
from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.maps.file_settings import MAX_FAULTS
from diagnostic.readers.maps.map_parts import ColumnMap, Lookup
from diagnostic.readers.tables import read_table

Columns = dict[str, Sequence[Cell]]
LookupFiles = dict[str, RawTable]


def apply_map(table: RawTable, map: ColumnMap, base_dir: Path) -> RawTable:
    """`table` with our headings and values; files of lookups are searched in `base_dir` (where the map lies).

    Item and grouping columns keep their source headings unless [columns] renames them. With an empty
    [columns] all columns are kept. Raises BadDataError with every column the table lacks (`map.*`).
    """
    _refuse_unknown(_sources(map), table.headings, table.source)
    columns = _renamed(table, map)
    columns |= {target: _joined(table, sources) for target, sources in map.join.items()}
    columns |= {target: [constant] * len(table.rows) for target, constant in map.constants.items()}
    _look_up(columns, table, map, base_dir)
    _refuse_unknown([*map.values, *_grouping(map)], tuple(columns), table.source)
    for target, replacements in map.values.items():
        columns[target] = [replacements.get(_as_key(cell), cell) for cell in columns[target]]
    rows = tuple(zip(*columns.values(), strict=True))
    return replace(table, headings=tuple(columns), rows=rows)


def _sources(map: ColumnMap) -> list[str]:
    joined = [source for sources in map.join.values() for source in sources]
    return [*map.columns, *joined, *(item.column for item in map.items)]


def _grouping(map: ColumnMap) -> list[str]:
    return [*map.group.columns, *map.group.kinds, *map.group.kinds.values()] if map.group else []


def _refuse_unknown(wanted: Sequence[str], there: Sequence[str], source: str) -> None:
    names = ", ".join(there)
    faults = [
        Fault("map.column_unknown", source, column=column, values={"column": column, "there": names})
        for column in dict.fromkeys(wanted)
        if column not in there
    ]
    if faults:
        raise BadDataError(faults)


def _renamed(table: RawTable, map: ColumnMap) -> Columns:
    kept = {*map.columns, *(item.column for item in map.items), *_grouping(map)}
    headings = [heading for heading in table.headings if not map.columns or heading in kept]
    names = Counter(map.columns.get(heading, heading) for heading in headings)
    faults = [
        Fault("map.target_twice", table.source, column=name, values={"column": name})
        for name, times in names.items()
        if times > 1 or name in map.join or name in map.constants
    ]
    if faults:
        raise BadDataError(faults)
    return {map.columns.get(heading, heading): table.column(heading) for heading in headings}


def _joined(table: RawTable, sources: Sequence[str]) -> list[Cell]:
    """Paths such as "West/Team 1"; an empty part is left out."""
    parts = zip(*(table.column(source) for source in sources), strict=True)
    return ["/".join(_as_key(cell) for cell in row if cell is not None) or None for row in parts]


def _look_up(columns: Columns, table: RawTable, map: ColumnMap, base_dir: Path) -> None:
    files: LookupFiles = {}
    faults: list[Fault] = []
    for target, steps in map.lookup.items():
        for step in steps:
            _refuse_unknown([step.source], tuple(columns), table.source)
            if step.file not in files:
                files[step.file] = read_table(base_dir / step.file)
            pairs = _pairs(files[step.file], step)
            columns[target], missing = _replaced(columns[step.source], pairs, step)
            faults += [
                Fault("map.lookup_missing", table.source, table.row_numbers[place], target, values=values)
                for place, values in missing
            ]
    if faults:
        raise BadDataError(faults[:MAX_FAULTS])


def _replaced(
    cells: Sequence[Cell], pairs: dict[str, Cell], step: Lookup
) -> tuple[list[Cell], list[tuple[int, dict[str, object]]]]:
    """The values found, and each value not found once, with the place of its first cell."""
    missing: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if cell is not None and _as_key(cell) not in pairs:
            missing.setdefault(_as_key(cell), place)
    found = [None if cell is None else pairs.get(_as_key(cell)) for cell in cells]
    named = {"file": step.file, "key": step.key}
    return found, [(place, {**named, "value": value}) for value, place in missing.items()]


def _pairs(second: RawTable, step: Lookup) -> dict[str, Cell]:
    _refuse_unknown([step.key, step.value], second.headings, second.source)
    pairs: dict[str, Cell] = {}
    repeated: dict[str, int] = {}
    cells = zip(second.column(step.key), second.column(step.value), second.row_numbers, strict=True)
    for key, value, row in cells:
        if key is not None and pairs.setdefault(_as_key(key), value) != value:
            repeated.setdefault(_as_key(key), row)
    if repeated and not step.first_of_many:
        named = {"file": step.file, "key": step.key}
        raise BadDataError(
            [
                Fault("map.lookup_repeated", second.source, row, step.key, values={**named, "value": value})
                for value, row in list(repeated.items())[:MAX_FAULTS]
            ]
        )
    return pairs


def _as_key(cell: Cell) -> str:
    """A cell as the map writes it: the empty cell as "", a whole number of a spreadsheet without ".0"."""
    return "" if cell is None else str(cell)
