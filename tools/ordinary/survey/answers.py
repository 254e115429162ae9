"""The answers: scales and units differ as they do anywhere, and nothing in them goes with region, kind or manager."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ordinary.chance import Streams
from ordinary.parameters import NEW, Parameters
from ordinary.seats import Seats, roles
from ordinary.structure import LAST, Flags, Floats, Ints, Structure
from ordinary.survey.forms import Form, Forms
from ordinary.survey.panel import ASKED, Panel, draw_panel
from ordinary.survey.ticks import score_sd, tick

FIRST_WEEKS = 30  # days in post before anybody is asked


@dataclass(frozen=True, slots=True)
class Sheets:
    """(people, items) as ticked; `answered` says whose sheet is there, `order` in which the file has them."""

    form: Form
    values: Floats
    answered: Flags
    order: Ints

    @property
    def rows(self) -> Ints:
        return self.order[self.answered[self.order]]


@dataclass(frozen=True, slots=True)
class Answers:
    """`role` of each seat's current rep; `chosen` (s, 3) their best three; effects of units as drawn."""

    role: list[str]
    skills: Sheets
    morale: Sheets
    managers: Sheets
    chosen: Ints
    panel: Panel
    effects: Mapping[str, Floats]  # (t,) points, by scale
    means: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Level:
    """What scales are like in this company, before anybody answers."""

    means: Mapping[str, float]
    of_role: Floats  # (roles, scales of skills) points beside them
    effects: Mapping[str, Floats]


def draw_answers(
    streams: Streams,
    p: Parameters,
    forms: Forms,
    structure: Structure,
    seats: Seats,
    response: float,
    shifts: Mapping[str, Floats],
    short_of_panel: str | None,
) -> Answers:
    """`shifts` (s,) are planted, in standard deviations of scores.

    `short_of_panel` is the role whose discovery lies below what the panel requires.
    """
    level = draw_level(streams["means"], p, forms, structure)
    role, rng = roles(structure, seats), streams["people"]
    count = len(role)
    invited = seats.filled & (LAST - seats.of_current(seats.start) >= FIRST_WEEKS)
    chance = np.clip(response + rng.normal(0, p.response_spread, structure.teams), 0.2, 0.97)
    there = invited & (rng.random(count) < chance[structure.team_of])
    only = rng.random((2, count)) < p.one_module_only
    orders = rng.permutation(count), rng.permutation(count)
    method = rng.standard_normal(count)
    chosen = _best_three(rng, p, forms.options, count)
    means = np.array([level.means[scale] for scale in forms.skills.scales]) + level.of_role
    panel = draw_panel(streams["panel"], p, forms.skills, means)
    skills = means[[ASKED.index(each) for each in role]] + _of_units(level, forms.skills, structure)
    if short_of_panel is not None:
        _fall_short(p, skills, forms.skills, panel, np.array(role) == short_of_panel, short_of_panel)
    morale = np.array([level.means[scale] for scale in forms.morale.scales])
    morale = morale + _of_units(level, forms.morale, structure) + _planted(p, forms.morale, shifts, count)
    asked = [form.asked(role, structure.kind_of) for form in (forms.skills, forms.morale)]
    ticked = (
        tick(streams["skills"], p, forms.skills, skills, method, p.careless),
        tick(streams["morale"], p, forms.morale, morale, method, p.careless),
    )
    values = [np.where(*pair, np.nan) for pair in zip(asked, ticked, strict=True)]
    return Answers(
        role,
        Sheets(forms.skills, values[0], there & ~only[0], orders[0]),
        Sheets(forms.morale, values[1], there & ~(only[1] & ~only[0]), orders[1]),
        _draw_managers(streams["managers"], p, forms.managers, level, structure.teams),
        chosen,
        panel,
        level.effects,
        level.means,
    )


def draw_level(rng: np.random.Generator, p: Parameters, forms: Forms, structure: Structure) -> Level:
    """Means of scales, and units' effects: some of them common to all scales, the size of each scale its own."""
    means: dict[str, float] = {}
    for scale in (*forms.skills.scales, *forms.morale.scales, *forms.managers.scales):
        span = p.skills if scale.startswith("SK") else p.others
        usual, low = rng.uniform(*span), rng.normal(0, p.low_spread)
        means[scale] = float(p.low_means[scale] + low if scale in p.low_means else usual)
    for scale in forms.managers.scales:
        less = rng.normal(*p.managers_see_less)
        if scale.startswith("MV-SKL-"):
            means[scale] = float(means[f"SK-{scale[-3:]}"] - less)
    of_role = rng.normal(0, p.role_spread, (len(ASKED), len(forms.skills.scales)))
    of_role[ASKED.index(NEW)] += p.new_rep_skills
    climate = rng.standard_normal(structure.teams)
    effects = {}
    for form in (forms.skills, forms.morale):
        for scale, spread in zip(form.scales, score_sd(p, form).tolist(), strict=True):
            icc, own = rng.uniform(*p.icc), rng.standard_normal(structure.teams)
            unit = np.sqrt(p.climate) * climate + np.sqrt(1 - p.climate) * own
            effects[scale] = spread * np.sqrt(icc) * unit
    return Level(means, of_role, effects)


def _of_units(level: Level, form: Form, structure: Structure) -> Floats:
    """(s, scales)"""
    return np.stack([level.effects[scale] for scale in form.scales], axis=1)[structure.team_of]


def _planted(p: Parameters, form: Form, shifts: Mapping[str, Floats], people: int) -> Floats:
    """(s, scales) points; what careless sheets take away is given back."""
    moved = np.stack([shifts.get(scale, np.zeros(people)) for scale in form.scales], axis=1)
    return moved * score_sd(p, form) / (1 - p.careless)


def _fall_short(
    p: Parameters, wanted: Floats, form: Form, panel: Panel, who: Flags, role: str, scale: str = "SK-DIS"
) -> None:
    """Move the role's mean to where it lies below what the panel requires, in place."""
    place = form.scales.index(scale)
    goal = panel.required(role, scale) + p.discovery * float(score_sd(p, form)[place]) / (1 - p.careless)
    wanted[who, place] += goal - wanted[who, place].mean()


def _best_three(rng: np.random.Generator, p: Parameters, options: tuple[int, ...], people: int) -> Ints:
    pull = rng.normal(0, p.importance, len(options))
    liking = pull + rng.gumbel(size=(people, len(options)))
    return np.array(options)[np.sort(np.argsort(-liking, axis=1)[:, :3], axis=1)]


def _draw_managers(rng: np.random.Generator, p: Parameters, form: Form, level: Level, teams: int) -> Sheets:
    wanted = np.tile([level.means[scale] for scale in form.scales], (teams, 1))
    values = tick(rng, p, form, wanted, rng.standard_normal(teams), 0.0)
    return Sheets(form, values, rng.random(teams) < p.manager_response, rng.permutation(teams))
