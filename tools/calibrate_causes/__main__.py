"""Runs what is missing in a file of runs, and writes its part of docs/calibration_causes.md.

PYTHONPATH=.:tools python -m calibrate_causes --ordinary 40 --planted 15 --title "Before" --runs instance/before.jsonl
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ordinary.parameters import ORDINARY, SEEDS
from ordinary.plants import LETTERS

from calibrate_causes.describe import describe
from calibrate_causes.page import part_of, write_part
from calibrate_causes.runs import CompanyRun, Drawn, load, run_company, save
from diagnostic.readers.knowledge import read_playbook
from diagnostic.shipped import ROOT


def main() -> None:
    given = _arguments()
    wanted = list(_wanted(given))
    runs = {run.drawn: run for run in load(given.runs)}
    _run_missing(given.runs, [drawn for drawn in wanted if drawn not in runs])
    runs = {run.drawn: run for run in load(given.runs)}
    found: list[CompanyRun] = [runs[drawn] for drawn in wanted]
    command = " ".join(["python -m calibrate_causes", *_words(given)])
    write_part(given.page, given.title, part_of(command, found, given.short), describe(list(SEEDS)[:20]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="calibrate_causes", description="Causes in SIMULATED companies")
    parser.add_argument("--ordinary", type=int, default=len(SEEDS), help="how many ordinary companies")
    parser.add_argument("--planted", type=int, default=len(SEEDS) // 2, help="how many of each plant")
    parser.add_argument("--reps", type=int, default=ORDINARY.reps)
    parser.add_argument("--response", type=float, default=ORDINARY.response)
    parser.add_argument("--title", required=True, help="the heading of this part of the page")
    parser.add_argument("--short", action="store_true", help="only how often, not what it rests on")
    parser.add_argument(
        "--runs", type=Path, required=True, help="what was run, a company a line; taken up again"
    )
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "calibration_causes.md")
    return parser.parse_args()


def _words(given: argparse.Namespace) -> Iterator[str]:
    for name in ("ordinary", "planted", "reps", "response"):
        yield f"--{name} {getattr(given, name)}"


def _wanted(given: argparse.Namespace) -> Iterator[Drawn]:
    for letter, count in ((None, given.ordinary), *((letter, given.planted) for letter in LETTERS)):
        for seed in list(SEEDS)[:count]:
            yield Drawn(seed, letter, given.reps, given.response)


def _run_missing(runs: Path, missing: list[Drawn]) -> None:
    knowledge, commit = read_playbook(), _commit()
    for number, drawn in enumerate(missing, start=1):
        print(
            f"{number} of {len(missing)}: seed {drawn.seed}, plant {drawn.letter}",
            file=sys.stderr,
            flush=True,
        )
        save(runs, run_company(drawn, commit, knowledge.cause_map, knowledge.playbook))


def _commit() -> str:
    """The last one that touched what is judged: the core, the cause map and playbook, the surveys."""
    judged = ("diagnostic/core", "report_templates", "surveys")
    program = ["git", "-C", str(ROOT), "log", "-1", "--format=%h", "--abbrev=12", "--", *judged]
    return subprocess.run(program, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


if __name__ == "__main__":
    main()
