"""`./run calibrate`: the simulated company over many seeds, planted and not; the results are in docs/calibration.md.

For readers who doubt the method: how often a real effect is found, how often chance is reported, whether intervals
hold. The page carries seeds, commit and command, and no date, so that the same code writes the same page.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from diagnostic.i18n import both
from diagnostic.lab.calibration.count_runs import (
    ClaimLine,
    count_coverage,
    count_false,
    count_plants,
    count_story,
    count_traps,
)
from diagnostic.lab.calibration.seed_run import SeedRun, run_seed
from diagnostic.progress import Progress
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.shipped import ROOT

PAGE = "calibration.md"
HEADINGS = ("| what | found in | of | share | bound | holds |", "|---|--:|--:|--:|---|---|")


def calibrate(docs: Path, seeds: int, progress: Progress) -> Path:
    """Run seeds 0 to `seeds` - 1 with and without plants and write the page. About ten seconds a seed."""
    cause_map, playbook = read_playbook().cause_map, read_playbook().playbook
    commit = _commit()  # of what is loaded now, even if something is committed while this runs
    settings = Settings()  # the defaults of the product, whatever this installation has set
    planted: list[SeedRun] = []
    bare: list[SeedRun] = []
    for seed in range(seeds):
        progress(both("seed {seed} of {seeds}", seed=seed, seeds=seeds))
        planted.append(run_seed(seed, True, settings, cause_map, playbook))
        bare.append(run_seed(seed, False, settings, cause_map, playbook))
    must = (*count_plants(planted), *count_traps(planted, cause_map, playbook))
    tables = (
        ("Planted company: what must be found, and what must not be said", must),
        ("Planted company: where the causes lead", tuple(count_story(planted))),
        ("The same company with nothing planted", tuple(count_false(bare))),
        ("95 % intervals that hold the truth, nothing planted", tuple(count_coverage(bare))),
    )
    docs.mkdir(parents=True, exist_ok=True)
    page = docs / PAGE
    page.write_text("\n".join(_page(seeds, commit, settings, tables)) + "\n", encoding="utf-8")
    return page


def _page(
    seeds: int, commit: str, settings: Settings, tables: Iterable[tuple[str, Iterable[ClaimLine]]]
) -> Iterator[str]:
    yield "# Calibration on the simulated company"
    yield ""
    yield f"Command: `./run calibrate --seeds {seeds}`. Seeds: 0 to {seeds - 1}. Commit: {commit}."
    yield f"Smallest group: {settings.min_group}. Everything is SIMULATED (`diagnostic/demo/company/__main__.py`)."
    yield ""
    yield from WORDS
    for heading, lines in tables:
        yield ""
        yield f"## {heading}"
        yield ""
        yield from HEADINGS
        yield from (_row(line) for line in lines)


WORDS = (
    "Every seed draws a company into files; they are read, diagnosed and planned as a client's would be. A claim",
    "is a result with p < .05 after Holm over all declared contrasts and scales of the report. Lines without a",
    "bound are told, not judged. With fewer than 50 seeds the bounds are the same shares, rounded to the mild side.",
    "In the company without plants the true difference of any two groups is zero, and the true mean of a group is",
    "taken as the company's mean over all seeds. People of one team",
    "resemble each other a little (ICC .04): with fewer than five teams in a group, or answers without a team",
    "(skills), an interval cannot see that and holds the truth somewhat less often than 95 % of the time.",
)


def _row(line: ClaimLine) -> str:
    bound = "–" if line.bound is None else f"{line.bound.side} {line.bound.of(line.of)}"
    holds = {None: "–", True: "yes", False: "**no**"}[line.holds]
    share = f"{line.found / line.of:.3f}" if line.of else "–"
    return f"| {line.what} | {line.found} | {line.of} | {share} | {bound} | {holds} |"


def _commit() -> str:
    """The commit of the code that ran, "unknown" where there is no git."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    found = subprocess.run(  # noqa: S603
        [git, "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return found.stdout.strip() if found.returncode == 0 else "unknown"
