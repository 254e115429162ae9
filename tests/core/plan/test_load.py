"""The most hours a week that a plan can take from one rep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.model.cause import SCOPE_KINDS
from diagnostic.core.plan.load import Demand, busiest_week

TABLE = [
    ([], 0.0),
    ([Demand(1.5, "all", "company")], 1.5),
    ([Demand(1.0, "N", "region"), Demand(0.5, "S", "region")], 1.0),  # no rep belongs to both
    ([Demand(1.0, "N", "region"), Demand(0.5, "channel", "team_type")], 1.5),  # somebody may
    ([Demand(1.0, "N", "region"), Demand(0.5, "N", "region")], 1.5),  # the same people
    ([Demand(1.0, "R", "role", ("E09",)), Demand(1.0, "E09", "team")], 1.0),  # E09 is kept out
    ([Demand(1.0, "R", "role", ("E09",)), Demand(0.25, "E09", "team")], 1.0),
    ([Demand(0.5, "", "company", ("N",)), Demand(0.25, "N", "region")], 0.5),
]


@pytest.mark.parametrize(("demands", "hours"), TABLE)
def test_busiest_week(demands: list[Demand], hours: float) -> None:
    assert busiest_week(demands) == pytest.approx(hours)


demand = st.builds(
    Demand,
    hours=st.floats(0, 2),
    scope=st.sampled_from("abc"),
    kind=st.sampled_from(SCOPE_KINDS),
    without=st.just(()),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(demand, min_size=1, max_size=6))
def test_one_more_line_never_takes_less_and_never_more_than_the_sum(demands: list[Demand]) -> None:
    fewer, all_of_them = busiest_week(demands[:-1]), busiest_week(demands)
    assert fewer - 1e-9 <= all_of_them <= sum(each.hours for each in demands) + 1e-9
    assert all_of_them >= max(each.hours for each in demands) - 1e-9
