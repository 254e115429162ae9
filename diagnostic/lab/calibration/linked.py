"""What anonymity costs: the same relation looked for with and without knowing who said what.

Skills: 120 people, their skill and their attainment go with each other by .25. Conditions: 40 units of 8, the unit's
condition and its results go with each other by .5; people of a unit say different things about it.
"""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr

from diagnostic.core.stats.differences.permutation import permuted_means
from diagnostic.lab.calibration.populations import Floats, scores
from diagnostic.lab.statistics.relations.correlation import pearson
from diagnostic.lab.statistics.relations.linking import band_trend, unit_link

CLEAR = 0.05
PEOPLE, R_PEOPLE = 120, 0.25
UNITS, EACH, R_UNITS = 40, 8, 0.5
BANDS = ("low", "middle", "high")


def skills(rng: np.random.Generator, r: float) -> tuple[Floats, Floats]:
    """Scores on a skill scale and attainment of the same people."""
    trait = rng.normal(size=PEOPLE)
    result = r * trait + np.sqrt(1 - r**2) * rng.normal(size=PEOPLE)
    return scores(trait, "Likert", rng), result


def persons_linked(rng: np.random.Generator, r: float = R_PEOPLE) -> float:
    return float(pearson(*skills(rng, r)).p < CLEAR)


def top_against_rest(rng: np.random.Generator, r: float = R_PEOPLE) -> float:
    """The upper quarter by attainment against the rest, as the report does it."""
    skill, result = skills(rng, r)
    top = result >= np.quantile(result, 0.75)
    return float(permuted_means(skill[top], skill[~top], rng).p < CLEAR)


def trend_over_bands(rng: np.random.Generator, r: float = R_PEOPLE) -> float:
    skill, result = skills(rng, r)
    bands = np.array(BANDS)[np.searchsorted(np.quantile(result, [1 / 3, 2 / 3]), result)]
    return float(band_trend(skill, bands, BANDS, 199, rng).p < CLEAR)


def conditions(rng: np.random.Generator, r: float) -> tuple[Floats, Floats]:
    """Scores on a condition and results of people, both (units, people)."""
    unit = rng.normal(size=UNITS)
    better = r * unit + np.sqrt(1 - r**2) * rng.normal(size=UNITS)
    trait = np.sqrt(0.2) * unit[:, None] + np.sqrt(0.8) * rng.normal(size=(UNITS, EACH))
    result = np.sqrt(0.3) * better[:, None] + np.sqrt(0.7) * rng.normal(size=(UNITS, EACH))
    return scores(trait, "Likert", rng), result


def persons_in_units_linked(rng: np.random.Generator, r: float = R_UNITS) -> float:
    """Regression over persons with errors clustered by unit (CR1, units - 1 degrees of freedom)."""
    x, y = conditions(rng, r)
    x, y = x - x.mean(), y - y.mean()
    slope = float((x * y).sum() / (x**2).sum())
    parts = (x * (y - slope * x)).sum(axis=1)
    se = float(np.sqrt(UNITS / (UNITS - 1) * (parts**2).sum()) / (x**2).sum())
    return float(2 * stdtr(UNITS - 1, -abs(slope / se)) < CLEAR)


def units_linked(rng: np.random.Generator, r: float = R_UNITS) -> float:
    x, y = conditions(rng, r)
    return float(unit_link(x.mean(axis=1), y.mean(axis=1), 50, rng).p < CLEAR)
