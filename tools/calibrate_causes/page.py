"""The page of tables: what the companies are like, then one part for each state of the rules that was run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ordinary.plants import ANSWERS, LETTERS

from calibrate_causes.count import (
    CountLine,
    action_lines,
    cause_lines,
    ordinary_lines,
    other_lines,
    plant_lines,
    sign_lines,
    state_lines,
)
from calibrate_causes.describe import Row
from calibrate_causes.runs import CompanyRun, Drawn

INTRODUCTION = """# Calibration of causes on ordinary companies

Everything here is SIMULATED. The companies are drawn by `tools/ordinary`, which shares no code with the product; all
its numbers stand in `tools/ordinary/parameters.py`, its seeds are 1 to 200. In an ordinary company nobody is worse
than anybody: every likely cause in it is a false one. Units, reps, territories and years differ as they do anywhere,
and no difference goes with region, kind of team, manager's time in post or any figure. Over some of the companies one
cause is planted; `truth.json` in its files says which, where, and what answers it.

- (a) Targets of one region are raised by a quarter; MO-TGT lies 0.8 standard deviations lower there.
- (b) In the 6 of 24 teams whose managers are new, MO-COA lies 0.95 lower, the year's win rate is 0.72 of what it would
  be, and twice as many people leave.
- (c) In one role of at least 60 reps the win rate is 0.75 of its own year before, and SK-DIS lies 0.6 standard
  deviations below what a panel of six requires. The product can't read the panel yet.
- (d) In the teams of one region WB-LOA lies 0.8 lower, and visits a month in post fall by a fifth.

The region of a plant has about a third of the teams. A standard deviation is one of the scale's own scores. The
column "must be" says what the finished rules must keep; it judges nothing before.
"""
CHANGES = """## Changes of the generator

None since the first table.
"""


def write_part(page: Path, title: str, lines: Iterable[str], rows: Iterable[Row]) -> None:
    """Put the part of this title into the page, in place of one it has; all other parts stay as they are."""
    part = "\n".join([f"## {title}", "", *lines]).rstrip() + "\n"
    if not page.exists():
        design = "\n".join(["## The companies", "", *_design(rows)]) + "\n"
        page.write_text("\n".join([INTRODUCTION, design, CHANGES]), encoding="utf-8")
    parts = re.split(r"(?m)^(?=## )", page.read_text("utf-8").rstrip() + "\n")
    same = [place for place, each in enumerate(parts) if each.startswith(f"## {title}\n")]
    if same:
        parts[same[0]] = part
    else:
        parts.append(part)
    page.write_text("\n".join(each.rstrip() + "\n" for each in parts), encoding="utf-8")


def _design(rows: Iterable[Row]) -> Iterator[str]:
    yield "Means over companies, with the lowest and the highest company. The other company is the one of"
    yield "[calibration.md](calibration.md), without plants."
    yield ""
    yield "| | an ordinary company | the company of `./run calibrate` |"
    yield "|---|--:|--:|"
    for what, own, other in rows:
        yield f"| {what} | {own} | {other} |"


def part_of(command: str, runs: Sequence[CompanyRun], short: bool = False) -> Iterator[str]:
    """`short`: only how often, not which rows, signs and actions."""
    ordinary = [run for run in runs if run.drawn.letter is None]
    judged = all(run.drawn == Drawn(run.drawn.seed, run.drawn.letter) for run in runs)  # of the usual size
    commits = ", ".join(sorted({run.commit for run in runs}))
    yield f"Command: `{command}`. Commit of the rules: {commits}."
    yield _seeds(runs)
    yield ""
    yield "### Ordinary companies: all of this is false"
    yield ""
    yield from _table("in how many companies", ordinary_lines(ordinary), judged)
    yield from _table("likely causes, by row and scope", cause_lines(ordinary))
    if not short:
        yield from _table("what they rest on, the fifteen most frequent", sign_lines(ordinary))
        yield from _table("actions on people in the plan", action_lines(ordinary))
    yield "### Planted causes"
    yield ""
    yield from _table("in how many companies", plant_lines(runs), judged)
    for letter in () if short else LETTERS:
        yield from _of_plant(letter, runs)


def _of_plant(letter: str, runs: Sequence[CompanyRun]) -> Iterator[str]:
    for own in (each for each in LETTERS if each == letter):
        states = list(state_lines(runs, own))
        if states:
            yield f"#### ({own}) {ANSWERS[own].what}"
            yield ""
            yield from _table("other likely causes", other_lines(runs, own))
            yield "| sign of its rows, in its scope | seen | otherwise | not to be seen |"
            yield "|---|--:|--:|--:|"
            yield from (
                f"| {code} | {seen} | {not_so} | {unknown} |" for code, seen, not_so, unknown in states
            )
            yield ""


def _table(heading: str, lines: Iterable[CountLine], judged: bool = True) -> Iterator[str]:
    rows = [f"| {line.what} | {line.found} | {line.of} | {line.bound if judged else '–'} |" for line in lines]
    yield f"| {heading} | found in | of | must be |"
    yield "|---|--:|--:|---|"
    yield from rows or ["| none | 0 | – | – |"]
    yield ""


def _seeds(runs: Sequence[CompanyRun]) -> str:
    kinds = {run.drawn.letter: 0 for run in runs}
    words = []
    for letter in kinds:
        seeds = sorted(run.drawn.seed for run in runs if run.drawn.letter == letter)
        name = "ordinary" if letter is None else f"plant ({letter})"
        words.append(f"{name} {seeds[0]} to {seeds[-1]}")
    sizes = sorted({(run.drawn.reps, run.drawn.response) for run in runs})
    said = " or ".join(f"{reps} reps, {response:.0%} of whom answer" for reps, response in sizes)
    return f"Seeds: {', '.join(words)}; about {said}."
