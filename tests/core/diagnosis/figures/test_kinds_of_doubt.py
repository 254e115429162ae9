"""Every kind of value that can hardly be right reaches the first page, with what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable
from diagnostic.core.figures.reading.amounts import add_up
from tests.made.counted import deals, monthly, rep, table
from tests.made.small_surveys import ASSESSMENT, RULES

STAFF = [rep(f"{team}-{n}", f"Co/{team[0]}/{team}") for team in ("N1", "N2", "S1", "S2") for n in range(5)]
TARGETS = [target for p in STAFF for target in monthly(p.id, 2025, [1000] * 12)]
SALES = [amount for place, p in enumerate(STAFF) for amount in monthly(p.id, 2025, [800 + place] * 12)]
PLAIN = table(STAFF, TARGETS, SALES, [deal for p in STAFF for deal in deals(p.id, 5, 9)])


def coverage(given: PerformanceTable) -> Coverage:
    return diagnose_figures(Study(ASSESSMENT, RULES, (), given)).coverage


def times(amounts: tuple[Amount, ...], factor: float, who: str = "") -> tuple[Amount, ...]:
    return tuple(replace(a, value=a.value * (factor if a.owner_id.startswith(who) else 1)) for a in amounts)


def with_deal(created: date, closed: date) -> PerformanceTable:
    odd = Opportunity("odd", "N1-0", "won", created, closed, 100)
    return replace(PLAIN, opportunities=(*PLAIN.opportunities, odd))


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (lambda: replace(PLAIN, actuals=times(PLAIN.actuals, 4, "N1")), "unit_over", "N1"),
        (lambda: replace(PLAIN, actuals=times(PLAIN.actuals, -1, "S2")), "below_zero", "S2"),
        (lambda: replace(PLAIN, actuals=times(PLAIN.actuals, 1000)), "money_scale", "the unit of money"),
        (
            lambda: replace(PLAIN, actuals=add_up((*PLAIN.actuals, *PLAIN.actuals[:24]), PLAIN.actuals[:24])),
            "actuals_twice",
            "24 rows",
        ),
        (lambda: with_deal(date(2025, 1, 2), date(2052, 3, 4)), "closing_far", "1 deal"),
        (lambda: with_deal(date(1970, 1, 1), date(2025, 3, 4)), "old_cycle", "1 deal"),
    ],
)
def test_each_kind_of_doubt_says_where_it_is(
    change: Callable[[], PerformanceTable], code: str, where: str
) -> None:
    assert coverage(PLAIN).doubts == ()
    doubts = {doubt.code: doubt for doubt in coverage(change()).doubts}
    assert doubts[code].where.en == where  # type: ignore[index]
    assert doubts[code].where.zh  # type: ignore[index]


def test_doubts_that_pull_in_opposite_ways_do_not_make_up_for_each_other() -> None:
    """N1 at four times its sales and S2 below zero: the sum may look ordinary and is held back all the same."""
    both = times(times(PLAIN.actuals, 3.2, "N1"), -1, "S2")
    found = coverage(replace(PLAIN, actuals=both))
    assert {doubt.code for doubt in found.doubts} == {"unit_over", "below_zero"}
    assert not found.shortfall_can_be_said


def test_units_that_the_roster_does_not_have_are_counted() -> None:
    """The target of a team that was renamed since is in no sum, and that is said."""
    old = replace(TARGETS[0], owner_type="unit", owner_id="Co/N/Old")
    assert coverage(PLAIN).unplaced == {}
    found = coverage(replace(PLAIN, targets=(*PLAIN.targets, old)))
    assert found.unplaced == {"targets": 1}
    assert found.no_result == 0.0
    assert coverage(table((), [*TARGETS, old], SALES)).unplaced == {}
