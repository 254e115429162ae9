"""What the charts show of the figures adds up exactly, and names no one."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.figures.outcome import FiguresOutcome, diagnose_figures
from diagnostic.core.diagnosis.model.diagnosis import Figures
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import calendar_year
from tests.made.counted import amount, deals, monthly, rep, table
from tests.made.small_surveys import ASSESSMENT, RULES

UNITS = {"N/N1": 4, "N/N2": 3, "S/S1": 3, "W/W1": 1}
STAFF = [rep(f"{u[2:]}-{n}", f"Co/{u}") for u, size in UNITS.items() for n in range(size)]


def outcome(given: PerformanceTable) -> FiguresOutcome:
    return diagnose_figures(Study(ASSESSMENT, RULES, (), given))


def drawn(company_target: float | None = None, months: int = 12) -> Figures:
    targets = [t for p in STAFF for t in monthly(p.id, 2025, [10] * months)]
    if company_target is not None:
        targets += [amount(u, calendar_year(2025), v, kind="unit") for u, v in (("Co", company_target),)]
    actuals = [a for place, p in enumerate(STAFF) for a in monthly(p.id, 2025, [5 + place] * months)]
    view = outcome(table(STAFF, targets, actuals, [d for p in STAFF for d in deals(p.id, 4, 6)])).view
    assert view is not None
    return view


@pytest.mark.parametrize("target", [None, 1200.0, 1500.0])
def test_the_parts_over_units_add_up_to_the_gap(target: float | None) -> None:
    view = drawn(target)
    whole = view.tree[0]
    assert whole.actual is not None
    assert whole.target is not None
    assert sum(part.value for part in view.by_unit) == whole.actual - (target or whole.target)


def test_a_unit_of_one_rep_stands_in_no_line_but_in_the_sum() -> None:
    view = drawn()
    assert [row.group for row in view.tree] == [
        "company",
        "region:N",
        "team:N/N1",
        "team:N/N2",
        "region:S",
        "team:S/S1",
    ]
    assert [part.code for part in view.by_unit] == ["region:N", "region:S", "outside"]
    assert view.tree[0].people == 11


def test_targets_beyond_the_companys_have_their_own_line() -> None:
    staff = [p for p in STAFF if p.path[1] != "W"]
    targets = [t for p in staff for t in monthly(p.id, 2025, [10] * 12)]
    targets.append(amount("Co", calendar_year(2025), 1000, kind="unit"))
    view = outcome(table(staff, targets, [a for p in staff for a in monthly(p.id, 2025, [9] * 12)])).view
    assert view is not None
    assert [(part.code, part.value) for part in view.by_unit][-1] == ("beyond_board", 200)
    assert view.by_unit[-1].label.en == "Targets given beyond the company's own"


def test_a_company_target_that_was_not_all_handed_down_is_called_that() -> None:
    """120 asked of each of ten people are 1,200 of 1,500: 300 were given to nobody."""
    staff = [p for p in STAFF if p.path[1] != "W"]
    targets = [t for p in staff for t in monthly(p.id, 2025, [10] * 12)]
    targets.append(amount("Co", calendar_year(2025), 1500, kind="unit"))
    view = outcome(table(staff, targets, [a for p in staff for a in monthly(p.id, 2025, [9] * 12)])).view
    assert view is not None
    last = view.by_unit[-1]
    assert (last.code, last.value) == ("beyond_board", -300)
    assert (last.label.zh, last.label.en) == (
        "公司目标中没有下达到人的部分",
        "Company target that was given to nobody",
    )


@pytest.mark.parametrize(
    ("untargeted", "last"), [(0, [("outside", -12)]), (2, [("outside", 204)]), (3, [("no_target", 324)])]
)
def test_what_one_or_two_people_sold_without_a_target_is_no_step(
    untargeted: int, last: list[tuple[str, int]]
) -> None:
    """Each sold 108 a year and W/W1, of one rep, is not listed; the company's own target is what reps were given."""
    staff = STAFF if untargeted < 3 else [p for p in STAFF if p.path[1] != "W"]
    asked = staff[untargeted:]
    targets = [t for p in asked for t in monthly(p.id, 2025, [10] * 12)]
    targets.append(amount("Co", calendar_year(2025), 120 * len(asked), kind="unit"))
    view = outcome(table(staff, targets, [a for p in staff for a in monthly(p.id, 2025, [9] * 12)])).view
    assert view is not None
    assert [(part.code, part.value) for part in view.by_unit][-1:] == last
    assert sum(part.value for part in view.by_unit) == 108 * len(staff) - 120 * len(asked)


def test_people_outside_the_roster_do_not_hide_two_without_a_target() -> None:
    """One of eight has no result, so what three strangers sold counts nowhere, and two people's step would be left."""
    staff = [p for p in STAFF if p.path[1] != "W"]
    targets = [t for p in staff[2:] for t in monthly(p.id, 2025, [10] * 12)]
    targets.append(amount("Co", calendar_year(2025), 960, kind="unit"))
    sellers = [*(p.id for p in staff[:-1]), "x0", "x1", "x2"]
    view = outcome(table(staff, targets, [a for id in sellers for a in monthly(id, 2025, [9] * 12)])).view
    assert view is not None
    assert [(part.code, part.value) for part in view.by_unit] == [
        ("region:N", -5 * 12),
        ("region:S", -2 * 12),
        ("outside", 2 * 108),
    ]


def test_no_group_and_no_result_is_about_fewer_than_three_reps() -> None:
    targets = [t for p in STAFF for t in monthly(p.id, 2025, [10] * 12)]
    made = outcome(table(STAFF, targets, [a for p in STAFF for a in monthly(p.id, 2025, [9] * 12)]))
    small = {g.id for g in made.groups if (g.n or 0) < 3}
    assert small == set()
    assert {r.group for r in made.results} <= {g.id for g in made.groups}


