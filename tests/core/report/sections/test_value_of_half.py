"""Half a gap: at both ends of the interval, never negative, never without a target."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.diagnosis import TreeRow
from diagnostic.core.diagnosis.model.result import Results
from diagnostic.core.report.sections.answer.value_of_half import half_gap, worth_in_words
from tests.made import factories
from tests.made.signed import result


def row(target: int | None, attainment: float | None, low: float | None, high: float | None) -> TreeRow:
    return TreeRow("north", 1, 10, target, None, attainment, low, high, None, None)


def test_half_of_the_gap_at_both_ends() -> None:
    assert half_gap(row(1000, 0.8, 0.7, 0.9)) == (50, 150)


def test_an_interval_that_reaches_the_target_starts_at_nothing() -> None:
    assert half_gap(row(1000, 0.95, 0.85, 1.05)) == (0, 75)


def test_without_interval_both_ends_are_the_same() -> None:
    assert half_gap(row(1000, 0.8, None, None)) == (100, 100)


def test_no_gap_no_worth() -> None:
    assert half_gap(row(1000, 1.2, 1.1, 1.3)) is None
    assert half_gap(row(None, None, None, None)) is None


@pytest.mark.parametrize(
    ("reached", "says"),
    [
        (1.08, "no shortfall in this scope"),
        (0.83, "attainment 83%; its shortfall is part of the units', so not put in money apart"),
        (None, "no targets in this scope, so not put in money"),
    ],
)
def test_a_type_of_team_has_targets_though_no_line_in_the_tree(reached: float | None, says: str) -> None:
    whole = factories.figures_only()
    scope = "team_type:channel"
    own = (
        ()
        if reached is None
        else (replace(result("figure", scope, "attainment", reached, "described"), unit="share"),)
    )
    made = replace(whole, results=Results((*whole.results, *own)))
    assert worth_in_words(made, scope).en == says
    missing = replace(made, coverage=Coverage(by_group={scope: 0.3}))
    assert worth_in_words(missing, scope).en == "too little is known to put it in money"
