"""The order of a sitting: pages of an instrument change places among themselves, and its intro comes first."""

from __future__ import annotations

import pytest

from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.sittings.sitting import Audience, Sitting, WaveChoice, plan_sitting
from tests.made.waves import survey


def sitting() -> Sitting:
    instruments = [build_instrument(survey(name)) for name in ("morale", "wellbeing")]
    return plan_sitting(instruments, {"morale": Audience()}, WaveChoice())


@pytest.mark.slow
def test_pages_of_two_instruments_of_a_module_never_mix() -> None:
    surveys = [page.survey for page in sitting().pages]
    for word in map(str, range(20)):
        ordered = sitting().ordered(word)
        assert [page.survey for page in ordered] == surveys
        assert {page.code for page in ordered} == {page.code for page in sitting().pages}


def test_the_intro_stands_on_the_first_page_of_its_instrument() -> None:
    for word in map(str, range(20)):
        opens = [page for page in sitting().ordered(word) if page.intro is not None]
        assert [page.survey for page in opens] == ["morale", "wellbeing"]
        assert opens[1].intro == build_instrument(survey("wellbeing")).intro


def test_orders_differ_between_sittings_and_stay_within_one() -> None:
    orders = {tuple(page.code for page in sitting().ordered(word)) for word in map(str, range(20))}
    assert len(orders) == 20
    assert sitting().ordered("a") == sitting().ordered("a")


def test_only_well_being_may_be_skipped() -> None:
    assert {page.survey for page in sitting().pages if page.skippable} == {"wellbeing"}
