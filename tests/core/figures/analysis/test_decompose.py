"""Parts of a gap add up to it exactly."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.figures.analysis.decompose import decompose_product, log_mean
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.stats.basis.not_computable import CannotSayError
from tests.made.counted import people_of

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
    assert sum(there.parts.values()) == pytest.approx(there.actual - there.reference, abs=1e-9 * size)
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


def test_regions_of_the_crm_against_the_company_per_head(
    crm: PerformanceTable, expected: Mapping[str, Any]
) -> None:
    people = people_of(crm)
    regions = [each.path[0] for each in people.persons]
    company = factors(people, np.ones(people.n, dtype=bool))
    for region, known in expected["crm"]["by_region"].items():
        own = np.array([each == region for each in regions])
        heads = {"Central": 11, "East": 12, "West": 12}[region] / 35
        found = decompose_product(factors(people, own), company | {"activity": company["activity"] * heads})
        assert found.actual == pytest.approx(known["won_value"] * 100)
        assert found.reference == pytest.approx(expected["crm"]["overall"]["won_value"] * 100 * heads)
        assert sum(found.parts.values()) == pytest.approx(found.actual - found.reference)


def factors(people: RepArrays, own: np.ndarray) -> dict[str, float]:
    won, closed = people.won[own].sum(), (people.won + people.lost)[own].sum()
    return {
        "activity": float(closed),
        "win_rate": float(won / closed),
        "deal_size": float(people.won_value[own].sum() / won),
    }


def test_nothing_won_cannot_be_taken_apart() -> None:
    with pytest.raises(CannotSayError):
        decompose_product({"activity": 3.0, "win_rate": 0.0}, {"activity": 3.0, "win_rate": 1.0})
