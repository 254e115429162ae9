"""The figures of a period: what belongs to it, what serves for comparison, and what is never used."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.figures.outcome import FiguresOutcome, diagnose_figures
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.analysis.attainment import attainment_grid, own_targets
from diagnostic.core.figures.analysis.period_figures import PeriodFigures, covered, figures_of
from diagnostic.core.figures.model.performance import Amount, Opportunity, PerformanceTable, Roster
from diagnostic.core.figures.model.periods import Period, read_span
from diagnostic.settings import ROOT
from tests.made.small_figures import amount, figures, months, person
from tests.made.small_surveys import ASSESSMENT, RULES

AS_OF = date(2026, 1, 15)
SPRING = Period(date(2017, 3, 1), date(2017, 5, 31))
PIPELINE = ROOT / "tests/data/sales/crm/sales_pipeline.csv"
OFFICES = ROOT / "tests/data/sales/crm/sales_teams.csv"


def span(text: str) -> Period:
    found = read_span(text)
    assert found is not None
    return found


def cut_to(table: PerformanceTable, text: str, as_of: date = AS_OF) -> PeriodFigures:
    found = figures_of(table, span(text), as_of)
    assert found is not None
    return found


def deal(id: str, stage: str, created: str | None, closed: str | None, owner: str = "a") -> Opportunity:
    days = [day and date.fromisoformat(day) for day in (created, closed)]
    return Opportunity(id, owner, stage, *days, 100)  # type: ignore[arg-type]


def outcome(table: PerformanceTable, period: Period | None, as_of: date = AS_OF) -> FiguresOutcome:
    assessment = replace(ASSESSMENT, as_of=as_of)
    return diagnose_figures(Study(assessment, RULES, (), table, period=period))


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-Q1",
        "2026-01",
        "2026-01/2026-06",
        "2026-01-01/2026-06-28",
        "2025-07/2026-06",
        "2026-01-31",
    ],
)
def test_a_label_reads_back_as_its_period(text: str) -> None:
    assert span(text).label == text


@pytest.mark.parametrize(
    "text", ["", "26", "2026-Q5", "2026-13", "2026-06/2026-01", "2026/2027/2028", "today"]
)
def test_no_other_text_is_a_period(text: str) -> None:
    assert read_span(text) is None


def test_two_spellings_of_one_period() -> None:
    assert read_span("2026-01/2026-12") == read_span(" 2026 ")


def test_amounts_of_the_period_and_of_the_year_before() -> None:
    targets = [*months("a", 2024, [1] * 12), *months("a", 2025, [2] * 12)]
    actuals = [*months("a", 2023, [3] * 12), *months("a", 2024, [4] * 12), *months("a", 2025, [5] * 12)]
    cut = cut_to(figures([person("a")], targets, actuals), "2025-01/2025-06")
    assert [a.value for a in cut.now.targets] == [2] * 6
    assert [a.value for a in cut.now.actuals] == [5] * 6
    assert [a.value for a in cut.before.actuals] == [4] * 6
    assert cut.outside == 24 + 36 - 6 - 6 - 6 - 6  # of 60 rows: both sides of both halves stay


def test_a_period_of_more_than_a_year_has_no_year_before() -> None:
    actuals = [*months("a", 2023, [3] * 12), *months("a", 2024, [4] * 12), *months("a", 2025, [5] * 12)]
    cut = cut_to(figures([person("a")], [], actuals), "2024-01/2025-12")
    assert (len(cut.now.actuals), len(cut.before.actuals), cut.outside) == (24, 0, 12)


def test_a_yearly_count_of_a_unit_is_no_half_years() -> None:
    rows = [amount("unit:Co/East", "2025", 40, "headcount"), amount("unit:Co/East", "2025-Q1", 2, "leavers")]
    cut = cut_to(figures([person("a")], [], [*rows, *months("a", 2025, [1] * 12)]), "2025-01/2025-06")
    assert [a.metric for a in cut.now.actuals if a.owner_type == "unit"] == ["leavers"]


def test_deals_are_as_they_stood_on_the_last_day() -> None:
    deals = [
        deal("before", "won", "2024-10-01", "2024-12-30"),
        deal("in", "won", "2024-12-01", "2025-01-02"),
        deal("later", "lost", "2025-05-01", "2025-07-02"),
        deal("not yet", "won", "2025-07-01", "2025-07-02"),
        deal("unknown", "won", None, "2025-07-02"),
        deal("open", "open", "2025-02-01", None),
        deal("open later", "open", "2025-08-01", None),
        deal("undated", "open", None, None),
    ]
    table = PerformanceTable(Roster((person("a"),)), opportunities=tuple(deals))
    cut = cut_to(table, "2025-01/2025-06")
    stood = {each.id: (each.stage, each.closed) for each in cut.now.opportunities}
    assert stood == {
        "in": ("won", date(2025, 1, 2)),
        "later": ("open", None),
        "open": ("open", None),
        "undated": ("open", None),
    }
    assert cut.outside == 4  # before, not yet, unknown, open later


def test_the_roster_is_as_it_was() -> None:
    people = [
        person("stays"),
        person("came", start=date(2025, 3, 10)),
        person("came later", start=date(2025, 7, 1)),
        person("left", end=date(2025, 2, 28)),
        person("left before", end=date(2024, 12, 31)),
        person("left later", end=date(2025, 9, 30)),
        person("left, still sold", end=date(2024, 12, 31)),
    ]
    sold = [amount(each.id, "2025-01", 5) for each in people if each.id == "left, still sold"]
    asked = [amount(each.id, "2025", 120) for each in people]
    cut = cut_to(figures(people, asked, sold), "2025-01/2025-06")
    there = {each.id: each.end for each in cut.now.roster.people}
    assert there == {
        "stays": None,
        "came": None,
        "left": date(2025, 2, 28),
        "left later": None,
        "left, still sold": date(2024, 12, 31),
    }
    assert {a.owner_id for a in cut.now.targets} == set(there)


def test_a_units_yearly_target_is_cut_as_the_targets_of_its_people_are() -> None:
    """Of 120 a year its people have 10 + 20 + ... + 120 = 780 by month; January to March hold 60 of them."""
    table = figures(
        [person("a")],
        [amount("unit:Co", 2025, 120), *months("a", 2025, range(10, 130, 10))],
        months("a", 2025, [10] * 12),
    )
    cut = cut_to(table, "2025-Q1")
    written = [a for a in cut.now.targets if a.owner_type == "unit"]
    assert [a.period.label for a in written] == ["2025-01", "2025-02", "2025-03"]
    assert sum(a.value for a in written) == pytest.approx(120 * 60 / 780)
    grid = attainment_grid(cut.now, cut.period)
    assert own_targets(cut.now, grid, cut.period) == {"Co": pytest.approx(120 * 60 / 780, abs=1e-4)}


def test_it_is_cut_evenly_where_its_people_have_no_target_in_some_months() -> None:
    table = figures([person("a")], [amount("unit:Co", 2025, 120), *months("a", 2025, [10] * 3)])
    (unit,) = [a for a in cut_to(table, "2025-Q1").now.targets if a.owner_type == "unit"]
    assert (unit.period.label, unit.value) == ("2025", 120)


@pytest.mark.parametrize(
    ("day", "label", "n"),
    [
        (date(2025, 8, 3), "2025-01/2025-07", 7),
        (date(2025, 8, 30), "2025-01/2025-07", 7),
        (date(2025, 8, 31), "2025-01/2025-08", 8),
        (date(2025, 9, 1), "2025-01/2025-08", 8),
    ],
)
def test_a_running_year_ends_with_the_last_month_that_is_over(day: date, label: str, n: int) -> None:
    """The month of the day counts on its last day."""
    table = figures([person("a")], months("a", 2025, [2] * 12), months("a", 2025, [1] * 12))
    for stated in (span("2025"), None):
        cut = figures_of(table, stated, day)
        assert cut is not None
        assert (cut.period.label, len(cut.now.targets), len(cut.now.actuals)) == (label, n, n)


def company_attainment(found: FiguresOutcome) -> float | None:
    (reached,) = [
        r for r in found.results if (r.kind, r.group, r.measure) == ("figure", "company", "attainment")
    ]
    return reached.estimate


def test_the_running_month_lowers_no_attainment() -> None:
    """Five whole months at 90 %, and three days of June with a tenth of it: .9, and not (5 * 9 + 1) / 60."""
    people = [person(name) for name in "abc"]
    targets = [row for each in "abc" for row in months(each, 2025, [10] * 12)]
    actuals = [row for each in "abc" for row in months(each, 2025, [9] * 5 + [1])]
    table = figures(people, targets, actuals)
    for stated in (span("2025"), None):
        assert company_attainment(outcome(table, stated, date(2025, 6, 3))) == pytest.approx(0.9)
        ended = company_attainment(outcome(table, stated, date(2025, 6, 30)))
        assert ended == pytest.approx((5 * 9 + 1) / 60)


def test_deals_of_the_running_month_wait_for_its_end() -> None:
    deals = [deal("may", "won", "2025-05-01", "2025-05-20"), deal("june", "lost", "2025-05-01", "2025-06-02")]
    table = PerformanceTable(Roster((person("a"),)), opportunities=tuple(deals))
    stood = {each.id: each.stage for each in cut_to(table, "2025", date(2025, 6, 3)).now.opportunities}
    assert stood == {"may": "won", "june": "open"}


def test_a_quarter_that_is_running_has_no_part_for_its_first_month() -> None:
    """Sales of April to the 15th of May stand in one row of the second quarter: nobody knows April's."""
    actuals = [amount("a", "2025-Q1", 30), amount("a", "2025-Q2", 12)]
    table = figures([person("a")], months("a", 2025, [10] * 12), actuals)
    for stated in (span("2025"), None):
        cut = figures_of(table, stated, date(2025, 5, 15))
        assert cut is not None
        assert (cut.period.label, cut.unfinished) == ("2025-Q1", True)
        assert attainment_grid(cut.now, cut.period).of().ratio == pytest.approx(1.0)
    assert cut_to(table, "2025", date(2025, 6, 30)).period.label == "2025-01/2025-06"


