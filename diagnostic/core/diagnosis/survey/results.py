"""Survey results of one module: means of published groups, and every declared contrast on every scale.

Morale and well-being are attributes of units: a contrast is tested on the means of k-atoms, units are the n (pooled
variance, because a group of four units has no variance of its own worth using). Skills are read by role and band and
tested by permuting people. Each scale has one yardstick, the sd of reps within the published partition: it is
the unit of every effect and the margin of every equivalence test. Reasons: docs/adr/0010, 0012 and 0023.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.method_limits import UNITS_MEAN, UNITS_OWN
from diagnostic.core.diagnosis.model.result import CannotSay, Result, ResultKind
from diagnostic.core.diagnosis.survey.contrasts import Contrast, contrasts, top_against_rest
from diagnostic.core.diagnosis.survey.groups import Attribute, NamedGroup, ScaleView, group_id
from diagnostic.core.privacy.groups import cells_of
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Partition
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.effect import student, welch
from diagnostic.core.stats.differences.mean_interval import mean_of_units
from diagnostic.core.stats.differences.permutation import Permuted, permuted_means
from diagnostic.core.stats.differences.power import smallest_detectable_d
from diagnostic.core.stats.differences.t_test import OneTTest, TTest, half_width

LEVEL = 0.95
MARGIN_SD = 0.5  # "no difference that matters": within half a standard deviation of reps
UNITS_PER_SIDE = 2
ALPHA, POWER = 0.05, 0.80

Cells = NDArray[np.intp]
Draw = Callable[[str], np.random.Generator]  # the stream of a statistic, by its key


@dataclass(frozen=True, slots=True)
class Tested:
    """A contrast before its family is judged; `equivalent` is the verdict of the two one-sided tests."""

    result: Result
    equivalent: bool = False


def describe_means(
    module: str,
    scale: str,
    view: ScaleView,
    groups: Sequence[NamedGroup],
    rules: PublishingRules,
    nested: bool,
) -> Iterator[Result]:
    """The mean of the company, of every declared group and of every atom, each with its interval and n.

    `nested`: the atoms are made of units (morale), not of kinds of people (skills).
    """
    partition = view.means.partition
    for group in groups:
        cells = cells_of(group.published, partition)
        if cells is None:
            yield hidden("mean", group.id, scale)
        else:
            yield _mean(group.id, scale, view, cells, group.published.parts, rules, nested)
    for place, atom in enumerate(partition.atoms):
        id = group_id(module, "atom", atom.id)
        yield _mean(id, scale, view, np.array([place]), atom.parts, rules, nested)


def hidden(kind: ResultKind, group: str, scale: str) -> Result:
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


def not_said(error: CannotSayError) -> CannotSay:
    """Why a statistic of answers is missing, without a count and without revealing that all answered alike.

    >>> not_said(CannotSayError("constant", n=12)).reason, not_said(CannotSayError("too_few", 9, 10)).n
    ('not_shown', None)
    """
    return (
        CannotSay("not_shown") if error.reason == "constant" else CannotSay(error.reason, None, error.needed)
    )


def _mean(
    group: str,
    scale: str,
    view: ScaleView,
    cells: Cells,
    parts: tuple[str, ...],
    rules: PublishingRules,
    nested: bool,
) -> Result:
    sizes, value = view.sizes[cells].astype(float), mean_of(view, cells)
    over_units = nested and len(cells) >= UNITS_MEAN
    described = Result(
        "mean",
        group,
        scale,
        "mean.nested" if over_units else "mean.pooled_sd",
        "description",
        "points",
        estimate=value,
        n=int(sizes.sum()),
        parts=(parts,),
    )
    half = _half_over_units(view, cells) if over_units else _half_of_people(view, sizes.sum(), rules)
    if half is None:
        return described
    return replace(described, low=value - half, high=value + half, level=LEVEL)


def mean_of(view: ScaleView, cells: Cells) -> float:
    """The mean of all people in the cells, the one that is printed of a group."""
    sizes = view.sizes[cells].astype(float)
    return float(view.unit_means[cells] @ sizes / sizes.sum())


def _half_over_units(view: ScaleView, cells: Cells) -> float | None:
    """Half the 95 % interval of a mean over units: its people come in units, so units are the n.

    The mean is the ratio sum of scores / sum of people of J units; linearised standard error, t with J - 1.
    Units of 5, 5, 5, 5, 5 people with means 3.0, 3.2, 3.4, 3.6, 3.8: se = sd of the means / sqrt(5) = .141,
    t(4) = 2.776, half = .393; as if 25 people had answered independently it would be far too short. No interval where
    all units are exactly alike.
    """
    try:
        found = mean_of_units(view.unit_means[cells], view.sizes[cells].astype(float), LEVEL)
    except CannotSayError:
        return None
    return found.high - found.mean


def _half_of_people(view: ScaleView, n: float, rules: PublishingRules) -> float | None:
    """Half the 95 % interval of n people's mean by the pooled sd: t with people - atoms degrees of freedom.

    The pooled sd is a spread, so the published partition as a whole must carry the people a spread takes: a
    partition of one atom of seven would print the sd of these seven.
    """
    if view.freedom < 1 or int(view.inside.sum()) < rules.k_items:
        return None
    return half_width(view.pooled_sd / float(np.sqrt(n)), view.freedom, LEVEL)


def compare_groups(
    module: str,
    scale: str,
    view: ScaleView,
    base: Partition,
    attributes: Sequence[Attribute],
    rules: PublishingRules,
    nested: bool,
    draw: Draw,
) -> Iterator[Tested]:
    """Every value of every attribute against the rest, and the top band against the others, on one scale."""
    partition = view.means.partition if nested else view.tests.partition
    for attribute in attributes:
        if attribute.kind == "band":
            top = top_against_rest(module, base, partition, attribute)
            if top is not None:
                yield _tested("top_rest", top, scale, view, rules, nested, draw)
            continue
        for contrast in contrasts(module, base, partition, attribute):
            yield _tested("contrast", contrast, scale, view, rules, nested, draw)


def _tested(
    kind: ResultKind,
    contrast: Contrast,
    scale: str,
    view: ScaleView,
    rules: PublishingRules,
    nested: bool,
    draw: Draw,
) -> Tested:
    level = view.means if nested else view.tests
    sides = contrast.cells(level.partition)
    people = [np.isin(level.cell, side) for side in sides]
    small = _too_small(people, sides, rules, nested)
    blank = Result(
        kind,
        contrast.group,
        scale,
        _method(sides, nested),
        "confirmatory",
        "points",
        cannot_say=small or CannotSay("not_shown"),
        verdict="cannot_tell",
        against=contrast.against,
    )
    if small is not None:
        return Tested(blank)
    try:
        if nested:
            test: TTest | Permuted = compare_units(view.unit_means[sides[0]], view.unit_means[sides[1]])
        else:
            test = permuted_means(view.scores[people[0]], view.scores[people[1]], draw(blank.key), LEVEL)
    except CannotSayError as error:
        return Tested(replace(blank, cannot_say=not_said(error)))
    n = int(people[0].sum() + people[1].sum())
    if not nested:
        return two_sided(blank, test, n, view.pooled_sd, contrast.parts)
    alike = replace(blank, basis="comparable")  # units weigh alike in the test
    return two_sided(alike, test, n, view.pooled_sd, contrast.parts, mean_of(view, sides[1]))


def _method(sides: Sequence[Cells], nested: bool) -> str:
    """By numbers of units alone, before any answer is looked at."""
    if not nested:
        return "two_group.permutation"
    return "two_group.units" if min(len(side) for side in sides) >= UNITS_OWN else "two_group.student"


def compare_units(first: NDArray[np.float64], second: NDArray[np.float64]) -> TTest:
    """Means of units of two sides: p by one pooled variance, the interval by each side's own from four units on.

    Where nothing differs the pooled test keeps its 5 % and finds more than Welch's; where something does, the smaller
    side may vary more, and the pooled interval would then be short (docs/adr/0023).
    """
    pooled = student(first, second, LEVEL)
    if min(first.size, second.size) < UNITS_OWN:
        return pooled
    return replace(welch(first, second, LEVEL), t=pooled.t, p=pooled.p)


def _too_small(
    people: Sequence[NDArray[np.bool_]], sides: Sequence[Cells], rules: PublishingRules, nested: bool
) -> CannotSay | None:
    """Ten people a side to publish a test, two units a side to make one of units."""
    if min(int(side.sum()) for side in people) < rules.k_items:
        return CannotSay("too_few", None, rules.k_items)
    units = min(len(side) for side in sides)
    if nested and units < UNITS_PER_SIDE:
        return CannotSay("few_groups", units, UNITS_PER_SIDE)
    return None


def two_sided(
    blank: Result,
    test: TTest | Permuted,
    n: int,
    sd: float,
    parts: tuple[tuple[str, ...], ...],
    reference: float | None = None,
) -> Tested:
    """A two-sided test of `n` people as a result; effect and margin in `sd`, the spread of reps on the scale.

    `reference` is what is printed of the other side, where the test weighs it otherwise.
    """
    tested = test.value2 if isinstance(test, Permuted) else test.mean2
    result = replace(
        blank,
        estimate=test.diff,
        low=test.low,
        high=test.high,
        level=LEVEL,
        n=n,
        p=test.p,
        effect=test.diff / sd if sd > 0 else None,
        effect_name="sd",
        detectable=detectable(test),
        reference=tested if reference is None else reference,
        parts=parts,
        cannot_say=None,
        verdict="described",
    )
    return Tested(result, equivalent(test, MARGIN_SD * sd))


def detectable(test: TTest | Permuted) -> float:
    """Smallest gap in points that these two n show with 80 % power at 5 %, two-sided, before any adjustment.

    Two groups of 8 show 1.507 of the spread the test rests on (se / sqrt(1/8 + 1/8)).
    """
    spread = test.se / float(np.sqrt(1 / test.n1 + 1 / test.n2))
    return float(smallest_detectable_d(test.n1, test.n2, ALPHA, POWER)) * spread


def equivalent(test: TTest | OneTTest | Permuted, margin: float) -> bool:
    """Two one-sided tests at 5 %: the 90 % interval lies within the margin (Schuirmann, 10.1007/BF01068419).

    Each is a test by itself: saying "no difference" wrongly needs a true gap as large as the margin, and then
    happens in at most 5 % of cases a scale. With df 30 and se 0.1 a gap of 0.1 is within 0.3, one of 0.2 is not.
    """
    half = test.half90 if isinstance(test, Permuted) else half_width(test.se, test.df, 1 - 2 * ALPHA)
    return bool(test.diff - half > -margin and test.diff + half < margin)
