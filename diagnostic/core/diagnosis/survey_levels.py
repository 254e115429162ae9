"""Levels against a reference: skills against the required level, self against managers, themes against their weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student_t

from diagnostic.core.diagnosis.result import CannotSay, Result
from diagnostic.core.diagnosis.survey_groups import COMPANY, NamedGroup, ScaleView, group_id
from diagnostic.core.diagnosis.survey_results import LEVEL, MARGIN_SD, Tested, detectable, equivalent
from diagnostic.core.privacy.groups import cells_of
from diagnostic.core.privacy.publish import END, PublishingRules
from diagnostic.core.privacy.regroup import NOBODY
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.effect import welch
from diagnostic.core.stats.one_sample import t_test_one
from diagnostic.core.stats.proportion import wilson
from diagnostic.core.survey.instrument import Level, Scale

LEVEL_OF_ROLE: dict[str, Level] = {"N": "N", "R": "R", "K": "K", "C": "R", "M": "M"}


def compare_with_required(
    scale: Scale, view: ScaleView, groups: Sequence[NamedGroup], rules: PublishingRules
) -> Iterator[Tested]:
    """Required-current per role (the whole company stands for role R where answers carry no role).

    Gap = mean - required level, on the metric of the scale; one-sample t; the role needs k_items people.
    """
    if not scale.required:
        return
    roles = [group for group in groups if group.kind == "role"]
    for group in roles or [group for group in groups if group.kind == "company"]:
        level = LEVEL_OF_ROLE.get(group.published.value or "R")
        cells = cells_of(group.published, view.tests.partition)
        if level is None or level not in scale.required or cells is None:
            continue  # this role is not asked this scale, or is not shown apart on it
        scores = view.scores[np.isin(view.tests.cell, cells)]
        yield _against_required(group, scale, scores, scale.required[level].value, rules)


def _against_required(
    group: NamedGroup, scale: Scale, scores: NDArray[np.float64], required: float, rules: PublishingRules
) -> Tested:
    def unsaid(reason: CannotSay) -> Tested:
        return Tested(
            Result(
                "required_current", group.id, scale.code, "one_sample.t", "required", "points",
                cannot_say=reason, verdict="cannot_tell", reference=required,
            )
        )  # fmt: skip

    if len(scores) < rules.k_items:
        return unsaid(CannotSay("too_few", None, rules.k_items))
    try:
        test = t_test_one(scores, required, LEVEL)
    except CannotSayError as error:
        return unsaid(CannotSay(error.reason, error.n, error.needed))
    result = Result(
        "required_current", group.id, scale.code, "one_sample.t", "required", "points", estimate=test.diff,
        low=test.low, high=test.high, level=LEVEL, n=test.n, p=test.p, reference=required,
        effect=test.diff / test.sd, effect_name="sd", parts=(group.published.parts,),
    )  # fmt: skip
    half = float(student_t.ppf(0.95, test.df)) * test.se
    return Tested(result, abs(test.diff) + half < MARGIN_SD * test.sd)


def compare_self_with_managers(
    scale: Scale, skills: tuple[str, ScaleView], managers: tuple[str, ScaleView], rules: PublishingRules
) -> Tested:
    """Self - manager's view of the team, pooled over all managers; never one manager beside his team.

    `scale` is the manager's scale; the result stands under the skill it mirrors.
    """
    (module, own), (other, theirs) = skills, managers
    group, against = group_id(module, COMPANY), (group_id(other, COMPANY),)
    sides = [view.scores[view.tests.cell != NOBODY] for view in (own, theirs)]

    def unsaid(reason: CannotSay) -> Tested:
        return Tested(
            Result(
                "self_manager", group, str(scale.mirrors), "two_group.welch", "confirmatory", "points",
                cannot_say=reason, verdict="cannot_tell", against=against,
            )
        )  # fmt: skip

    if min(len(side) for side in sides) < rules.k_items:
        return unsaid(CannotSay("too_few", None, rules.k_items))
    try:
        test = welch(sides[0], sides[1], LEVEL)
    except CannotSayError as error:
        return unsaid(CannotSay(error.reason, error.n, error.needed))
    result = Result(
        "self_manager", group, str(scale.mirrors), "two_group.welch", "confirmatory", "points",
        estimate=test.diff, low=test.low, high=test.high, level=LEVEL, n=test.n1 + test.n2, p=test.p,
        effect=test.diff / own.pooled_sd if own.pooled_sd > 0 else None, effect_name="sd", against=against,
        reference=test.mean2, detectable=detectable(test), parts=(_everybody(own), _everybody(theirs)),
    )  # fmt: skip
    return Tested(result, equivalent(test, MARGIN_SD * own.pooled_sd))


def _everybody(view: ScaleView) -> tuple[str, ...]:
    return tuple(sorted(part for atom in view.tests.partition.atoms for part in atom.parts))


def weigh_themes(
    module: str,
    chosen: NDArray[np.bool_],
    themes: Sequence[str],
    means: Mapping[str, Result],
    rules: PublishingRules,
) -> Iterator[Result]:
    """Stated importance of each theme (share that chose it among its best three) and its place in the matrix.

    `chosen` is (n, themes); only people who chose at all are counted.
    The satisfaction cut is the mean over the themes, the importance cut an even split of three choices.
    """
    answered = chosen.any(axis=1)
    n, group = int(answered.sum()), group_id(module, COMPANY)
    shown = [
        means[scale].estimate for scale in themes if scale in means and means[scale].estimate is not None
    ]
    cut_satisfaction = float(np.mean([value for value in shown if value is not None])) if shown else None
    cut_importance = 3 / max(len(themes), 1)
    for place, scale in enumerate(themes):
        count = int(chosen[answered, place].sum())
        yield _stated(group, scale, count, n, cut_importance, rules)
        mean = means.get(scale)
        if mean is not None and mean.estimate is not None and cut_satisfaction is not None:
            yield _satisfaction_gap(group, scale, mean, mean.estimate, cut_satisfaction)


def _stated(group: str, scale: str, count: int, n: int, cut: float, rules: PublishingRules) -> Result:
    """A share; at its ends it is shown in words only (rule 5), so there is no number here."""
    blank = Result(
        "stated_importance", group, scale, "proportion.wilson", "description", "share",
        cannot_say=CannotSay("not_shown"), verdict="cannot_tell", reference=cut,
    )  # fmt: skip
    if n < rules.k_items:
        return replace(blank, cannot_say=CannotSay("too_few", None, rules.k_items))
    if not END < count < n - END:
        return blank
    interval = wilson(count, n, LEVEL)
    return replace(
        blank, estimate=count / n, low=interval.low, high=interval.high, level=LEVEL, n=n, cannot_say=None,
        verdict="described",
    )  # fmt: skip


def _satisfaction_gap(group: str, scale: str, mean: Result, value: float, cut: float) -> Result:
    return Result(
        "importance_satisfaction", group, scale, mean.method, "description", "points",
        estimate=value - cut,
        low=None if mean.low is None else mean.low - cut,
        high=None if mean.high is None else mean.high - cut,
        level=mean.level, n=mean.n, reference=cut,
    )  # fmt: skip
