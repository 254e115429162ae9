"""Bands: thirds of attainment within role; equals together; who has no attainment in the middle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.figures.analysis.attainment import attained_of
from diagnostic.core.figures.analysis.bands import form_bands
from diagnostic.core.figures.model.performance import PerformanceTable
from tests.made.companies import YEAR, company


@pytest.mark.parametrize(
    ("attained", "bands"),
    [
        ({}, ""),
        ({"a": 1.0}, "m"),
        ({"a": 1.0, "b": 2.0}, "bt"),
        ({"a": 3.0, "b": 2.0, "c": 1.0}, "tmb"),
        ({"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}, "bmmt"),
        ({"a": 1.0, "b": 1.0, "c": 1.0}, "mmm"),
        ({"a": 1.0, "b": 1.0, "c": 2.0}, "mmt"),  # equals get the same band
        ({"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0, "e": 0.0, "f": 9.0}, "mmmmmt"),
        ({"a": -1.0, "b": 0.0, "c": 1.0}, "bmt"),
    ],
)
def test_thirds_and_equals(attained: dict[str, float], bands: str) -> None:
    found = form_bands(dict.fromkeys(attained, "R"), attained)
    assert "".join(band[0] for band in found.values()) == bands


def test_each_role_has_its_own_thirds_and_who_has_none_is_in_the_middle() -> None:
    role_of = {"a": "R", "b": "R", "c": "R", "d": "K", "e": "K", "f": "K", "new": "R", "alone": "C"}
    attained = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 1.1, "e": 1.2, "f": 1.3}
    assert form_bands(role_of, attained) == {
        "a": "bottom",
        "b": "middle",
        "c": "top",
        "d": "bottom",
        "e": "middle",
        "f": "top",
        "new": "middle",
        "alone": "middle",
    }


def test_without_any_attainment_there_are_no_bands() -> None:
    assert form_bands({"a": "R"}, {"stranger": 1.0}) == {}


def test_the_order_of_the_roster_does_not_matter() -> None:
    attained = {f"p{at}": (at * 7 % 11) / 10 for at in range(30)}
    role_of = dict.fromkeys(attained, "R")
    turned = dict(reversed(list(role_of.items())))
    assert form_bands(role_of, attained) == form_bands(turned, attained)


def test_attainment_needs_a_target_and_a_figure_on_the_other_side() -> None:
    table = company(reps=6)
    assert attained_of(table, YEAR)["R001"] == pytest.approx(0.51)
    no_target = replace(table, targets=table.targets[1:])
    assert "R000" not in attained_of(no_target, YEAR)
    no_actual = replace(table, actuals=table.actuals[1:])
    assert "R000" not in attained_of(no_actual, YEAR)
    assert attained_of(PerformanceTable(table.roster), YEAR) == {}
