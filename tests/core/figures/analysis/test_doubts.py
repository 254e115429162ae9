"""Values that can hardly be right: each kind found, and what merely is good left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from diagnostic.core.figures.analysis.attainment import attainment_grid
from diagnostic.core.figures.analysis.doubts import RowDoubt, doubts_of, moves, without_odd_cycles
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable, Person, Roster
from diagnostic.core.figures.model.periods import Period, calendar_year, month_at, month_number
from diagnostic.core.figures.model.repeated_rows import repeated_rows
from diagnostic.core.figures.reading.amounts import add_up

YEAR = calendar_year(2025)
MONTHS = [month_at(month_number(date(2025, month, 1))) for month in range(1, 13)]
A = ("Co", "A")
B = ("Co", "B")


def sales(owner: str, value: float, period: Period = YEAR) -> Amount:
    return Amount("person", owner, "sales", period, round(value), "CNY")


def deal(id: str, created: date | None, closed: date, **more: Any) -> Opportunity:
    return Opportunity(id, "a0", "won", created, closed, 100_00, "CNY", None, None, None, **more)


def table(sold: dict[str, float], targets: float = 120_000.0, **more: Any) -> PerformanceTable:
    """People of two units, named a0 ... and b0 ..., each with a year's target and a twelfth of the sales a month."""
    people = [Person(id, id, A if id.startswith("a") else B, role="R") for id in sold]
    actuals = [sales(id, value / 12, month) for id, value in sold.items() for month in MONTHS]
    return PerformanceTable(
        Roster(tuple(people)),
        tuple(sales(id, targets) for id in sold),
        tuple(actuals),
        currency="CNY",
        **more,
    )


def found(given: PerformanceTable) -> list[RowDoubt]:
    return [*doubts_of(given, given, attainment_grid(given, YEAR))]


def ordinary(n: int = 6) -> dict[str, float]:
    return {f"{unit}{place}": 96_000.0 for unit in "ab" for place in range(n)}


def test_ordinary_figures_and_people_who_do_well_are_not_asked_about() -> None:
    assert found(table(ordinary())) == []
    assert found(table({**ordinary(), "a0": 264_000.0})) == []  # 220 % of the target


def test_a_unit_of_five_over_two_and_a_half_times_its_target() -> None:
    """Unit A sells 3.0 times its target: 12 people at 120,000; with A 1.9, without it 0.8."""
    sold = {id: 360_000.0 if id.startswith("a") else 96_000.0 for id in ordinary()}
    given = table(sold)
    (doubt,) = found(given)
    assert (doubt.code, doubt.owner, doubt.value) == ("unit_over", "Co/A", pytest.approx(3.0))
    assert moves(attainment_grid(given, YEAR), doubt) == pytest.approx(1.9 - 0.8)
    few = {id: value for id, value in sold.items() if id.startswith("b") or id in ("a0", "a1", "a2", "a3")}
    assert found(table(few)) == []  # four people


def test_one_figure_that_carries_more_than_half_of_its_units_half_year() -> None:
    """In each half of the year A sells 6 x 48,000 = 288,000; one more row of 300,000 is 51 % of 588,000."""
    given = table(ordinary())
    more = (*given.actuals, sales("a1", 300_000, MONTHS[2]))
    (doubt,) = [
        each
        for each in found(PerformanceTable(given.roster, given.targets, more, currency="CNY"))
        if each.code == "row_over_half"
    ]
    assert (doubt.owner, doubt.value) == ("a1", pytest.approx(300 / 588))


def test_somebody_with_ten_times_the_next_one() -> None:
    sold = {**ordinary(3), "a0": 960_000.0}
    assert [(each.code, each.owner) for each in found(table(sold)) if each.code == "person_over_next"] == [
        ("person_over_next", "a0")
    ]
    assert not [each for each in found(table({**sold, "a0": 950_000.0})) if each.code == "person_over_next"]


def test_targets_in_yuan_and_results_in_fen() -> None:
    """10,000 a month asked; 8,000 sold a month is ordinary, 100 times that is not yet asked, 400 times is."""
    codes = [each.code for each in found(table({id: 400 * value for id, value in ordinary().items()}))]
    assert "money_scale" in codes
    hundred = found(table({id: 100 * value for id, value in ordinary().items()}))
    assert "money_scale" not in [each.code for each in hundred]


