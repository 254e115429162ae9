"""What a rep is asked, in which order, and which of their answers may be kept."""

from __future__ import annotations

import pytest

from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.survey.sittings.sitting import (
    Audience,
    WaveChoice,
    is_shown,
    kept_answers,
    plan_sitting,
    shown_items,
)
from diagnostic.readers.survey_files import load_surveys
from tests.support.folders import ROOT

NAMES = ("skills", "morale", "wellbeing", "comments")
NOBODY = Audience(frozenset({""}), frozenset({""}))
EVERY = {"skills": NOBODY, "morale": NOBODY, "comments": NOBODY}
ALL_TYPES = load_surveys([ROOT / "tests/data/surveys/all_types.toml"])


@pytest.fixture(scope="module")
def surveys() -> tuple[Instrument, ...]:
    return load_surveys([ROOT / "surveys" / f"{name}.toml" for name in NAMES])


def scales_asked(surveys: tuple[Instrument, ...], audience: Audience, choice: WaveChoice) -> set[str]:
    sitting = plan_sitting(surveys, {**EVERY, "skills": audience, "morale": audience}, choice)
    asked = {item.code for item in sitting.items}
    return {s.code for each in surveys for s in each.scales if set(s.items) <= asked}


def test_the_core_is_71_items_and_two_comments(surveys: tuple[Instrument, ...]) -> None:
    sitting = plan_sitting(surveys, EVERY, WaveChoice())
    assert len(sitting.items) == 71 + 2
    assert sitting.modules == ("skills", "morale", "comments")
    assert max(len(page.items) for page in sitting.pages) <= 5


@pytest.mark.parametrize(
    ("audience", "choice", "more"),
    [
        (NOBODY, WaveChoice(rotation="1"), {"MO-EVA", "SK-MKT"}),
        (Audience(frozenset("K"), frozenset({""})), WaveChoice(), {"SK-KEY"}),
        (Audience(frozenset("N"), frozenset({""})), WaveChoice(), {"MO-ONB"}),
        (Audience(frozenset("KR"), frozenset({""})), WaveChoice(), set()),
        (Audience(frozenset({""}), frozenset({"channel"})), WaveChoice(), {"SK-CHA", "MO-ORG"}),
        (Audience(frozenset({""}), frozenset({"channel", "field"})), WaveChoice(), set()),
    ],
)
def test_what_is_asked_beside_the_core(
    surveys: tuple[Instrument, ...], audience: Audience, choice: WaveChoice, more: set[str]
) -> None:
    """A role's own scale is asked where the whole tag is of that role, never of a part of it."""
    assert scales_asked(surveys, audience, choice) - scales_asked(surveys, NOBODY, WaveChoice()) == more


def test_a_wave_takes_a_rotation_or_the_importance_block(surveys: tuple[Instrument, ...]) -> None:
    sitting = plan_sitting(surveys, EVERY, WaveChoice(importance=True))
    assert "IMP-TOP3" in sitting.item_of
    with pytest.raises(ValueError, match="never both"):
        WaveChoice("1", importance=True)


def test_shuffled_pages_change_places_within_their_module(surveys: tuple[Instrument, ...]) -> None:
    sitting = plan_sitting(surveys, EVERY, WaveChoice())
    orders = {tuple(page.code for page in sitting.ordered(f"w{at}")) for at in range(20)}
    assert len(orders) == 20
    assert sitting.ordered("same") == sitting.ordered("same")
    for order in (sitting.ordered(f"w{at}") for at in range(20)):
        assert [page.module for page in order] == [page.module for page in sitting.pages]
        assert order[-1].code == "P-COM"
        assert [page.intro for page in order] == [page.intro for page in sitting.pages]


def test_conditions_are_evaluated_on_what_is_kept() -> None:
    """MEANS is asked where AREA is 2, WORD where HRS-1 is 0."""
    sitting = plan_sitting(ALL_TYPES, {ALL_TYPES[0].module: NOBODY}, WaveChoice(importance=True))
    last = sitting.pages[-1]
    assert [item.code for item in shown_items(last, {})] == ["TOP", "SAY"]
    assert [item.code for item in shown_items(last, {"AREA": 2, "HRS-1": 0.0})] == [
        "MEANS",
        "TOP",
        "WORD",
        "SAY",
    ]
    assert kept_answers(sitting, {"AREA": 1, "MEANS": (1,), "SAY": "a"}) == {"AREA": 1, "SAY": "a"}
    assert kept_answers(sitting, {"AREA": 2, "MEANS": (1,), "else": 4}) == {"AREA": 2, "MEANS": (1,)}
    assert not is_shown(sitting.item_of["MEANS"], {"AREA": 1})
