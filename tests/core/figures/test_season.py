"""A weak quarter: a season of both years, or a fall of nearly all regions and units."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from diagnostic.core.diagnosis.figures.season import season_dip
from tests.made.counted import monthly, people_of, rep, table

EVEN = (30.0, 30.0, 30.0, 30.0)
SEASON = (18.0, 34.0, 34.0, 34.0)  # the first quarter: 15 % of the year, .6 of an even share
Quarters = Sequence[float]


def dip(
    now: Quarters, before: Quarters | None = None, elsewhere: Quarters | None = None, regions: int = 5
) -> float | None:
    """Of regions of one team of five each; `elsewhere`: what the last region sells this year."""
    staff = [rep(f"{r}-{n}", f"Co/{r}/{r}1") for r in "NSEWC"[:regions] for n in range(5)]
    last = "NSEWC"[regions - 1]
    sold = {p.id: elsewhere if elsewhere and p.id[0] == last else now for p in staff}
    rows = [a for p in staff for a in monthly(p.id, 2025, _months(sold[p.id]))]
    rows += [a for p in staff for a in monthly(p.id, 2024, _months(before or ()))]
    asked = [a for p in staff for a in monthly(p.id, 2025, _months(now))]
    found = list(season_dip(people_of(table(staff, asked, rows))))
    return found[0].estimate if found else None


def _months(quarters: Quarters) -> list[float]:
    return [value / 3 for value in quarters for _ in range(3)]


def test_a_season_of_both_years_is_seen_in_a_part_of_the_year() -> None:
    """Three quarters: 18 of 86 is .63 of an even third; last year's season was as deep, with other sales."""
    assert dip(SEASON[:3], [2 * sold for sold in SEASON[:3]]) == pytest.approx(1 - 18 / 86 * 3)


def test_a_season_of_both_years_is_in_a_target_for_the_whole_year_already() -> None:
    assert dip(SEASON, SEASON) == pytest.approx(0)


def test_the_shallower_of_both_years_counts() -> None:
    """Shares of .209 and .225 lie within a tenth of each other."""
    assert dip((18, 34, 34), (20, 34.5, 34.5)) == pytest.approx(1 - 20 / 89 * 3)


def test_quarters_that_are_weak_by_different_amounts_are_no_season() -> None:
    """Shares of .15 and .26 are not alike, so that only the fall of all in the other two quarters is left."""
    fall = 1 - 37 / 42.5
    assert dip((26, 37, 37), (15, 42.5, 42.5)) == pytest.approx(fall)


def test_a_fall_that_one_of_five_regions_does_not_have_is_of_all() -> None:
    fell = (15.0, 35.0, 35.0, 35.0)
    assert dip(fell, EVEN) == pytest.approx(0.5)
    assert dip(fell, EVEN, elsewhere=EVEN) == pytest.approx(0.5)


def test_a_one_off_fall_of_some_is_their_own() -> None:
    assert dip((15, 35, 35, 35), EVEN, elsewhere=EVEN, regions=4) == pytest.approx(0)
    assert dip(EVEN, EVEN, elsewhere=(15, 35, 35, 35)) == pytest.approx(0)


def test_the_fall_of_all_is_the_one_that_four_in_five_have_at_least() -> None:
    assert dip((15, 35, 35, 35), EVEN, elsewhere=(24, 32, 32, 32)) == pytest.approx(0.5)
    assert dip((15, 35, 35, 35), EVEN, elsewhere=(24, 32, 32, 32), regions=4) == pytest.approx(0.2)


def test_who_cannot_be_told_apart_shows_no_fall_of_all() -> None:
    assert dip((15, 35, 35, 35), EVEN, regions=1) is None
    assert dip(SEASON[:3], SEASON[:3], regions=1) == pytest.approx(1 - 18 / 86 * 3)


def test_it_takes_both_years_and_whole_quarters() -> None:
    assert dip(EVEN) is None
    assert dip(EVEN[:1], EVEN[:1]) is None
    staff = [rep(f"{r}-{n}", f"Co/{r}/{r}1") for r in "NS" for n in range(5)]
    rows = [a for p in staff for year in (2024, 2025) for a in monthly(p.id, year, [1.0] * 8)]
    asked = [a for p in staff for a in monthly(p.id, 2025, [1.0] * 8)]
    assert not list(season_dip(people_of(table(staff, asked, rows))))
