"""How long sittings are, and who is asked a module."""

from __future__ import annotations

import pytest

from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.sittings.length import (
    KINDS,
    RespondentKind,
    longest,
    minutes,
    modules_for,
    most_asked,
    rounded_minutes,
)
from diagnostic.core.survey.sittings.sitting import WaveChoice, plan_sitting
from tests.made.waves import survey

NAMES = ("skills", "morale", "wellbeing", "manager", "comments")
SHIPPED = tuple(build_instrument(survey(name)) for name in NAMES)


@pytest.mark.parametrize(
    ("items", "said", "told"), [(0, 1, 5), (7, 1, 5), (8, 2, 5), (37, 5, 5), (38, 6, 10), (90, 12, 15)]
)
def test_minutes(items: int, said: int, told: int) -> None:
    assert (minutes(items), rounded_minutes(items)) == (said, told)


def test_managers_answer_their_own_and_comments() -> None:
    assert modules_for(RespondentKind("M"), SHIPPED) == ("manager", "comments")
    assert modules_for(RespondentKind("M"), [each for each in SHIPPED if each.code != "manager"]) == ()
    for level in ("R", "N", "K"):
        assert modules_for(RespondentKind(level), SHIPPED) == ("skills", "morale", "comments")


@pytest.mark.parametrize("choice", [WaveChoice(), WaveChoice("1"), WaveChoice(importance=True)])
def test_nobody_s_sitting_is_longer_than_the_longest(choice: WaveChoice) -> None:
    lengths = [
        len(plan_sitting(SHIPPED, dict.fromkeys(modules_for(kind, SHIPPED), kind.audience), choice).items)
        for kind in KINDS
    ]
    assert max(lengths) == longest(SHIPPED, choice)
    assert longest((), choice) == 0


def test_a_rotation_or_the_importance_block_makes_it_longer() -> None:
    assert longest(SHIPPED, WaveChoice()) < longest(SHIPPED, WaveChoice(importance=True))
    assert (
        most_asked(SHIPPED[0], WaveChoice()) < most_asked(SHIPPED[0], WaveChoice("1")) < len(SHIPPED[0].items)
    )
