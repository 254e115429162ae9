"""Permutation test of two groups: exact where the groups do not differ, at any skewness.

For contrasts of people and reps where a group is small. The statistic is a difference over its own standard error, so
that unequal spreads are allowed for as well as by Welch's; only its reference distribution comes from the data instead
of Student's t.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Ints, Numbers, fraction, is_constant, pairs, sample
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
]  # sums of both sides (b, m) -> difference, error


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
    return _permuted(columns[0], columns[1], _welch, (float(one.mean()), float(two.mean())), rng, level)


def permuted_ratios(
    first: tuple[Numbers, Numbers],
    second: tuple[Numbers, Numbers],
    rng: np.random.Generator,
    level: float = 0.95,
) -> Permuted:
    """Difference of two ratios of sums, each side (numerators, denominators), by dealing out whole units.

    The linearised errors of `ratio_of_sums` make the statistic; its law is that of `permuted_means`; sources as
    there. Raises CannotSayError `too_few`, `all_missing`, `not_finite`, `off_scale` (a negative denominator or none
    at all), `constant` (hardly a unit differs from its side's ratio).

    >>> team, rest = ([5, 6, 7], [10, 10, 10]), ([9, 10, 11, 12], [10, 10, 10, 10])
    >>> found = permuted_ratios(team, rest, np.random.default_rng(1))
    >>> round(found.diff, 2), round(found.p, 2)
    (-0.45, 0.03)
    """
    sides = [pairs(*side) for side in (first, second)]
    if any(x.min() < 0 or x.sum() <= 0 for _, x in sides):
        raise CannotSayError("off_scale", n=sum(x.size for _, x in sides))
    ratios = [float(y.sum() / x.sum()) for y, x in sides]
    if all(
        np.abs(y - r * x).max() <= 1e-12 * np.abs(y).max() for (y, x), r in zip(sides, ratios, strict=True)
    ):
        raise CannotSayError("constant", n=sum(x.size for _, x in sides))
    columns = [np.column_stack([np.ones(x.size), y, x, y * y, y * x, x * x]) for y, x in sides]
    return _permuted(columns[0], columns[1], _linearised, (ratios[0], ratios[1]), rng, level)


def permuted_rates(
    first: tuple[Numbers, Numbers],
    second: tuple[Numbers, Numbers],
    rng: np.random.Generator,
    level: float = 0.95,
) -> Permuted:
    """Difference of two rates of counts, each side (counts, exposures), by dealing out whole units.

    As `permuted_ratios`, but the error is that of both sides together: where rates are equal, counts spread equally,
    and of a side with hardly any the own spread says nothing. Fisher's randomisation test: Pitman 1937,
    10.2307/2984124. Shapes and errors as there.

    >>> team, rest = ([0, 0, 1, 0], [12, 12, 12, 12]), ([2, 1, 3, 1, 2, 2, 1, 4], [12] * 8)
    >>> found = permuted_rates(team, rest, np.random.default_rng(1))
    >>> round(found.diff, 3), 0.005 < found.p < 0.025
    (-0.146, True)
    """
    sides = [pairs(*side) for side in (first, second)]
    if any(x.min() < 0 or x.sum() <= 0 for _, x in sides):
        raise CannotSayError("off_scale", n=sum(x.size for _, x in sides))
    y, x = (np.concatenate(side) for side in zip(*sides, strict=True))
    left = y - y.sum() / x.sum() * x
    largest = float(np.abs(left).max())
    if largest <= 1e-12 * float(np.abs(y).max()):
        raise CannotSayError("constant", n=x.size)
    sd = largest * float(np.sqrt(np.sum((left / largest) ** 2) / (x.size - 1)))
    columns = [np.column_stack([np.ones(own[0].size), *own]) for own in sides]
    ratios = [float(own[0].sum() / own[1].sum()) for own in sides]

    def pooled(one: Floats, two: Floats) -> tuple[Floats, Floats]:
        (n1, y1, x1), (n2, y2, x2) = one.T, two.T
        return y1 / x1 - y2 / x2, sd * np.hypot(np.sqrt(n1) / x1, np.sqrt(n2) / x2)

    return _permuted(columns[0], columns[1], pooled, (ratios[0], ratios[1]), rng, level)


def _welch(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    means, parts = [], []
    for n, total, squares in (side.T for side in (one, two)):
        means.append(total / n)
        parts.append(np.maximum(squares - total**2 / n, 0) / (n - 1) / n)
    return means[0] - means[1], np.sqrt(parts[0] + parts[1])


def _linearised(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    ratios, parts = [], []
    for n, y, x, yy, yx, xx in (side.T for side in (one, two)):
        ratio = y / x
        ratios.append(ratio)
        parts.append(n / (n - 1) * np.maximum(yy - 2 * ratio * yx + ratio**2 * xx, 0) / x**2)
    return ratios[0] - ratios[1], np.sqrt(parts[0] + parts[1])


def _permuted(
    one: Floats,
    two: Floats,
    statistic: Studentised,
    values: tuple[float, float],
    rng: np.random.Generator,
    level: float,
) -> Permuted:
    diff, se = (float(part[0]) for part in statistic(one.sum(axis=0)[None], two.sum(axis=0)[None]))
    seen = abs(diff) / se if se > 0 else np.inf
    table, dealt = np.concatenate([one, two]), np.empty(0)
    for stage in STAGES:
        dealt = np.append(dealt, _dealt(table, one.shape[0], statistic, stage - dealt.size, rng))
        if _as_large(dealt, seen) >= ENOUGH:
            break
    p = (1 + _as_large(dealt, seen)) / (1 + dealt.size)
    dealt = np.sort(dealt)
    reach, reach90 = _reach(dealt, fraction(level)), _reach(dealt, 0.90)
    if not np.isfinite(reach):  # so few differ that many a deal leaves no spread at all
        raise CannotSayError("constant", n=one.shape[0] + two.shape[0])
    return Permuted(
        n1=one.shape[0],
        n2=two.shape[0],
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


def _as_large(dealt: Floats, seen: float) -> int:
    return int((dealt >= seen * (1 - _SAME)).sum())


def _reach(dealt: Floats, level: float) -> float:
    return float(dealt[min(ceil(level * (dealt.size + 1)), dealt.size) - 1])


def _dealt(table: Floats, n1: int, statistic: Studentised, draws: int, rng: np.random.Generator) -> Floats:
    """|statistic| of `draws` random divisions into n1 and the rest; one without a spread counts as largest."""
    n, total = table.shape[0], table.sum(axis=0)
    size, found = min(n1, n - n1), []
    kinds, counts = np.unique(table, axis=0, return_counts=True)
    ordered = np.repeat(
        kinds, counts, axis=0
    )  # the order of the answers must not leave a trace in what is drawn
    few = kinds.shape[0] * _FEW_KINDS <= n
    for rows in _blocks(draws, kinds.shape[0] if few else n):
        sums = _of_kinds(kinds, counts, size, rows, rng) if few else _of_rows(ordered, size, rows, rng)
        sides = (sums, total - sums) if 2 * n1 <= n else (total - sums, sums)
        with np.errstate(divide="ignore", invalid="ignore"):
            diff, se = statistic(*sides)
            t = np.abs(diff) / se
        found.append(np.where(np.isfinite(t), t, np.where(diff == 0, 0.0, np.inf)))
    return np.concatenate(found)


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
