"""Permutation test of two groups: exact where the groups do not differ, at any skewness.

For contrasts of people and reps where a group is small. The statistic is a difference over its own standard error, so
that unequal spreads are allowed for as well as by Welch's; only its reference distribution comes from the data instead
of Student's t.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Ints, Numbers, fraction, is_constant, sample
from diagnostic.core.stats.basis.not_computable import CannotSayError

STAGES = (999, 4_999, 9_999)  # permutations; drawing stops once enough are as large: p is then known well
ENOUGH = 100
_DEALT_ONE_BY_ONE = 200
_CELLS = 2_000_000  # of a table held at once
_FEW_KINDS = (
    4  # people answer alike: with a quarter as many different scores, scores are drawn and not people
)
_SAME = 1e-9  # relative: two statistics this near are equal

Studentised = Callable[
    [Floats, Floats], tuple[Floats, Floats]
]  # sums of both sides (b, strata, m) -> difference, error


@dataclass(frozen=True, slots=True)
class Permuted:
    """First minus second; `low` and `high` hold every difference that the test at 1 - level would not reject.

    `half90` is half the interval at 90 %, for tests of equivalence; `draws` the number of permutations.
    """

    n1: int
    n2: int
    value1: float
    value2: float
    diff: float
    se: float
    p: float
    low: float
    high: float
    half90: float
    draws: int


def permuted_means(
    first: Numbers, second: Numbers, rng: np.random.Generator, level: float = 0.95
) -> Permuted:
    """Difference of means by the permutation of Welch's t; Janssen 1997, 10.1016/S0167-7152(97)00043-6.

    t = (m1 - m2) / sqrt(s1^2 / n1 + s2^2 / n2); p = (1 + permuted |t| as large) / (1 + draws), exact when both
    groups have one distribution, right in large samples when only their means are equal; 10.1214/13-AOS1090. The
    interval is difference -+ the permuted |t|'s quantile times the error. Shapes (n1,), (n2,); NaN left out. Raises
    CannotSayError `too_few` (fewer than 2 in a group), `all_missing`, `not_finite`, `constant` (hardly any values
    differ).

    >>> found = permuted_means([3, 4, 5, 4, 5], [2, 3, 2, 3, 1, 2], np.random.default_rng(1))
    >>> round(found.diff, 2), 0.005 < found.p < 0.03
    (2.03, True)
    """
    one, two = sample(first), sample(second)
    if is_constant(one) and is_constant(two):
        raise CannotSayError("constant", n=one.size + two.size)
    centre = float(np.concatenate([one, two]).mean())
    columns = [
        np.column_stack([np.ones(side.size), side - centre, (side - centre) ** 2]) for side in (one, two)
    ]
    values = float(one.mean()), float(two.mean())
    return permuted_strata([(columns[0], columns[1])], _welch, values, rng, level)


def permuted_strata(
    strata: Sequence[tuple[Floats, Floats]],
    statistic: Studentised,
    values: tuple[float, float],
    rng: np.random.Generator,
    level: float,
) -> Permuted:
    """The test of any studentised statistic of column sums, dealing out the rows of each stratum among themselves.

    strata: the rows (n, m) of both sides, stratum by stratum; `statistic` takes sums (b, strata, m) of both sides.
    Sources as `permuted_means`. Raises CannotSayError `constant` (hardly any rows differ).

    >>> def of_means(one, two):
    ...     return (one - two)[:, :, 0].sum(axis=1) / 3, np.ones(one.shape[0])
    >>> rows = [(np.array([[4.0], [5], [6]]), np.array([[1.0], [2], [3]]))]
    >>> found = permuted_strata(rows, of_means, (5.0, 2.0), np.random.default_rng(1), 0.95)
    >>> found.diff, round(found.p, 1)  # two of twenty divisions
    (3.0, 0.1)
    """
    sums = (np.stack([both[side].sum(axis=0) for both in strata])[None] for side in (0, 1))
    diff, se = (float(part[0]) for part in statistic(*sums))
    seen = abs(diff) / se if se > 0 else np.inf
    n1, n2 = (sum(both[side].shape[0] for both in strata) for side in (0, 1))
    dealt = np.empty(0)
    for stage in STAGES:
        dealt = np.append(dealt, _dealt(strata, statistic, stage - dealt.size, rng))
        if _as_large(dealt, seen) >= ENOUGH:
            break
    p = (1 + _as_large(dealt, seen)) / (1 + dealt.size)
    dealt = np.sort(dealt)
    reach, reach90 = _reach(dealt, fraction(level)), _reach(dealt, 0.90)
    if not np.isfinite(reach):  # so few differ that many a deal leaves no spread at all
        raise CannotSayError("constant", n=n1 + n2)
    return Permuted(
        n1=n1,
        n2=n2,
        value1=values[0],
        value2=values[1],
        diff=values[0] - values[1],
        se=se,
        p=p,
        low=diff - reach * se,
        high=diff + reach * se,
        half90=reach90 * se,
        draws=dealt.size,
    )


def _welch(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    means, parts = [], []
    for n, total, squares in (side[:, 0].T for side in (one, two)):
        means.append(total / n)
        parts.append(np.maximum(squares - total**2 / n, 0) / (n - 1) / n)
    return means[0] - means[1], np.sqrt(parts[0] + parts[1])


def _as_large(dealt: Floats, seen: float) -> int:
    return int((dealt >= seen * (1 - _SAME)).sum())


def _reach(dealt: Floats, level: float) -> float:
    return float(dealt[min(ceil(level * (dealt.size + 1)), dealt.size) - 1])


def _dealt(
    strata: Sequence[tuple[Floats, Floats]], statistic: Studentised, draws: int, rng: np.random.Generator
) -> Floats:
    """|statistic| of `draws` random divisions of every stratum; one without a spread counts as largest."""
    decks, found = [_Deck(*both) for both in strata], []
    for rows in _blocks(draws, max(deck.width for deck in decks)):
        sides = [deck.divided(rows, rng) for deck in decks]
        with np.errstate(divide="ignore", invalid="ignore"):
            diff, se = statistic(*(np.stack(side, axis=1) for side in zip(*sides, strict=True)))
            t = np.abs(diff) / se
        found.append(np.where(np.isfinite(t), t, np.where(diff == 0, 0.0, np.inf)))
    return np.concatenate(found)


class _Deck:
    """The rows of a stratum, to be divided into as many as the first side has and the rest."""

    def __init__(self, one: Floats, two: Floats) -> None:
        table = np.concatenate([one, two])
        self.first, self.n, self.total = one.shape[0], table.shape[0], table.sum(axis=0)
        self.kinds, self.counts = np.unique(table, axis=0, return_counts=True)
        # the order of the answers must not leave a trace in what is drawn
        self.ordered = np.repeat(self.kinds, self.counts, axis=0)
        self.few = self.kinds.shape[0] * _FEW_KINDS <= self.n
        self.width = self.kinds.shape[0] if self.few else self.n

    def divided(self, rows: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Column sums of both sides, (rows, m)."""
        size = min(self.first, self.n - self.first)
        if self.few:
            sums = _of_kinds(self.kinds, self.counts, size, rows, rng)
        else:
            sums = _of_rows(self.ordered, size, rows, rng)
        return (sums, self.total - sums) if 2 * self.first <= self.n else (self.total - sums, sums)


