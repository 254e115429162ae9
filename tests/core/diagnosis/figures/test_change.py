"""Figures against the year before, season taken out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from scipy import stats

from diagnostic.core.diagnosis.figures.change import changes, gather_earlier
from diagnostic.core.diagnosis.figures.units import UnitSums
from diagnostic.core.diagnosis.model.result import CannotSay, Result
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
    assert (visits.estimate, visits.p) == pytest.approx((-4.75 / 6, known.pvalue))  # a month, of six
    assert (visits.method, visits.reference, visits.n) == ("paired.t", 4.0, 4)


def test_who_was_not_in_post_all_the_time_is_in_no_pair_of_visits() -> None:
    rows = [a for id in "abcd" for a in quarterly(id, 2024, [5, 5, 5, 5 + ord(id) % 3], "visits")]
    rows += [a for id in "abcd" for a in quarterly(id, 2025, [5, 5, 4, 4], "visits")]
    joined = [*STAFF[:3], rep("d", start=date(2024, 8, 1))]
    assert changed(*rows)["visits"].n == 4
    assert changed(*rows, staff=joined)["visits"].n == 3
    assert changed(*rows, staff=[*STAFF[:3], rep("d", start=date(2024, 7, 1))])["visits"].n == 4
    assert changed(*rows, staff=[*STAFF[:3], rep("d", end=date(2025, 11, 30))])["visits"].n == 3


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


def test_the_win_rate_of_the_same_reps_has_them_as_its_sample() -> None:
    """Ten reps with deals in both years; an eleventh joined, a twelfth left."""
    ids = [f"r{n}" for n in range(12)]
    won = {2024: [6, 7, 5, 8, 6, 4, 7, 6, 5, 6], 2025: [5, 5, 5, 6, 6, 3, 4, 6, 3, 5]}
    both = [
        d
        for year, counts in won.items()
        for n, k in enumerate(counts)
        for d in deals(f"r{n}", k, 20 - k, year)
    ]
    sales = [a for year in (2024, 2025) for a in monthly("r0", year, [100] * 12)]
    others = [*deals("r10", 9, 1, 2025), *deals("r11", 9, 1, 2024)]
    given = table([rep(id) for id in ids], [], sales, [*both, *others])
    people = people_of(given)
    everyone = group("company", [True] * people.n)
    earlier = gather_earlier(people, given, UnitSums(given, people, people.months))
    (rate,) = [r for r in changes(everyone, people, earlier) if r.measure == "win_rate"]
    moved = [b / 20 - a / 20 for a, b in zip(won[2024], won[2025], strict=True)]
    known = stats.ttest_1samp(moved, 0)  # of equal numbers of deals the change is the mean of the reps' own
    assert (rate.estimate, rate.reference, rate.n) == (pytest.approx(-0.06), pytest.approx(0.3), 10)
    assert rate.p == pytest.approx(known.pvalue)
    assert (rate.method, rate.basis) == ("ratio.paired", "comparable")


def test_of_nine_reps_a_change_of_the_win_rate_cannot_be_told() -> None:
    both = [*deals("a", 30, 70, 2024), *deals("a", 18, 82, 2025)]
    assert changed(opportunities=both)["win_rate"].cannot_say == CannotSay("too_few", 1, 10)


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
