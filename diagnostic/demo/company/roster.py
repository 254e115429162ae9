"""Rows of the simulated roster, and the ids by which all files name people and units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from diagnostic.demo.company.deals import day
from diagnostic.demo.company.people import SimulatedPeople
from diagnostic.demo.company.plan import CHANNEL, COMPANY, FIELD, KEY_ACCOUNT, REGIONS, Floats, Structure
from diagnostic.demo.company.words import draw_people

RosterRow = Sequence[object]
COLUMNS = (
    *("person_id", "name", "unit_path", "role", "level", "manager_id", "start", "end", "email", "lang"),
    *("team_type", "manager_since", "territory_potential", "inherited_share", "accounts", "admin_hours"),
)
ROLE_OF_KIND = {FIELD: "R", KEY_ACCOUNT: "K", CHANNEL: "C"}
ENGLISH = 0.03  # of people who read English rather than Chinese


def unit_path(structure: Structure, team: int) -> str:
    return f"{COMPANY}/{REGIONS[structure.region[team]]}/{structure.team[team]}"


def rep_id(number: int) -> str:
    return f"TL{number + 1:04d}"


def manager_id(team: int) -> str:
    return f"TM{team + 1:03d}"


def roster_rows(
    rng: np.random.Generator, structure: Structure, people: SimulatedPeople, inherited: Floats
) -> Iterable[RosterRow]:
    """Managers first, then reps; a new rep is known by the start date only."""
    teams, reps = len(structure.team), len(structure.team_of)
    names = draw_people(rng, teams + reps)
    lang = np.where(rng.random(teams + reps) < ENGLISH, "en", "zh").tolist()
    for team in range(teams):
        yield _manager_row(structure, people, team, names[team], lang[team])
    for rep in range(reps):
        yield _rep_row(structure, people, inherited, rep, names[teams + rep], lang[teams + rep])


def _manager_row(structure: Structure, people: SimulatedPeople, team: int, name: str, lang: str) -> RosterRow:
    number = manager_id(team)
    return (
        *(number, name, unit_path(structure, team), "M", "L4", ""),
        *(day(people.manager_started[team]), "", f"{number.lower()}@example.com", lang),
        *_of_team(structure, people, team),
        *("", "", ""),
    )


def _rep_row(
    structure: Structure, people: SimulatedPeople, inherited: Floats, rep: int, name: str, lang: str
) -> RosterRow:
    number, team = rep_id(rep), int(structure.team_of[rep])
    role = ROLE_OF_KIND[structure.kind[team]]
    return (
        *(number, name, unit_path(structure, team), role, f"L{people.level[rep]}", manager_id(team)),
        *(day(people.started[rep]), "", f"{number.lower()}@example.com", lang),
        *_of_team(structure, people, team),
        *(inherited[rep], people.accounts[rep], people.admin_hours[rep]),
    )


def _of_team(structure: Structure, people: SimulatedPeople, team: int) -> RosterRow:
    """What stands on every member's row: type of team, since when it has its manager, potential."""
    return structure.kind[team], day(people.manager_since[team]), people.potential[team]
