"""`python -m ordinary --seed 7 --out DIR [--plant a|b|c|d] [--response .65] [--reps 120] [--surveys DIR]`"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ordinary.company import SURVEYS, draw_company
from ordinary.output.files import write_company
from ordinary.parameters import ORDINARY
from ordinary.plants import LETTERS


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="ordinary", description="Input files of a SIMULATED ordinary company"
    )
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--plant", choices=LETTERS, help="what is planted over the ordinary company")
    parser.add_argument("--response", type=float, help="share of reps who answer")
    parser.add_argument("--reps", type=int, default=ORDINARY.reps)
    parser.add_argument("--surveys", type=Path, default=SURVEYS, help="the folder of the survey files")
    given = parser.parse_args()
    sized = replace(ORDINARY, reps=given.reps)
    company = draw_company(given.seed, given.plant, sized, given.response, given.surveys)
    write_company(given.out, company)


if __name__ == "__main__":
    main()
