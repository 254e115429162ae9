"""Which months are compared, and what stands in the arrays behind all figure results."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from diagnostic.core.diagnosis.figures.people import by_quarter
from diagnostic.core.figures.model.periods import calendar_year, month_number
from tests.made.counted import amount, deals, monthly, people_of, quarterly, rep, table

JANUARY = month_number(date(2025, 1, 1))
A = [rep("a")]


def test_the_period_is_the_months_both_sides_have() -> None:
    people = people_of(table(A, monthly("a", 2025, [10] * 12), monthly("a", 2025, [8] * 9)))
    assert people.months == tuple(range(JANUARY, JANUARY + 9))
    assert (people.target.sum(), people.actual.sum()) == (90, 72)
    assert people.label == "2025-01/2025-09"


def test_a_yearly_target_counts_in_equal_parts() -> None:
    people = people_of(table(A, [amount("a", calendar_year(2025), 120)], monthly("a", 2025, [8] * 6)))
    assert people.target.tolist() == [[10.0] * 6]


def test_without_targets_the_last_twelve_months_with_actuals() -> None:
    people = people_of(table(A, [], [*monthly("a", 2024, [5] * 12), *monthly("a", 2025, [8] * 6)]))
    assert people.months == tuple(range(JANUARY - 6, JANUARY + 6))
    assert not people.has_targets


def test_without_actuals_deals_are_the_sales() -> None:
    people = people_of(table(A, [], [], deals("a", 2, 3)))
    assert people.months == (JANUARY + 5,)
    assert people.actual.tolist() == [[200.0]]
    assert (people.won[0], people.lost[0], people.cycle[0]) == (2, 3, 80)


def test_quarters_and_months_meet() -> None:
    people = people_of(table(A, quarterly("a", 2025, [30, 30], "sales"), monthly("a", 2025, [8] * 4)))
    assert people.months == tuple(range(JANUARY, JANUARY + 4))
    assert people.target.sum() == 40


@pytest.mark.parametrize(
    ("actuals", "known"),
    [
        ([*monthly("a", 2024, [5] * 12), *monthly("a", 2025, [8] * 12)], 12),
        ([*monthly("a", 2024, [5] * 11), *monthly("a", 2025, [8] * 12)], 0),  # December 2024 is missing
        ([*monthly("a", 2025, [8] * 12)], 0),
    ],
)
def test_a_year_before_is_compared_only_where_it_is_there(actuals: list[object], known: int) -> None:
    people = people_of(table(A, monthly("a", 2025, [10] * 12), actuals))  # type: ignore[arg-type]
    assert len(people.before) == known


def test_a_period_longer_than_a_year_has_no_year_before() -> None:
    both = [*monthly("a", 2023, [5] * 12), *monthly("a", 2024, [5] * 12), *monthly("a", 2025, [5] * 12)]
    people = people_of(table(A, [*monthly("a", 2024, [6] * 12), *monthly("a", 2025, [6] * 12)], both))
    assert (len(people.months), people.before) == (24, ())


def test_monthly_activity_adds_up_to_quarters() -> None:
    starts, values = by_quarter(monthly("a", 2025, [1, 2, 3, 4], "visits"), {"a": 0, "b": 1}, 2)
    assert starts == (JANUARY, JANUARY + 3)
    assert values[0].tolist() == [6.0, 4.0]
    assert np.isnan(values[1]).all()


def test_ramp_targets_outside_the_period_do_not_count() -> None:
    ramp = [amount("a", calendar_year(year), 60, "ramp_sales") for year in (2024, 2025)]
    people = people_of(table(A, [*monthly("a", 2025, [10] * 6), *ramp], monthly("a", 2025, [8] * 6)))
    assert people.ramp_target.tolist() == [30.0]


def test_managers_without_figures_are_no_reps() -> None:
    staff = [
        rep("m", role="M"),
        rep("a", manager_id="m", start=date(2025, 3, 1)),
        rep("b", start=date(2020, 1, 1)),
    ]
    people = people_of(table(staff, [], monthly("a", 2025, [8] * 12)))
    assert [person.id for person in people.persons] == ["a", "b"]
    assert people.new.tolist() == [True, False]


def test_a_ramp_target_counts_where_there_is_a_result() -> None:
    """Two newcomers have 12 x 5 to reach for the usual 12 x 10; of one there is no result at all."""
    staff = [rep("a"), rep("b"), rep("c")]
    targets = [row for p in staff for row in monthly(p.id, 2025, [10] * 12)]
    ramp = [row for p in staff[:2] for row in monthly(p.id, 2025, [5] * 12, "ramp_sales")]
    actuals = [row for id in "bc" for row in monthly(id, 2025, [4] * 12)]
    people = people_of(table(staff, [*targets, *ramp], actuals))
    assert people.ramp_target.tolist() == [0, 60, 0]
    assert people.asked.sum(axis=1).tolist() == [120, 120, 120]
    assert people.target.sum(axis=1).tolist() == [0, 120, 120]
