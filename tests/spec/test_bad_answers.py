"""What files of answers can have wrong with them, and what is said: code, row, column. One row a case.

`stops`: the file as a whole is refused (BadDataError, exit 3). Otherwise the sheet is returned with
the faults.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.answers_files import read_answers_file

TWO_ITEMS = """
[items.a]
code = "A1"
min = 1
max = 5
missing = [9]
[items.b]
code = "A2"
min = 1
max = 5
[scales.A]
items = ["A1", "A2"]
"""
RENAMED = '[columns]\n"abteilung" = "team"\n' + TWO_ITEMS + '[group]\ncolumns = ["team"]\n'


@dataclass(frozen=True)
class Case:
    name: str
    answers: str
    map: str
    faults: tuple[tuple[str, int | None, str | None], ...]
    stops: bool = True


CASES = (
    Case(
        "a name renamed to a team",
        "姓名,a,b\n张三,4,5\n",
        TWO_ITEMS + '[columns]\n"姓名" = "team"\n[group]\ncolumns = ["team"]\n',
        (("answers.person_column", None, "姓名"),),
    ),
    Case(
        "the map calls a column person_id",
        "nr,a,b\n1,4,5\n",
        TWO_ITEMS + '[columns]\n"nr" = "person_id"\n',
        (("answers.person_column", None, "person_id"),),
    ),
    Case(
        "groups are people",
        "E-mail,a,b\nx@example.org,4,5\n",
        TWO_ITEMS + '[group]\ncolumns = ["E-mail"]\n',
        (("answers.person_column", None, "E-mail"),),
    ),
    Case(
        "a person in one part of a joined column",
        "region,工号,a,b\nEast,7,4,5\n",
        '[columns]\n"region" = "area"\n[join]\nteam = ["region", "工号"]\n'
        + TWO_ITEMS
        + '[group]\ncolumns = ["area", "team"]\n',
        (("answers.person_column", None, "工号"),),
    ),
    Case(
        "a team looked up by person",
        "工号,a,b\n7,4,5\n",
        '[lookup]\nteam = { from = "工号", file = "staff.csv", key = "no", value = "team" }\n'
        + TWO_ITEMS
        + '[group]\ncolumns = ["team"]\n',
        (("answers.person_column", None, "工号"),),
    ),
    Case("no item at all", "team,x\nE,1\n", "", (("answers.unknown_column", None, "x"),)),
    Case(
        "nothing but groups",
        "team\nE\n",
        "",
        (("answers.no_items", None, None),),
    ),
    Case(
        "a column the map wants renamed and nobody knows",
        "abteilung,a,b,x\nE,4,5,1\n",
        RENAMED.replace("[columns]\n", '[columns]\n"x" = "A11"\n'),
        (("answers.unknown_column", None, "A11"),),
    ),
    Case(
        "an item without ends",
        "a\n4\n",
        '[items.a]\ncode = "A1"\n',
        (("answers.item_without_ends", None, "a"),),
    ),
    Case(
        "a scale of an item that is not there",
        "a,b\n4,5\n",
        TWO_ITEMS + '[scales.B]\nitems = ["A1", "A3"]\n',
        (("answers.scale_item_unknown", None, None), ("answers.item_two_scales", None, None)),
    ),
    Case(
        "a scale of items with different ends",
        "a,b,c\n4,5,7\n",
        TWO_ITEMS + '[items.c]\ncode = "C1"\nmin = 1\nmax = 7\n[scales.B]\nitems = ["A1", "C1"]\n',
        (("answers.scale_mixed_ends", None, None), ("answers.item_two_scales", None, None)),
    ),
    Case("an item column that is not there", "a\n4\n", TWO_ITEMS, (("map.column_unknown", None, "b"),)),
    Case(
        "a group column that is not there",
        "a,b\n4,5\n",
        TWO_ITEMS + '[group]\ncolumns = ["team"]\n',
        (("map.column_unknown", None, "team"),),
    ),
    Case("an empty file", "", TWO_ITEMS, (("table.empty", None, None),)),
    Case("a ragged row", "a,b\n4,5\n4\n", TWO_ITEMS, (("table.ragged_row", 3, None),)),
    Case(
        "a cell that is no number",
        "a,b\n4,5\n4,often\n9,3\n",
        TWO_ITEMS,
        (("answers.label_unread", 3, "b"),),
        stops=False,
    ),
    Case(
        "a date that a spreadsheet made of an answer",
        "a,b\n4,5\n5-Jan,4\n",
        TWO_ITEMS,
        (("answers.label_unread", 3, "a"),),
        stops=False,
    ),
    Case(
        "a team of two types",
        "team,type,a,b\nE,direct,4,5\nE,channel,4,5\n",
        TWO_ITEMS + '[group]\ncolumns = ["team"]\nkinds = { team = "type" }\n',
        (("answers.kind_differs", None, "type"),),
        stops=False,
    ),
)

NOTES = (
    ("nobody", "a,b\n", ["answers.nobody"]),
    ("nobody but empty sheets", "a,b\n9,\n,\n", ["answers.nobody"]),
    ("an empty sheet among others", "a,b\n4,5\n9,\n", ["answers.blank_rows"]),
    ("an item without answers", "a,b\n4,\n3,\n", ["answers.item_empty", "answers.scale_cut"]),
    ("an item off its scale", "a,b\n4,5\n3,9\n", ["answers.off_scale", "answers.scale_cut"]),
    (
        "all items off their scales",
        "a,b\n0,5\n3,9\n",
        ["answers.off_scale", "answers.off_scale", "answers.scale_empty"],
    ),
)


def files(folder: Path, answers: str, given_map: str) -> tuple[Path, Path]:
    answers_path, map_path = folder / "answers.csv", folder / "map.toml"
    answers_path.write_text(answers, encoding="utf-8")
    map_path.write_text(given_map, encoding="utf-8")
    (folder / "staff.csv").write_text("no,team\n7,East\n", encoding="utf-8")
    return answers_path, map_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_answers(case: Case, tmp_path: Path) -> None:
    paths = files(tmp_path, case.answers, case.map)
    found: tuple[Fault, ...]
    if case.stops:
        with pytest.raises(BadDataError) as caught:
            read_answers_file(*paths)
        assert caught.value.exit_code == 3
        found = caught.value.faults
    else:
        found = read_answers_file(*paths).faults
    assert tuple((fault.code, fault.row, fault.column) for fault in found) == case.faults
    assert all(fault.source for fault in found)


@pytest.mark.parametrize(("name", "answers", "notes"), NOTES)
def test_what_is_only_noted(name: str, answers: str, notes: list[str], tmp_path: Path) -> None:
    found = read_answers_file(*files(tmp_path, answers, TWO_ITEMS))
    assert (name, [note.code for note in found.sheet.notes], found.faults) == (name, notes, ())


def test_every_fault_of_answers_speaks_both_languages(tmp_path: Path) -> None:
    faults: list[Fault] = []
    for case in CASES:
        paths = files(tmp_path, case.answers, case.map)
        try:
            faults += read_answers_file(*paths).faults
        except BadDataError as error:
            faults += error.faults
    for _, answers, _ in NOTES:
        faults += read_answers_file(*files(tmp_path, answers, TWO_ITEMS)).sheet.notes
    for fault in faults:
        assert "{" not in fault.line("zh") + fault.line("en")
        assert fault.message("zh") != fault.message("en")


def test_a_person_column_the_map_does_not_read_is_no_fault(tmp_path: Path) -> None:
    found = read_answers_file(*files(tmp_path, "工号,a,b\n7,4,5\n", TWO_ITEMS))
    assert (found.sheet.n, found.sheet.other_columns, found.faults) == (1, ("工号",), ())
