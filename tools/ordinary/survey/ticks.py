"""From wanted means to ticked points 1..5: true scores, noise, readiness to agree, careless sheets, gaps."""

from __future__ import annotations

import math

import numpy as np

from ordinary.parameters import Parameters
from ordinary.structure import Floats
from ordinary.survey.forms import Form

POINTS = 5
PATTERN = np.array([1, 2, 3, 4, 5, 4, 3, 2])


def tick(
    rng: np.random.Generator, p: Parameters, form: Form, wanted: Floats, method: Floats, careless: float
) -> Floats:
    """(people, items) as ticked, NaN where nothing was. `wanted` (people, scales) are the means of people like these.

    `method` (people,) is what all scales of a person have in common.
    """
    people, items = len(wanted), len(form.codes)
    own = rng.standard_normal((people, len(form.scales)))
    trait = p.method * method[:, None] + math.sqrt(1 - p.method**2) * own
    true = latent(p, wanted) + p.true_sd * trait
    offset = rng.normal(0, p.item_offset, items)
    offset -= (np.bincount(form.scale_of, offset) / np.bincount(form.scale_of))[form.scale_of]
    meant = true[:, form.scale_of] + offset + rng.normal(0, p.item_sd, (people, items))
    agreeing = rng.normal(0, p.acquiescence, people)[:, None]
    values = np.clip(np.rint(np.where(form.reversed, POINTS + 1 - meant, meant) + agreeing), 1, POINTS)
    _careless(rng, values, careless)
    return _leave_gaps(rng, p, values)


def _careless(rng: np.random.Generator, values: Floats, share: float) -> None:
    """A third tick one point all the way down, a third anything, a third a pattern; in place."""
    people, items = values.shape
    luck = rng.random(people)
    kind, point = rng.integers(0, 3, (people, 1)), rng.integers(2, POINTS + 1, (people, 1))
    first = rng.integers(0, len(PATTERN), (people, 1))
    anything = rng.integers(1, POINTS + 1, values.shape)
    pattern = PATTERN[(first + np.arange(items)) % len(PATTERN)]
    straight = np.broadcast_to(point, values.shape)
    ticked = np.select([kind == 0, kind == 1], [straight, anything], pattern)
    careless = luck < share
    values[careless] = ticked[careless]


def _leave_gaps(rng: np.random.Generator, p: Parameters, values: Floats) -> Floats:
    """Items left out, "cannot judge" (the files have no other word for it than a blank), and sheets given up."""
    people, items = values.shape
    share = rng.uniform(*p.item_missing, items) + rng.uniform(*p.cannot_judge, items)
    gone = rng.random((people, items)) < share
    last = np.where(rng.random(people) < p.drop_out, rng.integers(items // 3, items, people), items)
    gone |= np.arange(items) >= last[:, None]
    return np.where(gone, np.nan, values)


def score_sd(p: Parameters, form: Form) -> Floats:
    """(scales,) standard deviation of scores, people of all units together: the unit of the plants."""
    count = np.bincount(form.scale_of)
    turned = np.bincount(form.scale_of, np.where(form.reversed, -1.0, 1.0)) / count
    noise = (p.item_sd**2 + 1 / 12) / count + (p.acquiescence * turned) ** 2
    units = sum(p.icc) / 2
    found: Floats = p.clipped * np.sqrt((p.true_sd**2 + noise) / (1 - units))
    return found


def latent(p: Parameters, wanted: Floats) -> Floats:
    """The mean before rounding and clipping to 1..5 that gives the wanted mean after it."""
    before = np.linspace(0.0, 6.0, 601)
    spread = math.sqrt(p.true_sd**2 + p.item_sd**2 + p.item_offset**2 + p.acquiescence**2)
    after = np.array([_mean_after(float(each), spread) for each in before])
    return np.interp(wanted, after, before)


def _mean_after(before: float, spread: float) -> float:
    cuts = np.arange(1.5, POINTS)
    return 1 + sum(0.5 + 0.5 * math.erf((before - cut) / spread / math.sqrt(2)) for cut in cuts)
