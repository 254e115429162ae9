"""Answers to choice items: one column that lists what was taken, or one column for each option.

Both forms are common in exports; options are given by their value or by their label in either language. An
answer that takes more options than the item allows is none: which of them were meant can't be known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.core.survey.answer_files.cells import BLANKS, cell_text, word
from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sheets.answers import Ticks
from diagnostic.core.table import Cell

_YES = frozenset({"1", "y", "yes", "true", "x", "✓", "√", "是", "选中"})
_NO = BLANKS | frozenset({"0", "n", "no", "false", "否", "未选中"})
_BETWEEN = re.compile(r"[;|]")  # full-width forms are made half-width before
_BETWEEN_NUMBERS = re.compile(r"[;|,\s]+")


@dataclass(frozen=True, slots=True, eq=False)
class Ticked:
    """Ticks (n, options), and the rows that hold an unknown option, or more options than allowed (left
    empty).
    """

    chosen: Ticks
    unknown: list[int]
    too_many: list[int]


def read_listed(cells: Sequence[Cell], item: Item) -> Ticked:
    """One column, options separated by semicolon, bar or, between numbers, comma or blank."""
    texts = [cell_text(cell) for cell in cells]
    meaning = {text: _places(text, item) for text in set(texts)}
    chosen = np.zeros((len(texts), len(item.options)), dtype=np.bool_)
    ticks = [(row, place) for row, text in enumerate(texts) for place in meaning[text] or ()]
    chosen[tuple(np.array(ticks, dtype=np.intp).reshape(-1, 2).T)] = True
    return _allowed(chosen, [row for row, text in enumerate(texts) if meaning[text] is None], item)


def read_spread(columns: Sequence[Sequence[Cell]], item: Item) -> Ticked:
    """One column per option, in the order of the options: 1, yes, true, 是 ... or nothing."""
    words = [[word(cell_text(cell)) for cell in cells] for cells in columns]
    chosen = np.array([[each in _YES for each in column] for column in words], dtype=np.bool_)
    strange = np.array([[each not in _YES | _NO for each in column] for column in words], dtype=np.bool_)
    return _allowed(chosen.T, np.flatnonzero(strange.any(axis=0)).tolist(), item)


def _allowed(chosen: Ticks, unknown: list[int], item: Item) -> Ticked:
    limit = 1 if item.type == "single" else item.choose or len(item.options)
    over = chosen.sum(axis=1) > limit
    return Ticked(chosen & ~over[:, None], unknown, np.flatnonzero(over).tolist())


def _places(text: str, item: Item) -> tuple[int, ...] | None:
    """Which options a cell names; None if one of its parts is no option."""
    if word(text) in BLANKS:
        return ()
    names = {
        name: place
        for place, option in enumerate(item.options)
        for name in (str(option.value), word(option.label.zh), word(option.label.en))
    }
    if word(text) in names:
        return (names[word(text)],)
    between = _BETWEEN_NUMBERS if re.fullmatch(r"[\d;|,\s]+", text) else _BETWEEN
    parts = [word(part) for part in between.split(text) if part.strip()]
    return tuple(names[part] for part in parts) if all(part in names for part in parts) else None
