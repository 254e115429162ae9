"""Dates: working days, first steps within the week, owners with their hands full, the 30/60/90 calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.plan.playbook import Action, Capacity, Playbook
from diagnostic.core.plan.schedule import after, dates, slots, window_of, working_day
from diagnostic.readers.playbook_files import load_playbook
from tests.support.folders import ROOT

MONDAY = date(2026, 3, 2)
SATURDAY = date(2026, 3, 7)


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(ROOT / "report_templates" / "playbook.toml")


@pytest.mark.parametrize(
    ("day", "not_before", "expected"),
    [
        (MONDAY, MONDAY, MONDAY),
        (SATURDAY, MONDAY, date(2026, 3, 6)),
        (date(2026, 3, 8), MONDAY, date(2026, 3, 6)),
        (SATURDAY, SATURDAY, date(2026, 3, 9)),
        (date(2026, 3, 8), SATURDAY, date(2026, 3, 9)),
    ],
)
def test_working_days(day: date, not_before: date, expected: date) -> None:
    assert working_day(day, not_before) == expected


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_a_date_is_a_working_day_near_the_one_meant(start: date, days: int) -> None:
    found = after(start, days)
    assert found.weekday() < 5
    assert found >= start
    assert abs((found - (start + timedelta(days=days))).days) <= 2


def test_first_step_within_the_week_and_measures_after_their_lead_time(playbook: Playbook) -> None:
    for action in playbook.actions:
        found = dates(action, 0, MONDAY)
        assert MONDAY <= found.first_step_by <= MONDAY + timedelta(days=7)
        assert found.begins == found.first_step_by
        assert found.leading_by <= found.kpi_by
    found = dates(playbook.action("weekly_coaching"), 0, MONDAY)
    assert found.leading_by == date(2026, 4, 20)
    assert found.kpi_by == date(2026, 9, 7)


def test_a_line_that_waits_still_has_its_first_step_this_week(playbook: Playbook) -> None:
    found = dates(playbook.action("crm_diet"), 2, MONDAY)
    assert found.first_step_by == date(2026, 3, 9)
    assert found.begins == date(2026, 5, 1)


def with_parallel(action: Action, parallel: int) -> Action:
    return replace(action, capacity=Capacity(parallel, action.capacity.needs_hours_per_week))


def test_an_owner_runs_no_more_beside_each_other_than_the_least_patient_allows(playbook: Playbook) -> None:
    named = [
        playbook.action(code)
        for code in ("rebase_targets", "territory_review", "ramp_targets", "seasonal_forecast")
    ]
    owned = [replace(action, owner_role="sales_operations") for action in named]
    assert slots([with_parallel(action, 3) for action in owned]) == (0, 0, 0, 1)
    assert slots([with_parallel(action, 1) for action in owned]) == (0, 1, 2, 3)
    assert slots([with_parallel(owned[0], 1), with_parallel(owned[1], 3)]) == (0, 1)
    assert slots(named) == (0, 0, 0, 0)


def test_what_an_action_needs_begins_first_whatever_its_priority(playbook: Playbook) -> None:
    actions = [playbook.action("abc_week"), playbook.action("account_rules")]
    assert slots(actions) == (1, 0)


@pytest.mark.parametrize(("days", "window"), [(0, 30), (30, 30), (31, 60), (60, 60), (90, 90), (91, None)])
def test_windows(days: int, window: int | None) -> None:
    assert window_of(MONDAY + timedelta(days=days), MONDAY) == window
