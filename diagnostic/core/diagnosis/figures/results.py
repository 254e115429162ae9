"""Figure results of a group, and of the group against the rest: the figures' half of every cause.

Sums are compared, never means of ratios. Reps are the sampling units of every comparison, also of win rates: deals of
one rep resemble each other, and a claim about a group must hold for its next reps. Comparisons of declared scopes
are one family, those of single teams another (Benjamini-Hochberg; docs/adr/0031).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.groups import FEWEST, NEWCOMER, FigureGroup
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.model.method_limits import (
    COUNTS_EXPECTED,
    ONE_SAMPLE,
    REPS_DEALT,
    REPS_INTERVAL,
)
from diagnostic.core.diagnosis.model.result import Basis, CannotSay, Result, Unit
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.permutation import Permuted, permuted_means
from diagnostic.core.stats.differences.standardised import permuted_ratios
from diagnostic.core.stats.differences.t_test import half_width, two_sided
from diagnostic.core.stats.proportions.ratio import cluster_ratio, cluster_share, jackknife_ratio

LEVEL = 0.95
FLOOR = 3  # people, teams or deals behind a figure: what fewer did is what they did, and is not printed

Mask = NDArray[np.bool_]
Draw = Callable[[str], np.random.Generator]  # the stream of a comparison, by its key
How = Literal["ratio", "share", "rate", "mean"]
Sums = tuple[Floats, Floats]  # numerators and denominators of the reps who have the metric
METHODS: Mapping[How, str] = {
    "ratio": "ratio",
    "share": "ratio.logit",
    "rate": "ratio",
    "mean": "one_sample.t",
}  # of the group


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """A metric made of a numerator and a denominator per rep, shapes (n,).

    `how`: a "ratio" of sums over reps, a "share" of counts out of counts, a "rate" of counts per month in post, a
    "mean" per rep (denominators of one). `censored`: what newcomers have of it is only what ended early, so that
    they are not compared. `doubted` (n,) are reps whose money can hardly be right: in every sum, in no comparison.
    """

    measure: str
    unit: Unit
    how: How
    top: Floats
    bottom: Floats
    censored: bool = False
    doubted: Mask | None = None


def specs_of(
    people: RepArrays, activity: Mapping[str, Sums], doubted: Mask | None = None
) -> tuple[MetricSpec, ...]:
    """Every metric these inputs allow; `activity`: counts from actuals (visits, new customers), and months in post.
    `doubted` are reps whose money can hardly be right."""
    ones, post = np.ones(people.n), people.post.sum(axis=1)
    closed = people.won + people.lost
    target, actual = people.target.sum(axis=1), people.actual.sum(axis=1)
    found = [
        MetricSpec(
            "attainment", "share", "ratio", np.where(target > 0, actual, 0.0), target, doubted=doubted
        ),
        MetricSpec("win_rate", "share", "share", people.won, closed, censored=True),
        MetricSpec("deal_size", "money", "ratio", people.won_value, people.won, doubted=doubted),
        MetricSpec("cycle_days", "days", "ratio", people.cycle, people.timed, censored=True),
        MetricSpec("opportunities", "count", "rate", closed, post),
        _created(people, post),
        MetricSpec("accounts_per_rep", "count", "mean", people.accounts, ones),
        *(MetricSpec(name, "count", "rate", counts, there) for name, (counts, there) in activity.items()),
    ]
    return tuple(spec for spec in found if np.nansum(spec.bottom) > 0 and np.nansum(np.abs(spec.top)) > 0)


def _created(people: RepArrays, post: Floats) -> MetricSpec:
    """Deals created a month in post, of reps whose deals say when they were created: of others it would be a gap in the
    records that counts as little work."""
    dated = people.timed == people.won
    return MetricSpec(
        "created_deals", "count", "rate", np.where(dated, people.opened, 0.0), np.where(dated, post, 0.0)
    )


def describe(spec: MetricSpec, group: FigureGroup) -> Iterator[Result]:
    """The metric of one group with its interval; nothing where no rep in it has the metric."""
    top, bottom = _of(spec, group.members)
    if bottom.sum() <= 0:
        return
    figure = Result(
        "figure",
        group.id,
        spec.measure,
        METHODS[spec.how],
        "figures",
        spec.unit,
        estimate=float(top.sum() / bottom.sum()),
        n=len(top),
    )
    yield _with_interval(figure, spec.how, top, bottom)


def closed_deals(spec: MetricSpec, group: FigureGroup) -> Iterator[Result]:
    """The deals a win rate is a share of, to be printed beside it; `n` are its reps."""
    top, bottom = _of(spec, group.members)
    if spec.measure == "win_rate" and len(top):
        yield from level_of(group.id, "closed_deals", "count", float(bottom.sum()), len(top))


def _with_interval(figure: Result, how: How, top: Floats, bottom: Floats) -> Result:
    """What other reps like these would show; none from so few that it would say more than it knows, and none where
    all reps are alike or one rep holds nearly everything."""
    if len(top) < (ONE_SAMPLE if how == "mean" else REPS_INTERVAL):
        return figure
    try:
        low, high = _ends(how, top, bottom)
    except CannotSayError:
        return figure
    return replace(figure, low=low, high=high, level=LEVEL)


def _ends(how: How, top: Floats, bottom: Floats) -> tuple[float, float]:
    if how == "mean":
        ratio = jackknife_ratio(top, bottom)
        half = half_width(ratio.se, ratio.df, LEVEL)
        return ratio.ratio - half, ratio.ratio + half
    found = (cluster_share if how == "share" else cluster_ratio)(top, bottom, LEVEL)
    return found.low, found.high


def compare(
    spec: MetricSpec, group: FigureGroup, roles: Sequence[str | None], draw: Draw
) -> Iterator[Result]:
    """The group against its rest, made alike in its mix of roles; nothing where one side has nothing of the metric.

    A role or a team type is only shown next to the others: its business is another one (docs/adr/0029). Which
    test is made depends on head counts alone (docs/adr/0023).
    """
    blank = Result(
        "figure_contrast",
        group.id,
        spec.measure,
        METHODS[spec.how],
        "figures",
        spec.unit,
        cannot_say=CannotSay("too_few", None, FEWEST),
        verdict="cannot_tell",
        against=group.others,
    )
    first, second = _of(spec, group.members & ~_doubted(spec)), _of(spec, group.rest & ~_doubted(spec))
    if min(first[1].sum(), second[1].sum()) <= 0:
        return
    fewest = min(len(first[0]), len(second[0]))
    if fewest < FEWEST:
        yield replace(blank, cannot_say=CannotSay("too_few", fewest, FEWEST))
    elif not group.tested:
        yield replace(_beside(blank, first, second), basis=_basis(spec, group.members | group.rest))
    else:
        yield _against(blank, spec, group, roles, draw)


def _beside(blank: Result, first: Sums, second: Sums) -> Result:
    """Two figures side by side, without test, sign or colour."""
    own, reference = (float(top.sum() / bottom.sum()) for top, bottom in (first, second))
    return replace(
        blank,
        family="description",
        estimate=own - reference,
        reference=reference,
        n=len(first[0]) + len(second[0]),
        cannot_say=None,
        verdict="described",
    )


def _against(
    blank: Result, spec: MetricSpec, group: FigureGroup, roles: Sequence[str | None], draw: Draw
) -> Result:
    alike = like_for_like(spec, group.members, group.rest, roles)
    if alike is None:
        return replace(blank, cannot_say=CannotSay("not_alike"))
    blank = replace(blank, method=_method(spec, alike), basis=alike.basis, clusters="reps")
    if spec.how == "rate" and alike.expected < COUNTS_EXPECTED:
        return replace(blank, cannot_say=CannotSay("too_few"))
    try:
        gap = _gap(spec, alike, draw(blank.key))
    except CannotSayError as error:
        return refused(blank, error)
    top, bottom = alike.second
    return tested(blank, gap, len(alike.first[0]) + len(top), float(top.sum() / bottom.sum()))


@dataclass(frozen=True)
class Alike:
    """Both sides of a comparison with the same mix of roles; "plain" where there was nothing to make alike and
    nobody was left out.

    `given`: both sides as they are, `roles` the role of each of their reps. (Not slotted: properties are few.)
    """

    first: Sums
    second: Sums
    basis: Basis
    given: tuple[Sums, Sums]
    roles: tuple[NDArray[np.str_], NDArray[np.str_]]

    @property
    def fewest(self) -> int:
        """The fewest reps that any role has on a side."""
        return min(int((side == role).sum()) for side in self.roles for role in np.unique(side))

    @property
    def expected(self) -> float:
        """What the smaller side would count if it counted as often as both together."""
        (top1, bottom1), (top2, bottom2) = self.given
        counts, exposures = top1.sum() + top2.sum(), (bottom1.sum(), bottom2.sum())
        return float(counts * min(exposures) / sum(exposures))


def like_for_like(spec: MetricSpec, first: Mask, second: Mask, roles: Sequence[str | None]) -> Alike | None:
    """Direct standardisation over roles: every role weighs alike on both sides; None where the sides share none.

    A role counts that has three reps with the metric on each side, with its share of the denominators of both sides
    together: a rep's numerator and denominator are multiplied by that share over the role's share on their own side.
    What a role has on average is taken off both sides alike, which leaves the difference as it is
    and its error without what only the roles differ by. Kitagawa 1955, 10.1080/01621459.1955.10501299.
    """
    has = compared(spec)
    codes = np.array([f"{role}" for role in roles])
    sides = [side & has for side in (first, second)]
    shared = shared_roles(spec, sides, codes)
    if not shared:
        return None
    kept = [side & np.isin(codes, shared) for side in sides]
    given = _sums(spec, kept[0]), _sums(spec, kept[1])
    of_reps = codes[kept[0]], codes[kept[1]]
    if len(shared) == 1 and all((one == other).all() for one, other in zip(kept, sides, strict=True)):
        return Alike(*given, _basis(spec, first | second), given, of_reps)
    top, bottom = _weighted(spec, kept, codes, shared)
    one, two = ((top[side], bottom[side]) for side in kept)
    return Alike(one, two, "comparable", given, of_reps)


def compared(spec: MetricSpec) -> Mask:
    """The reps who have the metric and are not in doubt."""
    return np.isfinite(spec.top) & np.isfinite(spec.bottom) & (spec.bottom > 0) & ~_doubted(spec)


def shared_roles(spec: MetricSpec, sides: Sequence[Mask], codes: NDArray[np.str_]) -> list[str]:
    """The roles that both sides have enough reps of to be compared with each other."""
    there = np.unique(codes[sides[0] | sides[1]]).tolist()
    return [role for role in there if _shared(spec, codes == role, sides, role)]


def _doubted(spec: MetricSpec) -> Mask:
    return np.zeros(len(spec.top), dtype=np.bool_) if spec.doubted is None else spec.doubted


def _basis(spec: MetricSpec, members: Mask) -> Basis:
    """Without those in doubt it is another value than the group's own."""
    return "comparable" if (_doubted(spec) & members).any() else "plain"


