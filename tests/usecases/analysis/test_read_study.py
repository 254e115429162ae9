"""From files to a study: which day it is of, which period it asks about, and how much of it could be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from diagnostic.core.figures.model.periods import Period
from diagnostic.faults import BadDataError
from diagnostic.settings import Settings
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study

TODAY = date(2026, 4, 1)
DEALS = (
    "opportunity_id,owner_id,stage,created,closed,amount,currency\n"
    "d1,p1,won,2025-01-02,2025-02-03,100,CNY\n"
    "d2,p1,won,2025-01-02,2052-03-05,100,CNY\n"
)
STATED = "[assessment]\nclient = { en = 'C' }\ntitle = { en = 'T' }\nperiod = '2025-01/2025-06'\nas_of = 2025-07-15\n"


def request(folder: Path) -> Request:
    path = folder / "deals.csv"
    path.write_text(DEALS, "utf-8")
    return Request((InputFile("opportunities", path),), (), None, 5, ("en",), folder / "out", TODAY)


def stated(folder: Path, more: str = "") -> Request:
    path = folder / "a.toml"
    path.write_text(STATED + more, "utf-8")
    return replace(request(folder), assessment=path)


def test_the_day_of_a_report_never_comes_from_a_file_of_figures(tmp_path: Path) -> None:
    study, _ = read_study(request(tmp_path), Settings())
    assert study.assessment.as_of == TODAY
    assert study.period is None
    study, _ = read_study(stated(tmp_path), Settings())
    assert study.assessment.as_of == date(2025, 7, 15)


def test_the_period_is_stated_in_the_file_or_on_the_command_line(tmp_path: Path) -> None:
    half, quarter = Period(date(2025, 1, 1), date(2025, 6, 30)), Period(date(2025, 1, 1), date(2025, 3, 31))
    study, _ = read_study(stated(tmp_path), Settings())
    assert (study.period, study.assessment.period) == (half, "2025-01/2025-06")
    study, _ = read_study(replace(stated(tmp_path), period=half), Settings())
    assert study.period == half
    study, _ = read_study(replace(request(tmp_path), period=quarter), Settings())
    assert (study.period, study.assessment.period) == (quarter, "2025-Q1")


def test_what_somebody_vouched_for_goes_into_the_study(tmp_path: Path) -> None:
    more = "values_confirmed_by = 'Carol'\ntargets_follow_potential = true\n"
    study, _ = read_study(stated(tmp_path, more), Settings())
    assert (study.confirmed_by, study.follows_potential) == ("Carol", True)


# what could not be read


ANSWER_MAP = (
    "[columns]\nteam = 'team'\n[group]\ncolumns = ['team']\nmodule = 'morale'\n"
    "[scales.A]\nname = { zh = '甲', en = 'A' }\nitems = ['A1', 'A2', 'A3']\n"
    + "".join(f"[items.A{n}]\ncode = 'A{n}'\nmin = 1\nmax = 5\n" for n in (1, 2, 3))
)


def amounts(folder: Path, *rows: str) -> InputFile:
    path = folder / "actuals.csv"
    path.write_text("\n".join(("owner_id,metric,period,value,unit,currency", *rows)) + "\n", "utf-8")
    return InputFile("actuals", path)


def answers(folder: Path, lost: int) -> InputFile:
    """Forty people and three items, with `lost` unreadable cells in the first column."""
    rows = [f"T{i % 4},{'often' if i < lost else 1 + i % 5},{1 + i % 5},{1 + i % 4}" for i in range(40)]
    (folder / "answers.csv").write_text("\n".join(("team,A1,A2,A3", *rows)) + "\n", "utf-8")
    (folder / "map.toml").write_text(ANSWER_MAP, "utf-8")
    return InputFile("answers", folder / "answers.csv", folder / "map.toml")


def of(folder: Path, *inputs: InputFile, accept: str = "") -> Request:
    return Request(
        inputs, (), None, 5, ("en",), folder / "out", TODAY, accept_unread=frozenset(accept.split())
    )


def refused(asked: Request) -> list[tuple[str, object]]:
    with pytest.raises(BadDataError) as caught:
        read_study(asked, Settings())
    return [(fault.code, fault.values.get("share")) for fault in caught.value.faults]


def test_an_input_of_which_more_than_a_tenth_can_not_be_read_is_refused_unless_accepted(
    tmp_path: Path,
) -> None:
    """Two of 19 rows are 10.5 %, two of 20 are 10.0 %."""
    fine = [f"p{n},sales,2025-01,{n},,CNY" for n in range(17)]
    bad = ["p1,sales,2025-02,much,,CNY", "p2,sales,someday,5,,CNY"]
    given = amounts(tmp_path, *fine, *bad)
    assert refused(of(tmp_path, given)) == [
        ("input.mostly_unread", "10.5"),
        ("figures.number_wrong", None),
        ("figures.period_wrong", None),
    ]
    study, faults = read_study(of(tmp_path, given, accept="actuals targets"), Settings())
    line = study.inputs[2]
    assert (line.rows, line.used, line.faults, line.unread, line.accepted_by) == (
        *(19, 17, 2, 2),
        "--accept-unread",
    )
    assert [fault.code for fault in faults] == ["figures.number_wrong", "figures.period_wrong"]
    given = amounts(tmp_path, *fine, "p18,sales,2025-01,3,,CNY", *bad)
    study, _ = read_study(of(tmp_path, given), Settings())
    assert (study.inputs[2].unread_share, study.inputs[2].accepted_by) == (0.1, None)


def test_totals_and_notes_are_no_unread_rows(tmp_path: Path) -> None:
    fine = [f"p{n},sales,2025-01,{n},,CNY" for n in range(5)]
    rows = ("合计,,,10,,", "注：以上金额含税,,,,,", "Grand total,,,10,,", "Total Energies,,2025-01,10,,CNY")
    study, _ = read_study(of(tmp_path, amounts(tmp_path, *fine, *rows), accept="actuals"), Settings())
    line = study.inputs[2]
    assert (line.rows, line.used, line.no_data, line.unread) == (9, 5, 3, 1)
    assert line.unread_share == pytest.approx(1 / 6)


def test_rows_that_come_twice_are_left_out_and_were_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("person_id,start,end\np1,,\np2,,\np1,,\np3,2025-02-01,2025-01-01\n", "utf-8")
    study, _ = read_study(of(tmp_path, InputFile("roster", path)), Settings())
    line = study.inputs[0]
    assert (line.rows, line.used, line.faults, line.unread) == (4, 2, 2, 0)


def test_answers_are_counted_by_cells(tmp_path: Path) -> None:
    """16 of 120 cells are 13.3 %; of the first column 40 %."""
    many = answers(tmp_path, 16)
    assert refused(of(tmp_path, many)) == [("input.mostly_unread", "13.3"), ("answers.label_unread", None)]
    study, faults = read_study(of(tmp_path, many, accept="answers"), Settings())
    assert [fault.code for fault in faults] == ["answers.label_unread"]
    assert [note.code for note in study.notes] == ["answers.biased_loss", "answers.column_lost"]
    assert (study.inputs[-1].cells, study.inputs[-1].cells_unread) == (120, 16)
    assert study.reads[0].accepted_by == "--accept-unread"
    study, _ = read_study(of(tmp_path, answers(tmp_path, 5)), Settings())
    assert study.inputs[-1].unread_share == pytest.approx(5 / 120)


def test_a_sheet_for_each_month_is_not_read_as_the_whole_year(tmp_path: Path) -> None:
    headings = ("owner_id", "metric", "period", "value", "currency")
    book = Workbook(tmp_path / "actuals.xlsx")
    for month, sheet in enumerate(map(book.add_worksheet, ("January", "February", "Notes")), 1):
        sheet.write_row(0, 0, headings if month < 3 else ("what", "value"))
        sheet.write_row(1, 0, ("p1", "sales", f"2025-{month:02}", 10, "CNY"))
    book.close()
    given = InputFile("actuals", tmp_path / "actuals.xlsx")
    assert refused(of(tmp_path, given)) == [("input.mostly_unread", "50.0"), ("table.sheets_unread", None)]
    (tmp_path / "map.toml").write_text("[file]\nsheet = 'January'\n", "utf-8")
    study, _ = read_study(of(tmp_path, replace(given, map=tmp_path / "map.toml")), Settings())
    assert study.inputs[2].sheets_unread == 0
