"""Survey results of one module: means of published groups, and every declared contrast on every scale.

Morale and well-being are attributes of units: a contrast is tested on the means of k-atoms, units are the n (pooled
variance, because a group of four units has no variance of its own worth using). Skills are read by role and band
and tested on people (Welch). Intervals of groups of units respect the nesting; all others use the pooled sd of the
published partition, never their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from diagnostic.core.diagnosis.result import CannotSay, Kind, Result
from diagnostic.core.diagnosis.survey_groups import (
    Attribute,
    Contrast,
    NamedGroup,
    ScaleView,
    contrasts,
    group_id,
    top_against_rest,
)
from diagnostic.core.privacy.groups import cells_of
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Partition
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.effect import TTest, student, welch
from diagnostic.core.stats.power import smallest_detectable_d
from diagnostic.core.stats.ratio import ratio_of_sums

LEVEL = 0.95
MARGIN_SD = 0.5  # "no difference that matters": within half a standard deviation of reps
UNITS_FOR_NESTED = 5  # with fewer units the variance between them is a guess
UNITS_PER_SIDE = 2
ALPHA, POWER = 0.05, 0.80


@dataclass(frozen=True, slots=True)
class Tested:
    """A contrast before its family is judged; `equivalent` is the verdict of the two one-sided tests."""

    result: Result
    equivalent: bool = False


def describe_means(
    module: str, scale: str, view: ScaleView, groups: Sequence[NamedGroup], nested: bool
) -> Iterator[Result]:
    """The mean of the company, of every declared group and of every atom, each with its interval and n."""
    partition = view.means.partition
    for group in groups:
        cells = cells_of(group.published, partition)
        if cells is None:
            yield hidden("mean", group.id, scale)
        else:
            yield _mean(group.id, scale, view, cells, nested, group.published.parts)
    for place, atom in enumerate(partition.atoms):
        yield _mean(group_id(module, "atom", atom.id), scale, view, np.array([place]), False, atom.parts)


def hidden(kind: Kind, group: str, scale: str) -> Result:
    """Not shown: one reason only, whatever the rule was."""
    return Result(
        kind,
        group,
        scale,
        "mean",
        "description",
        "points",
        cannot_say=CannotSay("not_shown"),
        verdict="cannot_tell",
    )


def _mean(
    group: str, scale: str, view: ScaleView, cells: NDArray[np.intp], nested: bool, parts: tuple[str, ...]
) -> Result:
    sizes = view.sizes[cells].astype(float)
    totals = view.unit_means[cells] * sizes
    n, value = int(sizes.sum()), float(totals.sum() / sizes.sum())
    half = _half_width(view, sizes, totals, nested)
    return Result(
        "mean", group, scale, "mean.nested" if nested and len(cells) >= UNITS_FOR_NESTED else "mean.pooled_sd",
        "description", "points", estimate=value, low=None if half is None else value - half,
        high=None if half is None else value + half, level=LEVEL, n=n, parts=(parts,),
    )  # fmt: skip


def _half_width(
    view: ScaleView, sizes: NDArray[np.float64], totals: NDArray[np.float64], nested: bool
) -> float | None:
    """Half the 95 % interval of a mean: from unit means where units are nested, else from the pooled sd."""
    if nested and len(sizes) >= UNITS_FOR_NESTED:
        se, freedom = ratio_of_sums(totals, sizes).se, len(sizes) - 1
    else:
        se, freedom = view.pooled_sd / float(np.sqrt(sizes.sum())), view.freedom
    return float(stdtrit(freedom, (1 + LEVEL) / 2)) * se if freedom >= 1 else None


def compare_groups(
    module: str,
    scale: str,
    view: ScaleView,
    base: Partition,
    attributes: Sequence[Attribute],
    rules: PublishingRules,
    nested: bool,
) -> Iterator[Tested]:
    """Every value of every attribute against the rest, and the top band against the others, on one scale."""
    partition = view.means.partition if nested else view.tests.partition
    for attribute in attributes:
        if attribute.kind == "band":
            top = top_against_rest(module, base, partition, attribute)
            if top is not None:
                yield _contrast("top_rest", top, scale, view, rules, nested)
            continue
        for contrast in contrasts(module, base, partition, attribute):
            yield _contrast("contrast", contrast, scale, view, rules, nested)


def _contrast(
    kind: Kind, contrast: Contrast, scale: str, view: ScaleView, rules: PublishingRules, nested: bool
) -> Tested:
    level = view.means if nested else view.tests
    sides = contrast.cells(level.partition)
    method = "two_group.student" if nested else "two_group.welch"
    people = [int(np.isin(level.cell, side).sum()) for side in sides]
    units = min(len(side) for side in sides)
    if min(people) < rules.k_items:
        return _unsaid(kind, contrast, scale, method, CannotSay("too_few", None, rules.k_items))
    if nested and units < UNITS_PER_SIDE:
        return _unsaid(kind, contrast, scale, method, CannotSay("few_groups", units, UNITS_PER_SIDE))
    first, second = (
        view.unit_means[side] if nested else view.scores[np.isin(level.cell, side)] for side in sides
    )
    try:
        test = (student if nested else welch)(first, second, LEVEL)
    except CannotSayError as error:
        return _unsaid(kind, contrast, scale, method, CannotSay(error.reason, error.n, error.needed))
    result = Result(
        kind, contrast.group, scale, method, "confirmatory", "points", estimate=test.diff, low=test.low,
        high=test.high, level=LEVEL, n=sum(people), p=test.p, effect_name="sd",
        effect=test.diff / view.pooled_sd if view.pooled_sd > 0 else None, detectable=detectable(test),
        reference=test.mean2, against=contrast.against, parts=contrast.parts,
    )  # fmt: skip
    return Tested(result, equivalent(test, MARGIN_SD * view.pooled_sd))


def _unsaid(kind: Kind, contrast: Contrast, scale: str, method: str, reason: CannotSay) -> Tested:
    return Tested(
        Result(
            kind, contrast.group, scale, method, "confirmatory", "points", cannot_say=reason, verdict="cannot_tell",
            against=contrast.against,
        )
    )  # fmt: skip


def detectable(test: TTest) -> float:
    """Smallest gap in points that these two n show with 80 % power at 5 %, two-sided."""
    spread = test.se / float(np.sqrt(1 / test.n1 + 1 / test.n2))
    return float(smallest_detectable_d(test.n1, test.n2, ALPHA, POWER)) * spread


def equivalent(test: TTest, margin: float) -> bool:
    """Two one-sided tests at 5 %: the 90 % interval lies within the margin."""
    half = float(stdtrit(test.df, 1 - ALPHA)) * test.se
    return bool(test.diff - half > -margin and test.diff + half < margin)
