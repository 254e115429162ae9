"""From a table of answers to the answer sheet of one module: what was answered, what was not, what can't be
used.

Two sorts of trouble are kept apart. What makes the file as a whole unusable is raised (`plan_columns`, and a
file without a single readable row); cells that can't be read are no answer, and each wording of them is a fault
with its first row and column, returned with the sheet. What the reader should merely know (an item without
answers, an item whose values are off its scale, answers that were lost) becomes a note of the sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from diagnostic.core.survey.answer_files.answer_map import AnswerMap
from diagnostic.core.survey.answer_files.cells import cell_text, filled, off_scale, read_column
from diagnostic.core.survey.answer_files.choices import Ticked, read_listed, read_spread
from diagnostic.core.survey.answer_files.columns import ChoiceColumns, ColumnPlan, plan_columns
from diagnostic.core.survey.answer_files.groups import Leaves, form_leaves, kinds_of
from diagnostic.core.survey.answer_files.item_columns import ItemColumn
from diagnostic.core.survey.instrument import Instrument, Scale
from diagnostic.core.survey.sheets.answers import (
    AnswerItem,
    AnswerSheet,
    ChoiceAnswers,
    LostCells,
    Values,
    WholeNumbers,
    scale_fault,
)
from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError, Fault

BIASED_FROM = 5  # lost answers of a column that all say the same
SHARES_FROM = 10  # filled cells, below which a share reveals single people


@dataclass(frozen=True, slots=True, eq=False)
class AnswersRead:
    """A file of answers: the sheet, the faults of single cells, and how much of it could be read: `rows` that hold
    anything, `cells` that do, and the `cells_unread` of them."""

    sheet: AnswerSheet
    faults: tuple[Fault, ...]
    rows: int
    cells: int
    cells_unread: int
    sheets_unread: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _TableRead:
    """What was read of the table before anything was left out: values (n, m), ticks, the faults of cells, the cells
    lost by item, and how many filled and unread cells there are in all."""

    values: Values
    choices: tuple[ChoiceAnswers, ...]
    faults: tuple[Fault, ...]
    lost: Mapping[str, LostCells]
    cells: int
    unread: frozenset[tuple[int, str]]  # (place of the row, column)


def read_answers(
    table: RawTable, answer_map: AnswerMap | None = None, instruments: Sequence[Instrument] = ()
) -> AnswersRead:
    """The sheet of the module this table holds, the faults of its cells, and how much of it was read.

    Raises BadDataError if the columns can't be trusted: a person column, an unknown or missing column, two
    modules, a map that contradicts itself; or if no row holds an answer that can be read. A table without rows gives
    an empty sheet with the note `answers.nobody`.
    """
    answer_map = answer_map or AnswerMap()
    plan = plan_columns(table.headings, answer_map, instruments, table.source)
    read = _read(table, plan)
    rows = _answered(read)
    lost = {place for place, _ in read.unread} - {
        *rows.tolist()
    }  # somebody's sheet, and nothing of it is an answer
    if read.unread and not rows.size:
        raise BadDataError([Fault("answers.no_good_row", table.source), *read.faults])
    left_out, notes = _unusable(plan.items, read.values[rows], table.source)
    scales, scale_notes = _asked_scales(plan, left_out, table.source)
    leaves, kinds, group_faults = _leaves(table, plan, answer_map, rows)
    kept = [place for place, each in enumerate(plan.items) if each.item.code not in left_out]
    sheet = AnswerSheet(
        module=plan.module,
        items=tuple(_with_scale(plan.items[place].item, scales) for place in kept),
        values=read.values[rows][:, kept],
        group_columns=plan.group,
        leaf_of=leaves.leaf_of,
        leaves=leaves.tags,
        leaf_labels=leaves.labels,
        leaf_kinds=kinds,
        choices={each.code: replace(each, chosen=each.chosen[rows]) for each in read.choices},
        scales=scales,
        left_out=left_out,
        other_columns=plan.other,
        notes=(
            *_row_notes(len(table.rows) - len(lost), rows.size, table.source),
            *notes,
            *scale_notes,
            *_loss_notes(plan.items, read.lost, table.source),
        ),
        lost=read.lost,
    )
    return AnswersRead(
        sheet,
        (*read.faults, *group_faults),
        rows.size + len(lost),
        read.cells,
        len(read.unread),
        len(table.sheets_unread),
    )


def _loss_notes(items: Sequence[ItemColumn], lost: Mapping[str, LostCells], source: str) -> Iterator[Fault]:
    """What lost answers do to an item: if they all had the same value, they are not a random part of the answers."""
    for each in items:
        cells = lost.get(each.item.code)
        if cells is None or cells.of < SHARES_FROM:
            continue
        values = {"item": each.item.code, "share": f"{100 * cells.share:.0f}"}
        if cells.n >= BIASED_FROM and len(cells.labels) == 1:
            (label,) = cells.labels
            yield Fault("answers.biased_loss", source, column=each.column, values={**values, "label": label})
        if cells.are_many:
            yield Fault("answers.column_lost", source, column=each.column, values=values)


def _read(table: RawTable, plan: ColumnPlan) -> _TableRead:
    values = np.full((len(table.rows), len(plan.items)), np.nan)
    strange: dict[str, list[int]] = {}
    lost: dict[str, LostCells] = {}
    cells = 0
    for place, each in enumerate(plan.items):
        column = table.column(each.column)
        values[:, place], wrong = read_column(column, each.coding, table.decimal)
        there = filled(column)
        cells += there
        if wrong:
            strange[each.column] = wrong
            labels = Counter(cell_text(column[row]) for row in wrong)
            lost[each.item.code] = LostCells(len(wrong), there, dict(labels))
    faults = _label_faults(table, strange)
    unread = {(row, column) for column, rows in strange.items() for row in rows}
    choices = []
    for choice in plan.choices:
        ticked = _ticks(table, choice)
        column = choice.columns[0]
        faults += _told_once("answers.unknown_option", table, column, ticked.unknown)
        faults += _told_once("answers.too_many_chosen", table, column, ticked.too_many)
        unread |= {(row, column) for row in ticked.unknown}
        item = choice.item
        choices.append(ChoiceAnswers(item.code, item.text, item.options, ticked.chosen))
        cells += int(ticked.chosen.any(axis=1).sum()) + len({*ticked.unknown, *ticked.too_many})
    return _TableRead(values, tuple(choices), tuple(faults), lost, cells, frozenset(unread))


def _label_faults(table: RawTable, strange: Mapping[str, Sequence[int]]) -> list[Fault]:
    """One fault for each unknown wording, at its first row, with how many cells of how many columns hold it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for column, rows in strange.items():
        cells = table.column(column)
        for row in rows:
            found.setdefault(cell_text(cells[row]), []).append((row, column))
    return [
        Fault(
            "answers.label_unread",
            table.source,
            table.row_numbers[min(places)[0]],
            min(places)[1],
            values={
                "label": label,
                "cells": len(places),
                "columns": len({column for _, column in places}),
            },
        )
        for label, places in found.items()
    ]


