"""Attainment allowed for territory, ramp-up and inheritance, as the report states it next to the plain one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.figures.fair_comparison import fair_levels, gather_clients, gather_fair
from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.model.diagnosis import Figures, TreeRow
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
        for found in fair_levels(everyone, people, gather_clients(people, table), gather_fair(people, False))
    }


def drawn(table: PerformanceTable) -> Figures:
    view = diagnose_figures(Study(ASSESSMENT, RULES, (), table)).view
    assert view is not None
    return view


def two_territories(poor: float, follows: bool | None = False) -> dict[str, TreeRow]:
    """North and South, three reps of the same target each; the North's territory is poor, and 58 % is sold there."""
    staff = [person(f"n{n}", "Co/N/N1", territory_potential=poor) for n in range(3)]
    staff += [person(f"s{n}", "Co/S/S1", territory_potential=2 - poor) for n in range(3)]
    sold = dict(zip((p.id for p in staff), (50, 66, 58, 90, 100, 110), strict=True))
    table = figures(
        staff,
        [amount(p.id, 2025, 100) for p in staff],
        [amount(id, 2025, value) for id, value in sold.items()],
    )
    view = diagnose_figures(Study(ASSESSMENT, RULES, (), table, follows_potential=follows)).view
    assert view is not None
    return {row.group: row for row in view.tree}


def test_a_poor_territory_is_held_to_its_potential() -> None:
    """The design's 58 % in a territory of .62 is 94 %; 100 % in the one of 1.38 is 72 %; the company stays at 79 %."""
    rows = two_territories(0.62)
    north, south, company = rows["region:N"], rows["region:S"], rows["company"]
    assert (north.attainment, north.adjusted) == pytest.approx((0.58, 0.58 / 0.62))
    assert (south.attainment, south.adjusted) == pytest.approx((1.0, 1 / 1.38))
    assert north.adjusted_for == ("potential",)
    assert (company.attainment, company.adjusted_for) == (pytest.approx(0.79), ())


def test_less_than_two_points_are_not_worth_a_second_number() -> None:
    assert two_territories(0.98)["region:N"].adjusted_for == ()
    assert two_territories(0.96)["region:N"].adjusted_for == ("potential",)


@pytest.mark.parametrize("follows", [True, None])
def test_targets_that_follow_potential_or_may_do_so_are_left_alone(follows: bool | None) -> None:
    """Two territories are too few to tell from the figures."""
    assert two_territories(0.62, follows)["region:N"].adjusted_for == ()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 10**6), st.floats(0.2, 3)), min_size=3, max_size=6))
def test_the_companys_own_attainment_never_moves(pairs: list[tuple[int, float]]) -> None:
    table = figures(
        [person(f"p{place}", territory_potential=potential) for place, (_, potential) in enumerate(pairs)],
        [amount(f"p{place}", 2025, goal) for place, (goal, _) in enumerate(pairs)],
        [amount(f"p{place}", 2025, 7) for place in range(len(pairs))],
    )
    assert "adjusted_attainment" not in fair(table)


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
        [
            *(person(id, territory_potential=p) for id, p in zip("abc", (0.5, 1.0, 1.5), strict=True)),
            person("d"),
        ],
        [amount(id, 2025, 100) for id in "abcd"],
        [*(amount(id, 2025, 50) for id in "abc"), amount("d", 2025, 80)],
    )
    people = people_of(table)
    group_of = group("region:N", [True] * 4)
    found = {
        r.measure: r.estimate
        for r in fair_levels(group_of, people, gather_clients(people, table), gather_fair(people, False))
    }
    assert (found["potential"], found["adjusted_attainment"]) == (pytest.approx(1.0), pytest.approx(0.5))
