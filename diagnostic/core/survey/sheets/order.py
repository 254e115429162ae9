"""The rows of a sheet in an order that depends on nothing but what they hold.

Files come in the order of the program that wrote them, sealed answers in none. A bootstrap draws by place: in another
order the same answers would give it other numbers.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diagnostic.core.survey.sheets.answers import AnswerSheet, Values


def in_one_order(sheet: AnswerSheet) -> AnswerSheet:
    """The same sheet, its rows sorted by group and answers."""
    rows = np.lexsort(_keys(sheet).T[::-1])
    return replace(
        sheet,
        values=sheet.values[rows],
        leaf_of=sheet.leaf_of[rows],
        choices={code: replace(each, chosen=each.chosen[rows]) for code, each in sheet.choices.items()},
    )


def _keys(sheet: AnswerSheet) -> Values:
    """What rows are told apart by, shape (n, keys): their leaf, then every answer."""
    by_name = sorted(range(len(sheet.leaves)), key=sheet.leaves.__getitem__)
    leaf = np.argsort(np.array(by_name, dtype=np.intp))[sheet.leaf_of]
    ticks = [each.chosen for _, each in sorted(sheet.choices.items())]
    return np.hstack([leaf[:, np.newaxis], np.nan_to_num(sheet.values, nan=-np.inf), *ticks])
