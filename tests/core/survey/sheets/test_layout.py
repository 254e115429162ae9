"""Rows of numbers and back: what is stored of a sheet is what the diagnosis reads of it."""

from __future__ import annotations

import numpy as np
import pytest

from diagnostic.core.survey.sheets.layout import SealedLeaf, asked_columns, layout_of, row_of, sheet_of
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer
from diagnostic.readers.survey_files import load_surveys
from diagnostic.text import same
from tests.support.folders import ROOT

INSTRUMENTS = load_surveys([ROOT / "tests/data/surveys/all_types.toml"])
LAYOUT = layout_of(INSTRUMENTS[0].module, INSTRUMENTS)
GIVEN: list[dict[str, Answer]] = [
    {
        "VIS-1": 1,
        "VIS-2": 3,
        "VIS-3": 2,
        "SAT-1": CANNOT_JUDGE,
        "HRS-1": 7.25,
        "AREA": 2,
        "TOP": (1, 3),
        "SAY": "x",
    },
    {"VIS-1": 2, "SAT-2": 7, "MEANS": (2,)},
    {"VIS-2": 3, "HRS-1": 0.0},
]
LEAVES = [
    SealedLeaf(("E", "E1"), (same("E"), same("E1")), (("E", "E1"),), "field"),
    SealedLeaf(("E", "E2 + E3"), (same("E"), same("E2 + E3")), (("E", "E2"), ("E", "E3")), None),
]


def test_columns_are_items_and_options() -> None:
    assert LAYOUT.columns[:6] == ("VIS-1", "VIS-2", "VIS-3", "SAT-1", "SAT-2", "HRS-1")
    options = {"AREA": 2, "MEANS": 3, "TOP": 3}
    assert LAYOUT.columns[6:] == tuple(
        f"{item}[{at}]" for item, n in options.items() for at in range(1, n + 1)
    )


def test_a_sheet_holds_what_was_answered() -> None:
    rows = np.array([row_of(LAYOUT, answers) for answers in GIVEN])
    sheet = sheet_of(LAYOUT, ("region", "team"), LEAVES, np.array([0, 1, 1]), rows)
    nan = float("nan")
    codes = [item.code for item in sheet.items]
    assert codes == ["VIS-1", "VIS-2", "VIS-3", "SAT-2", "HRS-1"]  # SAT-1 has no answers
    assert sheet.left_out == ("SAT-1",)
    np.testing.assert_array_equal(
        sheet.values, [[1, 3, 2, nan, 7.25], [2, nan, nan, 7, nan], [nan, 3, nan, nan, 0]]
    )
    assert sheet.choices["TOP"].chosen.tolist() == [[True, False, True], [False] * 3, [False] * 3]
    assert sheet.choices["AREA"].answered == 1
    assert [scale.items for scale in sheet.scales if scale.code == "SAT"] == [("SAT-2",)]
    assert sheet.leaf_kinds == ("field", "")
    told = [(note.code, note.values) for note in sheet.notes]
    assert told == [
        ("answers.item_empty", {"item": "SAT-1"}),
        ("answers.scale_cut", {"scale": "SAT", "items": "SAT-1", "kept": 1}),
    ]


def test_a_merged_leaf_knows_its_units_and_shares_what_they_share() -> None:
    rows = np.array([row_of(LAYOUT, answers) for answers in GIVEN])
    sheet = sheet_of(LAYOUT, ("region", "team"), LEAVES, np.array([0, 1, 1]), rows)
    assert sheet.units_of(("E", "E1")) == (("E", "E1"),)
    assert [sheet.shared(("E", "E2 + E3"), depth) for depth in (0, 1)] == ["E", None]


@pytest.mark.parametrize("codes", [["VIS-1"], ["TOP", "HRS-1"]])
def test_asked_columns_are_those_of_the_items(codes: list[str]) -> None:
    items = [INSTRUMENTS[0].item(code) for code in codes]
    asked = {c for c, is_asked in zip(LAYOUT.columns, asked_columns(LAYOUT, items), strict=True) if is_asked}
    assert asked == {c for c in LAYOUT.columns if c.split("[")[0] in codes}
