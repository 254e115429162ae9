"""Adjusted attainment beside the plain one."""

from __future__ import annotations

from datetime import date

import pytest

from diagnostic.core.figures.analysis.grouping import by_company
from diagnostic.core.figures.fair import FairAttainment, fair_attainment, straight_ramp
from diagnostic.core.figures.model.performance import PerformanceTable
from tests.made.small_figures import amount, figures, months, person


def fair(table: PerformanceTable) -> FairAttainment:
    (found,) = fair_attainment(table, by_company(table, "all"))
    return found


def test_a_poor_territory_is_held_to_its_potential() -> None:
    """The design's 58 % in a territory of .62 is 94 %."""
    people = [person(name, territory_potential=0.62) for name in "ab"]
    found = fair(
        figures(
            people,
            [amount(name, 2025, 100) for name in "ab"],
            [amount("a", 2025, 50), amount("b", 2025, 66)],
        )
    )
    assert found.plain == pytest.approx(0.58)
    assert found.potential == pytest.approx(0.58 / 0.62)
    assert found.potential_index == pytest.approx(0.62)
    assert (found.ramp, found.own) == (None, None)  # the roster says neither start nor inherited share
    assert found.adjusted_for == ("potential",)


def test_a_new_rep_is_held_to_the_ramp() -> None:
    table = figures(
        [person("new", start=date(2025, 1, 1)), person("old", start=date(2019, 1, 1))],
        [*months("new", 2025, [100] * 12), *months("old", 2025, [100] * 12)],
        [*months("new", 2025, [60] * 12), *months("old", 2025, [100] * 12)],
    )
    found = fair(table)
    assert found.plain == pytest.approx(0.8)
    assert found.ramp == pytest.approx(1920 / (1200 + 1200 * 0.6))
    assert found.new_reps == 0.5


def test_a_written_ramp_target_takes_the_ramps_place() -> None:
    table = figures(
        [person("new", start=date(2025, 1, 16))],
        [*months("new", 2025, [100] * 12), amount("new", 2025, 600, "ramp_sales")],
        months("new", 2025, [50] * 12),
    )
    assert fair(table).ramp == pytest.approx(1.0)


def test_inherited_sales_are_taken_out() -> None:
    table = figures(
        [person("a", inherited_share=0.5), person("b", inherited_share=0.0)],
        [amount("a", 2025, 100), amount("b", 2025, 100)],
        [amount("a", 2025, 180), amount("b", 2025, 80)],
    )
    found = fair(table)
    assert (found.plain, found.own) == (pytest.approx(1.3), pytest.approx(0.85))
    assert found.inherited_share == pytest.approx(90 / 260)


def test_what_the_roster_says_of_some_only_is_not_said_of_the_group() -> None:
    table = figures(
        [person("a", territory_potential=0.5), person("b")],
        [amount("a", 2025, 100), amount("b", 2025, 100)],
        [amount("a", 2025, 50), amount("b", 2025, 80)],
    )
    assert fair(table).potential is None


def test_the_straight_ramp() -> None:
    ramp = straight_ramp()
    assert (ramp[0], ramp[11], len(ramp)) == (0.2, pytest.approx(1.0), 12)
    assert sum(ramp.values()) / 12 == pytest.approx(0.6)
