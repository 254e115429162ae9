"""Like with like: groups of another mix of roles, people who were not there all the time, businesses of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from diagnostic.core.diagnosis.figures.groups import compared_groups, figure_groups, roles_of
from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.figures.results import MetricSpec, compare, describe, like_for_like, specs_of
from diagnostic.core.diagnosis.figures.units import UnitSums
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable
from tests.made.counted import deals, group, monthly, of_unit, people_of, quarterly, rep, table
from tests.made.small_surveys import ASSESSMENT, RULES

# ten reps a region: six and four key accounts and field reps against three and seven
ROLES = [*"KKKKKKRRRR", *"KKKRRRRRRR"]
NORTH = [True] * 10 + [False] * 10
WOBBLE = np.array(
    [1.0, -1, 2, -2, 1, -1, 1, -1, 2, -2, 2, -2, 0, 1, -1, 2, -2, 1, -1, 0]
)  # none in any role and region


def draw(key: str) -> np.random.Generator:
    return stable_rng(1, key)


def sizes(roles: list[str]) -> np.ndarray:
    """Key accounts' deals are 40 % larger, everywhere."""
    return np.where(np.array(roles) == "K", 140.0, 100.0) + WOBBLE


def test_regions_that_differ_only_in_their_mix_do_not_differ() -> None:
    """Plain 124 against 112; with nine key accounts of twenty on both sides 118 and 118."""
    spec = MetricSpec("deal_size", "money", "ratio", 5 * sizes(ROLES), np.full(20, 5.0))
    north = np.array(NORTH)
    alike = like_for_like(spec, north, ~north, ROLES)
    assert alike is not None
    one, two = (top.sum() / bottom.sum() for top, bottom in (alike.first, alike.second))
    assert (one, two) == (pytest.approx(118), pytest.approx(118))
    (gap,) = compare(spec, group("region:N", NORTH), ROLES, draw)
    assert (gap.estimate, gap.reference, gap.basis) == (
        pytest.approx(0, abs=1e-9),
        pytest.approx(118),
        "comparable",
    )
    assert gap.p is not None
    assert gap.p > 0.9
    (described,) = describe(spec, group("region:N", NORTH))
    assert (described.estimate, described.basis) == (pytest.approx(124), "plain")


def test_what_lies_within_the_roles_is_found() -> None:
    """Every deal of the North is 20 larger, as far as the mix of roles explains is another 12."""
    spec = MetricSpec(
        "deal_size", "money", "ratio", 5 * (sizes(ROLES) + 20 * np.array(NORTH)), np.full(20, 5.0)
    )
    (gap,) = compare(spec, group("region:N", NORTH), ROLES, draw)
    assert gap.estimate == pytest.approx(20)
    assert gap.p is not None
    assert gap.p < 0.001


def test_with_one_role_it_is_the_test_it_was() -> None:
    spec = MetricSpec("deal_size", "money", "ratio", 5 * sizes(ROLES), np.full(20, 5.0))
    north = np.array(NORTH)
    alike = like_for_like(spec, north, ~north, ["R"] * 20)
    assert alike is not None
    assert alike.basis == "plain"
    assert np.array_equal(alike.first[0], spec.top[north])
    assert np.array_equal(alike.second[1], spec.bottom[~north])


def test_regions_without_a_role_in_common_are_not_alike() -> None:
    spec = MetricSpec("deal_size", "money", "ratio", np.arange(1.0, 21), np.ones(20))
    (gap,) = compare(spec, group("region:N", NORTH), ["K"] * 10 + ["R"] * 10, draw)
    assert gap.cannot_say == CannotSay("not_alike")


def test_a_mean_stays_a_mean_when_it_is_weighted() -> None:
    """Everybody has 38 accounts or one more or less: weights are denominators, not values."""
    spec = MetricSpec("accounts_per_rep", "count", "mean", 38 + WOBBLE, np.ones(20))
    (gap,) = compare(spec, group("region:N", NORTH), ROLES, draw)
    assert (gap.estimate, gap.reference) == (pytest.approx(0, abs=1e-9), pytest.approx(38))
    assert gap.method == "ratio.permutation"


