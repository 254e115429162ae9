"""Real input C, survey only: 942 employees of the City of Tempe (2018) in twelve departments, at k = 10 and k = 5."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import Ran, Run, given, strange_methods
from tests.support.folders import ROOT

pytestmark = pytest.mark.slow

TEMPE = given("answers", "survey/tempe2018_employee_survey.csv", "tempe")
SCALES = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7")
DEPARTMENTS = {7, 9, 18, 48, 110, 76, 34, 301, 114, 15, 100}  # two of them have 110


@pytest.fixture(scope="module")
def ten(diagnose: Run) -> Ran:
    return diagnose(*TEMPE, "--min-group", "10", "--lang", "en")


@pytest.fixture(scope="module")
def five(diagnose: Run) -> Ran:
    return diagnose(*TEMPE, "--min-group", "5", typeset=False)


def units(ran: Ran, scale: str) -> dict[str, dict[str, Any]]:
    """The means of single units on a scale, by the label of the unit."""
    names = {group["id"]: group["label"]["en"] for group in ran.release()["groups"]}
    means = (r for r in ran.results().values() if r["key"].startswith("mean|morale/atom:"))
    return {names[r["group"]]: r for r in means if r["measure"] == scale}


def test_scales_are_graded_by_the_alphas_computed_elsewhere(ten: Ran) -> None:
    assert (ten.code, ten.outcome is not None) == (0, True)
    assert ten.outcome is not None
    grades = {grade.measure: grade for grade in ten.outcome.diagnosis.scales}
    known = {"Q1": 0.872688, "Q2": 0.82747, "Q3": 0.858443, "Q4": 0.975452, "Q5": 0.861541, "Q6": 0.947708}
    for scale, alpha in {**known, "Q7": 0.876936}.items():
        assert grades[scale].alpha == pytest.approx(alpha, abs=1e-6)
        assert grades[scale].grade == "good"
    assert (grades["Q4"].items, grades["Q4"].n) == (25, 329)


def test_small_departments_are_merged_with_each_other_at_ten(ten: Ran) -> None:
    atoms = ten.release()["atoms"]
    merged = [atom for atom in atoms if " + " in atom["label"]["en"]]
    assert [(atom["label"]["en"], atom["answered"]) for atom in merged] == [
        ("Department 1 + Department 2", 16)
    ]
    assert {atom["answered"] for atom in atoms} == (DEPARTMENTS - {7, 9}) | {16}
    assert ten.release()["certificate"]["morale"]["merged"] == [
        {"zh": "部门 1 + 部门 2", "en": "Department 1 + Department 2"}
    ]
    for scale in SCALES:
        assert len(units(ten, scale)) == 11
        assert min(unit["n"] for unit in units(ten, scale).values()) >= 10


def test_all_twelve_stand_alone_at_five_but_for_the_scale_too_few_of_them_have(five: Ran) -> None:
    assert five.code == 0, five.stderr
    assert {atom["answered"] for atom in five.release()["atoms"]} == DEPARTMENTS
    for scale in SCALES:
        alone = units(five, scale)
        assert min(unit["n"] for unit in alone.values()) >= 5
        assert len(alone) == (11 if scale == "Q3" else 12)
        assert any("Department 1 + " in name for name in alone) is (scale == "Q3")


def test_items_and_own_intervals_need_ten_people(five: Ran) -> None:
    small = [r for r in five.results().values() if r["n"] is not None and r["n"] < 10]
    assert {r["method"] for r in small} == {"mean.pooled_sd", "blup.integrated"}
    statistics = {f["statistic"] for f in five.release()["figures"] if f["n"] < 10}
    assert statistics == {"mean", "pooled_low", "pooled_high", "gap", "eb_low", "eb_high"}
    assert (five.release()["k"], five.release()["k_items"]) == (5, 10)


def test_values_off_the_scale_are_named(ten: Ran) -> None:
    assert ten.outcome is not None
    notes = {note.code: note.text.en or "" for note in ten.outcome.diagnosis.notes}
    assert "220 answers to item Q4.23" in notes["answers.off_scale"]
    assert "0.8, 1.6, 2.4, 3.2, 7.2" in notes["answers.off_scale"]
    assert "Q4.23" in notes["answers.scale_cut"]
    assert "220 answers to item Q4.23" in ten.words


def test_there_is_no_claim_about_performance(ten: Ran) -> None:
    assert "no claim about performance" in ten.words
    assert ten.outcome is not None
    assert ten.outcome.diagnosis.figures is None
    assert [key for key in ten.results() if key.startswith(("figure", "target_actual"))] == []
    assert not [cause for cause in ten.outcome.diagnosis.causes if cause.certainty == "likely"]


def audited(ran: Ran, text: Path) -> tuple[int, str]:
    """What the auditor's script says of the release, a report's text and its diagnosis."""
    files = [str(ran.out / "release.json"), str(text), str(ran.out / "diagnosis.json")]
    program = str(ROOT / "docs/check_release.py")
    checked = subprocess.run([sys.executable, program, *files], capture_output=True, text=True, check=False)
    return checked.returncode, checked.stdout


def test_an_outsider_finds_one_digit_changed_in_the_report(ten: Ran) -> None:
    """The PDF is checked number by number: a mean, an end of its interval, its n."""
    company = next(f for f in ten.release()["figures"] if f["statistic"] == "mean")
    low, high = (
        next(
            f["value"]
            for f in ten.release()["figures"]
            if f["statistic"] == end
            and (f.get("group"), f["measure"]) == (company["group"], company["measure"])
        )
        for end in ("low", "high")
    )
    told = [company["value"], low, high, company["n"]]
    text = ten.out.parent / "changed.txt"
    for place, step in [(None, 0), (0, 0.03), (1, -0.02), (2, 0.04), (3, 1)]:
        said = [value + (step if at == place else 0) for at, value in enumerate(told)]
        text.write_text(
            "Scale   {:.2f} ({:.2f} to {:.2f})   {}   described\n".format(*said), encoding="utf-8"
        )
        assert audited(ten, text)[0] == (0 if place is None else 1)


@pytest.mark.parametrize("size", ["ten", "five"])
def test_an_outsider_finds_nothing_wrong_with_the_release(size: str, request: pytest.FixtureRequest) -> None:
    ran: Ran = request.getfixturevalue(size)
    text = ran.out.parent / "report.txt"
    text.touch()
    for pdf in ran.out.glob("*.pdf"):
        subprocess.run(["pdftotext", "-layout", str(pdf), str(text)], check=True)
    assert audited(ran, text) == (0, f"{len(ran.release()['figures'])} figures checked, nothing wrong\n")
    assert len(ran.release()["figures"]) > 500


def test_the_release_has_the_form_the_auditor_was_told(five: Ran) -> None:
    release = five.release()
    assert list(release) == [
        *("format", "wave", "k", "k_items", "atoms", "groups", "figures", "not_shown", "certificate"),
    ]
    assert release["format"] == 1
    assert all(list(atom) == ["id", "module", "label", "invited", "answered"] for atom in release["atoms"])
    assert all(list(group) == ["id", "module", "label", "atoms"] for group in release["groups"])
    for figure in release["figures"]:
        assert figure.keys() ^ {"group", "groups"} >= {"measure", "statistic", "value", "n", "min", "max"}
        assert len(figure.keys() & {"group", "groups"}) == 1
    ends = {(figure["min"], figure["max"]) for figure in release["figures"]}
    assert ends <= {(1.0, 5.0), (None, None)}  # of the answer scale, never observed values
    assert list(release["certificate"]) == ["morale"]


def test_methods_are_called_as_in_the_witness_cases(ten: Ran) -> None:
    assert strange_methods(ten) == set()
