"""The importance matrix: what people say matters most to their results, and how content they are with it.

Each respondent chose the three themes that matter most to them. Shares are about the whole company only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.survey.groups import COMPANY, group_id
from diagnostic.core.diagnosis.survey.results import LEVEL
from diagnostic.core.privacy.publish import END, PublishingRules, total_tells
from diagnostic.core.stats.proportions.proportion import wilson

CHOICES = 3  # themes that each respondent chose


def weigh_themes(
    module: str,
    chosen: NDArray[np.bool_],
    themes: Sequence[str],
    means: Mapping[str, Result],
    rules: PublishingRules,
) -> Iterator[Result]:
    """Stated importance of each theme, and satisfaction with it against the mean of all themes shown.

    `chosen` is (n, themes); only people who chose at all are counted. The importance cut is an even split of three
    choices, the satisfaction cut the mean of the themes' means; both are lines of the drawing, fixed for the
    interval, which is the mean's own.
    """
    group = group_id(module, COMPANY)
    given = chosen[chosen.any(axis=1)]
    yield from _stated(group, given, themes, rules)
    shown = {theme: means[theme] for theme in themes if theme in means and means[theme].estimate is not None}
    values = [mean.estimate for mean in shown.values() if mean.estimate is not None]
    for theme, mean in shown.items():
        yield _satisfaction(group, theme, mean, float(np.mean(values)))


def _stated(
    group: str, given: NDArray[np.bool_], themes: Sequence[str], rules: PublishingRules
) -> Iterator[Result]:
    """Shares with Wilson's interval; those near none or all are not shown."""
    n, counts = given.shape[0], [int(count) for count in given.sum(axis=0)]
    held = held_back(counts, n)
    for theme, count, hold in zip(themes, counts, held, strict=True):
        blank = Result(
            "stated_importance",
            group,
            theme,
            "proportion.wilson",
            "description",
            "share",
            cannot_say=CannotSay("not_shown"),
            verdict="cannot_tell",
            reference=CHOICES / len(themes),
        )
        if n < rules.k_items:
            yield replace(blank, cannot_say=CannotSay("too_few", None, rules.k_items))
        elif hold:
            yield blank
        else:
            share = wilson(count, n, LEVEL)
            yield replace(
                blank,
                estimate=share.value,
                low=share.low,
                high=share.high,
                level=LEVEL,
                n=n,
                cannot_say=None,
                verdict="described",
            )


def held_back(counts: Sequence[int], n: int) -> list[bool]:
    """Which counts of n are not shown: those within two of none or all, and others until these are safe.

    Everyone chose three, so the counts add up to 3 n and the sum of those held back follows from the others.
    A single one would follow too, and two whose sum is zero would both be known; the one nearest to an end is
    then held back with them.

    >>> held_back([1, 12, 20, 30], 31), held_back([6, 12, 20], 31)
    ([True, False, False, True], [False, False, False])
    >>> held_back([1, 12, 20, 25], 31), held_back([0, 0, 12, 20, 25, 30], 31)
    ([True, False, False, True], [True, True, False, False, False, True])
    >>> held_back([0, 1, 12, 20], 31)
    [True, True, False, True]
    """
    room = [min(count, n - count) for count in counts]
    held = [near <= END for near in room]
    while any(held) and not all(held) and _follow([c for c, h in zip(counts, held, strict=True) if h], n):
        _, place = min((near, place) for place, near in enumerate(room) if not held[place])
        held[place] = True
    return held


def _follow(counts: Sequence[int], n: int) -> bool:
    """Whether counts follow from their sum alone: a single one, or a sum that leaves hardly a choice."""
    return len(counts) == 1 or total_tells(sum(counts), len(counts) * n, 0, 1)


def _satisfaction(group: str, theme: str, mean: Result, cut: float) -> Result:
    def beyond(value: float | None) -> float | None:
        return None if value is None else value - cut

    return Result(
        "importance_satisfaction",
        group,
        theme,
        mean.method,
        "description",
        "points",
        estimate=beyond(mean.estimate),
        low=beyond(mean.low),
        high=beyond(mean.high),
        level=mean.level,
        n=mean.n,
        reference=cut,
    )
