"""Territory, ramp-up, inheritance and managers: levels that are read before anything is said about people."""

from __future__ import annotations

from datetime import date

import pytest

from diagnostic.core.diagnosis.figures.fair_comparison import fair_levels, gather_clients, gather_fair
from diagnostic.core.figures.model.performance import Amount, Opportunity, Person
from diagnostic.core.figures.model.periods import calendar_year
from tests.made.counted import amount, deals, group, monthly, people_of, rep, table

NORTH = group("region:N", [True, True, True, False])  # a, b and c; d sells elsewhere


def levels(
    staff: list[Person],
    *more: Amount,
    opportunities: tuple[Opportunity, ...] = (),
    follows: bool | None = None,
) -> dict[str, float]:
    targets = [t for id in "abcd" for t in monthly(id, 2025, [10] * 12)]
    sold = zip("abcd", (6, 9, 9, 12), strict=True)
    actuals = [t for id, each in sold for t in monthly(id, 2025, [each] * 12)]
    given = table(staff, [*targets, *more], actuals, opportunities)
    people = people_of(given)
    found = fair_levels(NORTH, people, gather_clients(people, given), gather_fair(people, follows))
    return {result.measure: result.estimate for result in found if result.estimate is not None}


def span(staff: list[Person]) -> float | None:
    """Of all of them, in one region."""
    given = table(staff, monthly("a", 2025, [10] * 12), monthly("a", 2025, [6] * 12))
    people = people_of(given)
    north = group("region:N", [True] * len(people.persons))
    found = fair_levels(north, people, gather_clients(people, given), gather_fair(people, None))
    return next(result.estimate for result in found if result.measure == "span")


def test_targets_scaled_by_potential() -> None:
    """Targets of 120 for territories of .6, .9, .6 and 1.5: index as it is (mean .9), the North's fair targets are
    120 x (.6 + .9 + .6) / .9 = 280, and 288 was sold; plain attainment is .8."""
    staff = [rep(id, territory_potential=p) for id, p in zip("abcd", (0.6, 0.9, 0.6, 1.5), strict=True)]
    found = levels(staff, follows=False)
    assert (found["potential"], found["adjusted_attainment"]) == pytest.approx((0.7 / 0.9, 288 / 280))
    assert levels(staff, follows=True)["adjusted_attainment"] == pytest.approx(0.8)


def test_where_nobody_can_tell_whether_targets_follow_potential_nothing_is_adjusted() -> None:
    staff = [rep(id, territory_potential=p) for id, p in zip("abcd", (0.6, 0.9, 0.6, 1.5), strict=True)]
    assert "adjusted_attainment" not in levels(staff)
    assert "potential" in levels(staff)


def test_the_ramp_target_of_those_who_have_one() -> None:
    found = levels([rep(id) for id in "abcd"], amount("a", calendar_year(2025), 80, "ramp_sales"))
    assert found["ramp_attainment"] == pytest.approx(288 / (80 + 240))


def test_newcomers_of_those_whose_start_is_known() -> None:
    starts = (date(2025, 8, 1), date(2019, 8, 1), date(2025, 8, 1), None)
    found = levels([rep(id, start=day) for id, day in zip("abcd", starts, strict=True)])
    assert found["new_share"] == pytest.approx(2 / 3)


def test_of_two_people_there_is_no_level() -> None:
    """A share of two is what one of them knows of the other."""
    two = [
        rep("a", start=date(2025, 8, 1), admin_hours=9.0),
        rep("b", start=date(2025, 8, 1), admin_hours=5.0),
    ]
    assert not {"new_share", "admin_hours"} & levels([*two, rep("c"), rep("d")]).keys()


def test_inherited_sales_are_weighted_by_sales() -> None:
    shares = zip("abcd", (0.5, 0.0, 0.0, 1.0), strict=True)
    found = levels([rep(id, inherited_share=share) for id, share in shares])
    assert found["inherited_share"] == pytest.approx(36 / 288)


def test_the_largest_client_of_the_group() -> None:
    one = deals("a", 2, 0, size=30, customer="X")
    two = deals("b", 1, 3, size=40, customer="Y")
    found = levels([rep(id) for id in "abcd"], opportunities=(*one, *two, *deals("d", 9, 0, customer="Y")))
    assert found["largest_client_share"] == pytest.approx(60 / 100)


def test_managers_and_span() -> None:
    staff = [
        rep("a", "Co/N/N1", manager_since=date(2025, 7, 1), admin_hours=9.0),
        rep("b", "Co/N/N2", manager_since=date(2020, 1, 1), admin_hours=5.0),
        rep("c", "Co/N/N3", manager_since=date(2019, 1, 1), admin_hours=4.0),
        rep("d", "Co/S/S1"),
    ]
    found = levels(staff)
    assert found["manager_months"] == pytest.approx(71.98, abs=0.05)
    assert (found["span"], found["admin_hours"]) == (1.0, 6.0)
    one = levels([*staff[:2], rep("c", "Co/N/N2", manager_since=date(2020, 1, 1)), staff[3]])
    assert not {"manager_months", "span"} & one.keys()  # of two managers


def test_somebody_who_left_and_their_successor_are_no_wider_span() -> None:
    teams = ("N1", "N2", "N3")
    seats = [rep(id, f"Co/N/{team}") for id, team in zip("abc", teams, strict=True)]
    more = [rep(f"{team}{n}", f"Co/N/{team}") for team in teams for n in range(9)]
    gone = [rep(f"gone{n}", "Co/N/N1", start=date(2019, 1, 1), end=date(2025, 5, 31)) for n in range(6)]
    assert span([*seats, *more]) == span([*seats, *more, *gone]) == 10.0


def test_a_raise_is_what_the_others_did_not_get() -> None:
    second = [t for id in "abc" for t in monthly(id, 2025, [0] * 6 + [2] * 6)]
    assert levels([rep(id) for id in "abcd"], *second)["target_raise"] == pytest.approx(0.2)


def test_nothing_is_made_up() -> None:
    assert set(levels([rep(id) for id in "abcd"])) == {"target_raise"}
