"""Choices come as one listed column or one column per option; too many ticks are no answer."""

from __future__ import annotations

import numpy as np
import pytest

from diagnostic.core.survey.answer_files.choices import read_listed, read_spread
from diagnostic.core.survey.instrument import Item, Option, option_heading
from diagnostic.core.table import Cell
from diagnostic.text import Text, same

OPTIONS = tuple(
    Option(value, Text(zh, en))
    for value, zh, en in [
        (1, "目标", "Goals"),
        (2, "辅导", "Coaching"),
        (3, "薪酬、激励", "Pay, bonus"),
        (10, "工具", "Tools"),
    ]
)
BEST = Item("IMP", "best", same("best three"), OPTIONS, choose=3)


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("1;3", [0, 2]),
        ("1,3,10", [0, 2, 3]),
        ("3 10", [2, 3]),
        (10, [3]),
        ("目标;工具", [0, 3]),
        ("Goals | pay, bonus", [0, 2]),
        ("薪酬、激励", [2]),
        ("", []),
        (None, []),
    ],
)
def test_listed(cell: str | int | None, places: list[int]) -> None:
    ticked = read_listed([cell], BEST)
    assert np.flatnonzero(ticked.chosen[0]).tolist() == places
    assert (ticked.unknown, ticked.too_many) == ([], [])


def test_an_unknown_option_and_too_many_are_named_and_tick_nothing() -> None:
    ticked = read_listed(["1;2", "1;7", "1;2;3;10", "Food"], BEST)
    assert (ticked.unknown, ticked.too_many) == ([1, 3], [2])
    assert ticked.chosen.sum(axis=1).tolist() == [2, 0, 0, 0]


def test_spread_over_columns() -> None:
    columns: list[list[Cell]] = [["1", "Y", None], ["0", "是", ""], [1, "", "否"], ["", "x", "maybe"]]
    ticked = read_spread(columns, BEST)
    assert ticked.chosen.tolist() == [[True, False, True, False], [True, True, False, True], [False] * 4]
    assert (ticked.unknown, ticked.too_many) == ([2], [])


def test_a_single_choice_takes_one() -> None:
    single = Item("ONE", "single", same("one"), OPTIONS)
    assert read_listed(["1", "1;2"], single).too_many == [1]


def test_multiple_choice_takes_any_number() -> None:
    several = Item("ANY", "multiple", same("any"), OPTIONS)
    assert read_listed(["1;2;3;10"], several).chosen.all()


def test_nobody_at_all() -> None:
    assert read_listed([], BEST).chosen.shape == (0, 4)


def test_the_heading_of_an_option() -> None:
    assert option_heading(BEST, 10) == "IMP[10]"
