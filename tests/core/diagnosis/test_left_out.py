"""What can hardly be right stays in every sum and is left out of every comparison, until somebody confirms it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.causes.signs_figures import FIGURES
from diagnostic.core.diagnosis.figures.fair_comparison import gather_fair
from diagnostic.core.diagnosis.figures.left_out import left_out
from diagnostic.core.diagnosis.figures.outcome import FiguresOutcome, diagnose_figures
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, Results
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.analysis.doubts import RowDoubt
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import calendar_year
from tests.made.counted import deals, monthly, people_of, rep, table
from tests.made.small_surveys import ASSESSMENT, RULES

TEAMS = ("N1", "N2", "S1", "S2")
REPS = 6


def sold(team: str, n: int) -> float:
    """A month: 7 to 12, on average 9.5 in each team; S sells one more."""
    return 7.0 + n + (team[0] == "S")


def company(times: dict[str, float]) -> PerformanceTable:
    """Four teams of six in two regions with a target of 10 a month; those named sold so many times as much."""
    staff = [rep(f"{team}-{n}", f"Co/{team[0]}/{team}", role="R") for team in TEAMS for n in range(REPS)]
    actuals = [
        amount
        for p in staff
        for amount in monthly(p.id, 2025, [sold(p.id[:2], int(p.id[3:])) * times.get(p.id, 1.0)] * 12)
    ]
    targets = [amount for p in staff for amount in monthly(p.id, 2025, [10] * 12)]
    won = [deal for n, p in enumerate(staff) for deal in deals(p.id, 5 + n % 4, 9)]
    return table(staff, targets, actuals, won)


TEAM = {f"N1-{n}": 4.0 for n in range(REPS)}  # 380 % of its target
PERSON = {"N1-0": 200.0}  # 1,400 a month, more than a hundred times the next one


def outcome(times: dict[str, float], confirmed: str | None = None) -> FiguresOutcome:
    study = Study(ASSESSMENT, RULES, (), company(times), period=calendar_year(2025), confirmed_by=confirmed)
    return diagnose_figures(study)


def by_key(found: FiguresOutcome) -> dict[str, Result]:
    return {result.key: result for result in found.results}


NORTH = "figure_contrast|region:N|attainment"  # of two regions one is compared


@pytest.mark.parametrize(("times", "code"), [(TEAM, "unit_over"), (PERSON, "person_over_next")])
def test_sums_keep_them_and_comparisons_do_not(times: dict[str, float], code: str) -> None:
    """Of the north only N2 is left, 0.95 of its target; the south reaches 1.05."""
    found = outcome(times)
    results = by_key(found)
    assert code in {doubt.code for doubt in found.coverage.doubts}
    whole = sum(sold(team, n) * times.get(f"{team}-{n}", 1.0) for team in TEAMS for n in range(REPS))
    assert results["figure|company|attainment"].estimate == pytest.approx(whole / 240)
    north = sum(sold(team, n) * times.get(f"{team}-{n}", 1.0) for team in ("N1", "N2") for n in range(REPS))
    assert results["figure|region:N|attainment"].estimate == pytest.approx(north / 120)
    left = results[NORTH]
    assert (left.estimate, left.reference) == (pytest.approx(-0.10), pytest.approx(1.05))
    assert (left.n, left.basis) == (18, "comparable")
    assert "figure_contrast|team:N/N1|attainment" not in results
    assert results["figure|company|attainment_spread"].n == 18
    assert results["figure|company|sales_spread"].n == 18
    assert results["figure|company|attainment_spread"].estimate == pytest.approx(
        by_key(outcome({}))["figure|company|attainment_spread"].estimate, rel=0.1
    )


@pytest.mark.parametrize("times", [TEAM, PERSON])
def test_what_somebody_confirmed_is_compared_like_everything_else(times: dict[str, float]) -> None:
    found = by_key(outcome(times, "Wang Li"))[NORTH]
    north = sum(sold(team, n) * times.get(f"{team}-{n}", 1.0) for team in ("N1", "N2") for n in range(REPS))
    assert (found.n, found.basis, found.estimate) == (24, "plain", pytest.approx(north / 120 - 1.05))
    assert by_key(outcome(times, "Wang Li"))["figure|company|sales_spread"].n == 24


def test_without_a_doubt_nothing_is_left_out() -> None:
    results = by_key(outcome({}))
    assert (results[NORTH].n, results[NORTH].basis) == (24, "plain")


def test_a_comparison_of_something_else_keeps_them() -> None:
    assert by_key(outcome(TEAM))["figure_contrast|region:N|win_rate"].n == 24


def test_nobody_leaves_alone() -> None:
    """A sum with and without one person would tell what that person sold: their unit of three or more leaves."""
    people = people_of(company(PERSON))
    one = RowDoubt("person_over_next", "N1-0", 100.0, 10.0, frozenset({"N1-0"}))
    assert {p.path for p, out in zip(people.persons, left_out(people, [one]), strict=True) if out} == {
        ("Co", "N", "N1")
    }
    unit = RowDoubt("unit_over", "Co/S", 3.0, 2.5, frozenset({"Co/S"}))
    assert left_out(people, [unit]).sum() == 2 * REPS
    scale = RowDoubt("money_scale", "", 1000.0, 1.0)
    assert left_out(people, [scale]).all()
    days = RowDoubt("old_cycle", "", 20_000.0, 3653.0, deal_ids=("d1",))
    assert not left_out(people, [days]).any()
    alone = [replace(p, path=("Co", "N", p.id)) for p in people.persons]
    assert (
        left_out(replace(people, persons=tuple(alone)), [one]).sum() == 4 * REPS
    )  # the north is all there is


def test_how_targets_go_with_potential_is_read_off_the_others() -> None:
    """Targets of 10, 20 ... for potentials of 1, 2 ...; one team has the same target whatever its potential."""
    staff = [
        rep(f"{team}-{n}", f"Co/N/{team}", role="R", territory_potential=1.0 + n)
        for team in TEAMS
        for n in range(REPS)
    ]
    targets = [
        amount
        for p in staff
        for amount in monthly(p.id, 2025, [10 if p.id[:2] == "N1" else 10 * (1 + int(p.id[3:]))] * 12)
    ]
    actuals = [amount for p in staff for amount in monthly(p.id, 2025, [9] * 12)]
    people = people_of(table(staff, targets, actuals, []))
    unit = RowDoubt("unit_over", "Co/N/N1", 3.0, 2.5, frozenset({"Co/N/N1"}))
    slope = gather_fair(people, None, left_out(people, [unit])).slope
    assert slope is not None
    assert (slope.slope, slope.n) == (pytest.approx(1.0), 18)
    everybody = gather_fair(people, None).slope
    assert everybody is not None
    assert (everybody.slope < 0.9, everybody.n) == (True, 24)


@pytest.mark.parametrize(
    ("code", "measure", "value"),
    [
        ("season_dip", "season_dip", 0.9),
        ("orders_bunch", "period_end_share", 0.9),
        ("one_client_over_half", "largest_client_share", 0.9),
    ],
)
def test_a_sign_that_sums_doubted_sales_is_unknown(code: str, measure: str, value: float) -> None:
    result = Result("figure", "company", measure, "sum", "figures", "share", estimate=value, n=100)
    sure = Diagnosis(ASSESSMENT, (), {}, {}, Results((result,)), (), coverage=Coverage())
    unsure = replace(sure, coverage=Coverage(doubted=("company",)))
    assert FIGURES[code]("company", sure).state == "seen"
    assert FIGURES[code]("company", unsure).state == "unknown"


def test_a_group_is_in_doubt_by_all_its_doubts_together() -> None:
    """Two rows, each of which moves the region by less than a point, and both together by more."""
    people = 200
    staff = [rep(f"N1-{n}", "Co/N/N1", role="R") for n in range(people)]
    staff += [rep(f"{team}-{n}", f"Co/N/{team}", role=team) for team in ("N2", "N3") for n in range(6)]
    usual = {p.id: 10.0 if p.id.startswith("N1") else 0.1 for p in staff}
    actuals = [
        amount
        for p in staff
        for amount in monthly(p.id, 2025, [usual[p.id] * (160 if p.id in ("N2-0", "N3-0") else 1)] * 12)
    ]
    targets = [amount for p in staff for amount in monthly(p.id, 2025, [usual[p.id]] * 12)]
    study = Study(ASSESSMENT, RULES, (), table(staff, targets, actuals, []), period=calendar_year(2025))
    coverage = diagnose_figures(study).coverage
    persons = [doubt.moves for doubt in coverage.doubts if doubt.code == "person_over_next"]
    assert [0.001 < moves < 0.01 for moves in persons] == [True, True]
    moves = [doubt.moves for doubt in coverage.doubts]
    assert max(moves) < 0.01 < sum(moves)
    assert "company" in coverage.doubted
