"""Levels against a reference: skills against the required level of a role, self-ratings against the managers' view.

The required levels are a separate family (a level that is missed is no comparison of groups); self against
managers belongs to the declared contrasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.method_limits import ONE_SAMPLE
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.survey.groups import COMPANY, NamedGroup, ScaleView, group_id
from diagnostic.core.diagnosis.survey.results import (
    LEVEL,
    MARGIN_SD,
    Tested,
    equivalent,
    not_said,
    two_sided,
)
from diagnostic.core.privacy.groups import cells_of
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import NOBODY
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.one_sample import t_test_one
from diagnostic.core.stats.differences.permutation import permuted_means
from diagnostic.core.survey.instrument import RoleLevel, Scale

LEVEL_OF_ROLE: dict[str, RoleLevel] = {"N": "N", "R": "R", "K": "K", "C": "R", "M": "M"}


def compare_with_required(
    scale: Scale, view: ScaleView, groups: Sequence[NamedGroup], rules: PublishingRules
) -> Iterator[Tested]:
    """Required-current per role (the whole company counts as role R where answers carry no role).

    A role that is not asked this scale, or is no union of its published atoms, has no line.
    """
    roles = [group for group in groups if group.kind == "role"]
    for group in roles or [group for group in groups if group.kind == "company"]:
        level = LEVEL_OF_ROLE.get(group.published.value or "R")
        cells = cells_of(group.published, view.tests.partition)
        if level is None or level not in scale.required or cells is None:
            continue
        scores = view.scores[np.isin(view.tests.cell, cells)]
        blank = Result(
            "required_current",
            group.id,
            scale.code,
            "one_sample.t",
            "required",
            "points",
            cannot_say=CannotSay("too_few", None, max(ONE_SAMPLE, rules.k_items)),
            verdict="cannot_tell",
            reference=scale.required[level].value,
            parts=(group.published.parts,),
        )
        yield _against_required(blank, scores, scale.required[level].value, view.pooled_sd, rules)


def _against_required(
    blank: Result, scores: NDArray[np.float64], required: float, sd: float, rules: PublishingRules
) -> Tested:
    """Gap = mean - required level, in points; one-sample t with n - 1 degrees of freedom, from twenty people on."""
    if len(scores) < max(ONE_SAMPLE, rules.k_items):
        return Tested(blank)
    try:
        test = t_test_one(scores, required, LEVEL)
    except CannotSayError as error:
        return Tested(replace(blank, cannot_say=not_said(error)))
    result = replace(
        blank,
        estimate=test.diff,
        low=test.low,
        high=test.high,
        level=LEVEL,
        n=test.n,
        p=test.p,
        effect=test.diff / sd if sd > 0 else None,
        effect_name="sd",
        cannot_say=None,
        verdict="described",
    )
    return Tested(result, equivalent(test, MARGIN_SD * sd))


def compare_self_with_managers(
    scale: Scale,
    skills: tuple[str, ScaleView],
    managers: tuple[str, ScaleView],
    rules: PublishingRules,
    rng: np.random.Generator,
) -> Tested:
    """Self - manager's view of the team, pooled over all managers (at least k_items); people are permuted.

    Never one manager next to their team. `scale` is the manager's scale; the result is listed under its
    skill.
    """
    (module, own), (other, theirs) = skills, managers
    blank = Result(
        "self_manager",
        group_id(module, COMPANY),
        str(scale.mirrors),
        "two_group.permutation",
        "confirmatory",
        "points",
        cannot_say=CannotSay("too_few", None, rules.k_items),
        verdict="cannot_tell",
        against=(group_id(other, COMPANY),),
    )
    first, second = (view.scores[view.tests.cell != NOBODY] for view in (own, theirs))
    if min(len(first), len(second)) < rules.k_items:
        return Tested(blank)
    try:
        test = permuted_means(first, second, rng, LEVEL)
    except CannotSayError as error:
        return Tested(replace(blank, cannot_say=not_said(error)))
    return two_sided(blank, test, test.n1 + test.n2, own.pooled_sd, (_everybody(own), _everybody(theirs)))


def _everybody(view: ScaleView) -> tuple[str, ...]:
    return tuple(sorted(part for atom in view.tests.partition.atoms for part in atom.parts))
