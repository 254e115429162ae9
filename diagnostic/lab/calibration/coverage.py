"""How often a 95 % interval holds the truth, method by method, at n = 6, 12, 30 and 200.

Every interval is computed by the function the report uses. `n` counts what the method counts: people, units, reps,
groups. Below `judged_from` a row is shown with its limit and not
judged: the report prints nothing there, or prints it with that limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from diagnostic.core.diagnosis.figures.results import gap_of_ratios
from diagnostic.core.diagnosis.survey.results import compare_units
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.follow_up import change_of_units
from diagnostic.core.stats.differences.mean_interval import mean_of_units
from diagnostic.core.stats.differences.one_sample import t_test_one
from diagnostic.core.stats.differences.paired import t_test_paired
from diagnostic.core.stats.differences.permutation import permuted_means
from diagnostic.core.stats.differences.standardised import permuted_ratios
from diagnostic.core.stats.differences.team_effects import TeamEffect, mean_change, team_effects
from diagnostic.core.stats.proportions.proportion import newcombe, stratified_difference, wilson
from diagnostic.core.stats.proportions.ratio import change_of_ratios, cluster_ratio, cluster_share
from diagnostic.core.stats.relations.importance import lmg, lmg_of_units
from diagnostic.core.stats.relations.linking import ordered_trend
from diagnostic.core.stats.scales.icc import icc_oneway, integrated_means
from diagnostic.core.stats.scales.reliability import cronbach_alpha
from diagnostic.i18n import both
from diagnostic.lab.calibration.populations import (
    BETWEEN,
    CUTS,
    SHARED,
    Floats,
    PopulationKind,
    answers,
    nested_people,
    people,
    scores,
    true_mean,
)
from diagnostic.lab.statistics.bootstrap import bootstrap_mean
from diagnostic.lab.statistics.differences.follow_up import change_within_units
from diagnostic.lab.statistics.differences.mean_of_people import mean_of_people
from diagnostic.lab.statistics.differences.rank_sum import cliffs_delta
from diagnostic.lab.statistics.differences.two_group import hedges_g
from diagnostic.text import Text

SIZES = (6, 12, 30, 200)
LOW, HIGH = 0.93, 0.97
IntervalTrial = Callable[[int, np.random.Generator], tuple[float, float, float]]  # n -> low, high, truth


NEVER = both("never printed")


@dataclass(frozen=True, slots=True)
class IntervalMethod:
    """`share` of the page's draws are made (slow ones fewer); judged from `judged_from` on, below it `limit` holds."""

    key: str
    data: str
    trial: IntervalTrial
    judged_from: int
    limit: Text = NEVER
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class CoveredRuns:
    """One row: `held` of `draws` intervals held the truth; `refused` draws said "cannot say"."""

    method: IntervalMethod
    n: int
    held: int
    draws: int
    refused: int

    @property
    def value(self) -> float:
        return self.held / self.draws if self.draws else 0.0

    @property
    def judged(self) -> bool:
        return self.n >= self.method.judged_from

    @property
    def holds(self) -> bool:
        """Within 93-97 %, with three Monte Carlo errors to spare where draws are few."""
        noise = max(3 * (0.95 * 0.05 / max(self.draws, 1)) ** 0.5 - 0.01, 0.0)
        return bool(LOW - noise <= self.value <= HIGH + noise)


def cover(method: IntervalMethod, n: int, draws: int, rng: np.random.Generator) -> CoveredRuns:
    """Draw, compute, count."""
    held = refused = 0
    times = max(int(draws * method.share), 20)
    for _ in range(times):
        try:
            low, high, truth = method.trial(n, rng)
        except CannotSayError:
            refused += 1
            continue
        held += low <= truth <= high
    return CoveredRuns(method, n, held, times - refused, refused)


def cover_all(draws: int, seed: int, sizes: tuple[int, ...] = SIZES) -> Iterator[CoveredRuns]:
    """Every method at every size; each row from its own stream, so that rows can be run alone."""
    for place, method in enumerate(METHODS):
        for n in sizes:
            yield cover(method, n, draws, np.random.default_rng((seed, place, n)))