def test_newcomers_are_compared_on_nothing_that_takes_time_to_end() -> None:
    """What a newcomer has won or lost already is what ended early."""
    roles = [*"NNNNNRRRRR"] * 2
    won = np.array([1.0, 1, 1, 1, 1, 5, 6, 5, 6, 5] * 2) + np.array([0] * 10 + [2] * 5 + [0] * 5)
    rate = MetricSpec("win_rate", "share", "share", won, np.full(20, 10.0), censored=True)
    (gap,) = compare(rate, group("region:N", NORTH), roles, draw)
    assert (gap.estimate, gap.n) == (pytest.approx(0), 10)
    (there,) = compare(
        MetricSpec("visits", "count", "rate", won, np.full(20, 10.0)), group("region:N", NORTH), roles, draw
    )
    assert (there.estimate, there.n) == (pytest.approx(-0.1), 20)


@pytest.mark.parametrize("kind", ["role", "team_type"])
def test_a_business_of_its_own_is_set_beside_others_and_never_tested(kind: str) -> None:
    spec = MetricSpec("deal_size", "money", "ratio", 5 * sizes(ROLES), np.full(20, 5.0))
    own = group(f"{kind}:K", [role == "K" for role in ROLES], kind)  # type: ignore[arg-type]
    (beside,) = compare(spec, own, ROLES, draw)
    assert (beside.estimate, beside.reference) == (pytest.approx(40), pytest.approx(100))
    assert (beside.p, beside.low, beside.family, beside.verdict) == (None, None, "description", "described")


STARTS = {"new": date(2025, 10, 1), "old": date(2019, 1, 1)}


def test_too_few_counts_are_not_compared() -> None:
    """Twenty reps, ten a side: at nine new clients together neither side would have five, at ten both would."""
    north = np.array(NORTH)
    for total, said in ((9, CannotSay("too_few")), (10, None)):
        counts = np.array([1.0] * total + [0.0] * (20 - total))[np.arange(20) * 7 % 20]
        spec = MetricSpec("new_customers", "count", "rate", counts, np.full(20, 12.0))
        (gap,) = compare(spec, group("region:N", north.tolist()), ["R"] * 20, draw)
        assert gap.cannot_say == said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0.117, 1.0, 12), (0.117, 4.0, 12)),  # a team whose reps are more unequal than others
        ((0.117, 2.0, 12), (0.117, 2.0, 0)),  # others, of whom many were not there all year
        ((20.0, 25.0, 12), (20.0, 100.0, 12)),  # visits
    ],
)
def test_rates_that_are_equal_are_rarely_called_different(
    first: tuple[float, float, int], second: tuple[float, float, int]
) -> None:
    """Ten reps against two hundred, gamma rates of one mean. With one error for both sides 12, 13 and 24 % of such
    comparisons were rejected at 5 %."""
    rng, rejected, draws = np.random.default_rng(5), 0, 600
    side = np.arange(210) < 10
    for _ in range(draws):
        months = np.concatenate(
            [
                np.full(n, float(own[2])) if own[2] else rng.integers(3, 13, n).astype(float)
                for n, own in ((10, first), (200, second))
            ]
        )
        own = np.concatenate(
            [rate * rng.gamma(k, 1 / k, n) for n, (rate, k, _) in ((10, first), (200, second))]
        )
        counts = rng.poisson(own * months).astype(float)
        spec = MetricSpec("new_customers", "count", "rate", counts, months)
        (gap,) = compare(spec, group("team:N/N1", side.tolist(), "team"), ["R"] * 210, lambda _: rng)
        rejected += gap.p is not None and gap.p < 0.05
    assert rejected / draws < 0.05 + 3 * 0.0089


def exposed() -> PerformanceTable:
    """The issue's visits: 23.5 a month of people who came in October against 22.4 of those who were there."""
    staff = [
        rep(f"{kind}{n}", f"Co/N/N{n % 2}", role="R", start=day)
        for kind, day in STARTS.items()
        for n in range(6)
    ]
    visits: list[Amount] = []
    for place, person in enumerate(staff):
        more = 3 * (place % 2) - 1.5  # every other rep three more a quarter than the one before
        a_year = quarterly(
            person.id, 2025, [67.2 + more] * 3 + [70.5 + more if place < 6 else 67.2 + more], "visits"
        )
        visits += a_year[3:] if place < 6 else a_year
    sold = [a for person in staff for a in monthly(person.id, 2025, [1] * 12)]
    return table(staff, [], [*sold, *visits])


