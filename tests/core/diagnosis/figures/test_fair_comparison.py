"""Territory, ramp-up, inheritance and managers: levels that are read before anything is said about people."""

from __future__ import annotations

from datetime import date

import pytest

from diagnostic.core.diagnosis.figures.fair_comparison import fair_levels, gather_clients
from diagnostic.core.figures.model.performance import Amount, Opportunity, Person
from diagnostic.core.figures.model.periods import calendar_year
from tests.made.counted import amount, deals, group, monthly, people_of, rep, table

BOTH = group("region:N", [True, True, False])


def levels(
    staff: list[Person], *more: Amount, opportunities: tuple[Opportunity, ...] = ()
) -> dict[str, float]:
    targets = [t for id in "abc" for t in monthly(id, 2025, [10] * 12)]
    actuals = [t for id, sold in zip("abc", (6, 9, 12), strict=True) for t in monthly(id, 2025, [sold] * 12)]
    given = table(staff, [*targets, *more], actuals, opportunities)
    people = people_of(given)
    found = fair_levels(BOTH, people, gather_clients(people, given))
    return {result.measure: result.estimate for result in found if result.estimate is not None}


def test_targets_scaled_by_potential() -> None:
    """(72 + 108) / (120 * .6 + 120 * .9) = 1.0, where plain attainment is .75."""
    found = levels([rep("a", territory_potential=0.6), rep("b", territory_potential=0.9), rep("c")])
    assert (found["potential"], found["adjusted_attainment"]) == pytest.approx((0.75, 1.0))


def test_the_ramp_target_of_those_who_have_one() -> None:
    found = levels([rep("a"), rep("b"), rep("c")], amount("a", calendar_year(2025), 80, "ramp_sales"))
    assert found["ramp_attainment"] == pytest.approx(180 / (80 + 120))


def test_newcomers_of_those_whose_start_is_known() -> None:
    found = levels([rep("a", start=date(2025, 8, 1)), rep("b"), rep("c", start=date(2025, 8, 1))])
    assert found["new_share"] == 1.0


def test_inherited_sales_are_weighted_by_sales() -> None:
    found = levels(
        [rep("a", inherited_share=0.5), rep("b", inherited_share=0.0), rep("c", inherited_share=1.0)]
    )
    assert found["inherited_share"] == pytest.approx(36 / 180)


def test_the_largest_client_of_the_group() -> None:
    one = deals("a", 2, 0, size=30, customer="X")
    two = deals("b", 1, 3, size=40, customer="Y")
    found = levels(
        [rep("a"), rep("b"), rep("c")], opportunities=(*one, *two, *deals("c", 9, 0, customer="Y"))
    )
    assert found["largest_client_share"] == pytest.approx(60 / 100)


def test_managers_and_span() -> None:
    staff = [
        rep("a", "Co/N/N1", manager_since=date(2025, 7, 1), admin_hours=9.0),
        rep("b", "Co/N/N2", manager_since=date(2020, 1, 1), admin_hours=5.0),
        rep("c", "Co/S/S1"),
    ]
    found = levels(staff)
    assert found["manager_months"] == pytest.approx((6.0 + 71.98) / 2, abs=0.05)
    assert (found["span"], found["admin_hours"]) == (1.0, 7.0)


def test_a_raise_is_what_the_others_did_not_get() -> None:
    second = [t for id in "ab" for t in monthly(id, 2025, [0] * 6 + [2] * 6)]
    assert levels([rep("a"), rep("b"), rep("c")], *second)["target_raise"] == pytest.approx(0.2)


def test_nothing_is_made_up() -> None:
    assert set(levels([rep("a"), rep("b"), rep("c")])) == {"span", "target_raise"}