def _ticks(table: RawTable, choice: ChoiceColumns) -> Ticked:
    if choice.columns == (choice.item.code,):
        return read_listed(table.column(choice.item.code), choice.item)
    return read_spread([table.column(column) for column in choice.columns], choice.item)


def _told_once(code: str, table: RawTable, column: str, places: Iterable[int]) -> list[Fault]:
    """Each wording at its first row."""
    cells, first = table.column(column), dict[str, int]()
    for place in places:
        first.setdefault(cell_text(cells[place]), place)
    return [
        Fault(code, table.source, table.row_numbers[place], column, values={"value": text})
        for text, place in first.items()
    ]


def _answered(read: _TableRead) -> WholeNumbers:
    """Rows in which anything was answered; the others are empty sheets and must not count towards a
    group.
    """
    any_choice = [choice.chosen.any(axis=1) for choice in read.choices]
    return np.flatnonzero(np.any([np.isfinite(read.values).any(axis=1), *any_choice], axis=0))


def _unusable(
    items: Sequence[ItemColumn], values: Values, source: str
) -> tuple[tuple[str, ...], list[Fault]]:
    """Items without any answer, and items with values off their scale (docs/adr/0003-off-scale-items.md)."""
    left_out, notes = [], []
    for each, column in zip(items, values.T, strict=True):
        wrong = off_scale(column, each.item.minimum, each.item.maximum, each.whole)
        if wrong.size:
            notes.append(_off_scale_note(each, wrong, source))
        elif values.size and not np.isfinite(column).any():
            notes.append(
                Fault("answers.item_empty", source, column=each.column, values={"item": each.item.code})
            )
        else:
            continue
        left_out.append(each.item.code)
    return tuple(left_out), notes


def _off_scale_note(each: ItemColumn, wrong: Values, source: str) -> Fault:
    values = {
        "item": each.item.code,
        "values": ", ".join(f"{value:g}" for value in np.unique(np.round(wrong, 9))),
        "count": int(wrong.size),
        "minimum": f"{each.item.minimum:g}",
        "maximum": f"{each.item.maximum:g}",
    }
    return Fault("answers.off_scale", source, column=each.column, values=values)


def _asked_scales(
    plan: ColumnPlan, left_out: Sequence[str], source: str
) -> tuple[tuple[Scale, ...], list[Fault]]:
    """The scales that have items left, cut down to them; a scale none of whose items was asked is not
    mentioned.
    """
    asked = {each.item.code for each in plan.items}
    usable = asked - set(left_out)
    scales, notes = [], []
    for scale in plan.scales:
        kept = tuple(code for code in scale.items if code in usable)
        if kept:
            scales.append(replace(scale, items=kept))
        if len(kept) < len(scale.items) and asked & set(scale.items):
            lost = [code for code in scale.items if code not in usable]
            notes.append(scale_fault(scale, lost, source))
    return tuple(scales), notes


def _leaves(
    table: RawTable, plan: ColumnPlan, answer_map: AnswerMap, rows: WholeNumbers
) -> tuple[Leaves, tuple[str, ...] | None, list[Fault]]:
    columns = [_texts(table, name, rows) for name in plan.group]
    tags = [tuple(column[place] for column in columns) for place in range(rows.size)]
    leaves = form_leaves(tags, plan.group, answer_map.labels)
    if plan.kind is None:
        return leaves, None, []
    found, kinds = kinds_of(leaves, _texts(table, plan.kind, rows))
    faults = [
        Fault(
            "answers.kind_differs",
            table.source,
            column=plan.kind,
            values={"group": " / ".join(tag), "kinds": ", ".join(sorted(each))},
        )
        for tag, each in zip(leaves.tags, found, strict=True)
        if len(each) > 1
    ]
    return leaves, kinds, faults


def _texts(table: RawTable, column: str, rows: WholeNumbers) -> list[str]:
    cells = table.column(column)
    return [cell_text(cells[row]) for row in rows.tolist()]


def _row_notes(given: int, kept: int, source: str) -> list[Fault]:
    if not kept:
        return [Fault("answers.nobody", source)]
    return [Fault("answers.blank_rows", source, values={"count": given - kept})] if kept < given else []


def _with_scale(item: AnswerItem, scales: Iterable[Scale]) -> AnswerItem:
    """The item with the scale it belongs to (the first that lists it)."""
    return replace(item, scale=next((scale.code for scale in scales if item.code in scale.items), None))
