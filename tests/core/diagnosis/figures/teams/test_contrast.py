"""Regions and teams of new managers against the rest: teams are what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from diagnostic.core.diagnosis.figures.change import gather_earlier
from diagnostic.core.diagnosis.figures.groups import FigureGroup, figure_groups, roles_of
from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.diagnosis.figures.results import MetricSpec, specs_of
from diagnostic.core.diagnosis.figures.teams.before import came_after, year_before
from diagnostic.core.diagnosis.figures.teams.contrast import Compared, compare_group
from diagnostic.core.diagnosis.figures.teams.observed import team_codes, team_ratios
from diagnostic.core.diagnosis.figures.units import UnitSums
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Person
from diagnostic.core.figures.model.periods import month_number
from diagnostic.core.stats.differences.team_effects import team_effects
from tests.made.counted import deals, group, monthly, of_unit, people_of, rep, table

TEAMS = [f"{region}{n}" for region in "NS" for n in range(1, 6)]
LONG_AGO, RECENTLY = date(2020, 1, 1), date(2025, 8, 1)
Wins = Mapping[str, Sequence[int]]  # won deals of ten, of each rep of each team


def staff_of(wins: Wins, roles: str = "RRRRR", **more: object) -> list[Person]:
    return [
        rep(f"{team}-{n}", f"Co/{team[0]}/{team}", role=roles[n], start=LONG_AGO, **more)
        for team, own in wins.items()
        for n in range(len(own))
    ]


def told(
    wins: Wins, staff: list[Person] | None = None, before: Wins | None = None, actuals: Iterable[Amount] = ()
) -> PerformanceTable:
    closed = [
        deal
        for year, of_year in ((2025, wins), (2024, before or {}))
        for team, own in of_year.items()
        for n, won in enumerate(own)
        for deal in deals(f"{team}-{n}", won, 10 - won, year)
    ]
    people = staff or staff_of(wins)
    years = (2024, 2025) if before else (2025,)
    sales = [each for person in people for year in years for each in monthly(person.id, year, [10] * 12)]
    return table(people, [], [*sales, *actuals], closed)


def compared_of(given: PerformanceTable, id: str) -> dict[str, Result]:
    people = people_of(given)
    own = next(each for each in figure_groups(people, given.roster, {}) if each.id == id)
    return {r.measure: r for r in compare_group(specs_of(people, {}), own, inputs(people, given))}


def inputs(people: RepArrays, given: PerformanceTable) -> Compared:
    units = UnitSums(given, people, people.months)
    before = year_before(people, gather_earlier(people, given, units))
    return Compared(people, roles_of(people), units, before, lambda key: stable_rng(1, key))


def wins(seed: int = 1, of: Sequence[str] = TEAMS, rate: float = 0.4) -> dict[str, list[int]]:
    rng = np.random.default_rng(seed)
    return {team: rng.binomial(10, rate, 5).tolist() for team in of}


def test_a_region_is_compared_by_its_teams_in_the_unit_of_the_metric() -> None:
    """By hand: one role, so that what is expected of every team is fifty deals at everybody's rate."""
    drawn = wins()
    found = compared_of(told(drawn), "region:N")["win_rate"]
    sums = np.array([sum(own) for own in drawn.values()], float)
    rate = sums.sum() / 500
    ratios = sums / 50 / rate
    off = np.array(
        [won - ratio * 10 * rate for ratio, own in zip(ratios, drawn.values(), strict=True) for won in own]
    )
    phi = (off**2).sum() / sums.sum() * 50 / 40
    effect = team_effects(ratios, np.full(10, phi / 50 / rate), [1.0] * 5 + [0.0] * 5)
    assert (found.estimate, found.p) == pytest.approx((effect.estimate * rate, effect.p))
    assert found.estimate == pytest.approx(sums[:5].sum() / 250 - sums[5:].sum() / 250)
    assert found.reference == pytest.approx(sums[5:].sum() / 250)
    assert (found.method, found.clusters, found.n, found.basis) == ("ratio.teams", "teams", 10, "comparable")
    assert found.low90 is not None
    assert found.high90 is not None
    assert found.low is not None
    assert found.low < found.low90 < (found.estimate or 0) < found.high90


