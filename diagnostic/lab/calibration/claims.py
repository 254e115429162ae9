"""How often something is claimed that is not there, and how often what is there is found.

Each row draws companies whose truth is known and judges them with the functions, families and cut points of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from diagnostic.core.diagnosis.figures.results import gap_of_ratios
from diagnostic.core.diagnosis.figures.spread import pooled
from diagnostic.core.diagnosis.model.method_limits import REPS_DEALT, REPS_INTERVAL
from diagnostic.core.diagnosis.model.verdict import CLEAR, rule_of
from diagnostic.core.diagnosis.survey.results import ALPHA, POWER
from diagnostic.core.stats.differences.adjust import adjust
from diagnostic.core.stats.differences.effect import student
from diagnostic.core.stats.differences.permutation import Permuted, permuted_means
from diagnostic.core.stats.differences.power import smallest_detectable_d
from diagnostic.core.stats.differences.standardised import permuted_ratios
from diagnostic.core.stats.proportions.proportion import chi_square
from diagnostic.core.stats.relations.priority import priority_ranks
from diagnostic.i18n import both
from diagnostic.lab.calibration.coverage import IntervalTrial, attained, team_ratios, win_rates
from diagnostic.lab.calibration.linked import (
    persons_in_units_linked,
    persons_linked,
    top_against_rest,
    trend_over_bands,
    units_linked,
)
from diagnostic.lab.calibration.populations import BETWEEN, Floats, PopulationKind, people, scores
from diagnostic.lab.statistics.relations.importance import lmg_bootstrap
from diagnostic.lab.statistics.segments import segments
from diagnostic.text import Text

ClaimTrial = Callable[[np.random.Generator], float]  # a share, or 1 and 0


@dataclass(frozen=True, slots=True)
class Claim:
    """`share` of the page's draws are made; the mean of the trials must lie within `low` and `high`, where given."""

    key: str
    what: str
    trial: ClaimTrial
    low: float | None
    high: float | None
    share: float = 1.0
    limit: Text | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    claim: Claim
    value: float
    error: float
    draws: int

    @property
    def judged(self) -> bool:
        return self.claim.low is not None and self.claim.high is not None

    @property
    def holds(self) -> bool:
        """Within the bounds, three Monte Carlo errors to spare."""
        low, high = self.claim.low or 0.0, 1.0 if self.claim.high is None else self.claim.high
        return low - 3 * self.error <= self.value <= high + 3 * self.error


def rate(claim: Claim, draws: int, rng: np.random.Generator) -> Rate:
    """Run the trials of one row."""
    found = np.array([claim.trial(rng) for _ in range(max(int(draws * claim.share), 10))])
    return Rate(claim, float(found.mean()), float(found.std() / np.sqrt(found.size)), found.size)


def all_rates(draws: int, seed: int) -> Iterator[Rate]:
    for place, claim in enumerate(CLAIMS):
        yield rate(claim, draws, np.random.default_rng((seed, 1000 + place)))


SIDES = tuple(np.arange(40) < first for first in (10, 13, 16))  # three declared contrasts of forty units


def _family(rng: np.random.Generator, gap: float = 0.0) -> Floats:
    """Holm-adjusted p of 3 contrasts x 12 scales that go with each other, 40 units of 8 people; one gap planted."""
    shared = rng.normal(size=(40, 8, 1))
    trait = np.sqrt(BETWEEN) * rng.normal(size=(40, 1, 12)) + np.sqrt(1 - BETWEEN) * (
        np.sqrt(0.4) * shared + np.sqrt(0.6) * rng.normal(size=(40, 8, 12))
    )
    trait[SIDES[0], :, 0] += gap
    means = scores(trait, "Likert", rng).mean(axis=1)
    orders = [rng.permutation(40) if at else np.arange(40) for at in range(3)]
    p = [
        student(means[order][side][:, scale], means[order][~side][:, scale]).p
        for side, order in zip(SIDES, orders, strict=True)
        for scale in range(12)
    ]
    return adjust(p, "holm")


def _familywise(rng: np.random.Generator) -> float:
    return float((_family(rng) < CLEAR).any())


def _familywise_skills(rng: np.random.Generator, kind: PopulationKind = "skewed") -> float:
    """Skills by role and band: permutation tests with people as the n, two contrasts x 8 scales."""
    trait = np.sqrt(0.4) * rng.normal(size=(120, 1)) + np.sqrt(0.6) * rng.normal(size=(120, 8))
    values = scores(trait, kind, rng)
    p = [permuted_means(values[:cut, at], values[cut:, at], rng).p for cut in (24, 40) for at in range(8)]
    return float((adjust(p, "holm") < CLEAR).any())


