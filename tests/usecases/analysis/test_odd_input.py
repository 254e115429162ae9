"""Input that is thin or lopsided, yet right: an honest report each time, never a crash or a made-up claim."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from diagnostic.core.survey.instrument import Item
from diagnostic.readers.survey_files import load_surveys
from diagnostic.usecases.analysis import run_diagnosis as usecase
from tests.support.command_line import Ran, Run
from tests.support.folders import ROOT

pytestmark = pytest.mark.usefixtures("no_pdf")
MONTHS = range(1, 13)
PEOPLE = range(40)
HEAD = "owner_id,metric,period,value,currency\n"
DEALS = "opportunity_id,owner_id,stage,created,closed,amount,currency\n"


def roster(path: str = "公司/{region}/{branch}部/{team}组") -> str:
    units = [path.format(region=("华北", "华东")[i % 2], branch=i % 4, team=i % 8) for i in PEOPLE]
    return "person_id,name,unit_path,role,start\n" + "".join(
        f"p{i},n{i},{units[i]},R,2024-01-05\n" for i in PEOPLE
    )


def amounts(year: int, value: int | None = None) -> str:
    return HEAD + "".join(
        f"p{i},sales,{year}-{month:02d},{70 + (i * 7 + month) % 50 if value is None else value},CNY\n"
        for i in PEOPLE
        for month in MONTHS
    )


def deals(stage: str, closed: str = "2025-03-01") -> str:
    return DEALS + "".join(
        f"o{i},p{i % 40},{stage},2025-01-{1 + i % 28:02d},{closed},100,CNY\n" for i in range(80)
    )


FIGURES: dict[str, dict[str, str]] = {
    "roster only": {"roster": roster()},
    "targets only": {"roster": roster(), "targets": amounts(2025, 100)},
    "no roster": {"targets": amounts(2025, 100), "actuals": amounts(2025)},
    "a deep tree": {"roster": roster(), "targets": amounts(2025, 100), "actuals": amounts(2025)},
    "a single region": {
        "roster": roster("公司/华东/{team}组"),
        "targets": amounts(2025, 100),
        "actuals": amounts(2025),
    },
    "a single team": {"roster": roster("公司"), "targets": amounts(2025, 100), "actuals": amounts(2025)},
    "no units": {"roster": roster(""), "targets": amounts(2025, 100), "actuals": amounts(2025)},
    "one person": {"actuals": HEAD + "p1,sales,2025-01,5,CNY\np1,sales,2025-02,6,CNY\n"},
    "headings only": {"roster": roster(), "actuals": HEAD},
    "no month in common": {"roster": roster(), "targets": amounts(2026, 100), "actuals": amounts(2025)},
    "targets of zero": {"roster": roster(), "targets": amounts(2025, 0), "actuals": amounts(2025)},
    "sales of zero": {"roster": roster(), "targets": amounts(2025, 100), "actuals": amounts(2025, 0)},
    "all alike": {"roster": roster(), "targets": amounts(2025, 100), "actuals": amounts(2025, 90)},
    "open deals only": {"roster": roster(), "opportunities": deals("open", "")},
    "all lost": {"roster": roster(), "opportunities": deals("lost")},
    "all won": {"roster": roster(), "opportunities": deals("won")},
}


@pytest.fixture
def diagnose_it(word: Run, tmp_path: Path) -> Run:
    def ran(files: dict[str, str], *more: object) -> Ran:
        options: list[object] = []
        for name, text in files.items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text, "utf-8")
            options += [f"--{name.partition('.')[0]}", path]
        found = word("diagnose", *options, *more, "--out", tmp_path / "out")
        assert found.code == 0, found.stderr
        return found

    return ran


@pytest.mark.parametrize("name", FIGURES)
def test_thin_figures_give_a_report(name: str, diagnose_it: Run) -> None:
    ran = diagnose_it(FIGURES[name])
    assert ran.outcome is not None
    diagnosis = ran.outcome.diagnosis
    used = {result.group for result in diagnosis.results}
    used |= {row.group for row in diagnosis.figures.tree} if diagnosis.figures else set()
    assert used <= diagnosis.groups.keys()
    assert all(group.label.zh != group.id for group in diagnosis.groups.values())


@pytest.mark.parametrize("name", ["all alike", "sales of zero", "all lost", "all won", "targets of zero"])
def test_where_nobody_differs_nothing_is_claimed(name: str, diagnose_it: Run) -> None:
    ran = diagnose_it(FIGURES[name])
    assert ran.outcome is not None
    assert [result.key for result in ran.outcome.diagnosis.results if result.claimed] == []
    if ran.outcome.diagnosis.figures is not None:
        spread = ran.outcome.diagnosis.figures.spread
        assert spread is None or spread.differ == 0


# answers to our own surveys


def nothing_wrong(release: Path) -> bool:
    """What the outsider's script says of it."""
    program = str(ROOT / "docs/check_release.py")
    return subprocess.run([sys.executable, program, str(release)], capture_output=True).returncode == 0


def answer(item: Item, person: int, alike: bool) -> str:
    if item.minimum is None or item.maximum is None:
        return ""
    steps = int(item.maximum - item.minimum) + 1
    return str(int(item.minimum) + (1 if alike else (person * 7 + len(item.code) * person) % steps))


def answers(module: str, people: int, teams: int | None, alike: bool = False) -> str:
    """A file of answers to one of our surveys, with a region and a team where `teams` are given."""
    (instrument,) = load_surveys([ROOT / f"surveys/{module}.toml"])
    asked = [item for item in instrument.items if item.scored]
    rows = [[item.code for item in asked]]
    rows += [[answer(item, person, alike) for item in asked] for person in range(people)]
    if teams is not None:
        tags = [["region", "team"], *([f"R{i % 2}", f"T{i % teams}"] for i in range(people))]
        rows = [[*tag, *row] for tag, row in zip(tags, rows, strict=True)]
    return "\n".join(",".join(row) for row in rows) + "\n"


@pytest.mark.parametrize("module", ["skills", "morale", "manager"])
@pytest.mark.parametrize(
    ("people", "teams", "alike"),
    [
        (0, 2, False),
        (4, 2, False),
        (9, 2, False),
        (12, 4, False),
        (60, 2, False),
        (60, None, False),
        (60, 8, True),
    ],
)
def test_thin_answers_give_a_report(
    module: str, people: int, teams: int | None, alike: bool, diagnose_it: Run
) -> None:
    surveys = [ROOT / f"surveys/{name}.toml" for name in ("skills", "morale", "wellbeing", "manager")]
    ran = diagnose_it({"answers": answers(module, people, teams, alike)}, "--surveys", *surveys)
    release = ran.release()
    assert sum(atom["answered"] for atom in release["atoms"]) == (people if people >= 5 else 0)
    assert nothing_wrong(ran.out / "release.json")
    if people < 5:
        assert release["figures"] == []
        assert all(result["estimate"] is None for result in ran.results().values())


def test_a_minimum_above_the_number_of_answers_shows_nothing(diagnose_it: Run) -> None:
    surveys = ("--surveys", ROOT / "surveys/morale.toml", "--min-group", 100)
    ran = diagnose_it({"answers": answers("morale", 60, 4)}, *surveys)
    assert (ran.release()["atoms"], ran.release()["figures"], ran.release()["k_items"]) == ([], [], 100)


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecase, "build_report", lambda *_: ())
