"""The promise of the seed articles: each of the 48 cause areas can be seen, is named, and leads somewhere."""

from __future__ import annotations

from functools import cache

import pytest

from diagnostic.core.diagnosis.causes.cause_map import CauseMap, CauseRow
from diagnostic.core.diagnosis.causes.signs import FIGURES
from diagnostic.core.plan.playbook import Playbook
from diagnostic.core.survey.instrument import Scale
from diagnostic.readers.playbook_files import load_cause_map, load_playbook
from diagnostic.readers.survey_files import load_surveys
from tests.support.folders import ROOT

AREAS = [f"A{number}" for number in range(1, 49)]


@cache
def _scales() -> tuple[Scale, ...]:
    instruments = load_surveys(sorted((ROOT / "surveys").glob("*.toml")))
    return tuple(scale for instrument in instruments for scale in instrument.scales)


@cache
def _cause_map() -> CauseMap:
    return load_cause_map(ROOT / "report_templates" / "cause_map.toml")


@cache
def _playbook() -> Playbook:
    return load_playbook(ROOT / "report_templates" / "playbook.toml")


def _rows(area: str) -> list[CauseRow]:
    return [row for row in _cause_map().rows if area in row.areas]


@pytest.mark.parametrize("area", AREAS)
def test_an_item_or_a_figure_shows_it(area: str) -> None:
    asked = [item for scale in _scales() if area in scale.areas for item in scale.items]
    figures = [sign for row in _rows(area) for sign in row.figure_signs]
    assert asked or figures


@pytest.mark.parametrize("area", AREAS)
def test_a_row_of_the_cause_map_names_it(area: str) -> None:
    assert area in _cause_map().areas
    assert _rows(area)


@pytest.mark.parametrize("area", AREAS)
def test_an_action_follows_where_the_map_names_one(area: str) -> None:
    families = [row for row in _rows(area) if row.families]
    answering = [action for action in _playbook().actions if area in action.areas]
    assert answering or not families


def test_every_figure_sign_that_has_a_rule_is_a_sign_of_the_map() -> None:
    assert set(FIGURES) <= set(_cause_map().signs)
