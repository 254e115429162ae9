"""The statistics compared with the plainest good way to get the same numbers, as ratios in one run.

scipy.stats.bootstrap is the yardstick of the alpha bootstrap, scipy.cluster's kmeans2 (compiled; scikit-learn and
pingouin are not among our dependencies) in a loop that of the gap statistic, a loop of least squares over all subsets
that of LMG. A whole diagnosis is compared with one alpha bootstrap in plain numpy; growth to 100,000 people must be
linear and stay below 1 GB.
"""

from __future__ import annotations

import tracemalloc
import warnings
from collections.abc import Iterator
from itertools import combinations
from math import factorial

import numpy as np
import numpy.typing as npt
from scipy.cluster.vq import kmeans2
from scipy.stats import bootstrap

from bench.measured import Measured, median_seconds, seconds
from diagnostic.core.stats.differences.adjust import adjust
from diagnostic.core.stats.differences.effect import student
from diagnostic.core.stats.differences.mean_interval import mean_of_units
from diagnostic.core.stats.relations.importance import lmg
from diagnostic.core.stats.relations.priority import priority_ranks
from diagnostic.core.stats.scales.agreement import rwg_j
from diagnostic.core.stats.scales.icc import icc_oneway
from diagnostic.core.stats.scales.reliability import cronbach_alpha
from diagnostic.lab.statistics.bootstrap import bootstrap_alpha
from diagnostic.lab.statistics.gap_statistic import gap_statistic, splits, standardised
from diagnostic.lab.statistics.k_means import k_means
from diagnostic.lab.statistics.relations.importance import lmg_bootstrap
from diagnostic.lab.statistics.scales.empirical_bayes import empirical_bayes

Floats = npt.NDArray[np.float64]
RESAMPLES, SCALES, EACH, UNITS = 2_000, 12, 5, 40


def measure() -> Iterator[Measured]:
    yield from alpha()
    yield from drivers()
    yield from groups()
    yield from diagnosis()
    yield from growth()


def survey(people: int, rng: np.random.Generator) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Answers 1..5 of people to 12 scales of 5 items, and their units."""
    units = rng.integers(0, UNITS, people)
    trait = rng.normal(size=(people, 1, 1)) * 0.6 + rng.normal(size=(people, SCALES, 1)) * 0.6
    trait += 0.3 * rng.normal(size=(UNITS, SCALES, 1))[units]
    raw = 3 + trait + 0.8 * rng.normal(size=(people, SCALES, EACH))
    return np.clip(np.rint(raw), 1, 5).reshape(people, SCALES * EACH), units


def _alpha(items: Floats) -> float:
    k = items.shape[-1]
    parts, whole = items.var(axis=-2, ddof=1).sum(axis=-1), items.sum(axis=-1).var(axis=-1, ddof=1)
    return float(k / (k - 1) * (1 - parts / whole))


def plain_alpha(items: Floats, resamples: int, rng: np.random.Generator) -> Floats:
    """Drawing rows again and again: what one would write first in numpy."""
    n = items.shape[0]
    return np.array([_alpha(items[rng.integers(n, size=n)]) for _ in range(resamples)])


def alpha() -> Iterator[Measured]:
    items = survey(2800, np.random.default_rng(1))[0][:, :25]

    def theirs() -> object:
        people = (np.arange(items.shape[0]),)  # its quickest form: rows are drawn, not 25 columns
        return bootstrap(
            people,
            lambda rows: _alpha(items[rows]),
            vectorized=False,
            n_resamples=RESAMPLES,
            method="percentile",
        )

    ours = median_seconds(lambda: bootstrap_alpha(items, RESAMPLES, np.random.default_rng(1)), 3)
    yield Measured("alpha bootstrap, 2,800 x 25, 2,000 resamples", ours * 1000, unit="ms")
    yield Measured("times faster than scipy.stats.bootstrap", seconds(theirs) / ours, 5, "x", floor=True)


def _lmg_by_hand(y: Floats, x: Floats) -> Floats:
    """Shapley's formula over least squares of every subset."""
    p = x.shape[1]
    y, x = y - y.mean(), x - x.mean(axis=0)
    r2: dict[frozenset[int], float] = {frozenset(): 0.0}
    for size in range(1, p + 1):
        for chosen in combinations(range(p), size):
            fit = np.linalg.lstsq(x[:, chosen], y, rcond=None)[0]
            r2[frozenset(chosen)] = 1 - float(((y - x[:, chosen] @ fit) ** 2).sum() / (y @ y))
    shares = np.zeros(p)
    for subset, value in r2.items():
        weight = (
            factorial(len(subset)) * factorial(p - len(subset) - 1) / factorial(p) if len(subset) < p else 0
        )
        for at in set(range(p)) - subset:
            shares[at] += weight * (r2[subset | {at}] - value)
    return shares