def test_visits_are_a_month_in_post() -> None:
    given = exposed()
    found = diagnose_figures(Study(ASSESSMENT, RULES, (), given)).results
    level = {r.group: r.estimate for r in found if r.kind == "figure" and r.measure == "visits"}
    assert (level["role:N"], level["role:R"]) == (pytest.approx(23.5), pytest.approx(22.4))
    (beside,) = [r for r in found if r.key == "figure_contrast|role:N|visits"]
    assert (beside.estimate, beside.p) == (pytest.approx(1.1), None)


def test_closed_deals_are_a_month_in_post() -> None:
    """Six deals of somebody who was there for three months are as many as 24 in a year."""
    staff = [rep("a", start=date(2025, 4, 1), end=date(2025, 6, 30)), rep("b"), rep("c")]
    closed = [*deals("a", 3, 3), *deals("b", 12, 12), *deals("c", 12, 12)]
    people = people_of(table(staff, [], [a for p in "abc" for a in monthly(p, 2025, [1] * 12)], closed))
    spec = next(spec for spec in specs_of(people, {}) if spec.measure == "opportunities")
    assert (spec.top / spec.bottom).tolist() == pytest.approx([2, 2, 2])


def test_created_deals_are_a_month_in_post_and_closed_or_not() -> None:
    """Six created in three months are as many as 24 in a year, and none of them needs to be closed."""
    staff = [rep("a", start=date(2025, 4, 1), end=date(2025, 6, 30)), rep("b"), rep("c")]
    won = deals("c", 12, 12)
    opened = [
        Opportunity(f"{id}-{n}", id, "open", created=date(2025, 5, 2))
        for id, count in (("a", 6), ("b", 24))
        for n in range(count)
    ]
    sold = [a for p in "abc" for a in monthly(p, 2025, [1] * 12)]
    people = people_of(table(staff, [], sold, [*opened, *won]))
    spec = next(spec for spec in specs_of(people, {}) if spec.measure == "created_deals")
    assert (spec.top / spec.bottom).tolist() == pytest.approx([2, 2, 2])


def test_who_leaves_out_when_deals_began_is_not_counted_as_idle() -> None:
    staff = [rep("a"), rep("b")]
    undated = [replace(deal, created=None) for deal in deals("b", 6, 6)]
    sold = [a for p in "ab" for a in monthly(p, 2025, [1] * 12)]
    people = people_of(table(staff, [], sold, [*deals("a", 6, 6), *undated]))
    spec = next(spec for spec in specs_of(people, {}) if spec.measure == "created_deals")
    assert (spec.top.tolist(), spec.bottom.tolist()) == ([12, 0], [12, 0])


def test_a_team_is_compared_with_teams_of_its_type() -> None:
    staff = [
        rep(f"{team}{n}", f"Co/{team[0]}/{team}", team_type="field" if team[1] < "3" else "channel")
        for team in ("N1", "N2", "N3", "S1", "S3")
        for n in range(3)
    ]
    people = people_of(table(staff, [], [a for p in staff for a in monthly(p.id, 2025, [1] * 12)]))
    groups = {g.id: g for g in figure_groups(people, table(staff).roster, {})}
    names = [person.id for person in people.persons]
    rest = {id: sorted({names[at][:2] for at in np.flatnonzero(g.rest)}) for id, g in groups.items()}
    assert rest["team:N/N1"] == ["N2", "S1"]
    assert rest["team:S/S3"] == ["N3"]
    assert rest["region:N"] == ["S1", "S3"]
    assert [g.id for g in compared_groups(tuple(groups.values())) if not g.tested] == ["team_type:channel"]
    assert roles_of(people) == [None] * 15


def of_types() -> PerformanceTable:
    """Two field teams at 90 and 60 % of their targets, two channel teams at 30 %."""
    reached = {"N1": 9, "S1": 6, "N3": 3, "S3": 3}
    staff = [
        rep(f"{team}{n}", f"Co/{team[0]}/{team}", team_type="channel" if team[1] == "3" else "field")
        for team in reached
        for n in range(3)
    ]
    targets = [a for p in staff for a in monthly(p.id, 2025, [10] * 6 + [20 if p.id[1] == "3" else 10] * 6)]
    sold = [a for p in staff for a in monthly(p.id, 2025, [reached[p.id[:2]]] * 12)]
    return table(staff, targets, sold)