def test_the_change_on_a_year_before_is_split_exactly() -> None:
    actuals = [
        a for p in STAFF for year, sold in ((2024, 8), (2025, 9)) for a in monthly(p.id, year, [sold] * 12)
    ]
    both = [d for p in STAFF for year, won in ((2024, 5), (2025, 4)) for d in deals(p.id, won, 6, year)]
    view = outcome(table(STAFF, [], actuals, both)).view
    assert view is not None
    assert [part.code for part in view.by_factor] == ["activity", "win_rate", "deal_size"]
    assert sum(part.value for part in view.by_factor) == pytest.approx(11 * 12)


def moved(came: int, went: int) -> dict[str, float]:
    """Of eleven reps some came this year; the others sold 8 a month and now 9. `went` more sold 8 and have left."""
    stay, new = STAFF[: 11 - came], STAFF[11 - came :]
    actuals = [
        a for p in stay for year, sold in ((2024, 8), (2025, 9)) for a in monthly(p.id, year, [sold] * 12)
    ]
    actuals += [a for p in new for a in monthly(p.id, 2025, [9] * 12)]
    actuals += [a for n in range(went) for a in monthly(f"left{n}", 2024, [8] * 12)]
    both = [d for p in stay for year, won in ((2024, 5), (2025, 4)) for d in deals(p.id, won, 6, year)]
    view = outcome(table(STAFF, [], actuals, [*both, *(d for p in new for d in deals(p.id, 3, 3))])).view
    assert view is not None
    parts = {part.code: part.value for part in view.by_factor}
    if parts:
        assert view.by_factor_start == pytest.approx((11 - came + went) * 12 * 8)
        assert view.by_factor_start + sum(parts.values()) == pytest.approx(11 * 12 * 9)
    return parts


def test_who_joined_and_who_left_stand_beside_the_people_of_both_years() -> None:
    """Three came (12 months of 9), four have left (12 months of 8)."""
    parts = moved(3, 4)
    assert parts["joiners"] == pytest.approx(3 * 108)
    assert parts["leavers"] == pytest.approx(-4 * 96)


def test_what_one_or_two_people_add_or_take_is_never_a_step_of_its_own() -> None:
    """Their sales would stand there: two and one are one step, and of one alone there is no split at all."""
    assert moved(2, 1)["joiners_leavers"] == pytest.approx(2 * 108 - 96)
    assert moved(1, 4)["joiners_leavers"] == pytest.approx(108 - 4 * 96)
    assert "joiners" not in moved(1, 4)
    assert moved(1, 0) == moved(0, 2) == moved(1, 1) == {}


def test_who_sold_nothing_was_there_all_the_same_and_whose_result_is_missing_is_in_neither_year() -> None:
    """N1-0 has zeros this year, which are results; of N1-1 nobody knows: of 11 x 96 sold before 10 x 96 count."""
    silent = {"N1-0": 0, "N1-1": None}
    actuals = [a for p in STAFF for a in monthly(p.id, 2024, [8] * 12)]
    for p in STAFF:
        value = silent.get(p.id, 9)
        actuals += [] if value is None else monthly(p.id, 2025, [value] * 12)
    both = [d for p in STAFF for year in (2024, 2025) for d in deals(p.id, 4, 6, year)]
    view = outcome(table(STAFF, [], actuals, both)).view
    assert view is not None
    assert [part.code for part in view.by_factor] == ["activity", "win_rate", "deal_size"]
    assert view.by_factor_start == pytest.approx(10 * 96)
    assert sum(part.value for part in view.by_factor) == pytest.approx(9 * 108 - 10 * 96)


def test_without_a_year_before_there_is_nothing_to_split() -> None:
    assert drawn().by_factor == ()


def test_trend_by_month_with_the_year_before_and_by_calendar_quarter() -> None:
    actuals = [a for year in (2024, 2025) for a in monthly("N1-0", year, [1] * 12)]
    targets = monthly("N1-0", 2025, [2] * 12)
    view = outcome(table(STAFF, targets, actuals)).view
    assert view is not None
    assert [(p.label, p.target) for p in view.trend][11:13] == [("2024-12", None), ("2025-01", 2)]
    longer = outcome(table(STAFF, [*monthly("N1-0", 2024, [2] * 12), *targets], actuals)).view
    assert longer is not None
    assert [(p.label, p.actual, p.target) for p in longer.trend][:2] == [("2024-Q1", 3, 6), ("2024-Q2", 3, 6)]


def test_the_funnel_pools_reps_and_names_none() -> None:
    """Eleven reps: two pools of three, and the last of five."""
    spread = drawn().spread
    assert spread is not None
    assert [each.reps for each in spread.bins] == [3, 3, 5]
    assert sum(each.reps * each.closed for each in spread.bins) == pytest.approx(spread.closed)
    assert sum(each.reps * each.closed * each.rate for each in spread.bins) == pytest.approx(spread.won)
    assert "N1-0" not in repr(drawn())


def test_no_figures_no_outcome() -> None:
    assert diagnose_figures(Study(ASSESSMENT, RULES, ())) == FiguresOutcome()
    assert outcome(table(STAFF)) == FiguresOutcome()


def test_targets_without_any_result_are_no_line_of_zeros() -> None:
    targets = [t for p in STAFF for t in monthly(p.id, 2025, [10] * 12)]
    view = outcome(table(STAFF, targets)).view
    assert view is not None
    assert view.trend == ()