def _shared(spec: MetricSpec, own: Mask, sides: Sequence[Mask], role: str) -> bool:
    if spec.censored and role == NEWCOMER:
        return False
    return all(int((own & side).sum()) >= FEWEST for side in sides)


def _weighted(spec: MetricSpec, sides: Sequence[Mask], codes: NDArray[np.str_], roles: Sequence[str]) -> Sums:
    """Numerators and denominators of both sides with roles of one weight, and one mean of all roles.

    Each side keeps its own sum of denominators, so that the weights are near one.
    """
    top, bottom = spec.top.copy(), spec.bottom.copy()
    of_role = [(sides[0] | sides[1]) & (codes == role) for role in roles]
    weights = np.array([spec.bottom[own].sum() for own in of_role])
    means = np.array([spec.top[own].sum() for own in of_role]) / weights
    for own, mean in zip(of_role, means, strict=True):
        top[own] += (float(weights @ means) / weights.sum() - mean) * bottom[own]
    for side in sides:
        for own, weight in zip(of_role, weights, strict=True):
            inside = side & own
            share = weight / weights.sum() * spec.bottom[side].sum() / spec.bottom[inside].sum()
            top[inside], bottom[inside] = top[inside] * share, bottom[inside] * share
    return top, bottom


class Difference(Protocol):
    """What every test of a difference gives, in the unit of the metric."""

    @property
    def diff(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def p(self) -> float | None: ...


def tested(blank: Result, test: Difference, n: int, reference: float) -> Result:
    """The test of a difference of figures as a result; it is judged with its family afterwards."""
    return replace(
        blank,
        estimate=test.diff,
        low=test.low,
        high=test.high,
        level=LEVEL,
        p=test.p,
        n=n,
        reference=reference,
        cannot_say=None,
        verdict="described",
    )


def refused(blank: Result, error: CannotSayError) -> Result:
    """Why a statistic of figures is missing."""
    return replace(blank, cannot_say=CannotSay(error.reason, error.n, error.needed))


@dataclass(frozen=True, slots=True)
class FigureGap:
    """First minus second with its two-sided p and 95 % interval, in the unit of the metric."""

    diff: float
    low: float
    high: float
    p: float
    df: float


def _method(spec: MetricSpec, alike: Alike) -> str:
    if spec.how == "mean" and alike.basis == "plain":
        return "two_group.permutation"
    return "ratio.difference" if alike.fewest >= REPS_DEALT else "ratio.permutation"


def _gap(spec: MetricSpec, alike: Alike, rng: np.random.Generator) -> FigureGap | Permuted:
    """Means, and ratios where a role has few reps on a side, by permutation of reps within their role; ratios of many
    by their jackknife errors.

    Weighted means are ratios: their denominators are the weights.
    """
    if spec.how == "mean" and alike.basis == "plain":
        return permuted_means(alike.first[0], alike.second[0], rng, LEVEL)
    if alike.fewest >= REPS_DEALT:
        return gap_of_ratios(alike.first, alike.second)
    return permuted_ratios(*alike.given, rng, LEVEL, alike.roles)


def gap_of_ratios(first: Sums, second: Sums) -> FigureGap:
    """Difference of two ratios of sums over reps by their jackknife errors, t with Satterthwaite's degrees of freedom.

    Each error leaves one rep out at a time (`jackknife_ratio`) and rests on as many degrees of freedom as its targets
    leave when one rep carries most of them; df = (s1^2 + s2^2)^2 / (s1^4 / df1 + s2^4 / df2), as in Welch's test
    (10.1093/biomet/34.1-2.28), which this is where all denominators are one. With the linearised error teams of eight
    were claimed apart too often (docs/calibration_statistics.md).

    >>> ones = np.ones(4)
    >>> gap = gap_of_ratios((np.array([1.0, 2, 3, 4]), ones), (np.array([3.0, 4, 6, 7]), ones))
    >>> round(gap.diff, 2), round(gap.df, 2), round(gap.p, 4)
    (-2.5, 5.4, 0.0716)
    """
    one, two = jackknife_ratio(*first), jackknife_ratio(*second)
    se = hypot(one.se, two.se)
    if se == 0:
        raise CannotSayError("constant", n=one.n + two.n)
    diff = one.ratio - two.ratio
    df = se**4 / (one.se**4 / one.df + two.se**4 / two.df)
    half = half_width(se, df, LEVEL)
    return FigureGap(diff, diff - half, diff + half, two_sided(diff / se, df), df)


def _of(spec: MetricSpec, members: Mask) -> Sums:
    return _sums(spec, members & np.isfinite(spec.top) & np.isfinite(spec.bottom) & (spec.bottom > 0))


def _sums(spec: MetricSpec, members: Mask) -> Sums:
    return spec.top[members], spec.bottom[members]


def of_enough(results: Iterable[Result]) -> Iterator[Result]:
    """Without the figures of one or two people: what so few did is known to everyone who knows them."""
    return (result for result in results if result.n is None or result.n >= FLOOR)


def level_of(group: str, measure: str, unit: Unit, value: float | None, n: int | None) -> Iterator[Result]:
    """A plain figure without sampling error (a sum, a share of a list), if there is one. `n` is what it rests on
    (people, teams, deals), None where the client stated the figure; of fewer than `FLOOR` it is not printed."""
    if value is not None and np.isfinite(value) and (n is None or n >= FLOOR):
        yield Result("figure", group, measure, "sum", "figures", unit, estimate=float(value), n=n)
