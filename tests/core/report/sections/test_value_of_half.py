"""Half a gap: at both ends of the interval, never negative, never without a target."""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import TreeRow
from diagnostic.core.report.sections.answer.value_of_half import half_gap


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
