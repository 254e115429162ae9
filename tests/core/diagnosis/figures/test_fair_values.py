"""Attainment allowed for territory, ramp-up and inheritance, as the report states it next to the plain one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.figures.fair_comparison import fair_levels, gather_clients
from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.model.diagnosis import Figures
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import PerformanceTable
from tests.made.counted import group, people_of
from tests.made.small_figures import amount, figures, months, person
from tests.made.small_surveys import ASSESSMENT, RULES


def fair(table: PerformanceTable) -> dict[str, float | None]:
    """Every level of the company."""
    people = people_of(table)
    everyone = group("company", [True] * people.n, "company")
    return {
        found.measure: found.estimate
        for found in fair_levels(everyone, people, gather_clients(people, table))
    }


def drawn(table: PerformanceTable) -> Figures:
    view = diagnose_figures(Study(ASSESSMENT, RULES, (), table)).view
    assert view is not None
    return view


def poor_territory(potential: float) -> PerformanceTable:
    return figures(
        [person(name, territory_potential=potential) for name in "abc"],
        [amount(name, 2025, 100) for name in "abc"],
        [amount("a", 2025, 50), amount("b", 2025, 66), amount("c", 2025, 58)],
    )


def test_a_poor_territory_is_held_to_its_potential() -> None:
    """The design's 58 % in a territory of .62 is 94 %."""
    found = fair(poor_territory(0.62))
    assert found["adjusted_attainment"] == pytest.approx(0.58 / 0.62)
    assert found["potential"] == pytest.approx(0.62)
    assert not {"ramp_attainment", "inherited_share", "new_share"} & found.keys()  # the roster says neither
    company = drawn(poor_territory(0.62)).tree[0]
    assert (company.attainment, company.adjusted) == pytest.approx((0.58, 0.58 / 0.62))
    assert company.adjusted_for == ("potential",)


def test_less_than_two_points_are_not_worth_a_second_number() -> None:
    assert drawn(poor_territory(0.98)).tree[0].adjusted_for == ()
    assert drawn(poor_territory(0.96)).tree[0].adjusted_for == ("potential",)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=3, max_size=6))
def test_with_equal_territories_nothing_is_adjusted(pairs: list[tuple[int, int]]) -> None:
    table = figures(
        [person(f"p{place}", territory_potential=1.0) for place in range(len(pairs))],
        [amount(f"p{place}", 2025, goal) for place, (goal, _) in enumerate(pairs)],
        [amount(f"p{place}", 2025, sold) for place, (_, sold) in enumerate(pairs)],
    )
    plain = sum(sold for _, sold in pairs) / sum(goal for goal, _ in pairs)
    assert fair(table)["adjusted_attainment"] == pytest.approx(plain)


def test_a_written_ramp_target_takes_the_usual_targets_place() -> None:
    """(600 + 1200 + 1200) / (600 + 1200 + 1200) = 1, where plain attainment is 5/6."""
    staff = [person("new", start=date(2025, 1, 16)), *(person(id, start=date(2019, 1, 1)) for id in "ab")]
    table = figures(
        staff,
        [
            *(target for each in staff for target in months(each.id, 2025, [100] * 12)),
            amount("new", 2025, 600, "ramp_sales"),
        ],
        [*months("new", 2025, [50] * 12), *(sold for id in "ab" for sold in months(id, 2025, [100] * 12))],
    )
    found = fair(table)
    assert found["ramp_attainment"] == pytest.approx(1.0)
    assert found["new_share"] == pytest.approx(1 / 3)
    company = drawn(table).tree[0]
    assert (company.attainment, company.adjusted) == pytest.approx((5 / 6, 1.0), abs=5e-3)
    assert company.adjusted_for == ("ramp",)


def test_a_rep_is_new_for_365_days() -> None:
    starts = (date(2025, 1, 1), date(2024, 12, 31), date(2024, 12, 31))
    staff = [person(id, start=day) for id, day in zip("abc", starts, strict=True)]
    sold = [a for each in staff for a in months(each.id, 2025, [10] * 12)]
    assert fair(figures(staff, [], sold))["new_share"] == pytest.approx(1 / 3)


def test_inherited_sales_are_weighed_by_sales() -> None:
    table = figures(
        [person("a", inherited_share=0.5), *(person(id, inherited_share=0.0) for id in "bc")],
        [amount(id, 2025, 100) for id in "abc"],
        [amount("a", 2025, 180), amount("b", 2025, 80), amount("c", 2025, 100)],
    )
    assert fair(table)["inherited_share"] == pytest.approx(90 / 360)


def test_those_of_whom_the_roster_says_nothing_are_left_out_on_both_sides() -> None:
    table = figures(
        [*(person(id, territory_potential=0.5) for id in "abc"), person("d")],
        [amount(id, 2025, 100) for id in "abcd"],
        [*(amount(id, 2025, 50) for id in "abc"), amount("d", 2025, 80)],
    )
    found = fair(table)
    assert (found["potential"], found["adjusted_attainment"]) == (0.5, pytest.approx(1.0))
