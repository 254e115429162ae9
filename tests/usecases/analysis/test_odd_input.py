"""Input that is thin or lopsided, yet right: an honest report each time, never a crash or a made-up claim."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from diagnostic.core.survey.instrument import Item
from diagnostic.readers.survey_files import load_surveys
from diagnostic.usecases.analysis import run_diagnosis as usecase
from tests.made.small_figures import FIGURES
from tests.support.command_line import Ran, Run
from tests.support.folders import ROOT

pytestmark = pytest.mark.usefixtures("no_pdf")


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