def test_a_closing_day_years_away_and_cycles_from_the_zeros_of_a_calendar() -> None:
    deals = [deal(f"d{n}", date(2025, 1, 1), date(2025, 3, n + 1)) for n in range(10)]
    typo = deal("typo", date(2025, 1, 1), date(2052, 3, 5))
    zero = deal("zero", date(1970, 1, 1), date(2025, 3, 5))
    long = deal("long", date(2014, 1, 1), date(2025, 3, 5))  # 11 years
    plain = PerformanceTable(opportunities=tuple(deals))
    assert found(plain) == []
    assert without_odd_cycles(plain) is plain
    given = PerformanceTable(opportunities=(*deals, typo, zero, long))
    assert [(each.code, each.deals) for each in found(given)] == [("closing_far", 1), ("old_cycle", 3)]
    days = {each.id: each.created for each in without_odd_cycles(given).opportunities}
    assert [id for id, created in days.items() if created is None] == ["typo", "zero", "long"]


def test_two_closings_of_the_same_day_are_no_slip_of_the_pen() -> None:
    deals = [deal(f"d{n}", None, date(2025, 3, 1)) for n in range(3)]
    later = [deal(f"l{n}", None, date(2035, 3, 1)) for n in range(2)]
    assert found(PerformanceTable(opportunities=(*deals, *later))) == []


def test_rows_that_stand_twice_are_asked_about_and_moved_by_what_the_second_ones_hold() -> None:
    """12 people ask 120,000 and sell 8,000 to 8,011 a month; September once more is 96,066 on 1,440,000."""
    given = table({id: 96_000.0 + 12 * n for n, id in enumerate(ordinary())})
    again = tuple(amount for amount in given.actuals if amount.period == MONTHS[8])
    assert repeated_rows(given.actuals) == ()
    assert repeated_rows((*given.actuals, *again)) == again
    twice = replace(given, actuals=add_up((*given.actuals, *again), again))
    assert twice.repeated == again
    (doubt,) = found(twice)
    assert (doubt.code, doubt.count) == ("actuals_twice", 12)
    assert moves(attainment_grid(twice, YEAR), doubt) == pytest.approx(96_066 / 1_440_000)


def test_targets_that_stand_twice() -> None:
    """Six of twelve people have 120,000 and some yuan twice: .8 of 1,440,000 becomes .53 of 2,160,000."""
    given = table(ordinary())
    targets = tuple(replace(target, value=target.value + n) for n, target in enumerate(given.targets))
    asked = replace(given, targets=(*targets, *targets[:6]))
    (doubt,) = found(asked)
    assert (doubt.code, doubt.count) == ("targets_twice", 6)
    assert moves(attainment_grid(asked, YEAR), doubt) == pytest.approx(0.8 * 1_440 / 2_160 - 0.8, abs=1e-4)


def test_equal_sales_at_one_price_are_no_second_copy() -> None:
    """Two or four licences a month at 4,000 each, by the day; two months of 4,000 each in a month with others."""
    day = Period(date(2025, 2, 3), date(2025, 2, 3))
    sold = [sales(id, 4_000, day) for n, id in enumerate(ordinary()) for _ in range(2 + 2 * (n % 2))]
    assert repeated_rows(sold) == ()
    assert repeated_rows([*sold, sales("a0", 3_000, day)]) == ()


def test_a_month_far_from_the_won_deals_that_all_other_months_agree_with() -> None:
    """Actuals are the won deals in eleven months and twice that in September: 96,000 of 1,248,000 are beyond them."""
    given = table(ordinary())
    deals = [
        Opportunity(
            f"{amount.owner_id}{n}",
            amount.owner_id,
            "won",
            None,
            amount.period.last,
            int(amount.value),
            "CNY",
        )
        for n, amount in enumerate(given.actuals)
    ]
    agreed = replace(given, opportunities=tuple(deals))
    assert found(agreed) == []
    doubled = [
        replace(amount, value=2 * amount.value) if amount.period == MONTHS[8] else amount
        for amount in given.actuals
    ]
    off = replace(agreed, actuals=tuple(doubled))
    (doubt,) = found(off)
    assert (doubt.code, doubt.count, doubt.value) == ("month_off_deals", 1, pytest.approx(2.0))
    assert moves(attainment_grid(off, YEAR), doubt) == pytest.approx(96_000 / 1_440_000)
    apart = {amount.period: 1 + place % 3 for place, amount in enumerate(given.actuals[:12])}
    loose = [replace(amount, value=amount.value * apart[amount.period]) for amount in doubled]
    assert found(replace(agreed, actuals=tuple(loose))) == []  # the two are different things


def test_a_unit_below_zero_in_the_whole_period() -> None:
    sold = {id: -96_000.0 if id.startswith("a") else 96_000.0 for id in ordinary()}
    (doubt,) = found(table(sold))
    assert (doubt.code, doubt.owner) == ("below_zero", "Co/A")
    assert moves(attainment_grid(table(sold), YEAR), doubt) == pytest.approx(0.0 - 0.8)