def _blocks(draws: int, width: int) -> Iterator[int]:
    block = max(_CELLS // width, 1)
    yield from (min(block, draws - start) for start in range(0, draws, block))


def _of_kinds(kinds: Floats, counts: Ints, size: int, rows: int, rng: np.random.Generator) -> Floats:
    """Column sums of `size` rows drawn without replacement, by how many of each kind of row are drawn."""
    drawn = rng.multivariate_hypergeometric(counts, size, size=rows, method="marginals")
    sums: Floats = drawn @ kinds
    return sums


def _of_rows(table: Floats, size: int, rows: int, rng: np.random.Generator) -> Floats:
    n = table.shape[0]
    if size > _DEALT_ONE_BY_ONE:
        chosen = rng.random((rows, n)).argpartition(size, axis=1)[:, :size]
        member = np.zeros((rows, n))
        np.put_along_axis(member, chosen, 1.0, axis=1)
        sums: Floats = member @ table
        return sums
    dealt = np.empty((size, rows), dtype=np.int32)
    for place in range(
        size
    ):  # Floyd's sampling (Bentley & Floyd 1987, 10.1145/30401.315746), all deals at once
        last = n - size + place
        pick = rng.integers(0, last + 1, size=rows, dtype=np.int32)
        dealt[place] = np.where((dealt[:place] == pick).any(axis=0), last, pick)
    return np.asarray(table[dealt].sum(axis=0))
