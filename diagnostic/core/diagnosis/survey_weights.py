"""What goes with engagement and intent to stay, which needs stand out, and how much of a scale lies between units.

Exploratory by nature: association in those words, ranks by bootstrap, single units only as shrunken estimates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.result import CannotSay, Result
from diagnostic.core.diagnosis.survey_groups import COMPANY, ScaleView, group_id
from diagnostic.core.diagnosis.survey_results import LEVEL
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.icc import empirical_bayes, icc_oneway
from diagnostic.core.stats.importance import lmg_bootstrap
from diagnostic.core.stats.priority import priority_ranks

GROUPS_FOR_ICC = 10
PEOPLE_FOR_DRIVERS = 30
PEOPLE_PER_PREDICTOR = 10
TOP = 3


def between_units(module: str, scale: str, view: ScaleView) -> Iterator[Result]:
    """ICC(1), and each unit's empirical-Bayes gap to the company: "to talk about", never a claim, never ranked."""
    company = group_id(module, COMPANY)
    blank = Result(
        "icc", company, scale, "icc.icc1_anova", "description", "ratio", cannot_say=CannotSay("no_input"),
        verdict="cannot_tell",
    )  # fmt: skip
    atoms = view.means.partition.atoms
    if len(atoms) < GROUPS_FOR_ICC:
        yield replace(blank, cannot_say=CannotSay("few_groups", len(atoms), GROUPS_FOR_ICC))
        return
    scores, cells = view.scores[view.inside], view.means.cell[view.inside]
    try:
        icc = icc_oneway(scores, cells)
        units = empirical_bayes(scores, cells)
    except CannotSayError as error:
        yield replace(blank, cannot_say=CannotSay(error.reason, error.n, error.needed))
        return
    yield replace(blank, estimate=icc.icc1, n=icc.n, p=icc.p, cannot_say=None, verdict="described")
    for place, atom in enumerate(atoms):  # cells are numbered like atoms, and every one has people
        gap = float(units.eb[place] - units.grand)
        low, high = float(units.low[place] - units.grand), float(units.high[place] - units.grand)
        yield Result(
            "unit_company", group_id(module, "atom", atom.id), scale, "blup", "exploratory",
            "points", estimate=gap, low=low, high=high, level=LEVEL, n=int(units.size[place]),
            verdict="to_talk_about" if low > 0 or high < 0 else "described", reference=float(units.grand),
            parts=(atom.parts,),
        )  # fmt: skip


def goes_with(
    module: str,
    outcome: str,
    scores: Mapping[str, NDArray[np.float64]],
    predictors: Sequence[str],
    unit: NDArray[np.int64],
    rules: PublishingRules,
    resamples: int,
    rng: np.random.Generator,
) -> Iterator[Result]:
    """Shares of explained variance (LMG) of `outcome`, centred within units, with bootstrap intervals.

    `scores` maps scale -> (n,) with nan where there is no score; `unit` is (n,) atom of each person.
    """
    matrix = np.column_stack([scores[outcome], *(scores[name] for name in predictors)])
    whole = ~np.isnan(matrix).any(axis=1)
    needed = max(PEOPLE_FOR_DRIVERS, PEOPLE_PER_PREDICTOR * len(predictors), rules.k_items)
    group = group_id(module, COMPANY)

    def unsaid(reason: CannotSay) -> Iterator[Result]:
        return (
            Result("driver", group, f"{name}>{outcome}", "regression.lmg", "exploratory", "share",
                   cannot_say=reason, verdict="cannot_tell")
            for name in predictors
        )  # fmt: skip

    if int(whole.sum()) < needed:
        yield from unsaid(CannotSay("too_few", int(whole.sum()) if whole.sum() >= rules.k else None, needed))
        return
    centred = _centre(matrix[whole], unit[whole])
    try:
        shares = lmg_bootstrap(centred[:, 0], centred[:, 1:], unit[whole], resamples, rng)
    except CannotSayError as error:
        yield from unsaid(CannotSay(error.reason, error.n, error.needed))
        return
    for place, name in enumerate(predictors):
        yield Result(
            "driver", group, f"{name}>{outcome}", "regression.lmg", "exploratory", "share",
            estimate=float(shares.lmg[place]), low=float(shares.low[place]), high=float(shares.high[place]),
            level=LEVEL, n=int(whole.sum()),
        )  # fmt: skip


def _centre(matrix: NDArray[np.float64], unit: NDArray[np.int64]) -> NDArray[np.float64]:
    sizes = np.bincount(unit)
    sums = np.stack([np.bincount(unit, weights=column) for column in matrix.T], axis=1)
    return matrix - (sums / np.maximum(sizes, 1)[:, None])[unit]


def rank_needs(
    module: str,
    needs: Mapping[str, NDArray[np.float64]],
    rules: PublishingRules,
    resamples: int,
    rng: np.random.Generator,
    unit: NDArray[np.int64] | None,
) -> Iterator[Result]:
    """P(among the three largest needs) of each scale, by resampling whole respondents (units first where nested).

    `needs` maps scale -> (n,) reference - score in points, nan where there is no score.
    """
    names, group = list(needs), group_id(module, COMPANY)
    matrix = np.column_stack([needs[name] for name in names])
    whole = ~np.isnan(matrix).any(axis=1)
    reason = None
    if len(names) <= TOP:
        reason = CannotSay("few_groups", len(names), TOP + 1)
    elif int(whole.sum()) < PEOPLE_FOR_DRIVERS:
        reason = CannotSay(
            "too_few", int(whole.sum()) if whole.sum() >= rules.k else None, PEOPLE_FOR_DRIVERS
        )
    if reason is not None:
        for name in names:
            yield Result("priority", group, name, "priority", "exploratory", "probability",
                         cannot_say=reason, verdict="cannot_tell")  # fmt: skip
        return
    nested = None if unit is None else unit[whole]
    # The mean need of these people is not given: beside the scale's own mean it would tell the few left out here.
    ranks = priority_ranks(-matrix[whole], 0.0, np.ones(len(names)), TOP, resamples, rng, nested)
    for place, name in enumerate(names):
        yield Result(
            "priority", group, name, "priority", "exploratory", "probability",
            estimate=float(ranks.p_top[place]), n=int(whole.sum()),
        )  # fmt: skip
