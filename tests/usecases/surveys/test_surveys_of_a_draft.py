"""Surveys chosen, added and removed: one transaction with its entry in the log, or an error and nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import update

from diagnostic.faults import BadDataError, NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.database import tables as t
from diagnostic.storage.waves.drafts import DraftSurvey, WaveDraft
from diagnostic.usecases.surveys.add_survey import add_survey, survey_mark
from diagnostic.usecases.surveys.choose_surveys import choose_surveys
from diagnostic.usecases.surveys.draft_wave import SHIPPED, draft_wave
from diagnostic.usecases.surveys.preview_survey import preview_survey
from diagnostic.usecases.surveys.remove_survey import remove_survey
from diagnostic.usecases.surveys.survey_files import survey_file
from tests.made.waves import make_wave
from tests.support.folders import ROOT
from tests.support.staff import House

BY, AT = "alice@example.com", datetime(2026, 3, 2, 9, 30)
ALL_TYPES = (ROOT / "tests/data/surveys/all_types.toml").read_bytes()
OWN = preview_survey(ALL_TYPES, "mine.toml", ())


def draft(house: House) -> WaveDraft:
    with house.installation.store.reading() as session:
        return draft_wave(session, house.assessment)


def logged(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [entry.action for entry in newest_entries(session, 100)]


def add(house: House, survey: DraftSurvey = OWN, replacing: str = "") -> DraftSurvey | None:
    at = house.installation, house.a, house.assessment
    return add_survey(*at, survey, replacing, by=BY, at=AT)


def choose(house: House, wanted: WaveDraft) -> None:
    choose_surveys(house.installation, house.a, house.assessment, wanted, by=BY, at=AT)


def remove(house: House, code: str) -> None:
    remove_survey(house.installation, house.a, house.assessment, code, by=BY, at=AT)


def test_what_is_chosen_is_stored_once_and_a_version_that_is_over_is_refused(house: House) -> None:
    first = draft(house)
    wanted = replace(first, retention_months=7)
    choose(house, wanted)
    choose(house, wanted)  # the same again is no conflict
    with pytest.raises(StaleError):
        choose(house, replace(first, retention_months=8))
    assert (draft(house).retention_months, logged(house)) == (7, ["surveys_chosen"])


def test_surveys_that_can_t_be_asked_together_are_refused(house: House) -> None:
    known = draft(house)
    with pytest.raises(BadDataError):
        choose(house, replace(known, surveys=(*known.surveys, known.surveys[0])))
    assert logged(house) == []


def test_another_survey_of_the_same_code_stays_until_it_is_named(house: House) -> None:
    assert add(house) is None
    assert add(house) is None  # it is there already
    other = replace(OWN, definition={**OWN.definition, "version": "2"})
    there = add(house, other)
    assert there == OWN
    assert add(house, other, survey_mark(other)) == OWN
    assert add(house, other, survey_mark(there)) is None
    assert draft(house).own_survey(OWN.code) == other
    assert logged(house) == ["survey_added"] * 2
    assert survey_file(draft(house), OWN.code) == ALL_TYPES
    with pytest.raises(NotFoundError):
        survey_file(draft(house), "../skills")


def test_own_surveys_are_removed_but_not_the_only_one(house: House) -> None:
    add(house)
    for code in (SHIPPED[0], "none"):
        with pytest.raises(NotFoundError):
            remove(house, code)
    remove(house, OWN.code)
    assert draft(house).own_survey(OWN.code) is None
    add(house)
    known = draft(house)
    choose(house, replace(known, surveys=(OWN,)))
    with pytest.raises(StaleError):
        remove(house, OWN.code)
    assert draft(house).surveys == (OWN,)


CHANGES: tuple[Callable[[House], object], ...] = (
    add,
    lambda house: choose(house, draft(house)),
    lambda house: remove(house, OWN.code),
)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_changes_while_a_wave_runs(house: House, change: Callable[[House], object]) -> None:
    add(house)
    make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    with house.installation.store.writing() as session:
        session.execute(update(t.Wave).values(assessment_id=house.assessment))
    before, log = draft(house), logged(house)
    with pytest.raises(StaleError):
        change(house)
    assert (draft(house), logged(house)) == (before, log)


@pytest.mark.parametrize("change", CHANGES)
def test_an_assessment_of_another_client_is_not_there(
    house: House, change: Callable[[House], object]
) -> None:
    with pytest.raises(NotFoundError):
        change(replace(house, a=house.b))
    assert logged(house) == []
