"""What coverage tells of one or two people: that there is something, never how much."""

from __future__ import annotations

from datetime import date

import pytest

from diagnostic.core.diagnosis.figures.outcome import diagnose_figures
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import Person
from tests.made.counted import monthly, rep, table
from tests.made.small_surveys import ASSESSMENT, RULES


def coverage(gone: int = 0, strangers: int = 0, silent: int = 0, managers: int = 0) -> Coverage:
    """Twelve reps with 10 a month to sell. `gone` left in June and sell on, `strangers` are in no roster, `silent` have
    no result; `managers` neither, and lead the others."""
    staff = [_person(n, gone, managers) for n in range(12)]
    silent_ids = {f"r{11 - n}" for n in range(silent)} | {f"r{n}" for n in range(managers)}
    targets = [t for p in staff for t in monthly(p.id, 2025, [10] * 12)]
    actuals = [a for p in staff if p.id not in silent_ids for a in monthly(p.id, 2025, [9] * 12)]
    actuals += [a for n in range(strangers) for a in monthly(f"x{n}", 2025, [5] * 12)]
    return diagnose_figures(Study(ASSESSMENT, RULES, (), table(staff, targets, actuals))).coverage


def _person(n: int, gone: int, managers: int) -> Person:
    return rep(
        f"r{n}",
        f"Co/{'NS'[n % 2]}",
        end=date(2025, 6, 30) if n < gone else None,
        manager_id="r0" if managers and n else None,
    )


@pytest.mark.parametrize(
    ("gone", "strangers", "left"),
    [(0, 0, 0), (1, 0, None), (1, 1, None), (0, 2, None), (3, 0, 3 * 6 * 9), (2, 1, 2 * 6 * 9 + 12 * 5)],
)
def test_what_one_or_two_people_sold_who_left_is_no_amount(
    gone: int, strangers: int, left: int | None
) -> None:
    assert coverage(gone, strangers).left == left


def test_people_who_are_in_no_roster_and_have_a_target_count_and_are_not_told_as_left_out() -> None:
    """Three of fifteen people with targets and results are not in the roster: their sales are in the attainment."""
    staff = [_person(n, 0, 0) for n in range(15)]
    targets = [t for p in staff for t in monthly(p.id, 2025, [10] * 12)]
    actuals = [a for p in staff for a in monthly(p.id, 2025, [9] * 12)]
    found = diagnose_figures(Study(ASSESSMENT, RULES, (), table(staff[:12], targets, actuals)))
    assert (found.coverage.left, found.coverage.no_target) == (0, 0.0)
    assert found.view is not None
    assert (found.view.tree[0].people, found.view.tree[0].attainment) == (15, 0.9)


@pytest.mark.parametrize(
    ("silent", "managers", "said"),
    [
        (1, 0, ["one or two people"]),
        (2, 0, ["one or two people"]),
        (3, 0, ["3 people"]),
        (0, 1, ["one or two people with a management role"]),
    ],
)
def test_one_or_two_people_without_results_are_not_counted_out(
    silent: int, managers: int, said: list[str]
) -> None:
    made = coverage(silent=silent, managers=managers)
    assert made.no_result == pytest.approx((silent + managers) / 12)
    assert [part.label.en for part in made.parts] == said
