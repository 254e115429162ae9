"""The guided path: for every stage of an assessment which step is next, which are done and which must wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from diagnostic.core.wave.model import WaveState
from diagnostic.storage.clients.assessment_progress import AssessmentProgress
from diagnostic.storage.waves.wave_list import WaveLine
from diagnostic.web.staff.clients.checklist import STEPS, checklist_steps, states_of
from tests.support.staff import House

NOTHING = AssessmentProgress(0, 0, 0, 0, 0, None, None, 0, None, 0, 0)
ROSTER = replace(NOTHING, people=40, units=5)
FIGURES = replace(ROSTER, targets=12, actuals=12, in_period=24, covers="2025")
OF_ANOTHER_TIME = replace(FIGURES, in_period=0, covers="2023")


def wave(state: WaveState, links_made: int = 1) -> WaveLine:
    return WaveLine("w", state, date(2026, 3, 31), links_made)


@pytest.mark.parametrize(
    ("known", "following", "done", "later"),
    [
        (NOTHING, "roster", {"client"}, {*STEPS[4:]}),
        (ROSTER, "figures", {"client", "roster"}, {*STEPS[6:]}),
        (OF_ANOTHER_TIME, "figures", {"client", "roster"}, {*STEPS[6:]}),
        (FIGURES, "publish", {"client", "roster", "figures"}, {*STEPS[6:9], "plan", "report"}),
        (replace(FIGURES, wave=wave("open", 0)), "links", {*STEPS[:6]}, {"plan", "report"}),
        (replace(FIGURES, wave=wave("open")), "participation", {*STEPS[:7]}, {"plan", "report"}),
        (replace(FIGURES, wave=wave("closed")), "close", {*STEPS[:8]}, {"plan", "report"}),
        (replace(FIGURES, wave=wave("sealed")), "diagnosis", {*STEPS[:9]}, {"plan", "report"}),
        (replace(ROSTER, wave=wave("void")), "figures", {*STEPS[:3], *STEPS[4:9]}, {"plan", "report"}),
        (
            replace(FIGURES, wave=wave("abandoned")),
            "publish",
            {"client", "roster", "figures"},
            {*STEPS[6:9], "plan", "report"},
        ),
        (replace(FIGURES, wave=wave("sealed"), run=1), "plan", {*STEPS[:10]}, set()),
        (replace(FIGURES, wave=wave("sealed"), run=1, versions=1), "report", {*STEPS[:11]}, set()),
        (replace(FIGURES, wave=wave("sealed"), run=1, versions=1, reports=1), None, {*STEPS}, set()),
    ],
)
def test_the_steps(known: AssessmentProgress, following: Any, done: set[str], later: set[str]) -> None:
    states = states_of(known)
    assert next((key for key, state in states.items() if state == "now"), None) == following
    assert {key for key, state in states.items() if state == "done"} == done
    assert {key for key, state in states.items() if state == "later"} == later


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("closed", ("已截止，等待封存", "Closed, waiting to be sealed")),
        ("sealed", ("已封存，密钥已销毁", "Sealed; the key is destroyed")),
        ("void", ("作答人数不足，未打开任何答卷", "Too few answered; nothing was opened")),
        ("abandoned", ("密钥不在，已放弃，未打开任何答卷", "Given up, its key is lost; nothing was opened")),
    ],
)
def test_what_became_of_a_wave_is_said_in_words(
    house: House, state: WaveState, said: tuple[str, str]
) -> None:
    staff = house.app.extensions["staff"]
    for lang, words in zip(("zh", "en"), said, strict=True):
        with staff.test_request_context(headers={"Accept-Language": lang}):
            steps = checklist_steps("c", "a", replace(FIGURES, wave=wave(state)))
            assert next(str(step.note) for step in steps if step.key == "close") == words
