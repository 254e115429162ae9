"""The simulated answers: what each rep and manager ticks, item by item, with the planted effects.

A rep's true score on a scale is the scale's mean, a small offset of the team, the planted effect, a share
common to all scales (common method) and an individual part. Items add noise and a readiness to agree, a few
sheets are careless, then everything is rounded to the five points. Sheets are shuffled and carry no
person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from diagnostic.demo.company.effects import (
    IMPORTANCE_PULL,
    effects_on,
    follow_others,
    manager_effects,
    manager_means,
    means_of,
    spread_between_teams,
)
from diagnostic.demo.company.figures import SimulatedFigures
from diagnostic.demo.company.forms import Form, Forms
from diagnostic.demo.company.plan import (
    ACQUIESCENCE_SD,
    CARELESS,
    METHOD_LOADING,
    NEW_MANAGER_RESPONSE,
    NEW_MANAGER_TEAMS,
    REGIONS,
    RESPONSE,
    Flags,
    Floats,
    Ints,
    Structure,
)

TRUE_SD = 0.62  # points; with item noise, rounding and ready agreement scale scores come to SCALE_SD
EFFECT_POINTS = 0.73  # for one SD of effect: careless sheets and clipping leave SCALE_SD of it
ITEM_SD = 0.52
ITEM_OFFSET_SD = 0.15
MANAGER_RESPONSE = 0.83  # of experienced managers; all five new ones answer
MISSING = (0.02, 0.06)  # share of "cannot judge", drawn for each item
BANDS = ("bottom", "middle", "top")


@dataclass(frozen=True, slots=True)
class SimulatedSheets:
    """Answers of one module: grouping columns, and values (sheets x items) as ticked; NaN is no answer.

    `chosen` holds the option values taken in the best-three item, one row a sheet; empty where not asked. `who` are
    the numbers of the simulated reps (or teams, for managers); no file of answers has them.
    """

    groups: dict[str, tuple[str, ...]]
    codes: tuple[str, ...]
    values: Floats
    chosen: Ints
    who: Ints


def draw_answers(
    rng: np.random.Generator, structure: Structure, figures: SimulatedFigures, forms: Forms
) -> tuple[SimulatedSheets, SimulatedSheets, SimulatedSheets]:
    """Sheets of skills, morale and managers."""
    respond = np.where(structure.in_teams(NEW_MANAGER_TEAMS), NEW_MANAGER_RESPONSE, RESPONSE)
    answered = np.flatnonzero(rng.random(len(respond)) < respond)
    method = rng.standard_normal(len(respond))
    skills = draw_module(rng, structure, figures, forms.skills, method)
    morale = draw_module(rng, structure, figures, forms.morale, method)
    chosen = _draw_chosen(rng, forms.options, len(respond), structure.plants)
    return (
        _skill_sheets(rng.permutation(answered), structure, figures, forms.skills, skills),
        _morale_sheets(rng.permutation(answered), structure, forms.morale, morale, chosen),
        _draw_managers(rng, structure, forms.managers),
    )


def draw_module(
    rng: np.random.Generator, structure: Structure, figures: SimulatedFigures, form: Form, method: Floats
) -> Floats:
    """What every rep would tick (reps x items), whether they answer or not; `method` is each rep's common method
    part."""
    reps, scales = len(method), len(form.scales)
    between = spread_between_teams(form.scales, structure.plants)
    teams = rng.standard_normal((len(structure.team), scales)) * between
    own = follow_others(rng.standard_normal((reps, scales)), form.scales, structure, figures)
    inner = METHOD_LOADING * method[:, None] + math.sqrt(1 - METHOD_LOADING**2) * own
    shift = (teams[structure.team_of] + effects_on(form.scales, structure)) * EFFECT_POINTS
    score = latent_mean(means_of(form.scales, structure)) + shift + TRUE_SD * inner
    values = _tick(rng, score, form, CARELESS)
    values[~_asked(form, structure)] = np.nan
    return values


def _tick(rng: np.random.Generator, score: Floats, form: Form, careless: float) -> Floats:
    """From true scores on scales (people x scales) to ticked points (people x items), reversed items as ticked."""
    people, items = len(score), len(form.codes)
    offset = rng.normal(0, ITEM_OFFSET_SD, items)
    offset -= np.bincount(form.scale_of, offset)[form.scale_of] / np.bincount(form.scale_of)[form.scale_of]
    meant = score[:, form.scale_of] + offset + rng.normal(0, ITEM_SD, (people, items))
    raw = np.where(form.reversed, 6 - meant, meant) + rng.normal(0, ACQUIESCENCE_SD, people)[:, None]
    values = np.clip(np.rint(raw), 1, 5)
    _answer_carelessly(rng, values, careless)
    missing = rng.uniform(*MISSING, items)
    values[rng.random((people, items)) < missing] = np.nan
    return values


def _answer_carelessly(rng: np.random.Generator, values: Floats, share: float) -> None:
    """Half of the careless tick one point all the way down, half tick anything."""
    careless = np.flatnonzero(rng.random(len(values)) < share)
    values[careless] = rng.integers(1, 6, (len(careless), values.shape[1]))
    straight = careless[::2]
    values[straight] = rng.integers(2, 6, len(straight))[:, None]


def _asked(form: Form, structure: Structure) -> Flags:
    """Reps x items: some scales are asked only of a role or in a type of team."""
    kind = np.array(structure.kind)[structure.team_of]
    asked = np.ones((len(kind), len(form.scales)), dtype=np.bool_)
    for place, scale in enumerate(form.scales):
        roles, kinds = form.only_roles.get(scale), form.only_kinds.get(scale)
        if roles is not None:
            asked[:, place] = np.isin(structure.role, roles)
        if kinds is not None:
            asked[:, place] = np.isin(kind, kinds)
    return asked[:, form.scale_of]


def _draw_chosen(rng: np.random.Generator, options: tuple[int, ...], people: int, plants: bool) -> Ints:
    """Best three options of each rep, in the order of the options."""
    pull = np.array([IMPORTANCE_PULL[option] if plants else 0.0 for option in options])
    liking = pull + rng.gumbel(size=(people, len(options)))
    best = np.sort(np.argsort(-liking, axis=1)[:, :3], axis=1)
    return np.array(options, dtype=np.int64)[best]


def _skill_sheets(
    order: Ints, structure: Structure, figures: SimulatedFigures, form: Form, values: Floats
) -> SimulatedSheets:
    groups = {
        "role": tuple(structure.role[order].tolist()),
        "band": tuple(BANDS[place] for place in figures.band[order]),
    }
    return SimulatedSheets(
        groups, form.codes, values[order], np.empty((len(order), 0), dtype=np.int64), order
    )


def _morale_sheets(
    order: Ints, structure: Structure, form: Form, values: Floats, chosen: Ints
) -> SimulatedSheets:
    groups = {
        "region": tuple(REGIONS[place] for place in structure.region_of[order]),
        "team": tuple(structure.team[place] for place in structure.team_of[order]),
        "team_type": tuple(structure.kind[place] for place in structure.team_of[order]),
    }
    return SimulatedSheets(groups, form.codes, values[order], chosen[order], order)


def _draw_managers(rng: np.random.Generator, structure: Structure, form: Form) -> SimulatedSheets:
    new = np.isin(structure.team, NEW_MANAGER_TEAMS)
    own = rng.standard_normal((len(new), len(form.scales)))
    shift = manager_effects(form.scales, new & structure.plants) * EFFECT_POINTS
    score = latent_mean(manager_means(form.scales, len(new), structure.plants)) + shift + TRUE_SD * own
    values = _tick(rng, score, form, careless=0.0)
    answered = np.flatnonzero(new | (rng.random(len(new)) < MANAGER_RESPONSE))
    order = rng.permutation(answered)
    tenure = tuple("new" if each else "experienced" for each in new[order])
    return SimulatedSheets(
        {"tenure": tenure}, form.codes, values[order], np.empty((len(order), 0), dtype=np.int64), order
    )


def latent_mean(wanted: Floats) -> Floats:
    """The mean before rounding and clipping to 1..5 that gives the wanted mean after it."""
    return np.interp(wanted, _AFTER, _BEFORE)


def _mean_after(before: float) -> float:
    spread = math.sqrt(TRUE_SD**2 + ITEM_SD**2 + ITEM_OFFSET_SD**2 + ACQUIESCENCE_SD**2)
    return 1 + sum(
        0.5 + 0.5 * math.erf((before - cut) / spread / math.sqrt(2)) for cut in (1.5, 2.5, 3.5, 4.5)
    )


_BEFORE = np.linspace(0.5, 5.5, 501)
_AFTER = np.array([_mean_after(float(each)) for each in _BEFORE])