def test_a_running_year_of_a_unit_is_no_result_where_people_have_their_own() -> None:
    people = [person("a"), *(person(name, "Co/North") for name in "xyz")]
    actuals = [*months("a", 2025, [9] * 4), amount("unit:Co/North", "2025", 50)]
    targets = [row for each in people for row in months(each.id, 2025, [10] * 12)]
    cut = cut_to(figures(people, targets, actuals), "2025", date(2025, 5, 15))
    attained = attainment_grid(cut.now, cut.period).of()
    assert (cut.period.label, attained.ratio) == ("2025-01/2025-04", pytest.approx(0.9))
    assert attained.no_result == pytest.approx(0.75)


def test_that_a_year_is_not_over_is_said() -> None:
    table = figures([person("a")], [], months("a", 2025, [1] * 12))
    running = outcome(table, span("2025"), date(2025, 8, 3))
    (note,) = [each for each in running.notes if each.code == "figures.running"]
    assert note.text.en is not None
    assert "2025-01/2025-07" in note.text.en
    assert [each.code for each in outcome(table, None, date(2025, 8, 3)).notes] == ["figures.unfinished"]
    assert [each.code for each in outcome(table, None, date(2025, 7, 31)).notes] == []
    assert [each.code for each in outcome(table, span("2025")).notes] == []


