"""A file of answers and its map become the answer sheet of one module. For `./run diagnose --answers X
--map M`.

What the file looks like is settled by `tables` and `column_map`; what the answers mean by
`core.survey.answer_files`. Here the two meet: the map's parts become the core's types.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diagnostic.core.survey.answer_files.answer_map import AnswerMap, MappedItem, MappedScale
from diagnostic.core.survey.answer_files.collect import AnswersRead, read_answers
from diagnostic.core.survey.instrument import Instrument
from diagnostic.readers.maps.column_map import ColumnMap, read_mapped_table


def read_answers_file(
    path: Path, map_path: Path | None = None, instruments: Sequence[Instrument] = ()
) -> AnswersRead:
    """The sheet of the module in the file at `path`, the faults of its cells, and how much was read.

    Raises BadDataError for a file, a map or columns that can't be used; see `read_answers`.
    """
    table, column_map = read_mapped_table(path, map_path)
    return read_answers(table, answer_map(column_map), instruments)


def answer_map(given: ColumnMap) -> AnswerMap:
    """The parts of a map that say what the columns of a (mapped) table of answers mean."""
    group = given.group
    return AnswerMap(
        items=tuple(
            MappedItem(
                given.columns.get(item.column, item.column),
                item.code,
                item.minimum,
                item.maximum,
                item.reversed,
                item.missing,
                item.name,
            )
            for item in given.items
        ),
        scales=tuple(
            MappedScale(scale.code, scale.items, scale.name, scale.minimum_share) for scale in given.scales
        ),
        group=group.columns if group else (),
        kinds=group.kinds if group else {},
        labels=group.labels if group else {},
        module=group.module if group else None,
        selective=bool(given.items) and not given.columns,
        origins=_origins(given),
        helpers=frozenset(step.source for steps in given.lookup.values() for step in steps),
    )


def _origins(given: ColumnMap) -> dict[str, tuple[str, ...]]:
    """The headings of the file behind each column the map renames, joins or looks up."""
    origins: dict[str, tuple[str, ...]] = {target: (source,) for source, target in given.columns.items()}
    for target, sources in given.join.items():
        origins[target] = (*origins.get(target, ()), *sources)
    for target, steps in given.lookup.items():
        origins[target] = (*origins.get(target, ()), *(step.source for step in steps))
    return origins
