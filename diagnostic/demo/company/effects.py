"""The planted effects on answers: means of scales, who stands lower, and what goes with what.

Means are points of 1..5, effects are standard deviations of reps. With no plants every scale has the same
mean for everybody, a little above the highest required level.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from diagnostic.demo.company.figures import SimulatedFigures
from diagnostic.demo.company.plan import (
    CHANNEL_TEAMS,
    INHERITED_TRAP,
    KEY_ACCOUNT_TEAMS,
    NEW_MANAGER_TEAMS,
    TEAM_SD,
    TERRITORY_TRAP,
    Flags,
    Floats,
    Structure,
)

NULL_SKILL_MEAN, NULL_MEAN = 4.3, 3.9  # a key-account rep is required to reach 4.2 in skills
CONDITION_MEAN, MANAGER_MEAN = 3.8, 3.7
TOO_MEAN = 2.5  # P5: the same in all teams

# Role R (P4: SK-DIS, required 3.8), K and C; a new rep stands NEW_REP_EFFECT below role R.
SKILL_MEANS = {
    "SK-DIS": (3.20, 4.20, 3.75),
    "SK-VAL": (3.65, 4.25, 3.65),
    "SK-PRO": (3.70, 3.70, 3.70),
    "SK-PIP": (3.90, 4.10, 3.90),
    "SK-KNO": (3.90, 4.10, 3.90),
    "SK-ACC": (3.65, 4.25, 3.65),
    "SK-KEY": (4.25, 4.25, 4.25),
    "SK-CHA": (3.50, 3.50, 3.50),
    "MO-ONB": (3.80, 3.80, 3.80),
}
NEW_REP_EFFECT = -0.7
DISCOVERY_LINK = 0.375  # of the true score with the win rate in role R; .30 on scale scores
TERRITORY_EFFECT = 0.1  # T1: E09 stands a little higher in everything
INHERITED_EFFECT = -0.8  # T2: SK-PRO in E03

NORTH = {"MO-TGT": -0.75, "MO-GOA": -0.45}  # P1
NEW_MANAGERS = {"MO-COA": -1.05}  # P2
KEY_ACCOUNTS = {"WB-ENE": -1.0, "WB-BAL": -0.7, "MO-STA": -0.5}  # P3
CHANNELS = {"MO-PAY": -1.2, "MO-ORG": -0.9}  # P6
NEW_MANAGERS_OWN_VIEW = {"MV-COA": 0.3}  # P2

# What engagement and the wish to stay go with, inside teams; MO-TOO with neither (P5: stated, not derived).
LINKS = {
    "MO-ENG": {"MO-COA": 0.35, "MO-GRO": 0.25, "MO-VOI": 0.20, "MO-REC": 0.15},
    "MO-STA": {"MO-GRO": 0.35, "MO-COA": 0.20, "MO-TEA": 0.20, "MO-PAY": 0.15},
}

# Pull of the options of the best-three item, by option value; 8 is simpler processes and systems (P5).
IMPORTANCE_PULL = {8: 1.6, 2: 0.8, 3: 0.7, 5: 0.6, 10: 0.3, 9: 0.1, 1: 0.0, 7: 0.0, 4: -0.1, 6: -0.3}


def means_of(scales: Sequence[str], structure: Structure) -> Floats:
    """Wanted means, reps x scales."""
    return np.stack([_mean_of(scale, structure) for scale in scales], axis=1)


def _mean_of(scale: str, structure: Structure) -> Floats:
    reps = len(structure.role)
    if not structure.plants:
        return np.full(reps, NULL_SKILL_MEAN if scale.startswith("SK") else NULL_MEAN)
    if scale in SKILL_MEANS:
        usual, key_account, channel = SKILL_MEANS[scale]
        return np.select([structure.role == "K", structure.role == "C"], [key_account, channel], usual)
    return np.full(reps, TOO_MEAN if scale == "MO-TOO" else CONDITION_MEAN)


def spread_between_teams(scales: Sequence[str], plants: bool) -> Floats:
    """Standard deviation of team offsets; a burden of the whole company has none."""
    return np.array([0.0 if plants and scale == "MO-TOO" else TEAM_SD for scale in scales])


def effects_on(scales: Sequence[str], structure: Structure) -> Floats:
    """Planted effects, reps x scales; all zero where nothing is planted."""
    return np.stack([_effect_on(scale, structure) for scale in scales], axis=1)


def _effect_on(scale: str, structure: Structure) -> Floats:
    north = (structure.region_of == 2) & structure.plants
    effect: Floats = NORTH.get(scale, 0.0) * north
    for teams, planted in (
        (NEW_MANAGER_TEAMS, NEW_MANAGERS),
        (KEY_ACCOUNT_TEAMS, KEY_ACCOUNTS),
        (CHANNEL_TEAMS, CHANNELS),
        ((INHERITED_TRAP,), {"SK-PRO": INHERITED_EFFECT}),
    ):
        effect = effect + planted.get(scale, 0.0) * structure.in_teams(teams)
    if scale != "MO-TOO":
        effect = effect + TERRITORY_EFFECT * structure.in_teams((TERRITORY_TRAP,))
    if scale.startswith("SK"):
        effect = effect + NEW_REP_EFFECT * (structure.new & structure.plants)
    return effect


def follow_others(
    own: Floats, scales: Sequence[str], structure: Structure, figures: SimulatedFigures
) -> Floats:
    """Give each rep's true scores (reps x scales, unit variance) the planted links; variances stay one."""
    if not structure.plants:
        return own
    linked = own.copy()
    for scale, weights in LINKS.items():
        if scale in scales:
            there = [scales.index(other) for other in weights]
            weight = np.array(list(weights.values()))
            rest = math.sqrt(1 - float(weight @ weight))
            linked[:, scales.index(scale)] = own[:, there] @ weight + rest * own[:, scales.index(scale)]
    if "SK-DIS" in scales:
        _follow_win_rate(linked[:, scales.index("SK-DIS")], structure, figures)
    return linked


def _follow_win_rate(own: Floats, structure: Structure, figures: SimulatedFigures) -> None:
    """P4, in place: discovery goes with the rep's own win rate in role R."""
    role = structure.role == "R"
    rate = (figures.won / figures.closed)[role]
    standard = (rate - rate.mean()) / rate.std()
    own[role] = DISCOVERY_LINK * standard + math.sqrt(1 - DISCOVERY_LINK**2) * own[role]


def manager_means(scales: Sequence[str], managers: int, plants: bool) -> Floats:
    """Where nothing is planted, managers see their teams' skills as the reps do."""
    means = [
        MANAGER_MEAN if plants or not scale.startswith("MV-SKL") else NULL_SKILL_MEAN for scale in scales
    ]
    return np.tile(means, (managers, 1))


def manager_effects(scales: Sequence[str], new: Flags) -> Floats:
    """Managers x scales: new managers think better of their coaching than their reps do."""
    planted = [NEW_MANAGERS_OWN_VIEW.get(scale, 0.0) for scale in scales]
    return np.outer(new, planted)
