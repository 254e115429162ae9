"""Figures against the year before, season taken out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from scipy import stats

from diagnostic.core.diagnosis.figures.change import changes, gather_earlier
from diagnostic.core.diagnosis.figures.units import UnitSums
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.figures.model.performance import Amount, Opportunity, Person
from tests.made.counted import deals, group, monthly, of_unit, people_of, quarterly, rep, table

STAFF = [rep(id) for id in "abcd"]
ALL = group("company", [True] * 4, "company")


def changed(
    *actuals: Amount, opportunities: Iterable[Opportunity] = (), staff: Iterable[Person] = STAFF
) -> dict[str, Result]:
    sales = [a for id in "abcd" for year in (2024, 2025) for a in monthly(id, year, [100] * 12)]
    given = table(list(staff), [], [*sales, *actuals], opportunities)
    people = people_of(given)
    earlier = gather_earlier(people, given, UnitSums(given, people, people.months))
    return {result.measure: result for result in changes(ALL, people, earlier)}


def test_visits_of_the_last_two_quarters_rep_by_rep() -> None:
    before, now = [20, 24, 30, 22], [16, 22, 24, 15]
    rows = [
        a
        for id, old, new in zip("abcd", before, now, strict=True)
        for a in (
            *quarterly(id, 2024, [0, 0, old / 2, old / 2], "visits"),
            *quarterly(id, 2025, [99, 99, new / 2, new / 2], "visits"),
        )
    ]
    visits = changed(*rows)["visits"]
    known = stats.ttest_rel(now, before)
    assert (visits.estimate, visits.p) == pytest.approx((-4.75, known.pvalue))
    assert (visits.method, visits.reference, visits.n) == ("paired.t", 24.0, 4)


def test_a_rep_without_the_year_before_is_in_no_pair() -> None:
    rows = [a for id in "abc" for a in quarterly(id, 2024, [5, 5, 5, 5 + ord(id) % 3], "visits")]
    rows += [a for id in "abcd" for a in quarterly(id, 2025, [5, 5, 4, 4], "visits")]
    assert changed(*rows)["visits"].n == 3


def test_no_year_before_no_change() -> None:
    given = table(STAFF, [], [a for id in "abcd" for a in monthly(id, 2025, [1] * 12)], deals("a", 3, 3))
    people = people_of(given)
    assert (
        list(changes(ALL, people, gather_earlier(people, given, UnitSums(given, people, people.months))))
        == []
    )


def test_win_rate_on_the_deals_of_the_same_reps() -> None:
    both = [*deals("a", 30, 70, 2024), *deals("a", 18, 82, 2025)]
    rate = changed(opportunities=both)["win_rate"]
    assert (rate.estimate, rate.reference, rate.n) == (pytest.approx(-0.12), 0.3, 200)


def test_conversion_of_units() -> None:
    rows = [
        *(of_unit("Co", "stage2_entered", 100, year) for year in (2024, 2025)),
        of_unit("Co", "stage3_reached", 52, 2024),
        of_unit("Co", "stage3_reached", 41, 2025),
    ]
    staff = [rep(id, f"Co/{place}/1") for id, place in zip("abcd", "NNSS", strict=True)]
    assert changed(*rows, staff=staff)["stage23_conversion"].estimate == pytest.approx(-0.11)


def test_partner_share_pairs_each_quarter_with_its_own_of_the_year_before() -> None:
    """A strong season (first quarter 40, last 10) in both years: only the pairs tell the fall."""
    before, now = [480, 360, 240, 120], [440, 316, 204, 84]
    rows = [
        *quarterly("Co", 2024, before, "channel_sales", "unit"),
        *quarterly("Co", 2025, now, "channel_sales", "unit"),
    ]
    rows += quarterly("Co/N", 2025, [99] * 4, "channel_sales", "unit")  # the company's row holds it already
    share = changed(*rows)["channel_share"]
    known = stats.ttest_rel([v / 1200 for v in now], [v / 1200 for v in before])
    assert (share.p, share.reference) == pytest.approx((known.pvalue, 0.25))
    assert (share.method, share.n) == ("paired.t", 4)
    assert share.p is not None
    assert share.p < 0.001 < stats.ttest_ind(now, before).pvalue


def test_two_quarters_are_too_few() -> None:
    rows = [a for y in (2024, 2025) for a in quarterly("Co", y, [100, 90], "channel_sales", "unit")]
    assert "channel_share" not in changed(*rows)
