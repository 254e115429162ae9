"""Draws the simulated company of the demo, seed by seed: as files for `./run diagnose`, or as arrays.

    python -m diagnostic.demo.company --seed 1016 --out DIR [--no-plants] [--sittings FILE] [--surveys DIR]

It shares no code with the product, so that what the product finds is found in the data.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from diagnostic.demo.company.figures import SimulatedFigures, draw_figures
from diagnostic.demo.company.files import write_files, write_sittings
from diagnostic.demo.company.forms import Forms, load_forms
from diagnostic.demo.company.plan import PUBLISHED_SEED, Structure, draw_structure
from diagnostic.demo.company.survey import SimulatedSheets, draw_answers

SURVEYS = Path(__file__).resolve().parents[3] / "surveys"  # in a checkout


@dataclass(frozen=True, slots=True)
class Simulated:
    """One drawn company: who sits where, each rep's year, and the sheets of the three modules."""

    structure: Structure
    figures: SimulatedFigures
    skills: SimulatedSheets
    morale: SimulatedSheets
    managers: SimulatedSheets


def simulate_scores(seed: int, plants: bool = True, surveys: Path = SURVEYS) -> Simulated:
    """The same answers and yearly figures as `write_demo` writes, without names, deals and files."""
    return _simulate(_streams(seed), plants, surveys)


def write_demo(out: Path, seed: int, plants: bool = True, surveys: Path = SURVEYS) -> None:
    """Write all input files of one company into `out`, which is made if it is not there."""
    streams = _streams(seed)
    company = _simulate(streams, plants, surveys)
    sheets = (company.skills, company.morale, company.managers)
    write_files(out, company.structure, company.figures, sheets, streams[3])


def write_people(path: Path, seed: int, plants: bool = True, surveys: Path = SURVEYS) -> None:
    """Write what each simulated person ticks: the same answers as in the files, which do not say whose they are."""
    company = simulate_scores(seed, plants, surveys)
    write_sittings(path, (company.skills, company.morale, company.managers))


def _streams(seed: int) -> list[np.random.Generator]:
    """Structure, figures, answers and detail draw apart, so that more detail changes no answer."""
    return [np.random.default_rng(each) for each in np.random.SeedSequence(seed).spawn(4)]


def _simulate(streams: list[np.random.Generator], plants: bool, surveys: Path) -> Simulated:
    structure = draw_structure(streams[0], plants)
    figures = draw_figures(streams[1], structure)
    return Simulated(structure, figures, *draw_answers(streams[2], structure, figures, _forms(surveys)))


@cache
def _forms(surveys: Path) -> Forms:
    return load_forms(surveys)


def main() -> None:
    parser = argparse.ArgumentParser(description="Simulated input files of the demo company")
    parser.add_argument("--seed", type=int, default=PUBLISHED_SEED)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-plants", action="store_true", help="the same company with nothing planted")
    parser.add_argument(
        "--sittings", type=Path, help="also what each simulated person ticks, to fill a wave with"
    )
    parser.add_argument("--surveys", type=Path, default=SURVEYS, help="the folder of the survey files")
    options = parser.parse_args()
    plants = not options.no_plants
    write_demo(options.out, options.seed, plants, options.surveys)
    if options.sittings:
        write_people(options.sittings, options.seed, plants, options.surveys)