def _figures(
    rng: np.random.Generator, reps: int, low: float
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """What is true and what is claimed of 40 comparisons of a team with 60 reps, ten of them true."""
    truth = np.arange(40) < 10
    p = []
    for real in truth:
        sides = []
        for n, ratio in ((reps, low if real else 0.9), (60, 0.9)):
            target = np.exp(0.5 * rng.normal(size=n))
            sides.append((target * ratio * np.exp(0.15 * rng.normal(size=n) - 0.15**2 / 2), target))
        few = reps < REPS_DEALT
        p.append(permuted_ratios(sides[0], sides[1], rng).p if few else gap_of_ratios(*sides).p)
    return truth, adjust(p, "bh") < CLEAR


def _false_discoveries(rng: np.random.Generator, reps: int = 8, low: float = 0.75) -> float:
    truth, claimed = _figures(rng, reps, low)
    return float((claimed & ~truth).sum() / max(claimed.sum(), 1))


def _discoveries(rng: np.random.Generator, reps: int = 8, low: float = 0.75) -> float:
    truth, claimed = _figures(rng, reps, low)
    return float(claimed[truth].mean())


ALIKE = (np.array(["K"] * 3 + ["R"] * 7), np.array(["K"] * 20 + ["R"] * 180))


def _alike(rng: np.random.Generator) -> float:
    """Ten reps against two hundred: lognormal deals, key accounts' four times as large, nothing else."""
    sides = []
    for roles in ALIKE:
        deals = rng.poisson(8, roles.size) + 1.0
        sizes = [np.exp(1.5 * rng.normal(size=int(n))).sum() for n in deals]
        sides.append((np.where(roles == "K", 4.0, 1.0) * sizes, deals))
    return float(permuted_ratios(sides[0], sides[1], rng, strata=ALIKE).p < CLEAR)


def _counted(rng: np.random.Generator, months: tuple[int, int], unequal: tuple[float, float]) -> float:
    """New clients of ten reps and of two hundred, 1.4 a year for each: reps differ by gamma rates of these shapes, and
    were there for this many months at least."""
    sides = []
    for n, least, shape in zip((10, 200), months, unequal, strict=True):
        there = rng.integers(least, 13, n).astype(float)
        sides.append((rng.poisson(1.4 / 12 * there * rng.gamma(shape, 1 / shape, n)).astype(float), there))
    return float(permuted_ratios(sides[0], sides[1], rng).p < CLEAR)


def _missed(rng: np.random.Generator, trial: IntervalTrial) -> float:
    """Whether the 95 % interval of the fewest reps that have one misses the truth."""
    low, high, truth = trial(REPS_INTERVAL, rng)
    return float(not low <= truth <= high)


def _said_to_differ(rng: np.random.Generator, differ: float) -> float:
    """Forty reps with six deals or so, some with hardly any: does the test over all call their win rates unlike?"""
    closed = rng.poisson(6 * np.exp(0.7 * rng.normal(size=40) - 0.245))
    won = rng.binomial(closed, np.clip(rng.normal(0.3, differ, 40), 0.01, 0.99))
    table = pooled(won.astype(float), closed.astype(float))
    return float(table is not None and chi_square(table).p < CLEAR)


def _skill_found(rng: np.random.Generator) -> float:
    """24 skewed people short by .8 of a standard deviation of their trait, against 96: found among 16 contrasts."""
    trait = rng.normal(size=120) - 0.8 * (np.arange(120) < 24)
    values = scores(trait, "skewed", rng)
    return float(permuted_means(values[:24], values[24:], rng).p < CLEAR / 16)


def _segments(kind: str) -> ClaimTrial:
    def trial(rng: np.random.Generator) -> float:
        n = 80
        if kind == "uniform":
            data = rng.uniform(size=(n, 3))
        else:
            trait = np.sqrt(0.4) * rng.normal(size=(n, 1)) + np.sqrt(0.6) * rng.normal(size=(n, 3))
            data = scores(trait, "skewed" if kind == "skewed" else "normal", rng)
        return float(segments(data, 10, 50, rng, most=5).k > 1)

    return trial


def _planted_segments(rng: np.random.Generator) -> float:
    """Two kinds of people, 3.5 standard deviations apart in two of three scales."""
    kind = np.arange(80) < 35
    data = rng.normal(size=(80, 3))
    data[kind, :2] += 3.5
    return float(segments(data, 10, 50, rng, most=5).k == 2)


def _false_driver(rng: np.random.Generator) -> float:
    """Six drivers that matter alike: is any of them called clearly first?"""
    x = np.sqrt(0.3) * rng.normal(size=(120, 1)) + np.sqrt(0.7) * rng.normal(size=(120, 6))
    y = 0.25 * x.sum(axis=1) + rng.normal(size=120)
    found = lmg_bootstrap(y, x, None, 200, rng, top=1)
    return float(any(rule_of("p_top", p).word == "clear" for p in found.p_first))


def _false_driver_top(rng: np.random.Generator) -> float:
    x = np.sqrt(0.3) * rng.normal(size=(120, 1)) + np.sqrt(0.7) * rng.normal(size=(120, 6))
    y = 0.25 * x.sum(axis=1) + rng.normal(size=120)
    found = lmg_bootstrap(y, x, None, 200, rng, top=3)
    return float(np.mean([rule_of("p_top", p).word == "clear" for p in found.p_top]))


def _priority(rng: np.random.Generator, gaps: Floats, clear_of: Callable[[Floats], float]) -> float:
    trait = np.sqrt(0.4) * rng.normal(size=(100, 1)) + np.sqrt(0.6) * rng.normal(size=(100, gaps.size))
    needs = 3 + trait - gaps
    found = priority_ranks(needs, 3.0, [1] * gaps.size, 3, 400, rng)
    clear = np.array([rule_of("p_top", p).word == "clear" for p in found.p_top])
    return clear_of(clear.astype(float))


def _false_priority(rng: np.random.Generator) -> float:
    """Eight needs of the same size: the share of them that is called clearly among the first three."""
    return _priority(rng, np.full(8, 0.5), lambda clear: float(clear.mean()))


def _false_priority_any(rng: np.random.Generator) -> float:
    return _priority(rng, np.full(8, 0.5), lambda clear: float(clear.any()))


def _wrong_priority(rng: np.random.Generator) -> float:
    """Three needs truly largest by 0.2: is any of the other five called clearly among the first three?"""
    gaps = np.array([0.7] * 3 + [0.5] * 5)
    return _priority(rng, gaps, lambda clear: float(clear[3:].any()))


def _found_priority(rng: np.random.Generator) -> float:
    gaps = np.array([0.8] * 3 + [0.3] * 5)
    return _priority(rng, gaps, lambda clear: float(clear[:3].mean()))


def _dealt(first: Floats, second: Floats) -> Permuted:
    return permuted_means(first, second, np.random.default_rng(first.size))


def _power(first: int, second: int, test: Callable[..., object]) -> ClaimTrial:
    """A true gap exactly as large as the one printed as the smallest visible."""
    gap = smallest_detectable_d(first, second, ALPHA, POWER)

    def trial(rng: np.random.Generator) -> float:
        one, two = people(first, 1, "normal", rng, gap)[0], people(second, 1, "normal", rng)[0]
        return float(test(one, two).p < ALPHA)  # type: ignore[attr-defined]

    return trial


def _of_teams(rng: np.random.Generator, sides: tuple[int, int], between: float, apart: float = 0.0) -> float:
    return float(team_ratios(sides, apart, between, rng).p < ALPHA)


SKEWED = both("the report prints no segments")
BOTH_AGREE = both("both references must agree, so some are missed")
UNEQUAL = both("right in large groups only where reps of the two sides differ by unlike amounts")
TIED = both("among needs of one size “clear” speaks of the order in draws, not of a difference that matters")
NOT_HELD = both("never done here; what the others are compared with")

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "two_group.student", "any false claim, 36 contrasts of unit means, Holm", _familywise, 0.0, 0.05, 0.2
    ),
    Claim(
        "two_group.permutation",
        "any false claim, 16 contrasts of skewed skills",
        _familywise_skills,
        0.0,
        0.05,
        0.2,
    ),
    Claim(
        "two_group.permutation",
        "a skill of 24 skewed people short by 0.8: found",
        _skill_found,
        None,
        None,
        0.2,
    ),
    Claim(
        "ratio.permutation",
        "false ones among the claimed figures, 8 reps, BH",
        _false_discoveries,
        0.0,
        0.05,
        0.04,
    ),
    Claim("ratio.permutation", "true ones of them claimed", _discoveries, None, None, 0.02),
    Claim(
        "ratio.difference",
        "false ones among the claimed figures, 30 reps, BH",
        partial(_false_discoveries, reps=30, low=0.82),
        0.0,
        0.05,
        0.2,
    ),
    Claim("segments", "segments found in normal data without any", _segments("normal"), 0.0, 0.05, 0.02),
    Claim(
        "segments",
        "segments found in skewed answers without any",
        _segments("skewed"),
        None,
        None,
        0.02,
        SKEWED,
    ),
    Claim("segments", "segments found in uniform data without any", _segments("uniform"), 0.0, 0.05, 0.02),
    Claim("segments", "two planted segments found", _planted_segments, None, None, 0.02, BOTH_AGREE),
    Claim("regression.lmg", "six equal drivers: any called clearly first", _false_driver, 0.0, 0.05, 0.05),
    Claim(
        "regression.lmg", "six equal drivers: share called clear", _false_driver_top, None, None, 0.05, TIED
    ),
    Claim("priority", "eight equal needs: share called clearly among three", _false_priority, 0.0, 0.10, 0.1),
    Claim(
        "priority",
        "eight equal needs: any called clearly among three",
        _false_priority_any,
        None,
        None,
        0.1,
        TIED,
    ),
    Claim("priority", "three larger by 0.2: any of the rest called clear", _wrong_priority, 0.0, 0.05, 0.1),
    Claim("priority", "three larger by 0.5: share of them called clear", _found_priority, 0.8, 1.0, 0.1),
    Claim(
        "link.persons",
        "skill and results by .25, persons linked: found",
        persons_linked,
        None,
        None,
        0.2,
        NOT_HELD,
    ),
    Claim(
        "link.top_rest", "the same, top quarter against the rest: found", top_against_rest, None, None, 0.2
    ),
    Claim("link.band_trend", "the same, trend over three bands: found", trend_over_bands, None, None, 0.1),
    Claim("link.persons", "no relation, persons linked", partial(persons_linked, r=0.0), 0.0, 0.05, 0.2),
    Claim("link.top_rest", "no relation, top quarter", partial(top_against_rest, r=0.0), 0.0, 0.05, 0.2),
    Claim("link.band_trend", "no relation, trend", partial(trend_over_bands, r=0.0), 0.0, 0.05, 0.1),
    Claim(
        "link.persons",
        "conditions and results of units by .5, persons linked: found",
        persons_in_units_linked,
        None,
        None,
        0.2,
        NOT_HELD,
    ),
    Claim("link.units", "the same, unit means: found", units_linked, None, None, 0.2),
    Claim("link.units", "no relation, unit means", partial(units_linked, r=0.0), 0.0, 0.05, 0.2),
    *(
        Claim(key, f"power at the smallest visible gap, {a} and {b}", _power(a, b, test), 0.78, 0.82, share)
        for key, test, share in (("two_group.student", student, 1.0), ("two_group.permutation", _dealt, 0.4))
        for a, b in ((3, 3), (4, 8), (10, 20), (100, 100))
        if test is student or min(a, b) >= 10
    ),
    Claim(
        "two_group.permutation",
        "any false claim, 16 contrasts of Likert skills",
        partial(_familywise_skills, kind="Likert"),
        0.0,
        0.05,
        0.2,
    ),
    Claim(
        "ratio.permutation",
        "very skewed deals, 10 reps against 200, roles made alike",
        _alike,
        0.0,
        0.05,
        0.4,
    ),
    Claim(
        "ratio.permutation",
        "counts, 10 reps against 200 of whom many joined this year",
        partial(_counted, months=(12, 3), unequal=(2.0, 2.0)),
        0.0,
        0.05,
        0.4,
    ),
    Claim(
        "ratio.permutation",
        "counts, 10 very unequal reps against 200",
        partial(_counted, months=(12, 12), unequal=(1.0, 4.0)),
        None,
        None,
        0.4,
        UNEQUAL,
    ),
    *(
        Claim(key, f"ten {what}: a 95 % interval misses", partial(_missed, trial=trial), 0.03, 0.08)
        for key, what, trial in (
            ("ratio.logit", "reps whose win rates differ by .05, 8 deals", win_rates(8)),
            ("ratio.logit", "reps whose win rates differ by .05, 100 deals", win_rates(100)),
            ("ratio", "reps whose attainment differs by .05", attained),
        )
    ),
    Claim(
        "proportion.chi_square",
        "forty reps of one win rate, six deals each: said to differ",
        partial(_said_to_differ, differ=0.0),
        0.0,
        0.05,
    ),
    Claim(
        "proportion.chi_square",
        "the same, win rates that differ by .15: said to differ",
        partial(_said_to_differ, differ=0.15),
        None,
        None,
    ),
    *(
        Claim(
            "ratio.teams",
            f"{first} teams against {others} without a difference{words}: claimed",
            partial(_of_teams, sides=(first, others), between=between),
            0.0,
            0.05,
            0.4,
        )
        for first, others in ((4, 20), (6, 18))
        for between, words in ((0.0, ", all teams alike"), (0.12, ", win rates that differ by .03"))
    ),
    Claim(
        "ratio.teams",
        "the same 6 against 18, win rate lower by .28 of itself: found",
        partial(_of_teams, sides=(6, 18), between=0.12, apart=-0.28),
        None,
        None,
        0.4,
    ),
)
