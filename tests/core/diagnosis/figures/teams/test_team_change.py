"""Groups against their own year before, by teams."""

from __future__ import annotations

import numpy as np
import pytest

from diagnostic.core.diagnosis.figures.change import changes, gather_earlier
from diagnostic.core.diagnosis.figures.groups import figure_groups
from diagnostic.core.diagnosis.figures.teams.change import group_changes
from diagnostic.core.diagnosis.figures.units import UnitSums
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.figures.model.performance import Amount, PerformanceTable
from diagnostic.core.stats.differences.team_effects import mean_change
from tests.core.diagnosis.figures.teams.test_contrast import (
    LONG_AGO,
    NEW,
    RECENTLY,
    TEAMS,
    managed,
    told,
    wins,
)
from tests.made.counted import of_unit, people_of, quarterly, rep

STEADY = {team: [4] * 5 for team in TEAMS}


def changed(given: PerformanceTable, id: str, by_people: bool = False) -> dict[str, Result]:
    people = people_of(given)
    groups = figure_groups(people, given.roster, {})
    own = next(each for each in groups if each.id == id)
    earlier = gather_earlier(people, given, UnitSums(given, people, people.months))
    found = changes(own, people, earlier) if by_people else group_changes(own, groups, people, earlier)
    return {result.measure: result for result in found}


def visits(rng: np.random.Generator, falling: float = 0.0, years: float = 0.0) -> list[Amount]:
    """Visits of both years: years of teams differ by `years`, those of the North fall by `falling`."""
    rows = []
    for team in TEAMS:
        year = np.exp(years * rng.normal()) * (1 - falling * (team[0] == "N"))
        for n in range(5):
            for when, rate in ((2024, 60.0), (2025, 60.0 * year)):
                rows += quarterly(f"{team}-{n}", when, rng.poisson(rate, 4).tolist(), "visits")
    return rows


def test_visits_of_a_region_fall_in_its_teams() -> None:
    given = told(STEADY, before=STEADY, actuals=visits(np.random.default_rng(4), falling=0.2))
    found, people = changed(given, "region:N")["visits"], changed(given, "region:N", by_people=True)["visits"]
    assert (found.method, found.clusters, found.n) == ("ratio.teams_paired", "teams", 5)
    assert (found.reference, found.estimate) == (people.reference, pytest.approx(people.estimate, rel=0.05))
    assert found.p is not None
    assert found.p < 0.001
    assert found.low is not None
    assert found.low90 is not None
    assert found.low < found.low90 < -2


def test_the_change_of_the_win_rate_by_hand() -> None:
    """One region, ten deals a rep in both years: the change of a team is that of its sums over fifty."""
    now, before = wins(1), wins(2)
    found = changed(told(now, before=before), "company")["win_rate"]
    sums = [np.array([sum(own) for own in year.values()]) / 50 for year in (now, before)]
    off = np.array(
        [
            (a - b) / 50 - (one - two) / 5
            for one, two, first, last in zip(*sums, now.values(), before.values(), strict=True)
            for a, b in zip(first, last, strict=True)
        ]
    )
    error = np.full(10, (off**2).sum() / 10 * 50 / 40)
    effect = mean_change(sums[0] - sums[1], error, [1.0] * 10, [team[0] for team in TEAMS])
    assert (found.estimate, found.p, found.low90) == pytest.approx((effect.estimate, effect.p, effect.low90))
    assert found.estimate == pytest.approx(float((sums[0] - sums[1]).mean()))


def test_what_is_counted_for_the_company_alone_is_compared_as_counted() -> None:
    rows = [of_unit("Co", "stage2_entered", 100, year) for year in (2024, 2025)]
    rows += [of_unit("Co", "stage3_reached", 52, 2024), of_unit("Co", "stage3_reached", 41, 2025)]
    found = changed(told(STEADY, before=STEADY, actuals=rows), "company")["stage23_conversion"]
    assert (found.method, found.clusters, found.low90) == ("proportion.newcombe", "", None)


def test_what_every_team_counts_is_compared_by_teams() -> None:
    rng = np.random.default_rng(8)
    rows = [
        each
        for team in TEAMS
        for year, share in ((2024, 0.5), (2025, 0.3))
        for each in (
            of_unit(f"Co/{team[0]}/{team}", "stage2_entered", 100, year),
            of_unit(f"Co/{team[0]}/{team}", "stage3_reached", int(rng.binomial(100, share)), year),
        )
    ]
    found = changed(told(STEADY, before=STEADY, actuals=rows), "company")["stage23_conversion"]
    assert (found.method, found.clusters, found.n) == ("ratio.teams_paired", "teams", 10)
    assert found.estimate == pytest.approx(-0.2, abs=0.03)
    assert found.p is not None
    assert found.p < 0.001


def test_fewer_than_four_teams_are_compared_by_their_people() -> None:
    few = {team: STEADY[team] for team in ("N1", "N2", "N3", "S1", "S2", "S3", "S4")}
    drawn = {team: [3, 4, 5, 4, 6] for team in few}
    given = told(few, before=drawn)
    assert changed(given, "region:N")["win_rate"] == changed(given, "region:N", by_people=True)["win_rate"]
    assert changed(given, "region:S")["win_rate"].clusters == "teams"


def test_the_teams_of_new_managers_have_no_change_of_their_own() -> None:
    now, before = wins(1), wins(2)
    given = told(now, managed(now, NEW, RECENTLY), before)
    assert changed(given, "manager_tenure:new") == {}
    assert changed(given, "manager_tenure:experienced") == {}


@pytest.mark.slow
def test_visits_of_a_role_in_years_that_only_differ_are_claimed_in_a_twentieth() -> None:
    """Five of ten teams have the role, years of teams differ by eight in a hundred: 200 draws, error of .05 .015."""
    staff = [
        rep(f"{team}-{n}", f"Co/{team[0]}/{team}", role="K" if team[0] == "N" else "R", start=LONG_AGO)
        for team in TEAMS
        for n in range(5)
    ]
    rng, found = np.random.default_rng(20_261_203), {False: 0, True: 0}
    for _ in range(200):
        given = told(STEADY, staff, STEADY, visits(rng, years=0.08))
        for by_people in found:
            p = changed(given, "role:K", by_people)["visits"].p
            found[by_people] += p is not None and p < 0.05
    assert found[False] <= 18
    assert found[True] >= 20