@pytest.mark.parametrize("text", ["2023", "2027"])
def test_no_figures_in_it(text: str) -> None:
    table = figures([person("a")], months("a", 2025, [2] * 12), months("a", 2025, [1] * 6))
    assert figures_of(table, span(text), AS_OF) is None
    there = covered(table, AS_OF)
    assert there is not None
    assert there.label == "2025"
    found = outcome(table, span(text))
    assert (found.view, found.results) == (None, ())
    assert (found.coverage.asked, found.coverage.has) == (text, "2025")


def test_only_the_running_month_has_figures() -> None:
    table = figures([person("a")], months("a", 2026, [2]), months("a", 2026, [1]))
    assert (figures_of(table, span("2026"), AS_OF), covered(table, AS_OF)) == (None, None)
    assert outcome(table, span("2026")).coverage.has == ""


def test_a_period_nobody_stated_is_that_of_both_sides() -> None:
    table = figures([person("a")], months("a", 2025, [2] * 12), months("a", 2025, [1] * 6))
    cut = figures_of(table, None, AS_OF)
    assert cut is not None
    assert (cut.derived, cut.period.label) == (True, "2025-01/2025-06")


def test_a_closing_date_far_off_is_no_reason_to_look_there() -> None:
    deals = [deal("typo", "won", "2025-01-01", "2052-03-05"), deal("true", "won", "2025-01-01", "2025-03-05")]
    table = PerformanceTable(Roster((person("a"),)), opportunities=tuple(deals))
    cut = figures_of(table, None, AS_OF)
    assert cut is not None
    assert cut.period.label == "2025-03"
    assert {each.id: each.stage for each in cut.now.opportunities} == {"typo": "open", "true": "won"}


