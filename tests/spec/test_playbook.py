"""The playbook as shipped: enough actions, each one complete, none beyond the ethical limits."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from diagnostic.core.plan.playbook import FIRST_STEP_DAYS, Playbook
from diagnostic.readers.playbook_files import load_playbook
from tests.support.folders import ROOT

TEMPLATES = ROOT / "report_templates"
FORBIDDEN = (
    "狼性",
    "抑郁",
    "焦虑",
    "末位",
    "淘汰",
    "depress",
    "anxiety",
    "wolf",
    "bottom ten",
    "赋能",
    "抓手",
)
SKILL_ROWS = set(range(8, 16))


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(TEMPLATES / "playbook.toml")


def texts(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        part = list(part.values())
    return [text for inner in part for text in texts(inner)] if isinstance(part, list) else []


def test_at_least_twenty_four_actions(playbook: Playbook) -> None:
    assert len(playbook.actions) >= 24


@pytest.mark.parametrize("name", ["playbook.toml", "cause_map.toml"])
def test_words_that_must_not_occur(name: str) -> None:
    raw = tomllib.loads((TEMPLATES / name).read_text("utf-8"))
    found = [(word, text) for text in texts(raw) for word in FORBIDDEN if word in text.lower()]
    assert found == []


def test_first_steps_take_a_week_at_most(playbook: Playbook) -> None:
    assert all(1 <= action.first_step.days <= FIRST_STEP_DAYS for action in playbook.actions)


def test_work_on_skills_waits_for_the_fair_comparison(playbook: Playbook) -> None:
    for action in playbook.actions:
        if set(action.rows) <= SKILL_ROWS and action.level == "rep":
            assert "fair_comparison" in action.not_when, action.code


def test_well_being_is_never_a_rep_s_task(playbook: Playbook) -> None:
    assert all(action.level != "rep" for action in playbook.actions if {28, 29, 30} & set(action.rows))


def test_support_is_offered_to_everyone(playbook: Playbook) -> None:
    for code in ("support_for_all", "weekly_coaching", "star_to_manager", "growth_talk"):
        assert playbook.action(code).audience == "everyone", code


def test_help_for_one_person_never_comes_from_a_survey(playbook: Playbook) -> None:
    action = playbook.action("support_plan_from_figures")
    assert "survey_based" in action.not_when
    assert all(":" not in sign for sign in action.helps_signs)  # no sign of a scale


def test_every_reason_and_owner_has_words(playbook: Playbook) -> None:
    assert {action.owner_role for action in playbook.actions} <= set(playbook.owners)
    assert {code for action in playbook.actions for code in action.not_when} == set(playbook.vetoes)
