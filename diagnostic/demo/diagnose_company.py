"""`./run demo`: the fictional company drawn, diagnosed and put on paper; again in a moment, since nothing changes.

The company comes from a program that shares no code with this product and runs in a process of its own. What was
made is kept under a name made of everything it was made from, so a second run only says where it lies.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.settings import Settings
from diagnostic.shipped import ROOT, SURVEYS
from diagnostic.usecases.analysis.code_version import PACKAGES, fingerprint
from diagnostic.usecases.analysis.read_study import InputFile, Request
from diagnostic.usecases.analysis.run_diagnosis import run_diagnosis

ASKED = ("skills", "morale", "wellbeing", "manager")
MADE_FROM = ("diagnostic", "surveys", "report_templates", PACKAGES)


def show_demo(folder: Path, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    """Make what is not there yet, and give the finished files."""
    # The language of the terminal changes nothing that is made.
    mark = fingerprint(MADE_FROM, repr(replace(settings, language="en")))
    stamp = folder / ".made-from"
    report = folder / "report"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == mark and (report / "report.zh.pdf").exists():
        progress(both("the demo is made already, and nothing has changed"))
        return tuple(sorted(report.iterdir()))
    progress(both("drawing the fictional company (simulated data)"))
    inputs = folder / "inputs"
    draw_company(inputs)
    outcome = run_diagnosis(demo_request(inputs, report, settings), settings, progress)
    stamp.write_text(mark, encoding="utf-8")
    return outcome.files


def draw_company(inputs: Path, *options: str) -> None:
    """Write the input files of the published seed, or of what the options of the program say."""
    inputs.mkdir(parents=True, exist_ok=True)
    program = (sys.executable, "-P", "-m", "diagnostic.demo.company", "--surveys", str(SURVEYS))
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*program, "--out", str(inputs), *options], check=True, env=paths)  # noqa: S603


def demo_request(inputs: Path, out: Path, settings: Settings) -> Request:
    """The very options the README shows for this company."""
    answers = tuple(
        InputFile("answers", inputs / f"answers_{name}.csv", inputs / f"map_{name}.toml")
        for name in ("skills", "morale", "managers")
    )
    return Request(
        inputs=(
            InputFile("roster", inputs / "roster.csv", inputs / "map_roster.toml"),
            InputFile("targets", inputs / "targets.csv"),
            InputFile("actuals", inputs / "actuals.csv"),
            InputFile("opportunities", inputs / "opportunities.csv"),
            *answers,
        ),
        surveys=tuple(SURVEYS / f"{name}.toml" for name in ASKED),
        assessment=inputs / "demo.toml",
        min_group=settings.min_group,
        langs=("zh", "en"),
        out=out,
    )
