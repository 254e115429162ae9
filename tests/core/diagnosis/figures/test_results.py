"""A metric of a group, and of the group against the rest, against tests worked out elsewhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from diagnostic.core.diagnosis.figures.results import (
    MetricSpec,
    closed_deals,
    compare,
    describe,
    gap_of_ratios,
    level_of,
    of_enough,
    specs_of,
)
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import CannotSay
from tests.made.counted import amount, deals, group, monthly, people_of, rep, table

SIX = [True] * 3 + [False] * 3
ONES = np.ones(6)
VISITS = MetricSpec("visits", "count", "mean", np.array([4.0, 5, 6, 8, 9, 13]), ONES)
WINS = MetricSpec(
    "win_rate", "share", "share", np.array([2.0, 3, 1, 5, 5, 6]), np.array([10.0, 9, 8, 10, 9, 10])
)
SALES = MetricSpec("attainment", "share", "ratio", np.array([70.0, 80, 95, 100, 110, 90]), ONES * 100)


def test_a_mean_has_the_interval_of_a_one_sample_t() -> None:
    visits = MetricSpec("visits", "count", "mean", np.tile([4.0, 5, 6], 7), np.ones(21))
    (mean,) = describe(visits, group("region:N", [True] * 21))
    low, high = stats.t.interval(0.95, 20, 5.0, stats.sem(visits.top))
    assert (mean.estimate, mean.low, mean.high) == pytest.approx((5.0, low, high))
    (few,) = describe(visits, group("region:N", [True] * 19 + [False] * 2))
    assert (few.low, few.high) == (None, None)
    assert (mean.method, mean.n, mean.level) == ("one_sample.t", 21, 0.95)


TWELVE = np.arange(12.0)


def by_leaving_out(top: np.ndarray, bottom: np.ndarray) -> tuple[float, float, float]:
    """Ratio, jackknife error and degrees of freedom, rep by rep."""
    n = len(top)
    without = np.array([np.delete(top, at).sum() / np.delete(bottom, at).sum() for at in range(n)])
    se = np.sqrt((n - 1) / n * np.sum((without - without.mean()) ** 2))
    return top.sum() / bottom.sum(), float(se), float(bottom.sum() ** 2 / np.sum(bottom**2) - 1)


def test_a_ratio_is_one_of_sums_with_an_interval_on_the_log_scale() -> None:
    top, bottom = 70 + 5 * TWELVE, 100 + 10 * (TWELVE % 3)
    (ratio,) = describe(
        MetricSpec("attainment", "share", "ratio", top, bottom), group("region:N", [True] * 12)
    )
    known, se, df = by_leaving_out(top, bottom)
    reach = np.exp(stats.t.ppf(0.975, df) * se / known)
    assert (ratio.estimate, ratio.low, ratio.high) == pytest.approx((known, known / reach, known * reach))
    assert (ratio.method, ratio.n, ratio.level) == ("ratio", 12, 0.95)


def test_the_sample_of_a_win_rate_is_its_reps_and_not_their_deals() -> None:
    won, closed = 3 + TWELVE % 5, 20 + TWELVE
    (share,) = describe(MetricSpec("win_rate", "share", "share", won, closed), group("region:N", [True] * 12))
    known, se, df = by_leaving_out(won, closed)
    middle, reach = np.log(known / (1 - known)), stats.t.ppf(0.975, df) * se / (known * (1 - known))
    ends = [1 / (1 + np.exp(-(middle + side * reach))) for side in (-1, 1)]
    assert (share.estimate, share.low, share.high) == pytest.approx((known, *ends))
    assert (share.method, share.n) == ("ratio.logit", 12)


def test_the_deals_of_a_win_rate_stand_beside_it() -> None:
    """Of the reps who closed any; sales have no deals."""
    closed = replace(WINS, top=np.array([2.0, 3, 1, 5, 0, 6]), bottom=np.array([10.0, 9, 8, 10, 0, 10]))
    (counted,) = closed_deals(closed, group("company", [True] * 6))
    (rate,) = describe(closed, group("company", [True] * 6))
    assert (counted.estimate, counted.n, rate.n) == (47, 5, 5)
    assert list(closed_deals(SALES, group("company", [True] * 6))) == []


def test_under_ten_reps_there_is_no_interval_and_under_three_nothing_is_printed() -> None:
    (six,) = describe(WINS, group("company", [True] * 6))
    assert (six.estimate, six.low, six.level) == (22 / 56, None, None)
    for n, printed in ((3, 1), (2, 0)):
        found = describe(SALES, group("company", [True] * n + [False] * (6 - n)))
        assert len(list(of_enough(found))) == printed


def test_intervals_stay_within_what_is_possible() -> None:
    rare = MetricSpec("win_rate", "share", "share", (TWELVE > 10).astype(float), np.full(12, 4.0))
    (share,) = describe(rare, group("company", [True] * 12))
    assert share.low is not None
    assert share.high is not None
    assert 0 < share.low < 1 / 48 < share.high < 1
    never = replace(rare, top=np.zeros(12))
    assert [r.low for r in describe(never, group("company", [True] * 12))] == [None]
    few = MetricSpec("attainment", "share", "ratio", np.array([90.0] + [0.0] * 11), np.full(12, 10.0))
    (ratio,) = describe(few, group("company", [True] * 12))
    assert ratio.low is not None
    assert ratio.low > 0


@pytest.mark.parametrize("n", [None, 3])
def test_a_level_rests_on_three_or_was_stated(n: int | None) -> None:
    assert [r.n for r in level_of("company", "span", "count", 8.0, n)] == [n]
    assert list(level_of("company", "span", "count", 8.0, 2)) == []


def test_nobody_has_the_metric() -> None:
    nothing = MetricSpec("visits", "count", "mean", np.full(6, np.nan), ONES)
    assert list(describe(nothing, group("region:N", SIX))) == []
    assert list(compare(nothing, group("region:N", SIX), ALIKE, draw)) == []


ALIKE, SIXTY = ["R"] * 6, ["R"] * 60  # one role: nothing to make alike


def draw(key: str) -> np.random.Generator:
    return stable_rng(1, key)


def test_means_against_the_rest_by_permutation_of_reps() -> None:
    """Of the 20 ways to deal 3 of 6 reps only the true one and its mirror are as far apart: p is 0.1."""
    (gap,) = compare(VISITS, group("region:N", SIX, others=("region:S",)), ALIKE, draw)
    assert gap.p == pytest.approx(0.1, abs=0.02)
    assert gap.method == "two_group.permutation"
    assert (gap.estimate, gap.reference, gap.against) == (-5.0, 10.0, ("region:S",))


@pytest.mark.parametrize("spec", [WINS, SALES])
def test_ratios_and_win_rates_against_the_rest_over_reps(spec: MetricSpec) -> None:
    """From thirty reps a side by their jackknife errors, with fewer by permutation of reps."""
    (few,) = compare(spec, group("region:N", SIX), ALIKE, draw)
    assert few.method == "ratio.permutation"
    top, bottom = (np.repeat(side, 10) * np.tile(np.arange(1.0, 11), 6) for side in (spec.top, spec.bottom))
    sixty = replace(spec, top=top, bottom=bottom)
    (gap,) = compare(sixty, group("region:N", [True] * 30 + [False] * 30), SIXTY, draw)
    parts = []
    for part in (slice(0, 30), slice(30, 60)):  # leave each rep out by hand
        top, bottom = sixty.top[part], sixty.bottom[part]
        without = [np.delete(top, at).sum() / np.delete(bottom, at).sum() for at in range(30)]
        se = np.sqrt(29 / 30 * np.sum((np.array(without) - np.mean(without)) ** 2))
        parts.append((top.sum() / bottom.sum(), se, bottom.sum() ** 2 / np.sum(bottom**2) - 1))
    (one, se1, df1), (two, se2, df2) = parts
    se = np.hypot(se1, se2)
    df = se**4 / (se1**4 / df1 + se2**4 / df2)
    assert gap.estimate == pytest.approx(one - two)
    assert gap.p == pytest.approx(2 * stats.t.sf(abs(one - two) / se, df))
    assert gap.low == pytest.approx(one - two - stats.t.ppf(0.975, df) * se)
    assert gap.method == "ratio.difference"


def test_with_equal_denominators_it_is_welchs_test() -> None:
    first, second = np.array([3.0, 4, 8, 5]), np.array([1.0, 2, 2, 4, 3])
    gap = gap_of_ratios((first, np.ones(4)), (second, np.ones(5)))
    known = stats.ttest_ind(first, second, equal_var=False)
    assert (gap.p, gap.df) == pytest.approx((known.pvalue, known.df))


def test_three_reps_a_side() -> None:
    (gap,) = compare(SALES, group("team:N/N1", [True, True, *[False] * 4]), ALIKE, draw)
    assert gap.cannot_say == CannotSay("too_few", 2, 3)


def test_where_nobody_differs_there_is_nothing_to_test() -> None:
    alike = MetricSpec("attainment", "share", "ratio", ONES * 50, ONES * 100)
    (gap,) = compare(alike, group("region:N", SIX), ALIKE, draw)
    assert gap.cannot_say == CannotSay("constant", 6)


def test_metrics_the_inputs_allow() -> None:
    staff = [rep("a"), rep("b")]
    people = people_of(table(staff, [], [], [*deals("a", 2, 1), *deals("b", 1, 1)]))
    assert [spec.measure for spec in specs_of(people, {})] == [
        "win_rate",
        "deal_size",
        "cycle_days",
        "opportunities",
    ]
    sold = people_of(
        table(
            staff,
            monthly("a", 2025, [10] * 12),
            [amount("a", p.period, 9) for p in monthly("a", 2025, [1] * 12)],
        )
    )
    assert [spec.measure for spec in specs_of(sold, {})] == ["attainment"]


def test_sales_of_reps_without_a_target_do_not_count_in_attainment() -> None:
    people = people_of(
        table(
            [rep(id) for id in "abcd"],
            [t for id in "abc" for t in monthly(id, 2025, [10] * 12)],
            [
                a
                for id, sold in zip("abcd", (9, 8, 10, 50), strict=True)
                for a in monthly(id, 2025, [sold] * 12)
            ],
        )
    )
    (attainment, *_) = specs_of(people, {})
    (company,) = describe(attainment, group("company", [True] * 4, "company"))
    assert (company.estimate, company.n) == (pytest.approx(0.9), 3)
