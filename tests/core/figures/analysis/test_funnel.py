"""The funnel on the real deals of the CRM set, against figures computed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from diagnostic.core.figures.analysis.funnel import Funnel, funnel, groups_of_owners
from diagnostic.core.figures.analysis.grouping import Grouping, by_manager, by_person, by_unit
from diagnostic.core.figures.model.performance import Opportunity, PerformanceTable

Expected = Mapping[str, Any]


def same(found: Funnel, expected: Expected) -> None:
    counts = (found.opportunities, found.won, found.lost, found.open)
    assert counts == tuple(expected[key] for key in ("opportunities", "won", "lost", "open"))
    assert found.win_rate == pytest.approx(expected["win_rate"], abs=1e-6)
    assert found.won_value == round(expected["won_value"] * 100)
    assert found.deal_size == pytest.approx(expected["avg_deal"] * 100, abs=1e-3)
    assert found.deal_size_median == expected["median_deal"] * 100
    assert found.cycle_days_won == pytest.approx(expected["mean_cycle_days_won"], abs=1e-6)
    assert found.cycle_days == pytest.approx(expected["mean_cycle_days_closed"], abs=1e-6)


def test_the_whole_company(crm: PerformanceTable, expected: Expected) -> None:
    (whole,) = funnel(crm.opportunities)
    same(whole, expected["crm"]["overall"])
    assert whole.closed == 6711


@pytest.mark.parametrize("key", ["by_agent", "by_manager", "by_region"])
def test_agents_managers_and_regions(crm: PerformanceTable, expected: Expected, key: str) -> None:
    groupings: dict[str, Grouping] = {
        "by_agent": by_person(crm),
        "by_manager": by_manager(crm.roster),
        "by_region": by_unit(crm.roster, 1),
    }
    found = funnel(crm.opportunities, groups_of_owners(crm.opportunities, groupings[key]))
    assert {each.group for each in found} == set(expected["crm"][key])
    for each in found:
        same(each, expected["crm"][key][each.group])


def test_agents_without_deals_are_in_the_roster_only(crm: PerformanceTable, expected: Expected) -> None:
    owners = {deal.owner_id for deal in crm.opportunities}
    idle = sorted(person.id for person in crm.roster.people if person.id not in owners)
    assert idle == expected["crm"]["agents_without_opportunity"]
    assert len(crm.roster.people) == expected["crm"]["agents_in_team_table"]
    assert len({person.manager_id for person in crm.roster.people}) == 6


def test_the_traps_of_the_set(crm: PerformanceTable, expected: Expected) -> None:
    assert sum(deal.customer is None for deal in crm.opportunities) == expected["crm"]["missing_account"]
    products = funnel(crm.opportunities, [deal.product for deal in crm.opportunities])
    assert {each.group for each in products} == {
        *("GTX Basic", "GTX Pro", "GTX Plus Basic", "GTX Plus Pro", "MG Special", "MG Advanced", "GTK 500")
    }
    assert sum(each.opportunities for each in products) == 8800


def test_deals_of_no_group_are_left_out_and_no_deal_is_no_rate() -> None:
    deals = [Opportunity("1", "a", "open", amount=500), Opportunity("2", "b", "open")]
    (only,) = funnel(deals, ["x", None])
    assert (only.group, only.opportunities, only.win_rate, only.deal_size, only.pipeline) == (
        "x",
        1,
        None,
        None,
        500,
    )
    assert funnel([]) == ()
