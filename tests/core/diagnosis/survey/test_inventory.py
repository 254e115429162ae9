"""The inventory counts what is there: columns that are filled, months with results, levels of targets, surveys held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.diagnose import diagnose
from diagnostic.core.diagnosis.model.diagnosis import InputLine
from diagnostic.core.diagnosis.model.inventory import Inventory
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import Period, calendar_year
from tests.made.counted import amount, deals, monthly, rep, table
from tests.made.small_surveys import ASSESSMENT, RULES, survey, units

STAFF = [
    rep("A", "Co/N/N1", start=date(2024, 3, 1), territory_potential=0.9),
    rep("B", "Co/N/N1", start=date(2024, 5, 1)),
    rep("C", "Co/S/S1", start=date(2024, 5, 1)),
    rep("D", "Co/S/S1"),
]
MAP = CauseMap((), {}, {}, {})


def taken(study: Study) -> Inventory:
    found = diagnose(study, MAP)[0].inventory
    assert found is not None
    return found


def figures_of(given: PerformanceTable, **more: object) -> Inventory:
    lines = tuple(InputLine(name, True, 9, 8, 1, unread=1) for name in ("roster", "targets", "actuals"))
    return taken(Study(ASSESSMENT, RULES, lines, given, **more))  # type: ignore[arg-type]


def test_a_column_counts_by_how_full_it_is() -> None:
    """Start: 3 of 4, potential: 1 of 4, inherited share: none."""
    found = figures_of(table(STAFF, monthly("A", 2025, [1] * 12), monthly("A", 2025, [1] * 12)))
    assert found.input("roster").columns == {"start": 0.75, "territory_potential": 0.25}
    assert (found.has("start"), found.has("territory_potential"), found.has("inherited_share")) == (
        True,
        False,
        False,
    )


def test_levels_months_and_rows_in_the_period() -> None:
    targets = [amount("A", calendar_year(2025), 12), amount("Co/N", calendar_year(2025), 9, kind="unit")]
    actuals = [*monthly("A", 2024, [1] * 12), *monthly("A", 2025, [1] * 6)]
    found = figures_of(table(STAFF, targets, actuals), period=Period(date(2025, 1, 1), date(2025, 6, 30)))
    assert found.input("targets").levels == 2
    assert (found.input("actuals").first, found.input("actuals").last) == ("2024-01", "2025-06")
    assert found.input("actuals").in_period == 6
    assert found.months == 18
    assert found.input("actuals").unread_share == pytest.approx(1 / 9)
    assert not found.input("opportunities").given


def test_deals_are_inputs_with_columns_of_their_own() -> None:
    found = taken(Study(ASSESSMENT, RULES, (), table(STAFF, opportunities=deals("A", 3, 1))))
    assert found.input("opportunities").given
    assert found.input("opportunities").columns == {"created": 1.0, "closed": 1.0, "amount": 1.0}
    assert found.months == 1


def test_a_survey_says_how_it_came_in_and_how_many_were_asked() -> None:
    made = replace(survey(units({("N", "N1"): 3.0, ("S", "S1"): 3.4}, n=8)), asked=40)
    study = Study(ASSESSMENT, RULES, (), modules=(made,), collected="wave", comments=True)
    found = taken(study)
    module = found.module("morale")
    assert module is not None
    assert (module.invited, module.answered, module.collected, module.shown) == (40, 16, "wave", True)
    assert found.comments == "collected"


def test_too_few_answers_are_not_counted_out() -> None:
    """Four people answered: their number is not shown either."""
    module = taken(Study(ASSESSMENT, RULES, (), modules=(survey(units({("N", "N1"): 3.0}, n=4)),))).module(
        "morale"
    )
    assert module is not None
    assert (module.answered, module.shown) == (None, False)


def test_a_wave_of_which_nothing_may_be_read_was_held_all_the_same() -> None:
    assert len(taken(Study(ASSESSMENT, RULES, (), collected="wave")).modules) == 1
    assert taken(Study(ASSESSMENT, RULES, ())).modules == ()