def _one(kind: PopulationKind) -> IntervalTrial:
    def trial(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
        test = t_test_one(people(n, 1, kind, rng)[0], 3.0)
        return test.low, test.high, true_mean(kind) - 3.0

    return trial


def _dealt(kind: PopulationKind) -> IntervalTrial:
    """A third against the rest, half a standard deviation apart."""

    def trial(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
        first = max(n // 3, 2)
        test = permuted_means(people(first, 1, kind, rng, 0.5)[0], people(n - first, 1, kind, rng)[0], rng)
        return test.low, test.high, true_mean(kind, 0.5) - true_mean(kind)

    return trial


def _student(kind: PopulationKind, shift: float = 0.5) -> IntervalTrial:
    """Means of units, a third against the rest, some of a standard deviation apart."""

    def trial(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
        first = max(n // 3, 2)
        one, two = _unit_means(first, kind, rng, shift)[0], _unit_means(n - first, kind, rng)[0]
        test = compare_units(one, two)
        return test.low, test.high, true_mean(kind, shift) - true_mean(kind)

    return trial


def _unit_means(
    units: int, kind: PopulationKind, rng: np.random.Generator, shift: float = 0.0
) -> tuple[Floats, Floats]:
    values, codes = nested_people(units, kind, rng, shift)
    sizes = np.bincount(codes).astype(float)
    return np.bincount(codes, values) / sizes, sizes


def _nested(kind: PopulationKind) -> IntervalTrial:
    def trial(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
        found = mean_of_units(*_unit_means(n, kind, rng))
        return found.low, found.high, true_mean(kind)

    return trial


def _pooled_normal(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    units = max(n // 6, 2)
    codes = np.arange(n) % units
    effect = np.sqrt(BETWEEN) * rng.normal(size=units)
    found = mean_of_people(np.sqrt(1 - BETWEEN) * rng.normal(size=n) + effect[codes], codes)
    return found.low, found.high, float(effect[codes].mean())


def _pooled_as_sample(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """The same interval read as if other units could have been drawn: what it does not promise."""
    units = max(n // 6, 2)
    codes = np.arange(n) % units
    values = np.sqrt(1 - BETWEEN) * rng.normal(size=n) + (np.sqrt(BETWEEN) * rng.normal(size=units))[codes]
    found = mean_of_people(values, codes)
    return found.low, found.high, 0.0


def _paired(kind: PopulationKind) -> IntervalTrial:
    def trial(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
        trait = rng.normal(size=n)
        test = t_test_paired(scores(trait, kind, rng), scores(trait, kind, rng, 0.3))
        return test.low, test.high, true_mean(kind, 0.3) - true_mean(kind)

    return trial


def _wilson(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    p = rng.uniform(0.05, 0.95)
    found = wilson(int(rng.binomial(n, p)), n)
    return found.low, found.high, p


def _newcombe(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    p, q = rng.uniform(0.05, 0.95, 2)
    first = max(n // 3, 2)
    found = newcombe(int(rng.binomial(first, p)), first, int(rng.binomial(n - first, q)), n - first)
    return found.low, found.high, p - q


def _reps(n: int, rng: np.random.Generator, ratio: float) -> tuple[Floats, Floats]:
    """Actuals and targets of n reps: targets differ by half, actuals around ratio x target by a quarter."""
    target = np.exp(0.5 * rng.normal(size=n))
    return target * ratio * np.exp(0.25 * rng.normal(size=n) - 0.25**2 / 2), target


def _ratio(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    found = cluster_ratio(*_reps(n, rng, 0.9))
    return found.low, found.high, 0.9


def attained(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """Attainment of reps who reach their unequal targets by .90 on average, .05 more or less."""
    target = np.exp(0.5 * rng.normal(size=n))
    found = cluster_ratio(target * rng.normal(0.90, 0.05, n), target)
    return found.low, found.high, 0.90


def win_rates(deals: float) -> IntervalTrial:
    """Reps whose own win rates differ by .05 around .30, with unequal numbers of deals, `deals` on average."""

    def trial(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
        closed = np.maximum(rng.poisson(deals * np.exp(0.5 * rng.normal(size=n) - 0.125)), 1)
        won = rng.binomial(closed, np.clip(rng.normal(0.30, 0.05, n), 0.01, 0.99))
        found = cluster_share(won.astype(float), closed.astype(float))
        return found.low, found.high, 0.30

    return trial


def _ratios(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    first = max(n // 3, 2)
    found = gap_of_ratios(_reps(first, rng, 0.8), _reps(n - first, rng, 0.95))
    return found.low, found.high, 0.8 - 0.95


def _ratios_dealt(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    first = max(n // 3, 2)
    found = permuted_ratios(_reps(first, rng, 0.8), _reps(n - first, rng, 0.95), rng)
    return found.low, found.high, 0.8 - 0.95


def _counts_dealt(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """New clients a month: a third of the reps against the rest, one a year or so, no difference, exposures unequal."""
    first = max(n // 3, 2)
    months = rng.integers(6, 13, n).astype(float)
    won = rng.poisson(0.12 * months * rng.gamma(4, 0.25, n)).astype(float)
    found = permuted_ratios((won[:first], months[:first]), (won[first:], months[first:]), rng)
    return found.low, found.high, 0.0


def _changed_rates(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """The same reps twice, whose own win rates differ by .05 around .30 and fall by .03."""
    own = np.clip(rng.normal(0.30, 0.05, n), 0.05, 0.95)
    sides = []
    for rate in (own - 0.03, own):
        closed = np.maximum(rng.poisson(28 * np.exp(0.5 * rng.normal(size=n) - 0.125)), 1)
        sides.append((rng.binomial(closed, rate).astype(float), closed.astype(float)))
    found = change_of_ratios(sides[0], sides[1])
    return found.low, found.high, -0.03


def _stratified(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """Shares of n counts a side in two strata of other rates, of which the sides have other parts; .1 apart in both."""
    sizes = [(n - n // 3, n // 3), (n // 3, n - n // 3)]
    k1, n1, k2, n2 = [], [], [], []
    for (a, b), rate in zip(sizes, (0.3, 0.6), strict=True):
        k1.append(int(rng.binomial(a, rate + 0.1)))
        k2.append(int(rng.binomial(b, rate)))
        n1.append(a)
        n2.append(b)
    found = stratified_difference(k1, n1, k2, n2)
    return found.low, found.high, 0.1


def team_ratios(sides: tuple[int, int], apart: float, between: float, rng: np.random.Generator) -> TeamEffect:
    """Teams of about ten reps with 20 to 45 closed deals each at a win rate of a quarter, as ratios to what is
    expected: the first side `apart` from the others, true ratios that differ by `between`."""
    side = np.repeat([1.0, 0.0], sides)
    deals = np.maximum(rng.poisson(9.6, side.size), 4) * rng.uniform(20, 45, side.size)
    error = 3.0 / deals
    true = 1 + apart * side + between * rng.normal(size=side.size)
    return team_effects(true + np.sqrt(error) * rng.normal(size=side.size), error, side)


def _teams(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """n teams against three times as many, a tenth apart; true win rates differ by three points."""
    found = team_ratios((n, 3 * n), -0.1, 0.12, rng)
    return found.low, found.high, -0.1


def _changed_teams(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """n teams of one region and twice as many of two others, a tenth less than a year before; years of teams differ by
    four in a hundred."""
    error = rng.uniform(0.0004, 0.0012, 3 * n)
    moved = -0.1 + np.sqrt(0.04**2 + error) * rng.normal(size=3 * n)
    found = mean_change(moved, error, np.arange(3 * n) < n, np.arange(3 * n) // n)
    return found.low, found.high, -0.1


def _alpha(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    found = cronbach_alpha(answers(rng.normal(size=n), "normal", rng))
    k = 4
    return found.low, found.high, k * SHARED / (1 + (k - 1) * SHARED)


def _icc(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    found = icc_oneway(*nested_people(n, "normal", rng, between=0.2))
    return found.low, found.high, 0.2


def _blup(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """One unit of many, its own true mean."""
    codes = np.repeat(np.arange(n), rng.integers(5, 10, n))
    effect = np.sqrt(0.2) * rng.normal(size=n)
    found = integrated_means(effect[codes] + np.sqrt(0.8) * rng.normal(size=codes.size), codes)
    at = int(rng.integers(n))
    return found.low[at], found.high[at], float(effect[at])


def _hedges(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    first = max(n // 3, 2)
    found = hedges_g(rng.normal(0.5, 1, first), rng.normal(size=n - first))
    return found.low, found.high, 0.5


def _cliff(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """Single Likert items, half a standard deviation apart."""
    first = max(n // 3, 2)
    one = answers(rng.normal(0.5 / SHARED**0.5, 1, first), "Likert", rng, 1)[:, 0]
    two = answers(rng.normal(size=n - first), "Likert", rng, 1)[:, 0]
    found = cliffs_delta(one, two)
    return found.low, found.high, _true_cliff()


def _true_cliff() -> float:
    def shares(shift: float) -> Floats:
        above = np.concatenate([[1.0], ndtr(shift - CUTS["Likert"]), [0.0]])
        share: Floats = above[:-1] - above[1:]
        return share

    one, two = shares(0.5), shares(0.0)
    return float(sum(one[i] * two[j] * np.sign(i - j) for i in range(5) for j in range(5)))


def _bootstrap(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    found = bootstrap_mean(people(n, 1, "skewed", rng)[0], 600, rng)
    low, high = found.bca or found.percentile
    return low, high, true_mean("skewed")


def _lmg(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """The strongest of three drivers that go with each other by .4 within n units of seven; units differ."""
    people, unit = 7 * n, np.arange(7 * n) % n
    x = np.sqrt(0.4) * rng.normal(size=(people, 1)) + np.sqrt(0.6) * rng.normal(size=(people, 3))
    y = x @ [0.5, 0.3, 0.1] + rng.normal(size=people)
    between = rng.normal(size=(n, 4))[unit] / 3
    found = lmg_of_units(y + between[:, 0], x + between[:, 1:], unit)
    return found.low[0], found.high[0], _TRUE_LMG


def _trend(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """Three bands of equal size, each .3 of a standard deviation above the one before."""
    bands = np.repeat([0, 1, 2], n // 3)
    values = np.concatenate([people(n // 3, 1, "Likert", rng, 0.3 * band)[0] for band in range(3)])
    found = ordered_trend(values, bands, (0, 1, 2))
    return found.low, found.high, _TRUE_TAU


def _true_lmg() -> float:
    rng = np.random.default_rng(5)
    n = 400_000
    x = np.sqrt(0.4) * rng.normal(size=(n, 1)) + np.sqrt(0.6) * rng.normal(size=(n, 3))
    return lmg(x @ [0.5, 0.3, 0.1] + rng.normal(size=n), x)[0]


_TRUE_TAU = 0.272  # of 400,000 people a band
_TRUE_LMG = 0.1937  # _true_lmg(), held by a test

ALWAYS = 10**9  # judged nowhere
AT_THE_END = both("not used below 20 people")
DEALS = both("not printed below 10 people a side (figures: 3 reps)")
RARE_COUNTS = both("not printed where the smaller side would count fewer than 5")
THESE_UNITS = both("speaks of these units only, not of others")
BANDS = both("not printed below 10 people a band")
MANY_COUNTS = both("not printed below 40 counts a side")
FEW_REPS = both("not printed below 10 reps")
FEW_TEAMS = both("not printed below 4 teams a side")
FEW_UNITS = both("not printed below 8 units")


def _waves(kind: PopulationKind, of_units: bool) -> IntervalTrial:
    """n units asked twice, other people each time; each unit changes by .2 and a random amount."""

    def trial(n: int, rng: np.random.Generator) -> tuple[float, float, float]:
        own = rng.normal(size=n) * (0.2 if of_units else 0.0)
        unit = np.sqrt(BETWEEN) * rng.normal(size=n)
        waves = []
        for shift in (0.0, 0.2):
            codes = np.repeat(np.arange(n), rng.integers(5, 10, n))
            trait = (unit + (own + shift if shift else 0.0))[codes] + np.sqrt(1 - BETWEEN) * rng.normal(
                size=codes.size
            )
            waves.append((scores(trait, kind, rng), codes))
        (before, first), (after, second) = waves
        change = change_of_units if of_units else change_within_units
        found = change(before, first, after, second)
        return found.low, found.high, 0.2

    return trial


METHODS: tuple[IntervalMethod, ...] = (
    IntervalMethod("one_sample.t", "people, normal", _one("normal"), 6),
    IntervalMethod("one_sample.t", "people, Likert", _one("Likert"), 6),
    IntervalMethod("one_sample.t", "people, skewed", _one("skewed"), 20, AT_THE_END),
    IntervalMethod("paired.t", "people twice, Likert", _paired("Likert"), 6),
    IntervalMethod("two_group.permutation", "people, normal", _dealt("normal"), 12, DEALS),
    IntervalMethod("two_group.permutation", "people, Likert", _dealt("Likert"), 12, DEALS),
    IntervalMethod("two_group.permutation", "people, skewed", _dealt("skewed"), 12, DEALS),
    IntervalMethod("two_group.student", "unit means, normal", _student("normal"), 6),
    IntervalMethod("two_group.student", "unit means, Likert", _student("Likert"), 6),
    IntervalMethod("two_group.student", "unit means, skewed, no difference", _student("skewed", 0.0), 6),
    IntervalMethod("two_group.units", "unit means, skewed, smaller side higher", _student("skewed", 0.5), 6),
    IntervalMethod("two_group.units", "unit means, skewed, smaller side lower", _student("skewed", -0.5), 6),
    IntervalMethod("mean.nested", "units, normal", _nested("normal"), 6),
    IntervalMethod("mean.nested", "units, Likert", _nested("Likert"), 6),
    IntervalMethod("mean.nested", "units, skewed", _nested("skewed"), 6),
    IntervalMethod("mean.pooled_sd", "people of these units", _pooled_normal, 6),
    IntervalMethod("mean.pooled_sd", "people, as if of other units", _pooled_as_sample, ALWAYS, THESE_UNITS),
    IntervalMethod("ratio", "reps, skewed targets", _ratio, 10, FEW_REPS),
    IntervalMethod("ratio.difference", "reps, skewed targets", _ratios, 6),
    IntervalMethod("ratio.permutation", "reps, skewed targets", _ratios_dealt, 12, DEALS),
    IntervalMethod("proportion.wilson", "counts, any share", _wilson, 6),
    IntervalMethod("proportion.newcombe", "counts, any shares", _newcombe, 6),
    IntervalMethod("alpha", "people, four items", _alpha, 6),
    IntervalMethod("icc.icc1_anova", "units of 5 to 9", _icc, 6),
    IntervalMethod("blup.integrated", "one of n units", _blup, 6),
    IntervalMethod("regression.lmg_units", "people of n units, three drivers", _lmg, 8, FEW_UNITS, 0.4),
    IntervalMethod("jonckheere", "people of three bands, Likert", _trend, 30, BANDS),
    IntervalMethod("follow_up.units", "two waves, units that change differently", _waves("normal", True), 6),
    IntervalMethod("follow_up.within_units", "two waves, these units", _waves("normal", False), 6),
    IntervalMethod("effect.hedges_g", "people, normal", _hedges, 6),
    IntervalMethod("effect.cliffs_delta", "people, one Likert item", _cliff, 12),
    IntervalMethod("bootstrap.bca", "mean of skewed people", _bootstrap, 30, share=0.2),
    IntervalMethod("ratio.logit", "reps whose rates differ by .05, 8 deals", win_rates(8), 10, FEW_REPS),
    IntervalMethod("ratio.logit", "reps whose rates differ by .05, 100 deals", win_rates(100), 10, FEW_REPS),
    IntervalMethod("ratio.paired", "reps twice whose rates differ by .05", _changed_rates, 10, FEW_REPS),
    IntervalMethod(
        "ratio.permutation", "reps, counts of one a year, no difference", _counts_dealt, 12, RARE_COUNTS
    ),
    IntervalMethod("proportion.stratified", "counts in two strata", _stratified, 40, MANY_COUNTS),
    IntervalMethod("ratio", "reps whose attainment differs by .05", attained, 10, FEW_REPS),
    IntervalMethod("ratio.teams", "n teams against 3n, win rates that differ by .03", _teams, 4, FEW_TEAMS),
    IntervalMethod(
        "ratio.teams_paired", "n teams of 3n, years that differ by .04", _changed_teams, 4, FEW_TEAMS
    ),
)
