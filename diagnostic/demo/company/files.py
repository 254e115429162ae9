"""Writes the simulated company as the input files of `./run diagnose`, each plainly marked as simulated."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from diagnostic.demo.company import metrics, roster
from diagnostic.demo.company.deals import STAGES, Deals, day, draw_deals
from diagnostic.demo.company.figures import SimulatedFigures
from diagnostic.demo.company.forms import IMPORTANCE_ITEM
from diagnostic.demo.company.maps import write_maps
from diagnostic.demo.company.people import draw_inherited, draw_people_details
from diagnostic.demo.company.plan import Structure
from diagnostic.demo.company.roster import RosterRow, manager_id, rep_id
from diagnostic.demo.company.survey import SimulatedSheets
from diagnostic.demo.company.words import INHERITED_CLIENT, PRODUCTS, customers

CUSTOMERS_OF_TEAM = 30


def write_files(
    out: Path,
    structure: Structure,
    figures: SimulatedFigures,
    sheets: tuple[SimulatedSheets, SimulatedSheets, SimulatedSheets],
    rng: np.random.Generator,
) -> None:
    """All input files and their maps; `sheets` are those of skills, morale and managers."""
    out.mkdir(parents=True, exist_ok=True)
    people = draw_people_details(rng, structure)
    deals = draw_deals(rng, structure, figures, people.started)
    inherited = draw_inherited(rng, structure, deals)
    rows = roster.roster_rows(rng, structure, people, inherited)
    _write(out / "roster.csv", roster.COLUMNS, rows)
    _write(out / "targets.csv", metrics.COLUMNS, metrics.target_rows(structure))
    _write(out / "actuals.csv", metrics.COLUMNS, metrics.actual_rows(rng, structure, deals))
    _write(out / "opportunities.csv", OPPORTUNITY_COLUMNS, _opportunities(rng, structure, deals))
    for name, each in zip(("skills", "morale", "managers"), sheets, strict=True):
        _write_answers(out / f"answers_{name}.csv", each)
    write_maps(out, structure)


def write_sittings(path: Path, sheets: tuple[SimulatedSheets, SimulatedSheets, SimulatedSheets]) -> None:
    """What each simulated person would tick, by their number, to fill in a wave through the survey's own pages.

    One JSON object a line. No part of the product reads it: answers never come in together with a person.
    """
    sittings: dict[str, dict[str, object]] = {}
    for each, id_of in zip(sheets, (rep_id, rep_id, manager_id), strict=True):
        for who, row, three in zip(
            each.who.tolist(), each.values.tolist(), each.chosen.tolist(), strict=True
        ):
            ticked = sittings.setdefault(id_of(who), {})
            ticked |= {
                code: int(value) for code, value in zip(each.codes, row, strict=True) if value == value
            }
            if three:
                ticked[IMPORTANCE_ITEM] = three
    with path.open("w", encoding="utf-8") as file:
        for person, answers in sorted(sittings.items()):
            file.write(json.dumps({"person": person, "answers": answers}) + "\n")


def _write(path: Path, heading: Sequence[str], rows: Iterable[RosterRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


OPPORTUNITY_COLUMNS = (
    *("opportunity_id", "owner_id", "stage", "created", "closed", "amount", "currency"),
    *("customer", "product", "channel"),
)


def _opportunities(rng: np.random.Generator, structure: Structure, deals: Deals) -> Iterable[RosterRow]:
    """One row a deal, by the day it was opened."""
    names = customers()
    who = structure.team_of[deals.owner] * CUSTOMERS_OF_TEAM
    who = (who + rng.integers(0, CUSTOMERS_OF_TEAM, len(who))) % len(names)
    product = rng.integers(0, len(PRODUCTS), len(who))
    return (
        (
            f"D{number + 1:05d}",
            rep_id(deals.owner[deal]),
            STAGES[deals.stage[deal]],
            day(deals.created[deal]),
            "" if deals.closed[deal] < 0 else day(deals.closed[deal]),
            deals.amount[deal],
            "CNY",
            INHERITED_CLIENT if deals.inherited[deal] else names[who[deal]],
            PRODUCTS[product[deal]],
            "partner" if deals.partner[deal] else "direct",
        )
        for number, deal in enumerate(np.argsort(deals.created, kind="stable").tolist())
    )


def _write_answers(path: Path, sheets: SimulatedSheets) -> None:
    chosen = sheets.chosen.shape[1] > 0
    heading = [*sheets.groups, *sheets.codes, *([IMPORTANCE_ITEM] if chosen else [])]
    groups = zip(*sheets.groups.values(), strict=True)
    ticked = [["" if value != value else int(value) for value in row] for row in sheets.values.tolist()]
    best = [[";".join(map(str, row))] if chosen else [] for row in sheets.chosen.tolist()]
    _write(
        path,
        heading,
        ([*group, *row, *three] for group, row, three in zip(groups, ticked, best, strict=True)),
    )