def drivers() -> Iterator[Measured]:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(2800, 1)) + rng.normal(size=(2800, 10))
    y = x @ np.linspace(0.1, 0.5, 10) + rng.normal(size=2800)
    if not np.allclose(lmg(y, x), _lmg_by_hand(y, x)):
        raise AssertionError("the two ways to LMG differ")
    ours = median_seconds(lambda: lmg(y, x), 5)
    yield Measured("LMG shares of 10 drivers, 2,800 people", ours * 1000, unit="ms")
    theirs = seconds(lambda: _lmg_by_hand(y, x))
    yield Measured("times faster than least squares of every subset", theirs / ours, 5, "x", floor=True)


def groups() -> Iterator[Measured]:
    """The same starts on both sides: 12 random ones for every table and number of groups."""
    rng = np.random.default_rng(3)
    data = standardised(np.concatenate([rng.normal(0, 1, (180, 2)), rng.normal(3, 1, (170, 2))]))

    def ours() -> object:
        return gap_statistic(splits(data, 6, 50, rng), 100, rng)

    def theirs() -> None:
        for table in rng.uniform(data.min(axis=0), data.max(axis=0), size=(100, *data.shape)):
            for k in range(2, 7):
                for _ in range(12):
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")
                        kmeans2(table, k, iter=20, minit="points", rng=rng)

    took = median_seconds(ours, 3)
    yield Measured("gap statistic, 350 x 2, K 6, B 100", took * 1000, unit="ms")
    yield Measured(
        "times faster than scipy's kmeans2 (compiled) in a loop", seconds(theirs) / took, 2, "x", floor=True
    )
    split = median_seconds(lambda: k_means(data[None], 4, 200, rng), 3)
    yield Measured("k-means, 350 x 2, 4 groups, 200 starts", split * 1000, unit="ms")


def _everything(items: Floats, units: npt.NDArray[np.int64], resamples: int) -> None:
    """Every statistic of a morale module: scales, agreement, means, contrasts, drivers, priorities."""
    rng = np.random.default_rng(4)
    blocks = [items[:, at * EACH : (at + 1) * EACH] for at in range(SCALES)]
    scores = np.column_stack([block.mean(axis=1) for block in blocks])
    sizes = np.bincount(units, minlength=UNITS).astype(float)
    means = np.stack([np.bincount(units, x, UNITS) / sizes for x in scores.T], axis=1)
    p = []
    for at, block in enumerate(blocks):
        cronbach_alpha(block)
        bootstrap_alpha(block, resamples, rng)
        icc_oneway(scores[:, at], units)
        empirical_bayes(scores[:, at], units)
        rwg_j(block, units, 2.0)
        mean_of_units(means[:, at], sizes)
        p += [student(means[:first, at], means[first:, at]).p for first in (10, 13, 16)]
    adjust(p, "holm")
    inside = scores - means[units]
    lmg_bootstrap(inside[:, 0], inside[:, 1:9], units, resamples, rng)
    priority_ranks(scores, 4.0, [1] * SCALES, 3, resamples, rng, units)


def diagnosis() -> Iterator[Measured]:
    items, units = survey(2800, np.random.default_rng(5))
    whole = seconds(lambda: _everything(items, units, RESAMPLES))
    yard = seconds(lambda: plain_alpha(items[:, :25], RESAMPLES, np.random.default_rng(5)))
    yield Measured("the statistics of a diagnosis, 2,800 x 60 x 40 units", whole * 1000, unit="ms")
    yield Measured("  in alpha bootstraps of plain numpy", whole / yard, 20, "x")


def growth() -> Iterator[Measured]:
    """Eight times the people may take at most ten times the time; resampling stays at 200 to keep the run short."""
    small, large = (survey(people, np.random.default_rng(6)) for people in (12_500, 100_000))
    _everything(*small, 200)
    first, second = seconds(lambda: _everything(*small, 200)), seconds(lambda: _everything(*large, 200))
    yield Measured("time of 100,000 people in times of 12,500 (8 is linear)", second / first, 10, "x")
    tracemalloc.start()
    _everything(*large, 20)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    yield Measured("peak memory at 100,000 x 60", peak + large[0].nbytes / 1e6, 1000, "MB")
