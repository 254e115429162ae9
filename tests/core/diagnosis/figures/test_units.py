"""Metrics kept per unit: counted once, from matching units, as whole numbers."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.figures.units import UnitSums, rates
from diagnostic.core.figures.model.performance import Amount
from tests.made.counted import deals, group, monthly, of_unit, people_of, rep, table

STAFF = [rep("a", "Co/N/N1"), rep("b", "Co/N/N2"), rep("c", "Co/S/S1"), rep("d", "Co/S/S2")]
NORTH = group("region:N", [True, True, False, False])
COMPANY = group("company", [True] * 4, "company")
N1 = group("team:N/N1", [True, False, False, False], "team")


def sums(*amounts: Amount) -> UnitSums:
    given = table(
        STAFF, [], [*monthly("a", 2025, [1] * 12), *amounts], [*deals("a", 3, 2), *deals("c", 1, 1)]
    )
    people = people_of(given)
    return UnitSums(given, people, people.months)


def leavers(unit: str, left: float, heads: float) -> list[Amount]:
    return [of_unit(unit, "leavers", left), of_unit(unit, "headcount", heads)]


def test_a_region_and_its_teams_are_not_counted_twice() -> None:
    kept = sums(*leavers("Co/N", 3, 20), *leavers("Co/N/N1", 2, 10), *leavers("Co/S/S1", 1, 10))
    assert kept.count("leaver_rate", NORTH) == (3, 20)
    assert kept.count("leaver_rate", N1) == (2, 10)
    assert kept.count("leaver_rate", COMPANY) == (4, 30)


def test_the_companys_own_row_is_the_companys() -> None:
    kept = sums(*leavers("Co", 9, 90), *leavers("Co/N", 3, 20))
    assert kept.count("leaver_rate", COMPANY) == (9, 90)


def test_both_halves_of_a_share_come_from_the_same_units() -> None:
    kept = sums(*leavers("Co/N/N1", 2, 10), of_unit("Co/N/N2", "headcount", 10))
    assert kept.count("leaver_rate", NORTH) == (2, 10)


@pytest.mark.parametrize(("left", "heads"), [(2.5, 10), (11, 10), (0, 0), (-1, 10)])
def test_what_is_no_count_of_a_whole_is_no_share(left: float, heads: float) -> None:
    assert sums(*leavers("Co/N", left, heads)).count("leaver_rate", NORTH) is None


def test_float_sums_are_rounded_not_cut() -> None:
    thirds = [of_unit("Co/N", "leavers", 1.0)] * 3
    assert sums(*thirds, of_unit("Co/N", "headcount", 29.0)).count("leaver_rate", NORTH) == (3, 29)


def test_duplicates_are_counted_out_of_the_deals_created() -> None:
    assert sums(of_unit("Co/N/N1", "duplicate_deals", 1)).count("duplicate_share", COMPANY) == (1, 5)


def test_shares_against_the_rest() -> None:
    kept = sums(*leavers("Co/N", 8, 20), *leavers("Co/S", 2, 20))
    (gap,) = kept.compare(NORTH)
    assert (gap.estimate, gap.reference, gap.n) == (pytest.approx(0.3), 0.1, 40)
    assert gap.method == "proportion.newcombe"


def test_a_mean_takes_the_outermost_rows_once_and_has_its_own_unit() -> None:
    kept = sums(
        of_unit("Co/N", "approval_days", 6),
        of_unit("Co/N/N1", "approval_days", 2),
        of_unit("Co/S/S1", "approval_days", 4),
        of_unit("Co/S/S1", "contacts_per_account", 3.2),
    )
    found = {r.measure: (r.estimate, r.unit, r.n) for r in rates(COMPANY, kept)}
    assert found == {"approval_days": (5.0, "days", None), "contacts_per_account": (3.2, "count", None)}


def test_a_complete_count_has_an_interval_only_where_ten_units_stand_for_others() -> None:
    for n in (9, 10):
        staff = [rep(f"r{at}", f"Co/{'NS'[at % 2]}/T{at}") for at in range(n)]
        heads = [a for at in range(n) for a in leavers(f"Co/{'NS'[at % 2]}/T{at}", at % 4, 10)]
        given = table(staff, [], [*monthly("r0", 2025, [1] * 12), *heads])
        people = people_of(given)
        (rate,) = rates(group("company", [True] * n, "company"), UnitSums(given, people, people.months))
        assert (rate.estimate, rate.n) == (pytest.approx(sum(at % 4 for at in range(n)) / (10 * n)), 10 * n)
        assert (rate.low is None) is (n < 10)
