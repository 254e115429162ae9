"""The order of rows says nothing and changes nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.core.survey.sheets.layout import SealedLeaf, layout_of, row_of, sheet_of
from diagnostic.core.survey.sheets.order import in_one_order
from diagnostic.readers.survey_files import load_surveys
from diagnostic.text import same
from tests.support.folders import ROOT

INSTRUMENTS = load_surveys([ROOT / "tests/data/surveys/all_types.toml"])
LAYOUT = layout_of(INSTRUMENTS[0].module, INSTRUMENTS)
SHEETS = [
    {"VIS-1": 1, "VIS-2": 3, "TOP": (1, 3)},
    {"VIS-1": 1, "VIS-2": 3, "TOP": (2, 3)},
    {"VIS-2": 3, "HRS-1": 0.0},
    {"VIS-1": 2, "SAT-2": 7, "AREA": 2},
    {"VIS-1": 2, "SAT-2": 7, "AREA": 1},
]
TEAM_OF = (1, 0, 1, 0, 0)


def sheet(rows: list[int], leaves: tuple[str, str] = ("E1", "E2")) -> AnswerSheet:
    """The same answers of the same teams, row by row as `rows` has them, the teams numbered as `leaves` has them."""
    named = [SealedLeaf((name,), (same(name),), ((name,),), None) for name in leaves]
    place = [leaves.index("E2" if TEAM_OF[row] else "E1") for row in rows]
    return sheet_of(
        LAYOUT, ("team",), named, np.array(place), np.array([row_of(LAYOUT, SHEETS[row]) for row in rows])
    )


def held(sheet: AnswerSheet) -> list[object]:
    """Everything of every row, in their order; no number of a leaf."""
    teams = [sheet.leaves[leaf] for leaf in sheet.leaf_of]
    ticks = {code: each.chosen.tolist() for code, each in sheet.choices.items()}
    return [teams, np.nan_to_num(sheet.values, nan=-1).tolist(), ticks]


@given(st.permutations(range(len(SHEETS))))
def test_any_order_of_the_same_rows_gives_one_sheet(rows: list[int]) -> None:
    assert held(in_one_order(sheet(rows))) == held(in_one_order(sheet([0, 1, 2, 3, 4])))
    assert held(in_one_order(sheet(rows, ("E2", "E1")))) == held(in_one_order(sheet(rows)))


def test_every_row_stays_whole() -> None:
    ordered = in_one_order(sheet([0, 1, 2, 3, 4]))
    tops = ordered.choices["TOP"].chosen.tolist()
    told = {(ordered.leaves[leaf][0], tuple(top)) for leaf, top in zip(ordered.leaf_of, tops, strict=True)}
    assert ("E2", (True, False, True)) in told
    assert ("E1", (False, True, True)) in told
    assert sorted(ordered.leaf_of.tolist()) == [0, 0, 0, 1, 1]


def test_a_sheet_nobody_answered_stays_one() -> None:
    empty = replace(
        sheet([0, 1]),
        values=np.empty((0, 2)),
        leaf_of=np.empty(0, dtype=np.intp),
        leaves=(),
        leaf_labels=(),
        leaf_kinds=None,
        choices={},
    )
    assert in_one_order(empty).n == 0
