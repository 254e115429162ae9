"""Parts of a gap add up to it exactly."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.figures.analysis.decompose import (
    decompose_funnel,
    decompose_over_units,
    decompose_product,
    decompose_to_target,
    log_mean,
)
from diagnostic.core.figures.analysis.funnel import Funnel, funnel, groups_of_owners
from diagnostic.core.figures.analysis.grouping import by_unit
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.stats.basis.not_computable import CannotSayError

FACTORS = st.fixed_dictionaries(
    {name: st.floats(1e-3, 1e6) for name in ("activity", "win_rate", "deal_size")}
)


@settings(deadline=None, max_examples=100)
@given(FACTORS, FACTORS)
def test_parts_add_up_and_change_sign_with_the_direction(
    actual: dict[str, float], reference: dict[str, float]
) -> None:
    there, back = decompose_product(actual, reference), decompose_product(reference, actual)
    size = max(there.actual, there.reference)
    assert sum(there.parts.values()) == pytest.approx(there.gap, abs=1e-9 * size)
    for name, part in there.parts.items():
        assert part == pytest.approx(-back.parts[name], abs=1e-9 * size)
        assert part * (actual[name] - reference[name]) >= 0


def test_a_factor_that_stays_has_no_part() -> None:
    parts = decompose_product({"a": 8.0, "b": 5.0}, {"a": 10.0, "b": 5.0}).parts
    assert parts["b"] == 0
    assert parts["a"] == pytest.approx(-10)


def test_two_factors_by_hand() -> None:
    """60 = 6 x 10 against 100 = 10 x 10... and 12 x 5 against it: L = (60 - 100) / ln .6."""
    found = decompose_product({"a": 12.0, "b": 5.0}, {"a": 10.0, "b": 10.0})
    weight = -40 / log(0.6)
    assert log_mean(60, 100) == pytest.approx(weight)
    assert found.parts == pytest.approx({"a": weight * log(1.2), "b": weight * log(0.5)})


def test_regions_of_the_crm_against_the_company_per_head(crm: PerformanceTable) -> None:
    deals = crm.opportunities
    (company,) = funnel(deals)
    for region in funnel(deals, groups_of_owners(deals, by_unit(crm.roster, 1))):
        heads = {"Central": 11, "East": 12, "West": 12}[region.group] / 35
        found = decompose_funnel(region, company, heads)
        assert found.actual == pytest.approx(region.won_value)
        assert found.reference == pytest.approx(company.won_value * heads)
        assert sum(found.parts.values()) == pytest.approx(found.gap)


def test_the_gap_to_a_target() -> None:
    actual = Funnel("now", 110, 25, 75, 10, 0.25, 2500, 100.0, 100.0, None, None, 0)
    reference = Funnel("before", 120, 30, 70, 20, 0.30, 3300, 110.0, 100.0, None, None, 0)
    found = decompose_to_target(actual, reference, 4000.0)
    assert (found.actual, found.reference) == (pytest.approx(2500), pytest.approx(4000))
    assert sum(found.parts.values()) == pytest.approx(-1500)
    assert all(part < 0 for part in found.parts.values())


def test_nothing_won_cannot_be_taken_apart() -> None:
    empty = Funnel("none", 3, 0, 3, 0, 0.0, 0, None, None, None, None, 0)
    full = Funnel("all", 3, 3, 0, 0, 1.0, 300, 100.0, 100.0, None, None, 0)
    with pytest.raises(CannotSayError):
        decompose_funnel(empty, full)


def test_shares_of_units() -> None:
    assert decompose_over_units({"East": -60.0, "West": -60.0, "North": 20.0}) == pytest.approx(
        {"East": 0.6, "West": 0.6, "North": -0.2}
    )
    with pytest.raises(CannotSayError):
        decompose_over_units({"East": -5.0, "West": 5.0})
