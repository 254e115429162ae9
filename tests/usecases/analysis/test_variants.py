"""The demo's files with something missing, doubled, lost or too large: codes, what the figures rest on, and values.

Expected values are summed here from the files themselves, month by month, without the product.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.figures.model.periods import Period
from diagnostic.demo.company.draw import write_demo
from diagnostic.faults import Fault
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.usecases.analysis.diagnose_study import diagnose_study
from diagnostic.usecases.analysis.read_study import Request, read_study
from tests.made import variants
from tests.support.command_line import Run

pytestmark = pytest.mark.slow

SEED = 1016
FEW = replace(Settings(), resamples=100)
YEAR = tuple(f"2025-{month:02}" for month in range(1, 13))
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, SEED)
    return folder


@dataclass(frozen=True)
class Made:
    """A variant read and diagnosed, beside the rows of its files."""

    folder: Path
    diagnosis: Diagnosis
    faults: tuple[Fault, ...]
    results: dict[str, Result]

    def rows(self, name: str) -> Rows:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def cells(self, name: str, months: tuple[str, ...] = YEAR, without: str = "") -> float:
        """Sales of people in whole yuan: those in post for a day of the month at least, but nobody in `without`."""
        people = {row["person_id"]: row for row in self.rows("roster")}
        return sum(
            float(row["value"])
            for row in self.rows(name)
            if row["owner_type"] == "person"
            and row["metric"] == "sales"
            and row["period"] in months
            and _in_post(people[row["owner_id"]], row["period"])
            and without not in ["", *people[row["owner_id"]]["unit_path"].split("/")][1:]
        )

    def attainment(self, months: tuple[str, ...] = YEAR, without: str = "") -> float:
        return self.cells("actuals", months, without) / self.cells("targets", months, without)

    def estimate(self, key: str) -> float | None:
        return self.results[key].estimate


def _in_post(person: dict[str, str], month: str) -> bool:
    """Whether they were there on any day of the month; a month is compared as a word."""
    return person["start"][:7] <= month and (not person["end"] or month <= person["end"][:7])


Make = Callable[..., Made]


@pytest.fixture
def make(demo: Path, tmp_path: Path, diagnose: Run, monkeypatch: pytest.MonkeyPatch) -> Make:
    """As `./run diagnose` reads it: it ends with 0 whatever is doubtful, and says so."""
    monkeypatch.setenv("DIAGNOSTIC_RESAMPLES", "100")

    def made(change: Callable[..., Request], *given: object, period: Period | None = None) -> Made:
        request = change(demo, tmp_path, *given)
        if period is not None:
            request = variants.of_period(request, period)
        ran = diagnose(*variants.options(request), typeset=False)
        assert ran.code == 0, ran.stderr
        assert ran.outcome is not None
        diagnosis = ran.outcome.diagnosis
        return Made(tmp_path, diagnosis, ran.outcome.faults, dict(diagnosis.results.by_key))

    return made


def test_a_region_without_actuals_is_missing_and_not_at_zero(make: Make) -> None:
    made = make(variants.without_actuals, "华北")
    coverage = made.diagnosis.coverage
    asked, counted = made.cells("targets"), made.cells("targets", without="华北")
    assert coverage.no_result == pytest.approx((asked - counted) / asked, abs=1e-6)
    assert coverage.no_result == pytest.approx(0.326, abs=0.001)
    (part,) = coverage.parts
    assert (part.label.en, part.when.en, part.share) == ("North", "all year", coverage.no_result)
    assert not coverage.shortfall_can_be_said
    assert made.estimate("figure|company|attainment") == pytest.approx(
        made.attainment(without="华北"), abs=1e-6
    )
    assert "target_actual|company|sales" not in made.results
    assert not [
        key
        for key, each in made.results.items()
        if each.group == "region:华北" and "attainment" in key and each.estimate is not None
    ]
    rests_on = {
        key
        for cause in made.diagnosis.causes
        if cause.scope == "region:华北"
        for sign in cause.signs
        for key in sign.result_keys
    }
    assert not [key for key in rests_on if "attainment" in key]


def test_a_team_without_actuals_is_named_and_the_rest_stands(make: Make) -> None:
    made = make(variants.without_actuals, "N01")
    coverage = made.diagnosis.coverage
    asked, counted = made.cells("targets"), made.cells("targets", without="N01")
    assert coverage.no_result == pytest.approx((asked - counted) / asked, abs=1e-6)
    assert [(part.label.zh, part.when.zh) for part in coverage.parts] == [("N01 北京组", "全年")]
    assert coverage.shortfall_can_be_said
    assert made.estimate("figure|company|attainment") == pytest.approx(
        made.attainment(without="N01"), abs=1e-6
    )


def test_a_team_at_three_hundred_percent_is_asked_about(make: Make) -> None:
    made = make(variants.times, "E01", 3.27)
    coverage = made.diagnosis.coverage
    (doubt,) = coverage.doubts
    assert (doubt.code, doubt.where.en) == ("unit_over", "E01 Shanghai East")
    assert doubt.moves == pytest.approx(made.attainment() - made.attainment(without="E01"), abs=1e-6)
    assert doubt.moves == pytest.approx(0.0516, abs=0.001)
    assert not coverage.shortfall_can_be_said
    assert {"company", "region:华东", "team:华东/E01"} <= {*coverage.doubted}
    assert "region:华北" not in coverage.doubted
    assert not [key for key in made.diagnosis.strengths if key.split("|")[1] in coverage.doubted]
    assert made.estimate("figure|company|attainment") == pytest.approx(made.attainment(), abs=1e-6)


def test_somebody_who_confirms_is_named_and_everything_is_said_again(make: Make) -> None:
    def confirmed(demo: Path, folder: Path) -> Request:
        request = variants.times(demo, folder, "E01", 3.27)
        with (folder / "demo.toml").open("a", encoding="utf-8") as file:
            file.write('values_confirmed_by = "Carol"\n')
        return request

    coverage = make(confirmed).diagnosis.coverage
    assert (coverage.confirmed_by, coverage.doubted) == ("Carol", ())
    assert len(coverage.doubts) == 1
    assert coverage.shortfall_can_be_said


def test_two_years_of_targets_and_half_a_year_asked_for(make: Make) -> None:
    half = Period(date(2025, 1, 1), date(2025, 6, 30))
    made = make(variants.two_years, period=half)
    assert (made.diagnosis.coverage.asked, made.diagnosis.coverage.has) == ("2025-01/2025-06",) * 2
    assert made.diagnosis.assessment.period == "2025-01/2025-06"
    assert made.estimate("figure|company|attainment") == pytest.approx(made.attainment(YEAR[:6]), abs=1e-6)
    assert made.estimate("figure|company|attainment") < 1
    assert {result.period for result in made.results.values()} <= {"2025-01/2025-06"}


def test_a_label_nobody_knows_is_one_fault_and_a_biased_loss(make: Make) -> None:
    made = make(variants.lost_label, "MO-TGT-2", "1")
    assert [fault.code for fault in made.faults] == ["answers.label_unread"]
    codes = [note.code for note in made.diagnosis.notes]
    assert "answers.biased_loss" in codes
    lost = sum(row["MO-TGT-2"] == "often" for row in made.rows("answers_morale"))
    assert made.faults[0].values["cells"] == lost
    line = next(line for line in made.diagnosis.inputs if line.name == "answers:morale")
    assert line.cells_unread == lost


def test_three_teams_of_six_have_values_and_only_the_company_an_interval(make: Make) -> None:
    made = make(variants.three_teams_of_six)
    company = made.results["figure|company|attainment"]
    assert company.estimate == pytest.approx(made.attainment(), abs=1e-6)
    assert company.low is not None
    for team in ("E01", "E02", "E03"):
        own = made.results[f"figure|team:{team}|attainment"]
        assert (own.n, own.low, own.high) == (6, None, None)


def test_a_survey_alone_says_nothing_of_figures(make: Make) -> None:
    made = make(variants.survey_only)
    assert made.diagnosis.figures is None
    assert not [key for key in made.results if key.startswith(("figure", "target_actual"))]
    assert made.diagnosis.coverage.has == ""


def test_figures_alone_are_those_of_the_whole_demo(make: Make, demo: Path) -> None:
    study, _ = read_study(variants.request(demo), FEW)
    whole = diagnose_study(study, read_playbook()).diagnosis.results.by_key
    alone = make(variants.figures_only).results
    assert alone
    assert {key: each.estimate for key, each in alone.items()} == {key: whole[key].estimate for key in alone}
    assert {key for key in whole if key.startswith(("figure", "target_actual"))} <= {*alone}


def test_sales_of_people_who_left_are_told_and_in_no_attainment(make: Make) -> None:
    made = make(variants.leavers, 20)
    gone = {row["person_id"] for row in made.rows("roster") if row["end"] == "2025-06-30"}
    assert len(gone) == 20
    later = sum(
        float(row["value"])
        for row in made.rows("actuals")
        if row["owner_id"] in gone and row["metric"] == "sales" and row["period"] in YEAR[6:]
    )
    assert later > 0
    assert made.diagnosis.coverage.left == round(later * 100)
    assert made.estimate("figure|company|attainment") == pytest.approx(made.attainment(), abs=1e-6)


def test_a_stage_nobody_knows_is_one_fault_and_a_few_deals_unread(make: Make) -> None:
    made = make(variants.lost_stage)
    (fault,) = made.faults
    lost = sum(row["stage"] == "gone" for row in made.rows("opportunities"))
    assert (fault.code, fault.values["value"], fault.values["rows"]) == (
        "figures.value_unknown",
        "gone",
        lost,
    )
    line = next(line for line in made.diagnosis.inputs if line.name == "opportunities")
    assert (line.unread, line.used) == (lost, len(made.rows("opportunities")) - lost)
    assert 0.01 < line.unread_share < 0.1


def test_a_file_of_answers_that_is_mostly_unread_is_refused(
    demo: Path, tmp_path: Path, diagnose: Run
) -> None:
    request = variants.unchanged(demo, tmp_path)
    path = tmp_path / "answers_morale.csv"
    lines = path.read_text("utf-8").splitlines()
    words = {"1": "never", "2": "seldom", "3": "at times", "4": "often", "5": "always"}
    rows = [line.split(",") for line in lines[1:]]
    changed = [",".join([*row[:3], *(words.get(cell, cell) for cell in row[3:])]) for row in rows]
    path.write_text("\n".join([lines[0], *changed]) + "\n", "utf-8")
    ran = diagnose(*variants.options(request), "--json")
    assert ran.code == 3
    assert ran.fault_codes[0] in ("input.mostly_unread", "answers.no_good_row")
    assert ran.fault_codes.count("answers.label_unread") == 5
    assert not ran.out.exists()
