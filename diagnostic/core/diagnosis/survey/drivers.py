"""What goes with engagement and intent to stay, which needs stand out, and how much of a scale lies between units.

Exploratory by nature: association in those words, ranks by bootstrap, single units only as shrunken estimates.
Drivers and needs rest on people who answered all their scales, a sample no other figure is about; so they are for
the whole company only, and carry neither a mean nor a gap of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.method_limits import UNITS_SHARES, UNITS_SHRUNKEN
from diagnostic.core.diagnosis.model.result import CannotSay, Result, ResultKind
from diagnostic.core.diagnosis.survey.groups import COMPANY, ScaleView, group_id
from diagnostic.core.diagnosis.survey.results import LEVEL, not_said
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.stats.basis.conventions import MinimumN
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.relations.importance import lmg_of_units
from diagnostic.core.stats.relations.priority import priority_ranks
from diagnostic.core.stats.scales.agreement import rwg_j, slight_skew_null, uniform_null
from diagnostic.core.stats.scales.icc import EmpiricalBayes, icc_oneway, integrated_means

MINIMUM = MinimumN(icc_groups=UNITS_SHRUNKEN)
TOP = 3

Scores = Mapping[str, NDArray[np.float64]]
Units = NDArray[np.intp]


def between_units(module: str, scale: str, view: ScaleView) -> Iterator[Result]:
    """ICC(1) by ANOVA with its F test, and each unit's empirical-Bayes gap; from ten published units on."""
    atoms = view.means.partition.atoms
    blank = Result(
        "icc",
        group_id(module, COMPANY),
        scale,
        "icc.icc1_anova",
        "description",
        "ratio",
        cannot_say=CannotSay("few_groups", len(atoms), MINIMUM.icc_groups),
        verdict="cannot_tell",
    )
    if len(atoms) < MINIMUM.icc_groups:
        yield blank
        return
    scores, cells = view.scores[view.inside], view.means.cell[view.inside]
    try:
        icc, units = icc_oneway(scores, cells), integrated_means(scores, cells)
    except CannotSayError as error:
        yield replace(blank, cannot_say=not_said(error))
        return
    yield replace(blank, estimate=icc.icc1, n=icc.n, p=icc.p, cannot_say=None, verdict="described")
    if icc.icc2 is not None:
        yield replace(
            blank,
            kind="icc2",
            method="icc.icc2_anova",
            estimate=icc.icc2,
            n=icc.n,
            cannot_say=None,
            verdict="described",
        )
    yield from _unit_gaps(module, scale, view, units)


def within_units(
    module: str, scale: str, view: ScaleView, items: NDArray[np.float64], points: int
) -> Iterator[Result]:
    """Do people of a unit agree: mean rwg(j) over published units, under both nulls, since the null decides.

    `items` is (n, k) turned answers, nan = missing; `points` of the answer scale. Only the mean over ten units or
    more is given: a unit's own agreement would reveal its standard deviation.
    """
    atoms = view.means.partition.atoms
    if len(atoms) < MINIMUM.icc_groups:
        return
    nulls: tuple[tuple[ResultKind, Callable[[int], float]], ...] = (
        ("rwg_uniform", uniform_null),
        ("rwg_skew", slight_skew_null),
    )
    for kind, null in nulls:
        blank = Result(
            kind,
            group_id(module, COMPANY),
            scale,
            "rwg",
            "description",
            "ratio",
            cannot_say=CannotSay("few_groups", len(atoms), MINIMUM.icc_groups),
            verdict="cannot_tell",
        )
        try:
            agreement = rwg_j(items[view.inside], view.means.cell[view.inside], null(points))
        except CannotSayError as error:
            yield replace(blank, cannot_say=not_said(error))
            continue
        yield replace(
            blank, estimate=agreement.mean, n=sum(agreement.size), cannot_say=None, verdict="described"
        )