def test_where_only_the_mix_of_roles_differs_there_is_no_difference() -> None:
    """Key accounts win eight of ten everywhere, field reps two: one team has three of them and another one."""
    mixed = {team: [8, 8, 8, 2, 2] if team[0] == "N" else [8, 2, 2, 2, 2] for team in TEAMS}
    staff = [
        replace(person, role="K" if won == 8 else "R")
        for person, won in zip(staff_of(mixed), (won for own in mixed.values() for won in own), strict=True)
    ]
    people = people_of(told(mixed, staff))
    north = next(g for g in figure_groups(people, told(mixed, staff).roster, {}) if g.id == "region:N")
    spec = next(spec for spec in specs_of(people, {}) if spec.measure == "win_rate")
    ratios = team_ratios(spec, north, roles_of(people), team_codes(people, north))
    assert ratios is not None
    assert ratios.shown.tolist() == pytest.approx([1.0] * 10)
    assert (ratios.level, ratios.of_the_rest) == pytest.approx(((3 * 0.8 + 2 * 0.2) / 5, 1.0))


def test_a_role_that_only_one_side_has_is_not_compared() -> None:
    drawn = wins()
    staff = [replace(p, role="K") if p.id in ("N1-0", "N2-0", "N3-0") else p for p in staff_of(drawn)]
    without = {team: own[1:] if team in ("N1", "N2", "N3") else own for team, own in drawn.items()}
    one = compared_of(told(drawn, staff), "region:N")["win_rate"]
    two = compared_of(told(without), "region:N")["win_rate"]
    assert (one.estimate, one.p) == pytest.approx((two.estimate, two.p))


@pytest.mark.parametrize("seed", range(3))
def test_what_teams_are_called_and_who_comes_first_is_nothing(seed: int) -> None:
    drawn, rng = wins(), np.random.default_rng(seed)
    places = [*rng.permutation(5), *(5 + rng.permutation(5))]
    renamed = {TEAMS[to]: drawn[team] for to, team in zip(places, TEAMS, strict=True)}
    one, two = (compared_of(told(each), "region:N")["win_rate"] for each in (drawn, renamed))
    assert (one.estimate, one.p, one.low90) == pytest.approx((two.estimate, two.p, two.low90))


def test_somebody_who_changes_teams_within_the_region_moves_no_deal_between_the_sides() -> None:
    drawn = wins()
    moved = [replace(p, path=("Co", "N", "N2")) if p.id == "N1-0" else p for p in staff_of(drawn)]
    one, two = (compared_of(told(drawn, staff), "region:N")["win_rate"] for staff in (None, moved))
    assert two.reference == pytest.approx(one.reference)
    assert two.estimate == pytest.approx(one.estimate, abs=0.02)
    assert two.p != one.p


def test_three_teams_a_side_are_compared_by_their_people() -> None:
    few = wins(of=["N1", "N2", "N3", "S1", "S2", "S3", "S4"])
    found = compared_of(told(few), "region:N")["win_rate"]
    assert (found.method, found.clusters) == ("ratio.permutation", "reps")
    four = wins(of=["N1", "N2", "N3", "N4", "S1", "S2", "S3", "S4"])
    assert compared_of(told(four), "region:N")["win_rate"].clusters == "teams"


def test_single_deals_do_not_stand_for_three_teams() -> None:
    """Deals of one team resemble each other; of people who left, each left by themselves."""
    few = wins(of=["N1", "N2", "N3", "S1", "S2", "S3", "S4"])
    units = [f"Co/{team[0]}/{team}" for team in few]
    rows = [*counts(units)]
    for unit in units:
        rows += [of_unit(unit, "deals_without_next_step", 40 if "/N/" in unit else 10)]
        rows += [of_unit(unit, "open_deals", 100)]
    found = compared_of(told(few, actuals=rows), "region:N")
    assert found["next_step_missing_share"].cannot_say == CannotSay("few_groups", 3, 4)
    assert found["leaver_rate"].p is not None


def test_a_single_team_is_compared_by_its_people() -> None:
    found = compared_of(told(wins()), "team:N/N1")["win_rate"]
    assert (found.clusters, found.low90) == ("reps", None)


def counts(units: Iterable[str], left: int = 1) -> list[Amount]:
    rng = np.random.default_rng(5)
    return [
        each
        for unit in units
        for each in (of_unit(unit, "leavers", left + int(rng.integers(0, 3))), of_unit(unit, "headcount", 20))
    ]


def test_what_units_count_is_compared_by_teams_too() -> None:
    units = [f"Co/{team[0]}/{team}" for team in TEAMS]
    found = compared_of(told(wins(), actuals=counts(units)), "region:N")["leaver_rate"]
    assert (found.method, found.clusters, found.n) == ("ratio.teams", "teams", 10)
    left = [a.value for a in counts(units) if a.metric == "leavers"]
    assert found.estimate == pytest.approx(sum(left[:5]) / 100 - sum(left[5:]) / 100)


def test_what_is_counted_for_a_region_only_does_not_tell_its_teams_apart() -> None:
    found = compared_of(told(wins(), actuals=counts(["Co/N", "Co/S"], 9)), "region:N")["leaver_rate"]
    assert found.cannot_say == CannotSay("few_groups", 0, 4)


