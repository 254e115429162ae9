"""What the roster says of units, declared before anybody looks at an answer."""

from __future__ import annotations

from datetime import date

import pytest

from diagnostic.core.diagnosis.survey.tags import declared_attributes
from diagnostic.core.diagnosis.survey.units import unit_attributes
from diagnostic.core.figures.analysis.tenure import manager_tenure
from tests.made.counted import AS_OF, rep, table
from tests.made.small_surveys import survey, units


@pytest.mark.parametrize(
    ("since", "tenure"),
    [
        (date(2026, 1, 1), "new"),
        (date(2025, 4, 17), "new"),  # 273 days, a day short of nine months
        (date(2025, 4, 16), "experienced"),
        (date(2015, 1, 1), "experienced"),
        (None, None),
    ],
)
def test_new_for_nine_months(since: date | None, tenure: str | None) -> None:
    assert manager_tenure(rep("a", manager_since=since), AS_OF) == tenure


def test_a_unit_has_the_value_all_its_people_share() -> None:
    staff = [
        rep("a", "Co/N/N1", team_type="field"),
        rep("b", "Co/N/N1", team_type="field"),
        rep("c", "Co/N/N2", team_type="channel"),
        rep("d", "Co/N/N3", team_type="channel"),
        rep("e", "Co/N/N3", team_type="field"),
        rep("f", "Co/S/S1"),
    ]
    (types,) = unit_attributes(table(staff), AS_OF)
    assert (types.kind, types.value_of) == ("team_type", {("N1",): "field", ("N2",): "channel"})


def test_two_units_of_one_name_that_differ_are_known_by_the_unit_above_them() -> None:
    staff = [
        rep("a", "Co/N/T1", team_type="field"),
        rep("b", "Co/S/T1", team_type="channel"),
        rep("c", "Co/N/T2", team_type="field"),
        rep("d", "Co/S/T3", team_type="channel"),
    ]
    (types,) = unit_attributes(table(staff), AS_OF)
    assert types.value_of == {
        ("T2",): "field",
        ("T3",): "channel",
        ("N", "T1"): "field",
        ("S", "T1"): "channel",
    }


def test_teams_of_one_name_in_two_regions_keep_their_own_type() -> None:
    """Region and team stand in the answers: "North, T1" is a field team, "South, T1" one of key accounts."""
    staff = [
        *(rep(f"n{n}", "Co/North/T1", team_type="field") for n in range(5)),
        *(rep(f"s{n}", "Co/South/T1", team_type="key_account") for n in range(5)),
    ]
    sheet = survey(units({("North", "T1"): 3.0, ("South", "T1"): 4.0})).sheet
    declared = declared_attributes(sheet, unit_attributes(table(staff), AS_OF))
    (found,) = [each for each in declared if each.kind == "team_type"]
    assert found.value_of == {("North", "T1"): "field", ("South", "T1"): "key_account"}


def test_one_value_declares_nothing() -> None:
    assert (
        unit_attributes(table([rep("a", team_type="field"), rep("b", "Co/N/N2", team_type="field")]), AS_OF)
        == ()
    )
