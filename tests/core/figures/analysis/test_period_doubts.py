"""The doubts of a period as one question: what they weigh, and the mark that changes with what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from diagnostic.core.figures.analysis.period_doubts import doubts_of_period
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import Period
from tests.core.figures.analysis.test_doubts import YEAR, deal, ordinary, sales, table

TODAY = date(2026, 3, 1)


def over(times: float = 3.0) -> PerformanceTable:
    """Unit A sells `times` its target of 120,000 a head, unit B 0.8 of it."""
    return table({id: times * 120_000 if id.startswith("a") else 96_000.0 for id in ordinary()})


def mark(given: PerformanceTable, period: Period = YEAR) -> str:
    return doubts_of_period(given, period, TODAY).mark


def test_nothing_is_asked_of_ordinary_figures_or_of_another_time() -> None:
    assert mark(table(ordinary())) == ""
    assert mark(over(), Period(date(2023, 1, 1), date(2023, 12, 31))) == ""


def test_a_doubt_comes_with_what_it_moves() -> None:
    """With A 1.9 of the target, without it 0.8."""
    (found,) = doubts_of_period(over(), YEAR, TODAY).doubts
    assert (found.doubt.code, found.doubt.owner) == ("unit_over", "Co/A")
    assert found.moves == pytest.approx(1.1)


def test_the_same_values_have_one_mark_in_whatever_order_the_rows_come() -> None:
    given = over()
    turned = replace(given, actuals=given.actuals[::-1], targets=given.targets[::-1])
    assert mark(given) == mark(turned) != ""


def test_another_value_another_row_and_another_weight_have_another_mark() -> None:
    given = over()
    one_more = replace(given, actuals=(*given.actuals, sales("a1", 1)))
    others_less = table({id: 360_000 if id.startswith("a") else 90_000.0 for id in ordinary()})
    assert len({mark(each) for each in (given, over(3.1), one_more, others_less)}) == 4


def test_of_deals_it_counts_which_ones_they_are() -> None:
    plain = [deal(f"d{n}", date(2025, 1, 1), date(2025, 3, n + 1)) for n in range(10)]
    first, second = (
        PerformanceTable(opportunities=(*plain, deal(id, date(1970, 1, 1), date(2025, 3, 5))))
        for id in ("x", "y")
    )
    (found,) = doubts_of_period(first, YEAR, TODAY).doubts
    assert (found.doubt.code, found.doubt.deal_ids, found.moves) == ("old_cycle", ("x",), 0.0)
    assert mark(first) != mark(second)
