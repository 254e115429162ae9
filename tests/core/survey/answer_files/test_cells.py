"""Cells become answers: labels in both languages, numbers in any dress, no answer; the rest is named."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.survey.answer_files.cells import cell_text, coding, number, off_scale, read_column
from diagnostic.core.table import Cell

AGREE = coding({"非常同意": 5, "Strongly agree": 5, "同意": 4, "Agree": 4}, [9, "无法判断", "Cannot judge"])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4", 4),
        (4, 4),
        (4.0, 4),
        ("4.0", 4),
        ("４", 4),  # a full-width digit
        (" strongly   AGREE ", 5),
        ("同意", 4),
    ],
)
def test_the_same_answer_in_many_dresses(cell: Cell, value: float) -> None:
    values, strange = read_column([cell], AGREE)
    assert (values.tolist(), strange) == ([value], [])


@pytest.mark.parametrize("cell", [None, "", "  ", "NA", "n/a", 9, "9", "9.0", "无法判断", "cannot judge"])
def test_no_answer(cell: Cell) -> None:
    values, strange = read_column([cell], AGREE)
    assert np.isnan(values).all()
    assert strange == []


@pytest.mark.parametrize("cell", ["x", "4 or 5", "1e3", "nan", "inf", "1_0", True, "5-Jan"])
def test_what_is_neither_is_named_by_its_place(cell: Cell) -> None:
    values, strange = read_column(["4", cell], AGREE)
    assert (values[0], strange) == (4, [1])
    assert np.isnan(values[1])


def test_nine_is_an_answer_where_nobody_said_it_is_not() -> None:
    assert read_column(["9"], coding({}, []))[0].tolist() == [9]


def test_decimal_comma() -> None:
    assert number("2,5", ",") == 2.5
    assert number("2,5") is None


def test_a_cell_of_a_workbook_reads_like_one_of_a_text_file() -> None:
    assert [cell_text(cell) for cell in (3, 3.0, 2.5, " 3 ", None)] == ["3", "3", "2.5", "3", ""]


def test_off_scale_is_outside_the_ends_or_between_the_steps() -> None:
    values = np.array([0.8, 1, 2.4000000000000004, 5, 7.2, np.nan])
    assert off_scale(values, 1, 5).tolist() == [0.8, 2.4000000000000004, 7.2]
    assert off_scale(values, 1, 5, whole=False).tolist() == [0.8, 7.2]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(["1", "2", "3", "4", "5", "9", "", "?"]), max_size=30), st.randoms())
def test_a_cell_is_read_alone_whatever_stands_around_it(cells: list[str], random: Random) -> None:
    order = list(range(len(cells)))
    random.shuffle(order)
    values, strange = read_column(cells, AGREE)
    shuffled, strange_too = read_column([cells[place] for place in order], AGREE)
    assert np.array_equal(values[order], shuffled, equal_nan=True)
    assert sorted(order[place] for place in strange_too) == strange