def test_the_attainment_of_a_team_is_held_against_the_other_teams_of_its_type() -> None:
    found = diagnose_figures(Study(ASSESSMENT, RULES, (), of_types())).results
    usual = {r.group: r.estimate for r in found if r.measure == "attainment_of_kind"}
    assert usual["team:N/N1"] == pytest.approx(0.6)
    assert usual["team:S/S1"] == pytest.approx(0.9)
    assert usual["team:N/N3"] == pytest.approx(0.2)  # 3 of 15 a month
    assert usual["region:N"] == pytest.approx((6 + 3) / (10 + 15))
    assert not {"company", "team_type:channel", "team_type:field"} & usual.keys()


def test_a_raise_of_targets_is_held_against_teams_of_the_type() -> None:
    """Targets of channel teams double in the second half, for all of them."""
    found = diagnose_figures(Study(ASSESSMENT, RULES, (), of_types())).results
    raised = {r.group: r.estimate for r in found if r.measure == "target_raise"}
    assert (raised["team:N/N3"], raised["team:N/N1"]) == (pytest.approx(0), pytest.approx(0))


def test_shares_of_units_are_compared_within_types() -> None:
    """Half of the South are channel teams, which register deals twice everywhere: within types nothing differs."""
    rows, staff = [], []
    units = [("N/N1", 0), ("N/N2", 0), ("N/N3", 1), ("S/S1", 0), ("S/S2", 1), ("S/S3", 1)]
    for place, (unit, channel) in enumerate(units):
        kind, double = ("channel", 20) if channel else ("field", 4)
        staff += [rep(f"r{place}{n}", f"Co/{unit}", team_type=kind) for n in range(3)]
        rows += [
            of_unit(f"Co/{unit}", "duplicate_deals", double),
            of_unit(f"Co/{unit}", "opportunities", 100),
        ]
    given = table(staff, [], [*monthly("r00", 2025, [1] * 12), *rows])
    people = people_of(given)
    sums = UnitSums(given, people, people.months)
    (gap,) = sums.compare(group("region:N", [True] * 9 + [False] * 9))
    assert (gap.estimate, gap.reference) == (pytest.approx(0, abs=1e-12), pytest.approx(0.12))
    assert (gap.method, gap.basis) == ("proportion.stratified", "comparable")
    (beside,) = sums.compare(
        group("team_type:channel", [kind.team_type == "channel" for kind in staff], "team_type")
    )
    assert (beside.estimate, beside.p) == (pytest.approx(0.16), None)


def ordinary(seed: int) -> list[Result]:
    """A company in which nothing is wrong: 24 teams, key accounts larger, slower and won less often everywhere."""
    rng = np.random.default_rng(seed)
    staff = []
    for team in range(24):
        role, kind = ("K", "key") if team % 4 == 0 else ("R", "field")
        own = {"role": role, "team_type": kind, "start": date(2019, 1, 1)}
        staff += [rep(f"t{team}-{n}", f"Co/{'NSE'[team % 3]}/T{team}", **own) for n in range(4)]
    won, actuals, targets = [], [], []
    for person in staff:
        key = person.role == "K"
        size = (400 if key else 100) * np.exp(0.3 * rng.normal())
        for year in (2024, 2025):
            wins = int(rng.binomial(20, 0.2 if key else 0.3)) + 1
            won += deals(person.id, wins, 20 - wins, year, size=int(size))
            actuals += quarterly(person.id, year, rng.poisson(40 if key else 60, 4), "visits")
        sold = monthly(person.id, 2025, [size * (0.9 + 0.2 * rng.random()) for _ in range(12)])
        actuals += sold
        targets += monthly(person.id, 2025, [size] * 12)
    return list(diagnose_figures(Study(ASSESSMENT, RULES, (), table(staff, targets, actuals, won))).results)


@pytest.mark.slow
def test_an_ordinary_company_has_no_claim_on_what_its_roles_are() -> None:
    claimed = [r for seed in range(12) for r in ordinary(seed) if r.kind == "figure_contrast" and r.claimed]
    assert [r.key for r in claimed if r.group.startswith(("role", "team_type"))] == []
    assert len([r for r in claimed if r.group.startswith("region")]) <= 2
