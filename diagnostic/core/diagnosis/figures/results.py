"""Figure results of a group, and of the group against the rest: the figures' half of every cause.

Sums are compared, never means of ratios. Reps are the sampling units of every comparison, also of win rates: deals of
one rep resemble each other, and a claim about a group must hold for its next reps. All comparisons are judged in one
family (Benjamini-Hochberg; docs/adr/0014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import hypot
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.groups import FEWEST, FigureGroup
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.model.method_limits import ONE_SAMPLE, REPS_DEALT, REPS_INTERVAL
from diagnostic.core.diagnosis.model.result import CannotSay, Result, Unit
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.permutation import Permuted, permuted_means, permuted_ratios
from diagnostic.core.stats.differences.t_test import half_width, two_sided
from diagnostic.core.stats.proportions.ratio import cluster_ratio, cluster_share, jackknife_ratio

LEVEL = 0.95
FLOOR = 3  # people, teams or deals behind a figure: what fewer did is what they did, and is not printed

Mask = NDArray[np.bool_]
Draw = Callable[[str], np.random.Generator]  # the stream of a comparison, by its key
How = Literal["ratio", "share", "mean"]
Sums = tuple[Floats, Floats]  # numerators and denominators of the reps who have the metric
METHODS: Mapping[How, str] = {
    "ratio": "ratio",
    "share": "ratio.logit",
    "mean": "one_sample.t",
}  # of the group


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """A metric made of a numerator and a denominator per rep, shapes (n,).

    `how`: a "ratio" of sums over reps, a "share" of counts out of counts, a "mean" per rep (denominators of one).
    """

    measure: str
    unit: Unit
    how: How
    top: Floats
    bottom: Floats


def specs_of(people: RepArrays, extra: Mapping[str, tuple[Floats, Unit]]) -> tuple[MetricSpec, ...]:
    """Every metric these inputs allow; `extra` are per-rep columns from actuals (visits, new customers)."""
    ones = np.ones(people.n)
    closed = people.won + people.lost
    target, actual = people.target.sum(axis=1), people.actual.sum(axis=1)
    found = [
        MetricSpec("attainment", "share", "ratio", np.where(target > 0, actual, 0.0), target),
        MetricSpec("win_rate", "share", "share", people.won, closed),
        MetricSpec("deal_size", "money", "ratio", people.won_value, people.won),
        MetricSpec("cycle_days", "days", "ratio", people.cycle, people.timed),
        MetricSpec("opportunities", "count", "mean", closed, ones),
        MetricSpec("accounts_per_rep", "count", "mean", people.accounts, ones),
        *(MetricSpec(name, unit, "mean", values, ones) for name, (values, unit) in extra.items()),
    ]
    return tuple(spec for spec in found if np.nansum(spec.bottom) > 0 and np.nansum(np.abs(spec.top)) > 0)


def describe(spec: MetricSpec, group: FigureGroup) -> Iterator[Result]:
    """The metric of one group with its interval; nothing where nobody in it has the metric."""
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


def _with_interval(figure: Result, how: How, top: Floats, bottom: Floats) -> Result:
    """What other reps like these would show; none from so few that it would say more than it knows, and none where
    nobody differs or one rep holds nearly everything."""
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


def compare(spec: MetricSpec, group: FigureGroup, draw: Draw) -> Iterator[Result]:
    """The group against all other reps; nothing where one side has nothing of the metric.

    Which test is made depends on head counts alone (docs/adr/0023).
    """
    first, second = _of(spec, group.members), _of(spec, ~group.members)
    if min(first[1].sum(), second[1].sum()) <= 0:
        return
    fewest = min(len(first[0]), len(second[0]))
    blank = Result(
        "figure_contrast",
        group.id,
        spec.measure,
        _method(spec, fewest),
        "figures",
        spec.unit,
        cannot_say=CannotSay("too_few", fewest, FEWEST),
        verdict="cannot_tell",
        against=group.others,
    )
    if fewest < FEWEST:
        yield blank
        return
    try:
        gap = _gap(spec, first, second, draw(blank.key))
    except CannotSayError as error:
        yield refused(blank, error)
        return
    yield tested(blank, gap, len(first[0]) + len(second[0]), float(second[0].sum() / second[1].sum()))


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


def _method(spec: MetricSpec, fewest: int) -> str:
    if spec.how == "mean":
        return "two_group.permutation"
    return "ratio.permutation" if fewest < REPS_DEALT else "ratio.difference"


def _gap(spec: MetricSpec, first: Sums, second: Sums, rng: np.random.Generator) -> FigureGap | Permuted:
    """Means, and ratios of few reps, by dealing reps out anew; ratios of many by their jackknife errors."""
    if spec.how == "mean":
        return permuted_means(first[0], second[0], rng, LEVEL)
    few = min(len(first[0]), len(second[0])) < REPS_DEALT
    return permuted_ratios(first, second, rng, LEVEL) if few else gap_of_ratios(first, second)


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
    has = members & np.isfinite(spec.top) & np.isfinite(spec.bottom) & (spec.bottom > 0)
    return spec.top[has], spec.bottom[has]


def of_enough(results: Iterable[Result]) -> Iterator[Result]:
    """Without the figures of one or two people: what so few did is known to everybody who knows them."""
    return (result for result in results if result.n is None or result.n >= FLOOR)


def level_of(group: str, measure: str, unit: Unit, value: float | None, n: int | None) -> Iterator[Result]:
    """A plain figure without sampling error (a sum, a share of a list), if there is one. `n` is what it rests on
    (people, teams, deals), None where the client stated the figure; of fewer than `FLOOR` it is not printed."""
    if value is not None and np.isfinite(value) and (n is None or n >= FLOOR):
        yield Result("figure", group, measure, "sum", "figures", unit, estimate=float(value), n=n)
