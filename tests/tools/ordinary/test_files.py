"""The files: same seed, same bytes; the product reads them; the signs of the planted rows can be computed from them."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ordinary.output.truth import NOT_ASKED, SIGNS, places
from ordinary.plants import ANSWERS, LETTERS, Letter

from diagnostic.settings import Settings
from diagnostic.shipped import SURVEYS
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study
from tests.support.folders import ROOT
from tests.tools.ordinary.conftest import Written
from tests.tools.ordinary.moments import rows

pytestmark = pytest.mark.slow


def cause_rows() -> dict[int, dict[str, object]]:
    text = (ROOT / "report_templates" / "cause_map.toml").read_text("utf-8")
    return {row["number"]: row for row in tomllib.loads(text)["rows"]}


def test_the_same_seed_gives_the_same_bytes(written: Written, tmp_path: Path) -> None:
    program = [sys.executable, "-P", "-m", "ordinary", "--seed", "7", "--out", str(tmp_path), "--plant", "b"]
    subprocess.run(program, check=True, env={"PYTHONPATH": str(ROOT / "tools")})
    names = {path.name for path in written("b").iterdir()}
    assert names == {path.name for path in tmp_path.iterdir()}
    for name in names:
        assert (tmp_path / name).read_bytes() == (written("b") / name).read_bytes(), name


@pytest.mark.parametrize("letter", [None, "b"])
def test_the_product_reads_every_file_without_a_fault(written: Written, letter: Letter | None) -> None:
    inputs = written(letter)
    study, faults = read_study(request(inputs), Settings())
    assert faults == ()
    assert study.figures is not None
    assert len(study.figures.roster.people) == len(rows(inputs / "roster.csv"))
    assert {module.name for module in study.modules} >= {"skills", "morale", "manager"}


def request(inputs: Path) -> Request:
    figures = ("roster", "targets", "actuals", "opportunities")
    mapped = [(kind, kind, kind) for kind in figures]
    mapped += [("answers", f"answers_{name}", name) for name in ("skills", "morale", "managers")]
    files = []
    for kind, file, name in mapped:
        there = inputs / f"map_{name}.toml"
        files.append(InputFile(kind, inputs / f"{file}.csv", there if there.exists() else None))
    surveys = tuple(SURVEYS / f"{name}.toml" for name in ("skills", "morale", "wellbeing", "manager"))
    return Request(tuple(files), surveys, inputs / "assessment.toml", 5, ("en",), inputs / "report")


def test_actuals_of_people_are_the_sums_of_their_deals(written: Written) -> None:
    sold: dict[tuple[str, str], int] = {}
    for deal in rows(written("b") / "opportunities.csv"):
        if deal["stage"] == "won":
            key = deal["owner_id"], deal["closed"][:7]
            sold[key] = sold.get(key, 0) + int(deal["amount"])
    stated = {
        (row["owner_id"], row["period"]): int(row["value"])
        for row in rows(written("b") / "actuals.csv")
        if row["owner_type"] == "person" and row["metric"] == "sales"
    }
    assert {key: value for key, value in stated.items() if value} == sold


def test_targets_of_units_are_the_sums_of_their_people(written: Written) -> None:
    of_team = {row["person_id"]: row["unit_path"] for row in rows(written("a") / "roster.csv")}
    asked: dict[str, int] = {}
    units: dict[str, int] = {}
    for row in rows(written("a") / "targets.csv"):
        if row["owner_type"] == "unit":
            units[row["owner_id"]] = int(row["value"])
            continue
        parts = of_team[row["owner_id"]].split("/")
        for depth in (1, 2, 3):
            unit = "/".join(parts[:depth])
            asked[unit] = asked.get(unit, 0) + int(row["value"])
    assert units == asked


def test_nobody_opens_a_deal_or_has_sales_outside_their_time(written: Written) -> None:
    roster = {row["person_id"]: row for row in rows(written("b") / "roster.csv")}
    for deal in rows(written("b") / "opportunities.csv"):
        owner = roster[deal["owner_id"]]
        if deal["closed"]:
            assert max(owner["start"], "2024-01-01") <= deal["closed"] <= (owner["end"] or "2025-12-31")
        assert deal["created"] <= (deal["closed"] or "2025-12-31")


@pytest.mark.parametrize("letter", LETTERS)
def test_the_right_causes_are_rows_of_the_map_with_the_right_actions(letter: Letter) -> None:
    answer, known = ANSWERS[letter], cause_rows()
    actions = {action for row in answer.rows for action in known[row]["actions"]}  # type: ignore[attr-defined]
    assert answer.main in answer.rows
    assert set(answer.actions) <= actions
    for row in answer.rows:
        assert set(answer.actions) & set(known[row]["actions"])  # type: ignore[call-overload]


@pytest.mark.parametrize("letter", LETTERS)
def test_every_sign_of_the_planted_rows_can_be_read_in_the_files(written: Written, letter: Letter) -> None:
    known, tables = cause_rows(), {path.name: rows(path) for path in written(letter).glob("*.csv")}
    for row in ANSWERS[letter].rows:
        asked = {sign for group in known[row]["needs"] for sign in group}  # type: ignore[attr-defined]
        asked |= set(known[row].get("unless", []))  # type: ignore[call-overload]
        assert asked - set(NOT_ASKED) <= set(SIGNS[row])
        for sign in SIGNS[row]:
            for file, columns in places(sign):
                for column in columns:
                    assert any(line[column] for line in tables[file]), (sign, file, column)


@pytest.mark.parametrize("letter", LETTERS)
def test_the_truth_says_what_is_planted_and_where(written: Written, letter: Letter) -> None:
    found = json.loads((written(letter) / "truth.json").read_text("utf-8"))
    (cause,) = found["causes"]
    assert found["simulated"] is True
    assert found["plant"] == letter
    assert cause["row"] in cause["rows"]
    assert set(cause["teams"]) < {
        row["unit_path"].split("/")[-1] for row in rows(written(letter) / "roster.csv")
    }
    assert json.loads((written(None) / "truth.json").read_text("utf-8"))["causes"] == []
