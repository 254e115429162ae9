"""People drawn from populations whose true values are known exactly: what the statistics are compared with.

A person's latent trait is normal with variance one; answers 1..5 are its bands. "Likert": scores of four such items;
"skewed": nearly everybody answers high; "normal": the trait itself; "nested": a tenth of the trait's variance lies
between units of 5 to 9 people.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
PopulationKind = Literal["normal", "Likert", "skewed"]
ITEMS = 4
SHARED = 0.5  # of an item's variance, by the trait
BETWEEN = 0.10  # of the trait's variance, between units
CUTS: dict[str, Floats] = {
    "Likert": np.array([-1.5, -0.5, 0.5, 1.5]),
    "skewed": np.array([-2.2, -1.6, -1.0, -0.2]),
}


def true_mean(kind: PopulationKind, shift: float = 0.0) -> float:
    """Mean score of people whose trait is shifted: 1 + the chance to stand above each cut.

    >>> true_mean("Likert"), round(true_mean("skewed"), 3)
    (3.0, 4.352)
    """
    if kind == "normal":
        return shift
    return 1 + float(ndtr(shift - CUTS[kind]).sum())


def answers(trait: Floats, kind: PopulationKind, rng: np.random.Generator, items: int = ITEMS) -> Floats:
    """Answers of people to some items, shape trait.shape + (items,)."""
    own = rng.normal(size=(*trait.shape, items))
    latent: Floats = np.sqrt(SHARED) * trait[..., None] + np.sqrt(1 - SHARED) * own
    return latent if kind == "normal" else (latent[..., None] > CUTS[kind]).sum(axis=-1) + 1.0


def scores(trait: Floats, kind: PopulationKind, rng: np.random.Generator, shift: float = 0.0) -> Floats:
    """Scale scores of people: means of their items; a shift moves every item by as much."""
    if kind == "normal":
        return trait + shift
    own = rng.normal(size=(*trait.shape, ITEMS))
    latent = np.sqrt(SHARED) * trait[..., None] + np.sqrt(1 - SHARED) * own + shift
    score: Floats = ((latent[..., None] > CUTS[kind]).sum(axis=-1) + 1.0).mean(axis=-1)
    return score


def people(n: int, draws: int, kind: PopulationKind, rng: np.random.Generator, shift: float = 0.0) -> Floats:
    """Scores of n independent people, shape (draws, n)."""
    return scores(rng.normal(size=(draws, n)), kind, rng, shift)


def nested_people(
    units: int, kind: PopulationKind, rng: np.random.Generator, shift: float = 0.0, between: float = BETWEEN
) -> tuple[Floats, Ints]:
    """Scores of the people of some units of 5 to 9, and whose unit each is in."""
    codes = np.repeat(np.arange(units), rng.integers(5, 10, units))
    trait = np.sqrt(between) * rng.normal(size=units)[codes] + np.sqrt(1 - between) * rng.normal(
        size=codes.size
    )
    return scores(trait, kind, rng, shift), codes