def _unit_gaps(module: str, scale: str, view: ScaleView, units: EmpiricalBayes) -> Iterator[Result]:
    """A unit's shrunken mean minus the grand mean: "to talk about", never a claim, never ranked.

    Cells are numbered like atoms and every one has people, so the units come in the order of the atoms.
    """
    for place, atom in enumerate(view.means.partition.atoms):
        gap, low, high = (ends[place] - units.grand for ends in (units.eb, units.low, units.high))
        yield Result(
            "unit_company",
            group_id(module, "atom", atom.id),
            scale,
            "blup.integrated",
            "exploratory",
            "points",
            estimate=gap,
            low=low,
            high=high,
            level=LEVEL,
            n=units.size[place],
            verdict="to_talk_about" if low > 0 or high < 0 else "described",
            parts=(atom.parts,),
        )


def goes_with(
    module: str,
    outcome: str,
    scores: Scores,
    predictors: Sequence[str],
    unit: Units,
    rules: PublishingRules,
) -> Iterator[Result]:
    """Shares of explained variance (LMG) of `outcome`, centred within units, with intervals over units.

    `scores` maps scale -> (n,) with nan where there is no score; `unit` is (n,) the published atom of each person.
    """
    matrix = np.column_stack([scores[outcome], *(scores[name] for name in predictors)])
    whole = ~np.isnan(matrix).any(axis=1)
    needed = max(MINIMUM.relation, MINIMUM.per_predictor * len(predictors), rules.k_items)
    blanks = [
        Result(
            "driver",
            group_id(module, COMPANY),
            f"{name}>{outcome}",
            "regression.lmg_units",
            "exploratory",
            "share",
            cannot_say=CannotSay("too_few", None, needed),
            verdict="cannot_tell",
        )
        for name in predictors
    ]
    if int(whole.sum()) < needed:
        yield from blanks
        return
    units = np.unique(unit[whole]).size
    if units < UNITS_SHARES:
        yield from (
            replace(blank, cannot_say=CannotSay("few_groups", units, UNITS_SHARES)) for blank in blanks
        )
        return
    try:
        shares = lmg_of_units(matrix[whole, 0], matrix[whole, 1:], unit[whole])
    except CannotSayError as error:
        yield from (replace(blank, cannot_say=not_said(error)) for blank in blanks)
        return
    for place, blank in enumerate(blanks):
        yield replace(
            blank,
            estimate=shares.lmg[place],
            low=shares.low[place],
            high=shares.high[place],
            level=LEVEL,
            n=int(whole.sum()),
            cannot_say=None,
            verdict="described",
        )


def rank_needs(
    module: str,
    needs: Scores,
    rules: PublishingRules,
    resamples: int,
    rng: np.random.Generator,
    unit: Units | None,
) -> Iterator[Result]:
    """P(among the three largest needs) of each scale, by resampling whole respondents (units first where nested).

    `needs` maps scale -> (n,) reference - score in points, nan where there is no score.
    """
    matrix = np.column_stack(list(needs.values()))
    whole = ~np.isnan(matrix).any(axis=1)
    needed = max(MINIMUM.relation, rules.k_items)
    reason = CannotSay("too_few", None, needed)
    if len(needs) <= TOP:
        reason = CannotSay("few_groups", len(needs), TOP + 1)
    blanks = [
        Result(
            "priority",
            group_id(module, COMPANY),
            name,
            "priority",
            "exploratory",
            "probability",
            cannot_say=reason,
            verdict="cannot_tell",
        )
        for name in needs
    ]
    if len(needs) <= TOP or int(whole.sum()) < needed:
        yield from blanks
        return
    nested = None if unit is None else unit[whole]
    try:
        ranks = priority_ranks(-matrix[whole], 0.0, np.ones(len(needs)), TOP, resamples, rng, nested)
    except CannotSayError as error:
        yield from (replace(blank, cannot_say=not_said(error)) for blank in blanks)
        return
    # The mean need of these people is not given: with the scale's own mean it would reveal those left out.
    for place, blank in enumerate(blanks):
        yield replace(
            blank, estimate=ranks.p_top[place], n=int(whole.sum()), cannot_say=None, verdict="described"
        )
