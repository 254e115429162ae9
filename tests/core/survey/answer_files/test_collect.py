"""From a table to a sheet: with an instrument, with a map, with both, and without any answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from diagnostic.core.survey.answer_files.answer_map import AnswerMap, MappedItem, MappedScale
from diagnostic.core.survey.answer_files.collect import read_answers
from diagnostic.core.survey.instrument import Instrument, Item, Option, Scale
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.core.table import Cell, RawTable
from diagnostic.faults import BadDataError, Fault
from diagnostic.text import Text, same

POINTS = tuple(
    Option(value, Text(zh, en))
    for value, zh, en in [
        (1, "非常不同意", "Strongly disagree"),
        (2, "不同意", "Disagree"),
        (3, "一半一半", "Half and half"),
        (4, "同意", "Agree"),
        (5, "非常同意", "Strongly agree"),
    ]
)
THEMES = tuple(Option(value, same(name)) for value, name in [(1, "Goals"), (2, "Coaching"), (3, "Pay")])
NO_VIEW = Text("无法判断", "Cannot judge")


def rating(code: str, reversed: bool = False) -> Item:
    return Item(code, "rating", same(code), POINTS, 1, 5, reversed, cannot_judge=NO_VIEW)


MORALE = Instrument(
    "morale",
    "1",
    "morale",
    same("Morale"),
    same("-"),
    (
        Scale("GOA", "condition", same("Goals"), same("-"), ("GOA-1", "GOA-2", "GOA-3")),
        Scale("COA", "condition", same("Coaching"), same("-"), ("COA-1", "COA-2")),
    ),
    (
        *(rating("GOA-1"), rating("GOA-2"), rating("GOA-3", reversed=True), rating("COA-1"), rating("COA-2")),
        Item("IMP", "best", same("best two"), THEMES, choose=2),
        Item("YEARS", "number", same("years"), minimum=0, maximum=50),
        Item("COM", "comment", same("anything else")),
    ),
    (),
)
SKILLS = Instrument(
    "skills",
    "1",
    "skills",
    same("Skills"),
    same("-"),
    (Scale("DIS", "skill", same("Discovery"), same("-"), ("DIS-1",)),),
    (rating("DIS-1"),),
    (),
)


def table(headings: str, *rows: Sequence[Cell]) -> RawTable:
    return RawTable(
        "answers.csv",
        tuple(headings.split()),
        tuple(tuple(row) for row in rows),
        tuple(range(2, len(rows) + 2)),
    )


def read(given: RawTable, answer_map: AnswerMap | None = None) -> AnswerSheet:
    found = read_answers(given, answer_map, [MORALE, SKILLS])
    assert found.faults == ()
    return found.sheet


def refused(given: RawTable, answer_map: AnswerMap | None = None) -> list[tuple[str, str | None]]:
    with pytest.raises(BadDataError) as caught:
        read_answers(given, answer_map, [MORALE, SKILLS])
    return [(fault.code, fault.column) for fault in caught.value.faults]


def codes(notes: Sequence[Fault]) -> list[str]:
    return [note.code for note in notes]


def test_headings_are_item_codes_and_answers_are_labels_or_values() -> None:
    sheet = read(
        table(
            "region team team_type GOA-1 GOA-2 GOA-3 COA-1 COA-2",
            ["East", "E1", "direct", "同意", 5, "Disagree", "4", "无法判断"],
            ["East", "E2", "channel", None, "3", "", "Cannot judge", "2"],
            ["East", "E1", "direct", 1, 2, 3, 4, 5],
        )
    )
    assert sheet.module == "morale"
    np.testing.assert_array_equal(sheet.values[0], [4, 5, 2, 4, np.nan])
    assert (sheet.group_columns, sheet.leaves) == (("region", "team"), (("East", "E1"), ("East", "E2")))
    assert (sheet.leaf_of.tolist(), sheet.leaf_kinds) == ([0, 1, 0], ("direct", "channel"))
    assert [item.scale for item in sheet.items] == ["GOA", "GOA", "GOA", "COA", "COA"]
    assert [item.reversed for item in sheet.items] == [False, False, True, False, False]


def test_without_a_grouping_column_the_company_is_one_group() -> None:
    sheet = read(table("COA-1 COA-2", [4, 5], [3, 3]))
    assert (sheet.group_columns, sheet.leaves, sheet.leaf_counts) == ((), ((),), (2,))


def test_an_empty_group_cell_is_a_group_of_its_own() -> None:
    sheet = read(table("team COA-1 COA-2", ["E1", 4, 5], [None, 3, 3]))
    assert dict(zip(sheet.leaves, sheet.leaf_labels, strict=True)) == {
        ("",): (Text("未注明", "not given"),),
        ("E1",): (same("E1"),),
    }


def test_nobody_answered_is_a_sheet_with_nobody() -> None:
    sheet = read(table("team GOA-1 GOA-2 GOA-3"))
    assert (sheet.n, sheet.leaves, codes(sheet.notes)) == (0, (), ["answers.nobody"])


def test_rows_without_any_answer_are_not_people() -> None:
    sheet = read(table("team COA-1 COA-2", ["E1", 4, 5], ["E1", None, ""], ["E2", None, "无法判断"]))
    assert (sheet.n, sheet.leaves, codes(sheet.notes)) == (1, (("E1",),), ["answers.blank_rows"])
    assert sheet.notes[0].values == {"count": 2}


def test_an_item_nobody_answered_is_left_out_with_a_note_and_its_scale_is_cut() -> None:
    sheet = read(table("GOA-1 GOA-2 GOA-3 COA-1", [4, 5, None, None], [3, 3, None, None]))
    assert [scale.items for scale in sheet.scales] == [("GOA-1", "GOA-2")]
    assert sheet.left_out == ("GOA-3", "COA-1")
    assert codes(sheet.notes) == [
        *("answers.item_empty", "answers.item_empty"),
        *("answers.scale_cut", "answers.scale_empty"),
    ]


def test_a_scale_that_was_not_asked_is_not_mentioned() -> None:
    sheet = read(table("COA-1 COA-2", [4, 5]))
    assert [scale.code for scale in sheet.scales] == ["COA"]
    assert sheet.notes == ()


def test_one_value_off_the_scale_and_the_whole_item_is_left_out() -> None:
    sheet = read(table("GOA-1 COA-1 COA-2", [4, 4, 0.8], [3, 3, 4], [3, 3, 7.2], [3, 2, 0.8]))
    assert [item.code for item in sheet.items] == ["GOA-1", "COA-1"]
    note = sheet.notes[0]
    assert (note.code, note.column) == ("answers.off_scale", "COA-2")
    assert (note.values["item"], note.values["values"], note.values["count"]) == ("COA-2", "0.8, 7.2", 3)


def test_a_number_may_lie_between_whole_steps() -> None:
    sheet = read(table("YEARS COA-1", [2.5, 4]))
    assert sheet.values.tolist() == [[2.5, 4]]
    assert [item.scale for item in sheet.items] == [None, "COA"]


def test_choices_of_the_importance_block() -> None:
    listed = read(table("IMP COA-1", ["1;3", 4], [None, 4], ["Coaching", 4]))
    spread = read(table("IMP[1] IMP[2] IMP[3] COA-1", ["Y", "", "Y", 4], ["", "", "", 4], ["", "1", "", 4]))
    for sheet in (listed, spread):
        assert sheet.choices["IMP"].chosen.tolist() == [
            [True, False, True],
            [False, False, False],
            [False, True, False],
        ]
        assert sheet.choices["IMP"].answered == 2


def test_open_texts_are_known_and_not_read() -> None:
    assert read(table("COA-1 COM", [4, "Zhang San never listens"])).other_columns == ("COM",)


def test_cells_that_cannot_be_read_are_faults_with_row_and_column_and_count_as_no_answer() -> None:
    found = read_answers(
        table("COA-1 COA-2 IMP", [4, "often", "1;2;3"], ["?", 3, "9"], [1, 2, "1"]), None, [MORALE]
    )
    assert [(fault.code, fault.row, fault.column) for fault in found.faults] == [
        ("answers.label_unread", 3, "COA-1"),
        ("answers.label_unread", 2, "COA-2"),
        ("answers.unknown_option", 3, "IMP"),
        ("answers.too_many_chosen", 2, "IMP"),
    ]
    np.testing.assert_array_equal(found.sheet.values, [[4, np.nan], [np.nan, 3], [1, 2]])
    assert (found.rows, found.cells, found.cells_unread) == (3, 9, 3)  # too many ticks can be read


def test_one_label_nobody_knows_is_one_fault_for_all_its_cells() -> None:
    rows = [["often", 4], [4, "often"], ["often", 3], ["seldom", 3], [None, 2]]
    found = read_answers(table("COA-1 COA-2", *rows), None, [MORALE])
    assert [(fault.row, fault.column, dict(fault.values)) for fault in found.faults] == [
        (2, "COA-1", {"label": "often", "cells": 3, "columns": 2}),
        (5, "COA-1", {"label": "seldom", "cells": 1, "columns": 1}),
    ]
    assert found.sheet.lost["COA-1"].labels == {"often": 2, "seldom": 1}
    assert (found.sheet.lost["COA-1"].n, found.sheet.lost["COA-1"].of) == (3, 4)
    assert (found.rows, found.cells, found.cells_unread) == (5, 9, 4)


def test_not_one_row_with_an_answer_that_can_be_read() -> None:
    given = table("COA-1 COA-2", ["4 - often", "5 - always"], ["4 - often", None], [None, None])
    assert refused(given) == [
        ("answers.no_good_row", None),
        ("answers.label_unread", "COA-1"),
        ("answers.label_unread", "COA-2"),
    ]


def test_lost_answers_that_all_say_the_same_are_called_biased() -> None:
    """5 of 40 answers (12.5 %) of one item: more than a tenth, and all of them "often"; 4 (10 %) are neither."""
    rows = [["often" if place < 5 else 4, "often" if place < 4 else 4] for place in range(40)]
    found = read_answers(table("COA-1 COA-2", *rows), None, [MORALE])
    assert codes(found.sheet.notes) == ["answers.biased_loss", "answers.column_lost"]
    assert found.sheet.notes[0].values == {"item": "COA-1", "share": "12", "label": "often"}
    few = read_answers(table("COA-1 COA-2", *rows[:9]), None, [MORALE])
    assert few.sheet.notes == ()  # of nine people a share would tell of single ones
    two = [["seldom" if place == 0 else row[0], row[1]] for place, row in enumerate(rows)]
    found = read_answers(table("COA-1 COA-2", *two), None, [MORALE])
    assert codes(found.sheet.notes) == ["answers.column_lost"]


def test_a_group_of_two_kinds() -> None:
    given = table("team team_type COA-1", ["E1", "direct", 4], ["E1", "channel", 3])
    faults = read_answers(given, None, [MORALE]).faults
    assert [(fault.code, fault.column) for fault in faults] == [("answers.kind_differs", "team_type")]
    assert faults[0].values == {"group": "E1", "kinds": "channel, direct"}


def test_a_map_brings_items_and_scales_no_instrument_knows() -> None:
    mapped = AnswerMap(
        items=(
            MappedItem("frage1", "X1", 1, 4, missing=(9,), name=same("First")),
            MappedItem("frage2", "X2", 1, 4, reversed=True, missing=(9, "k.A.")),
        ),
        scales=(MappedScale("X", ("X1", "X2"), same("The X"), 0.5),),
        group=("abteilung",),
        labels={"abteilung": {"9": Text("警务", "Police")}},
        module="custom",
        selective=True,
    )
    sheet = read(table("abteilung Name frage1 frage2", [9, "Li", 9, 4], [10, "Wu", 3, "k.A."]), mapped)
    assert (sheet.module, sheet.leaves) == ("custom", (("9",), ("10",)))
    assert sheet.leaf_labels == ((Text("警务", "Police"),), (same("10"),))
    np.testing.assert_array_equal(sheet.values, [[np.nan, 4], [3, np.nan]])
    assert (sheet.scales[0].name, sheet.scales[0].minimum_share) == (same("The X"), 0.5)
    assert sheet.other_columns == ("Name",)


def test_a_map_brings_foreign_headings_to_an_instrument() -> None:
    mapped = AnswerMap(items=(MappedItem("frage1", "COA-1", missing=(-1,)),), selective=True)
    sheet = read(table("frage1", ["Agree"], [-1], [2]), mapped)
    assert (sheet.module, sheet.values.ravel().tolist(), sheet.items[0].scale) == ("morale", [4, 2], "COA")


def test_the_order_of_rows_is_all_that_tells_two_files_apart() -> None:
    rows: list[list[Cell]] = [["E2", 4, 5], ["E1", 3, 3], ["E10", 1, 2]]
    one, two = (read(table("team COA-1 COA-2", *order)) for order in (rows, [rows[2], rows[0], rows[1]]))
    assert one.leaves == two.leaves == (("E1",), ("E10",), ("E2",))
    np.testing.assert_array_equal(one.values[[2, 0, 1]], two.values)


@pytest.mark.parametrize(
    ("given", "answer_map", "expected"),
    [
        (table("COA-1 person_id", [4, "p1"]), None, [("answers.person_column", "person_id")]),
        (table("COA-1 姓名", [4, "李"]), None, [("answers.person_column", "姓名")]),
        (table("COA-1 shoe", [4, 44]), None, [("answers.unknown_column", "shoe")]),
        (table("shoe", [44]), AnswerMap(selective=True), [("answers.no_items", None)]),
        (table("COA-1 DIS-1", [4, 4]), None, [("answers.modules_mixed", None)]),
        (table("COA-1", [4]), AnswerMap(module="skills"), [("answers.modules_mixed", None)]),
        (table("COA-1", [4]), AnswerMap(group=("team",)), [("answers.missing_column", "team")]),
        (
            table("COA-1 respondent_key", [4, 1]),
            AnswerMap(group=("respondent_key",), origins={"respondent_key": ("Employee ID",)}),
            [("answers.person_column", "Employee ID")],
        ),
        (
            table("frage1", [4]),
            AnswerMap(items=(MappedItem("frage1", "X1"),)),
            [("answers.item_without_ends", "frage1")],
        ),
        (
            table("frage1", [4]),
            AnswerMap(items=(MappedItem("frage1", "COA-1", 1, 7),)),
            [("answers.ends_differ", "frage1")],
        ),
        (
            table("frage1 COA-1", [4, 4]),
            AnswerMap(items=(MappedItem("frage1", "COA-1"),)),
            [("answers.item_twice", "COA-1")],
        ),
        (
            table("COA-1", [4]),
            AnswerMap(scales=(MappedScale("X", ("COA-1", "COA-7")),)),
            [("answers.scale_item_unknown", None), ("answers.item_two_scales", None)],
        ),
        (
            table("YEARS COA-1", [4, 4]),
            AnswerMap(scales=(MappedScale("X", ("COA-1", "YEARS")),)),
            [("answers.scale_mixed_ends", None), ("answers.item_two_scales", None)],
        ),
        (
            table("A1 A2", [4, 4]),
            AnswerMap(
                items=(MappedItem("A1", "A1", 1, 5), MappedItem("A2", "A2", 1, 5)),
                scales=(MappedScale("X", ("A1", "A2")), MappedScale("Y", ("A2",), minimum_share=1)),
            ),
            [("answers.item_two_scales", None)],
        ),
    ],
)
def test_refuses(
    given: RawTable, answer_map: AnswerMap | None, expected: list[tuple[str, str | None]]
) -> None:
    assert refused(given, answer_map) == expected


def test_everything_wrong_is_said_at_once() -> None:
    assert refused(table("COA-1 shoe email hat", [1, 2, 3, 4])) == [
        ("answers.person_column", "email"),
        ("answers.unknown_column", "shoe"),
        ("answers.unknown_column", "hat"),
    ]
