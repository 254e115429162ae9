"""Figure results of a group, and of the group against the rest: the figures' half of every cause.

Sums are compared, never means of ratios; people are the sampling units, so a rate over many deals of few reps keeps
an honest interval. The family of all group-against-rest comparisons is judged together (Benjamini-Hochberg).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from diagnostic.core.diagnosis.figure_groups import FigureGroup
from diagnostic.core.diagnosis.figure_people import Floats, People
from diagnostic.core.diagnosis.result import CannotSay, Kind, Result, Unit
from diagnostic.core.stats.cannot_say import CannotSayError
from diagnostic.core.stats.effect import welch
from diagnostic.core.stats.proportion import newcombe, wilson
from diagnostic.core.stats.ratio import ratio_difference, ratio_of_sums

LEVEL = 0.95
FEWEST = 3  # reps a side: below it no comparison is worth an interval

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spec:
    """A metric made of a numerator and a denominator per rep; `how` says what kind of ratio it is."""

    measure: str
    unit: Unit
    how: str  # "ratio" (of sums over reps), "share" (counts of counts), "mean" (per rep)
    top: Floats
    bottom: Floats


def specs_of(people: People, extra: Mapping[str, tuple[Floats, Unit]]) -> tuple[Spec, ...]:
    """Every metric these inputs allow; `extra` are per-rep columns from actuals (visits, new customers)."""
    ones = np.ones(people.n)
    closed = people.won + people.lost
    target, actual = people.target.sum(axis=1), people.actual.sum(axis=1)
    found = [
        Spec("attainment", "share", "ratio", np.where(target > 0, actual, 0.0), target),
        Spec("win_rate", "share", "share", people.won, closed),
        Spec("deal_size", "money", "ratio", people.won_value, people.won),
        Spec("cycle_days", "days", "ratio", people.cycle, people.won),
        Spec("opportunities", "count", "mean", closed, ones),
        Spec("accounts_per_rep", "count", "mean", people.accounts, ones),
        *(Spec(name, unit, "mean", values, ones) for name, (values, unit) in extra.items()),
    ]
    return tuple(spec for spec in found if np.nansum(spec.bottom) > 0 and np.nansum(np.abs(spec.top)) > 0)


def describe(spec: Spec, group: FigureGroup) -> Result | None:
    """The metric of one group with its interval; None where nobody in it has the metric."""
    top, bottom = _of(spec, group.members)
    if len(top) == 0 or bottom.sum() <= 0:
        return None
    blank = _blank("figure", group.id, spec, METHODS[spec.how][0])
    try:
        value, low, high = _interval(spec, top, bottom)
    except CannotSayError:
        value, low, high = (
            float(top.sum() / bottom.sum()),
            None,
            None,
        )  # one rep: a figure without an interval
    return replace(
        blank, estimate=value, low=low, high=high, level=None if low is None else LEVEL, n=len(top),
        cannot_say=None, verdict="described",
    )  # fmt: skip


def compare(spec: Spec, group: FigureGroup) -> Result | None:
    """The group against all other reps; None where one side has nothing of the metric."""
    first, second = _of(spec, group.members), _of(spec, ~group.members)
    if min(len(first[0]), len(second[0])) == 0 or min(first[1].sum(), second[1].sum()) <= 0:
        return None
    blank = _blank("figure_contrast", group.id, spec, METHODS[spec.how][1])
    fewest = min(len(first[0]), len(second[0]))
    if fewest < FEWEST:
        return replace(blank, cannot_say=CannotSay("too_few", fewest, FEWEST))
    try:
        diff, low, high, p = _difference(spec, first, second)
    except CannotSayError as error:
        return replace(blank, cannot_say=CannotSay(error.reason, error.n, error.needed))
    return replace(
        blank, estimate=diff, low=low, high=high, level=LEVEL, p=p, n=len(first[0]) + len(second[0]),
        cannot_say=None, verdict="described", reference=float(second[0].sum() / second[1].sum()),
    )  # fmt: skip


METHODS: Mapping[str, tuple[str, str]] = {
    "ratio": ("ratio", "ratio.difference"),
    "share": ("proportion.wilson", "ratio.difference"),
    "mean": ("one_sample.t", "two_group.welch"),
}


def _blank(kind: Kind, group: str, spec: Spec, method: str) -> Result:
    return Result(
        kind, group, spec.measure, method, "figures", spec.unit, cannot_say=CannotSay("no_input"),
        verdict="cannot_tell",
    )  # fmt: skip


def _of(spec: Spec, members: Mask) -> tuple[Floats, Floats]:
    """Numerators and denominators of those in the group who have the metric."""
    has = members & np.isfinite(spec.top) & np.isfinite(spec.bottom) & (spec.bottom > 0)
    return spec.top[has], spec.bottom[has]


def _interval(spec: Spec, top: Floats, bottom: Floats) -> tuple[float, float, float]:
    if spec.how == "share":
        share = wilson(int(top.sum()), int(bottom.sum()), LEVEL)
        return share.value, share.low, share.high
    ratio = ratio_of_sums(top, bottom, LEVEL)
    half = float(stdtrit(ratio.n - 1, (1 + LEVEL) / 2)) * ratio.se
    return ratio.ratio, ratio.ratio - half, ratio.ratio + half


def _difference(
    spec: Spec, first: tuple[Floats, Floats], second: tuple[Floats, Floats]
) -> tuple[float, float, float, float]:
    if spec.how == "mean":
        test = welch(first[0], second[0], LEVEL)
        return test.diff, test.low, test.high, test.p
    if spec.how == "share":
        # Deals of one rep resemble each other: the test is on reps, the binomial interval only where it is wider.
        counts = newcombe(
            int(first[0].sum()), int(first[1].sum()), int(second[0].sum()), int(second[1].sum()), LEVEL
        )
        reps = ratio_difference(first, second, LEVEL)
        wider = reps.high - reps.low >= counts.high - counts.low or counts.p is None
        return (
            (reps.diff, reps.low, reps.high, reps.p)
            if wider
            else (counts.diff, counts.low, counts.high, counts.p or 1.0)
        )
    ratios = ratio_difference(first, second, LEVEL)
    return ratios.diff, ratios.low, ratios.high, ratios.p


def level_of(
    group: str, measure: str, unit: Unit, value: float | None, n: int, method: str = "sum"
) -> Iterator[Result]:
    """A plain figure without sampling error (a sum, a share of a list), if there is one."""
    if value is not None and np.isfinite(value):
        yield Result("figure", group, measure, method, "figures", unit, estimate=float(value), n=n)


def over(groups: tuple[FigureGroup, ...], make: Callable[[FigureGroup], Result | None]) -> Iterator[Result]:
    for group in groups:
        result = make(group)
        if result is not None:
            yield result