def spring_rows() -> list[dict[str, str]]:
    with PIPELINE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def closed_in_spring(stage: str) -> list[dict[str, str]]:
    inside = (row for row in spring_rows() if row["deal_stage"] == stage)
    return [row for row in inside if "2017-03-01" <= row["close_date"] <= "2017-05-31"]


def test_the_win_rate_of_three_months_of_the_crm_set(crm: PerformanceTable) -> None:
    """Counted in the file itself: 1,254 won and 784 lost from March to May, 61.5 %; the whole file has 63.2 %."""
    won, lost = closed_in_spring("Won"), closed_in_spring("Lost")
    assert (len(won), len(lost)) == (1254, 784)
    found = {(r.kind, r.group, r.measure): r for r in outcome(crm, SPRING).results}
    rate = found["figure", "company", "win_rate"]
    assert rate.estimate == pytest.approx(1254 / 2038, abs=1e-12)
    with OFFICES.open(encoding="utf-8") as file:
        office = {row["sales_agent"]: row["regional_office"] for row in csv.DictReader(file)}
    for name, rate_there in (("Central", 463 / 777), ("West", 444 / 705), ("East", 347 / 556)):
        wins, losses = (sum(office[row["sales_agent"]] == name for row in rows) for rows in (won, lost))
        assert wins / (wins + losses) == pytest.approx(rate_there, abs=1e-12)
        regional = found["figure", f"region:{name}", "win_rate"]
        assert regional.estimate == pytest.approx(rate_there, abs=1e-12)


def test_size_and_cycle_of_those_deals(crm: PerformanceTable) -> None:
    won = closed_in_spring("Won")
    size = sum(float(row["close_value"]) for row in won) / len(won)
    days = [
        (date.fromisoformat(row["close_date"]) - date.fromisoformat(row["engage_date"])).days for row in won
    ]
    assert (round(size, 4), round(sum(days) / len(days), 4)) == (2298.4984, 50.6762)
    found = {(r.group, r.measure): r.estimate for r in outcome(crm, SPRING).results if r.kind == "figure"}
    assert found["company", "deal_size"] == pytest.approx(100 * size)
    assert found["company", "cycle_days"] == pytest.approx(sum(days) / len(days))


def test_open_deals_are_those_open_on_the_last_day(crm: PerformanceTable) -> None:
    last = "2017-05-31"
    begun = [row for row in spring_rows() if row["engage_date"] and row["engage_date"] <= last]
    still = [row for row in begun if not row["close_date"] or row["close_date"] > last]
    undated = [row for row in spring_rows() if not row["engage_date"]]
    assert (len(still), len(undated)) == (1535, 500)
    cut = figures_of(crm, SPRING, AS_OF)
    assert cut is not None
    stood = [each for each in cut.now.opportunities if each.stage == "open"]
    assert (sum(each.created is not None for each in stood), len(stood)) == (1535, 2035)


ROWS = st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 11), st.integers(1, 9)), max_size=8)


def after_and_long_before(rows: Iterable[tuple[str, int, int]]) -> list[Amount]:
    return [
        amount(owner, f"{year}-{month + 1:02d}", value)
        for owner, month, value in rows
        for year in (2023, 2026)
    ]


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_what_lies_elsewhere_changes_nothing(rows: list[tuple[str, int, int]]) -> None:
    people = [person(name) for name in "ab"]
    targets = [row for name in "ab" for row in months(name, 2025, [2] * 12)]
    actuals = [row for name in "ab" for year in (2024, 2025) for row in months(name, year, range(1, 13))]
    more = after_and_long_before(rows)
    plain = outcome(figures(people, targets, actuals), span("2025"), date(2026, 12, 31))
    other = outcome(figures(people, [*targets, *more], [*more, *actuals]), span("2025"), date(2026, 12, 31))
    assert (plain.results, plain.view) == (other.results, other.view)
