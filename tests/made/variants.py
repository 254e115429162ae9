"""The demo's files changed in one way each, as clients' files are: something missing, doubled, lost or too large.

Each function takes the folder of the demo's inputs and an empty folder, and gives the request that reads the new one.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from diagnostic.core.figures.model.periods import Period
from diagnostic.demo.diagnose_company import demo_request
from diagnostic.settings import Settings
from diagnostic.usecases.analysis.read_study import Request

Row = dict[str, str]
Change = Callable[[list[Row]], Iterable[Row]]

FIGURES = ("roster", "targets", "actuals", "opportunities")
ANSWERS = ("answers_skills", "answers_morale", "answers_managers")


def options(asked: Request) -> list[str]:
    """What is typed after `./run diagnose` for the same request."""
    words = ["--surveys", *map(str, asked.surveys)] if asked.surveys else []
    for each in asked.inputs:
        words += [f"--{each.kind}", str(each.path)] + (["--map", str(each.map)] if each.map else [])
    words += ["--assessment", str(asked.assessment)] if asked.assessment else []
    return words + (["--period", asked.period.label] if asked.period else [])


def request(folder: Path, drop: Collection[str] = ()) -> Request:
    """The demo's own request for the files in `folder`, without the inputs whose file is named in `drop`."""
    asked = demo_request(folder, folder / "report", Settings())
    inputs = tuple(each for each in asked.inputs if each.path.stem not in drop)
    surveyed = any(each.kind == "answers" for each in inputs)
    return replace(asked, inputs=inputs, surveys=asked.surveys if surveyed else ())


def of_period(asked: Request, period: Period) -> Request:
    """The request with its period said on the command line and not in the assessment file."""
    assert asked.assessment is not None
    lines = asked.assessment.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("period")]
    asked.assessment.write_text("\n".join(kept) + "\n", "utf-8")
    return replace(asked, period=period)


def unchanged(demo: Path, folder: Path) -> Request:
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    return request(folder)


def without_actuals(demo: Path, folder: Path, unit: str) -> Request:
    """No actual of anybody in `unit` ("华北", "N01"): its file was not sent."""
    asked = unchanged(demo, folder)
    there = people_of(folder, unit)
    _change(folder / "actuals.csv", lambda rows: (row for row in rows if row["owner_id"] not in there))
    return asked


def times(demo: Path, folder: Path, unit: str, factor: float) -> Request:
    """The sales of everybody in `unit` are `factor` times what they were."""
    asked = unchanged(demo, folder)
    there = people_of(folder, unit)

    def more(rows: list[Row]) -> Iterable[Row]:
        for row in rows:
            if row["owner_id"] in there and row["metric"] == "sales":
                row["value"] = f"{float(row['value']) * factor:.2f}"
            yield row

    _change(folder / "actuals.csv", more)
    return asked


def two_years(demo: Path, folder: Path) -> Request:
    """Targets of 2024 as well, the same as those of 2025; actuals of both years are there anyway."""
    asked = unchanged(demo, folder)

    def twice(rows: list[Row]) -> Iterable[Row]:
        yield from rows
        for row in rows:
            yield {**row, "period": row["period"].replace("2025", "2024")}

    _change(folder / "targets.csv", twice)
    return asked


def rows_twice(demo: Path, folder: Path, month: str) -> Request:
    """The results of one month stand twice: two exports that overlap, pasted into one file."""
    asked = unchanged(demo, folder)
    _change(folder / "actuals.csv", lambda rows: [*rows, *(row for row in rows if row["period"] == month)])
    return asked


def lost_stage(demo: Path, folder: Path) -> Request:
    """The stage of every lost deal of team S12 is a word nobody knows: a few deals in a hundred are unread."""
    asked = unchanged(demo, folder)
    there = people_of(folder, "S12")

    def lose(rows: list[Row]) -> Iterable[Row]:
        for row in rows:
            unknown = row["owner_id"] in there and row["stage"] == "lost"
            yield {**row, "stage": "gone"} if unknown else row

    _change(folder / "opportunities.csv", lose)
    return asked


def lost_label(demo: Path, folder: Path, column: str, label: str) -> Request:
    """Where `label` was ticked in `column` there is an unknown word instead."""
    asked = unchanged(demo, folder)

    def lose(rows: list[Row]) -> Iterable[Row]:
        return ({**row, column: "often" if row[column] == label else row[column]} for row in rows)

    _change(folder / "answers_morale.csv", lose)
    return asked


def three_teams_of_six(demo: Path, folder: Path) -> Request:
    """Teams E01 to E03 with six reps each, and the answers of six people of each of them."""
    asked = unchanged(demo, folder)
    kept: set[str] = set()

    def few(rows: list[Row]) -> Iterable[Row]:
        left = {"E01": 6, "E02": 6, "E03": 6}
        for row in rows:
            team = row["unit_path"].rpartition("/")[2]
            if team not in left or (row["role"] != "M" and left[team] == 0):
                continue
            left[team] -= row["role"] != "M"
            kept.add(row["person_id"])
            yield {**row, "manager_id": ""} if row["role"] == "M" else row

    _change(folder / "roster.csv", few)
    for name in ("targets", "actuals", "opportunities"):
        _change(folder / f"{name}.csv", lambda rows: (row for row in rows if row["owner_id"] in kept))
    _change(folder / "answers_morale.csv", lambda rows: _first(rows, "team", {"E01": 6, "E02": 6, "E03": 6}))
    lines = (folder / "demo.toml").read_text("utf-8").splitlines()
    kept_lines = [line for line in lines if not line.startswith("board_target")]
    (folder / "demo.toml").write_text("\n".join(kept_lines) + "\n", "utf-8")
    return replace(asked, inputs=request(folder, ("answers_skills", "answers_managers")).inputs)


def survey_only(demo: Path, folder: Path) -> Request:
    unchanged(demo, folder)
    return request(folder, FIGURES)


def figures_only(demo: Path, folder: Path) -> Request:
    unchanged(demo, folder)
    return request(folder, ANSWERS)


def leavers(demo: Path, folder: Path, n: int) -> Request:
    """The first `n` field reps left on 30 June 2025, and their sales of the second half-year are there all the same."""
    asked = unchanged(demo, folder)
    gone: set[str] = set()

    def leave(rows: list[Row]) -> Iterable[Row]:
        for row in rows:
            if row["role"] == "R" and row["start"] < "2024" and len(gone) < n:
                gone.add(row["person_id"])
                row = {**row, "end": "2025-06-30"}
            yield row

    _change(folder / "roster.csv", leave)
    later = tuple(f"2025-{month:02}" for month in range(7, 13))
    _change(
        folder / "targets.csv",
        lambda rows: (row for row in rows if row["owner_id"] not in gone or row["period"] not in later),
    )
    return asked


def people_of(folder: Path, unit: str) -> set[str]:
    """Ids of everybody in `unit`, named by the last part of its path, and in the units below it."""
    return {row["person_id"] for row in _rows(folder / "roster.csv") if unit in row["unit_path"].split("/")}


def _first(rows: list[Row], column: str, left: dict[str, int]) -> Iterable[Row]:
    for row in rows:
        if left.get(row[column], 0):
            left[row[column]] -= 1
            yield row


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _change(path: Path, change: Change) -> None:
    rows = _rows(path)
    headings = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))