def managed(drawn: Wins, new: Sequence[str], since: date) -> list[Person]:
    return [
        replace(person, manager_since=since if person.path[-1] in new else LONG_AGO)
        for person in staff_of(drawn)
    ]


NEW = ["N1", "N2", "S1", "S2"]


def test_teams_of_new_managers_are_allowed_for_the_year_before_them() -> None:
    """Teams that have always won more win more now: with their year before the new managers' teams are hardly lower."""
    rng = np.random.default_rng(3)
    usual = {
        team: 0.30 + 0.05 * place for place, team in enumerate([*NEW, *(t for t in TEAMS if t not in NEW)])
    }
    now, then = ({team: rng.binomial(10, usual[team], 5).tolist() for team in TEAMS} for _ in range(2))
    with_before, without = (
        compared_of(told(now, managed(now, NEW, RECENTLY), of_before), "manager_tenure:new")["win_rate"]
        for of_before in (then, None)
    )
    sums = [np.array([sum(own) for own in year.values()], float) for year in (now, then)]
    assert without.estimate == pytest.approx(0.375 - 0.625, abs=0.05)
    assert with_before.estimate is not None
    assert without.estimate is not None
    assert with_before.estimate > without.estimate + 0.1
    ratios = [won / won.mean() for won in sums]
    rate = float(sums[0].sum() / 500)
    off = [
        (won - ratio * 10 * rate) ** 2
        for ratio, own in zip(ratios[0], now.values(), strict=True)
        for won in own
    ]
    error = sum(off) / sums[0].sum() * 50 / 40 / 50 / rate
    side = [float(team in NEW) for team in TEAMS]
    effect = team_effects(ratios[0], [error] * 10, side, ratios[1])
    assert (with_before.estimate, with_before.p) == pytest.approx((effect.estimate * rate, effect.p))


def test_a_year_that_lies_partly_under_the_new_managers_allows_for_nothing() -> None:
    """From the first of the year on a manager is new to all of the year before; in December of it one is not."""
    now, then = wins(1), wins(2)
    for since, lies_before in ((date(2025, 1, 1), True), (date(2024, 12, 31), False)):
        given = told(now, managed(now, NEW, since), then)
        people = people_of(given)
        assert people.before[-1] == month_number(date(2024, 12, 1))
        members = np.array([person.path[-1] in NEW for person in people.persons])
        assert came_after(people, group("manager_tenure:new", members, "manager_tenure")) is lies_before


def company(rng: np.random.Generator, teams: int) -> tuple[RepArrays, PerformanceTable]:
    paths = [f"Co/{'N' if place < 6 else 'S'}/T{place:02d}" for place in range(teams)]
    sizes = np.maximum(rng.poisson(9.6, teams), 4)
    given = table(
        [rep(f"{place}-{n}", path) for place, path in enumerate(paths) for n in range(sizes[place])]
    )
    return people_of(given), given


@pytest.mark.slow
def test_regions_without_a_difference_are_claimed_in_a_twentieth_and_by_people_more_often() -> None:
    """Six of 24 teams, win rates of teams differ by three points and of reps by three and a half: 1,000 draws, error
    of a share of .05 .007. With reps for the n the same draws were claimed in .18."""
    rng = np.random.default_rng(20_261_201)
    found: dict[str, list[bool]] = {"teams": [], "reps": []}
    for _ in range(20):
        people, given = company(rng, 24)
        north = next(g for g in figure_groups(people, given.roster, {}) if g.id == "region:N")
        kept = inputs(people, given)
        for _ in range(50):
            spec = win_rates(rng, people)
            for by, own in (("teams", north), ("reps", of_another_kind(north))):
                (gap,) = [r for r in compare_group([spec], own, kept) if r.measure == "win_rate"]
                assert gap.clusters == by
                found[by].append((gap.p or 0.0) < 0.05)
    assert 0.02 < np.mean(found["teams"]) < 0.065
    assert np.mean(found["reps"]) > 0.08


def win_rates(rng: np.random.Generator, people: RepArrays) -> MetricSpec:
    _, team = np.unique([person.unit for person in people.persons], return_inverse=True)
    closed = np.maximum(rng.poisson(34, people.n), 1).astype(float)
    true = 0.28 + 0.03 * rng.normal(size=team.max() + 1)[team] + 0.035 * rng.normal(size=people.n)
    return MetricSpec(
        "win_rate", "share", "share", rng.binomial(closed.astype(int), true.clip(0.02)).astype(float), closed
    )


def of_another_kind(region: FigureGroup) -> FigureGroup:
    """The same people, compared as single teams are."""
    return replace(region, group=replace(region.group, kind="team"))
