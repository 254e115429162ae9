"""From files to a study: which day it is of, and which period it asks about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from diagnostic.core.figures.model.periods import Period
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
