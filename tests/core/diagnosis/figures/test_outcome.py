"""The family of the figures: which comparisons are judged together."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.stats.differences.adjust import adjust
from tests.made.counted import deals, monthly, rep, table
from tests.made.small_surveys import ASSESSMENT, RULES


@pytest.fixture(scope="module")
def results() -> list[Result]:
    staff = [
        rep(f"{team}-{n}", f"Co/{team[0]}/{team}") for team in ("N1", "N2", "S1", "S2") for n in range(5)
    ]
    actuals = [
        a
        for place, p in enumerate(staff)
        for year in (2024, 2025)
        for a in monthly(p.id, year, [5 + place % 5 + year % 2] * 12)
    ]
    targets = [t for p in staff for t in monthly(p.id, 2025, [10] * 12)]
    won = [d for n, p in enumerate(staff) for year in (2024, 2025) for d in deals(p.id, 5 + n % 4, 9, year)]
    return list(diagnose_figures(Study(ASSESSMENT, RULES, (), table(staff, targets, actuals, won))).results)


def test_comparisons_and_changes_of_declared_scopes_are_one_family_those_of_single_teams_another(
    results: list[Result],
) -> None:
    tested = [r for r in results if r.kind in ("figure_contrast", "figure_change") and r.p is not None]
    single = [r for r in tested if r.group.startswith("team:")]
    declared = [r for r in tested if r not in single]
    assert ({r.family for r in single}, {r.family for r in declared}) == ({"teams"}, {"figures"})
    for family in (single, declared):
        assert [r.p_adjusted for r in family] == pytest.approx(list(adjust([r.p or 0 for r in family], "bh")))


def test_every_comparison_says_whose_draw_it_rests_on(results: list[Result]) -> None:
    compared = [r for r in results if r.kind == "figure_contrast" and r.p is not None]
    assert {(r.measure, r.clusters) for r in compared} >= {("attainment", "reps"), ("win_rate", "reps")}
    assert {r.clusters for r in results if r.kind in ("figure", "target_actual")} == {""}


def test_whether_reps_differ_at_all_is_a_family_of_its_own(results: list[Result]) -> None:
    spread = [r for r in results if r.kind == "figure_spread"]
    assert {r.family for r in spread} == {"spread"}
    assert [r.p_adjusted for r in spread if r.p] == pytest.approx(
        list(adjust([r.p for r in spread if r.p], "holm"))
    )


def test_two_regions_are_one_comparison(results: list[Result]) -> None:
    regions = {
        r.group: r.against for r in results if r.kind == "figure_contrast" and r.group.startswith("region")
    }
    assert regions == {"region:N": ("region:S",)}


def test_target_and_actual_in_money(results: list[Result]) -> None:
    by_key = {r.key: r for r in results}
    gap, reached = by_key["target_actual|region:N|sales"], by_key["figure|region:N|attainment"]
    assert reached.estimate is not None
    assert reached.low is not None
    assert gap.estimate == pytest.approx((reached.estimate - 1) * 1200)
    assert gap.low == pytest.approx((reached.low - 1) * 1200)


def test_every_interval_has_its_level_and_holds_its_estimate(results: list[Result]) -> None:
    for result in results:
        assert (result.low is None) == (result.level is None)
        if result.low is not None and result.high is not None and result.estimate is not None:
            assert result.low <= result.estimate <= result.high


def test_a_region_whose_results_are_missing_has_no_attainment_and_no_shortfall() -> None:
    """South's file was not sent: 12 x 10 of each of four reps have no result, half of all that was asked."""
    staff = [rep(f"{unit}-{n}", f"Co/{unit}/{unit}1") for unit in "NS" for n in range(4)]
    targets = [t for p in staff for t in monthly(p.id, 2025, [10] * 12)]
    actuals = [a for p in staff[:4] for a in monthly(p.id, 2025, [9] * 12)]
    found = diagnose_figures(Study(ASSESSMENT, RULES, (), table(staff, targets, actuals)))
    by_key = {r.key: r for r in found.results}
    silent = by_key["figure|region:S|attainment"]
    assert (silent.estimate, silent.cannot_say) == (None, CannotSay("no_result"))
    assert by_key["figure|company|attainment"].estimate == pytest.approx(0.9)
    assert by_key["target_actual|region:N|sales"].estimate == pytest.approx(-48)
    assert "target_actual|company|sales" not in by_key
    assert found.view is not None
    assert found.view.by_unit == ()
    south = next(row for row in found.view.tree if row.group == "region:S")
    assert (south.target, south.actual, south.attainment) == (None, None, None)
