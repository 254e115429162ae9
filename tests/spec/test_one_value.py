"""One measure of one group in one period has one value on every page, for each basis it is read on."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.diagnosis.model.result import Results
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import PerformanceTable, Period
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.report.compose import compose
from diagnostic.demo.company.draw import write_demo
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.text import same
from diagnostic.usecases.analysis.diagnose_study import Analysis, diagnose_study
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study
from tests.made import companies, variants
from tests.made.analysed import company as small_company
from tests.made.one_value import attainment_of_nobody, other_than_its_result, two_values
from tests.made.small_figures import FIGURES
from tests.support.folders import ROOT

FEW = replace(Settings(), resamples=100)
DATA = ROOT / "tests/data"
KEY = tomllib.loads((DATA / "demo_answer_key.toml").read_text("utf-8"))
Folder = Path
Make = Callable[[Path, Path], Request | Study]


def real(**files: str) -> Make:
    """A request for real files: input="file of tests/data/sales, map of tests/data"."""
    inputs = []
    for kind, words in files.items():
        name, column_map = words.split(", ")
        inputs.append(InputFile(kind, DATA / "sales" / name, DATA / "maps" / f"{column_map}.toml"))
    return lambda _demo, folder: Request(tuple(inputs), (), None, 5, ("en",), folder)


def of_tables(table: PerformanceTable) -> Study:
    """A study of figures that never were a file."""
    stated = Assessment(same("甲公司"), same("销售诊断"), "2025", date(2026, 3, 2), "CNY")
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    return Study(stated, PublishingRules(5), (), table, period=year, resamples=FEW.resamples)


def odd(files: Mapping[str, str]) -> Make:
    def made(_demo: Folder, folder: Folder) -> Request:
        for kind, text in files.items():
            (folder / f"{kind}.csv").write_text(text, "utf-8")
        inputs = tuple(InputFile(kind, folder / f"{kind}.csv") for kind in files)
        return Request(inputs, (), None, 5, ("en",), folder)

    return made


def half_a_year(demo: Folder, folder: Folder) -> Request:
    half = Period(date(2025, 1, 1), date(2025, 6, 30))
    return variants.of_period(variants.two_years(demo, folder), half)


MADE: dict[str, Make] = {
    "unchanged": variants.unchanged,
    "figures only": variants.figures_only,
    "survey only": variants.survey_only,
    "leavers": lambda demo, folder: variants.leavers(demo, folder, 20),
    "one unit at three times": lambda demo, folder: variants.times(demo, folder, "E01", 3.0),
    "North without actuals": lambda demo, folder: variants.without_actuals(demo, folder, "华北"),
    "a team without actuals": lambda demo, folder: variants.without_actuals(demo, folder, "N01"),
    "a label of answers lost": lambda demo, folder: variants.lost_label(demo, folder, "MO-TGT-2", "1"),
    "a stage of deals lost": variants.lost_stage,
    "three teams of six": variants.three_teams_of_six,
    "two years of targets": variants.two_years,
    "two years of targets, half a year": half_a_year,
    "CRM": real(
        roster="crm/sales_teams.csv, crm_roster", opportunities="crm/sales_pipeline.csv, crm_opportunities"
    ),
    "AdventureWorks": real(
        roster="adventureworks/Salesperson.csv, aw_roster",
        targets="adventureworks/Targets.csv, aw_targets",
        actuals="adventureworks/Sales.csv, aw_actuals",
    ),
    "Tempe": lambda _demo, folder: Request(
        (InputFile("answers", DATA / "survey/tempe2018_employee_survey.csv", DATA / "maps/tempe.toml"),),
        (),
        None,
        5,
        ("en",),
        folder,
    ),
    "a small company to plan for": lambda _demo, _folder: of_tables(companies.company()),
    "the small company that is analysed": lambda _demo, _folder: of_tables(small_company()),
}
MADE |= {f"odd: {name}": odd(files) for name, files in FIGURES.items()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, KEY["published_seed"])
    return folder


def analysed(made: Request | Study) -> Analysis:
    study = made if isinstance(made, Study) else read_study(made, FEW)[0]
    return diagnose_study(study, read_playbook())


@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_every_measure_has_one_value(name: str, demo: Folder, tmp_path: Path) -> None:
    made = analysed(MADE[name](demo, tmp_path))
    assert two_values(made.diagnosis, made.plan) == []
    assert other_than_its_result(made.diagnosis, made.document) == []
    assert attainment_of_nobody(made.diagnosis, made.document) == []


@pytest.mark.slow
def test_a_second_value_is_found(demo: Folder, tmp_path: Path) -> None:
    """A point of attainment more in the tree, in a result or on the page is a second value."""
    made = analysed(variants.figures_only(demo, tmp_path))
    figures = made.diagnosis.figures
    assert figures is not None
    row = figures.tree[1]
    off = replace(row, attainment=(row.attainment or 0.0) + 0.01)
    tree = (figures.tree[0], off, *figures.tree[2:])
    planted = replace(made.diagnosis, figures=replace(figures, tree=tree))
    assert [found.where for _, found in two_values(planted)] == ["tree"]
    moved = tuple(
        replace(each, estimate=each.estimate + 0.01)
        if each.key == f"figure|{row.group}|attainment" and each.estimate is not None
        else each
        for each in made.diagnosis.results
    )
    planted = replace(made.diagnosis, results=Results(moved))
    assert any(found.measure == "attainment" for _, found in two_values(planted))
    assert other_than_its_result(made.diagnosis, compose(planted)) != []
    lower = replace(figures.tree[0], attainment=0.123)
    planted = replace(made.diagnosis, figures=replace(figures, tree=(lower, *figures.tree[1:])))
    assert "12%" in attainment_of_nobody(made.diagnosis, compose(planted))
