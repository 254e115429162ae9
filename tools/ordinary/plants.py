"""What may be planted over an ordinary company: in which scope, how strong, and which cause and action are right.

(a) targets of one region, (b) coaching under new managers, (c) discovery in one role, (d) load in one region.
Row numbers and actions are those of report_templates/cause_map.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ordinary.parameters import ROLES, Parameters
from ordinary.seats import Seats
from ordinary.structure import Flags, Floats, Structure, middle_sized

Letter = Literal["a", "b", "c", "d"]
LETTERS: tuple[Letter, ...] = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a diagnosis should come to. `rows` are all that are right, `main` the one the plant was made for."""

    what: str
    main: int
    rows: tuple[int, ...]
    actions: tuple[str, ...]  # any of them is right
    families: tuple[str, ...]
    people: bool  # whether an action on reps is right


ANSWERS: Mapping[Letter, Answer] = {
    "a": Answer(
        "targets of one region raised by a quarter",
        1,
        (1, 3),
        ("rebase_targets",),
        ("team", "company"),
        False,
    ),
    "b": Answer(
        "too little coaching in the teams with new managers",
        19,
        (18, 19),
        ("weekly_coaching", "manager_circle", "star_to_manager"),
        ("team", "company"),
        True,
    ),
    "c": Answer("shallow discovery in one role", 9, (9,), ("discovery_lab",), ("rep", "team"), True),
    "d": Answer(
        "too much load in the teams of one region",
        28,
        (28, 29, 30),
        ("load_first", "load_shift", "split_accounts", "support_for_all"),
        ("team", "company"),
        False,
    ),
}


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant in its place: `teams` (t,) are those it is in. Without a letter nothing is planted, anywhere."""

    letter: Letter | None
    scope: str
    teams: Flags

    def factor(self, letter: Letter, value: float, structure: Structure) -> Floats:
        """(s,) `value` in the seats of the plant if it is this one, 1 elsewhere."""
        here = self.teams[structure.team_of] & (self.letter == letter)
        return np.where(here, value, 1.0)


def place_plant(rng: np.random.Generator, letter: Letter | None, structure: Structure) -> Plant:
    """The region is drawn among those of a middle size; managers and role follow from the company."""
    sizes = np.bincount(structure.region)
    region = rng.choice(np.flatnonzero(middle_sized(sizes, structure.teams)))
    role = int(
        np.argmax(np.bincount(structure.kind_of, minlength=len(ROLES))[:2])
    )  # roles with a level of their own
    if letter in ("a", "d"):
        return Plant(letter, f"region:{structure.regions[region]}", structure.region == region)
    if letter == "b":
        return Plant(letter, "manager_tenure:new", structure.new_manager)
    if letter == "c":
        return Plant(letter, f"role:{ROLES[role]}", structure.kind == role)
    return Plant(None, "", np.zeros(structure.teams, dtype=np.bool_))


def win_factor(p: Parameters, plant: Plant, structure: Structure, seats: Seats) -> Floats:
    """(s, 3) on the chance of deals that close in the assessed year; new reps have a role of their own."""
    coached = plant.factor("b", p.coaching_win, structure)[:, None]
    asked = plant.factor("c", p.discovery_win, structure)[:, None]
    return coached * np.where(seats.new, 1.0, asked)


def shifts(p: Parameters, plant: Plant, structure: Structure) -> Mapping[str, Floats]:
    """(s,) added to the true scores of scales, in standard deviations of their scores."""
    planted: tuple[tuple[Letter, str, float], ...] = (
        ("a", "MO-TGT", p.raised_tgt),
        ("b", "MO-COA", p.coaching),
        ("d", "WB-LOA", p.load),
    )
    return {scale: (plant.factor(letter, effect + 1, structure) - 1) for letter, scale, effect in planted}
