"""What the roster says of units, declared before anybody looks at an answer."""

from __future__ import annotations

from datetime import date

import pytest

from diagnostic.core.diagnosis.survey.units import unit_attributes
from diagnostic.core.figures.analysis.tenure import manager_tenure
from tests.made.counted import AS_OF, rep, table


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


def test_two_units_of_one_name_that_differ_have_no_value() -> None:
    staff = [
        rep("a", "Co/N/T1", team_type="field"),
        rep("b", "Co/S/T1", team_type="channel"),
        rep("c", "Co/N/T2", team_type="field"),
        rep("d", "Co/S/T3", team_type="channel"),
    ]
    (types,) = unit_attributes(table(staff), AS_OF)
    assert types.value_of == {("T2",): "field", ("T3",): "channel"}


def test_one_value_declares_nothing() -> None:
    assert (
        unit_attributes(table([rep("a", team_type="field"), rep("b", "Co/N/N2", team_type="field")]), AS_OF)
        == ()
    )
