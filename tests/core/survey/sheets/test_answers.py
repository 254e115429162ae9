"""An answer sheet refuses to exist in a shape that later steps would have to doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from diagnostic.core.survey.instrument import Option, Scale
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet, ChoiceAnswers
from diagnostic.text import same

ITEMS = (AnswerItem("A1", same("one"), 1, 5), AnswerItem("A2", same("two"), 1, 5, reversed=True))
SCALE = Scale("A", "condition", same("A"), same("A"), ("A1", "A2"))


def sheet() -> AnswerSheet:
    return AnswerSheet(
        module="morale",
        items=ITEMS,
        values=np.array([[1.0, 5.0], [4.0, np.nan], [3.0, 3.0]]),
        group_columns=("team",),
        leaf_of=np.array([0, 1, 0]),
        leaves=(("East",), ("West",)),
        leaf_labels=((same("East"),), (same("West"),)),
        scales=(SCALE,),
    )


def test_counts_people_by_leaf() -> None:
    assert (sheet().n, sheet().leaf_counts) == (3, (2, 1))


def test_knows_where_the_items_of_a_scale_are_and_its_ends() -> None:
    assert (sheet().places(SCALE), sheet().ends(SCALE)) == ([0, 1], (1, 5))


def test_is_frozen_to_the_last_cell() -> None:
    with pytest.raises(ValueError, match="read-only"):
        sheet().values[0, 0] = 2


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"values": np.ones((3, 1))}, "one column per item"),
        ({"values": np.full((3, 2), 6.0)}, "on the scale of its item"),
        ({"items": (ITEMS[0], ITEMS[0])}, "codes must differ"),
        ({"leaf_of": np.array([0, 1])}, "needs a leaf"),
        ({"leaf_of": np.array([0, 0, 0])}, "carried by a respondent"),
        ({"leaf_of": np.array([0, 1, 2])}, "carried by a respondent"),
        ({"leaves": (("East",), ("East",))}, "leaves must differ"),
        ({"leaves": (("East", "1"), ("West", "2"))}, "one value and one label"),
        ({"leaf_labels": ((same("East"),),)}, "needs its labels"),
        ({"leaf_kinds": ("direct",)}, "needs its kind"),
        ({"scales": (replace(SCALE, items=("A1", "A9")),)}, "not there"),
        ({"items": (ITEMS[0], replace(ITEMS[1], maximum=7))}, "different ends"),
        (
            {"choices": {"B": ChoiceAnswers("B", same("b"), (Option(1, same("x")),), np.ones((2, 1), bool))}},
            "a row per respondent",
        ),
    ],
)
def test_refuses(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(sheet(), **change)


def test_an_item_needs_two_different_ends() -> None:
    with pytest.raises(ValueError, match="must differ"):
        AnswerItem("A1", same("one"), 5, 5)


def test_a_choice_needs_a_column_per_option() -> None:
    with pytest.raises(ValueError, match="one column of ticks"):
        ChoiceAnswers("B", same("b"), (Option(1, same("x")),), np.ones((2, 2), bool))
