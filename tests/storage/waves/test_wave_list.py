"""The list of an assessment's waves: what still runs first, and no wave of another assessment."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.storage.clients.assessment_status import statuses_of
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.wave_list import find_wave, lowest_rules, running, waves_of
from tests.made.waves import make_wave


@pytest.fixture
def three(installation: Installation) -> tuple[str, list[str]]:
    """An assessment with a sealed, an open and an older sealed wave, and somebody else's."""
    days = (date(2026, 3, 31), date(2026, 1, 31), date(2025, 12, 31), date(2026, 5, 1))
    made = [make_wave(installation, surveys=("comments",), closes=day).id for day in days]
    with installation.store.writing() as session:
        own = session.get_one(t.Wave, made[0]).assessment_id
        session.execute(update(t.Wave).where(t.Wave.id.in_(made[:3])).values(assessment_id=own))
        session.execute(update(t.Wave).where(t.Wave.id.in_([made[0], made[2]])).values(state="sealed"))
    return own, made


def test_what_is_open_comes_first_then_the_last_to_close(
    installation: Installation, three: tuple[str, list[str]]
) -> None:
    own, made = three
    with installation.store.reading() as session:
        lines = waves_of(session, own)
    assert [line.id for line in lines] == [made[1], made[0], made[2]]
    assert [(line.state, line.links_made) for line in lines] == [("open", 0), ("sealed", 0), ("sealed", 0)]


def test_a_wave_that_was_given_up_counts_only_where_there_is_no_other(
    installation: Installation, three: tuple[str, list[str]]
) -> None:
    own, made = three
    with installation.store.writing() as session:
        session.execute(update(t.Wave).where(t.Wave.id.in_(made[:2])).values(state="abandoned"))
        lines = waves_of(session, own)
        (client,) = session.scalars(select(t.Assessment.client_id).where(t.Assessment.id == own))
        (status,) = statuses_of(session, [client])
    assert [line.id for line in lines] == [made[2], made[0], made[1]]
    assert status.wave == "sealed"


def test_a_wave_of_another_assessment_is_not_found(
    installation: Installation, three: tuple[str, list[str]]
) -> None:
    own, made = three
    with installation.store.reading() as session:
        assert find_wave(session, own, made[1]) is not None
        assert find_wave(session, own, made[3]) is None


def test_thresholds_of_earlier_waves_are_the_lowest_of_the_next(
    installation: Installation, three: tuple[str, list[str]]
) -> None:
    own, made = three
    with installation.store.writing() as session:
        for wave, k, comments in zip(made, (6, 5, 7, 10), (30, 60, 30, 90), strict=True):
            session.execute(update(t.Wave).where(t.Wave.id == wave).values(k=k, comments=comments))
        assert lowest_rules(session, own) == PublishingRules(7, 10, 60)
        assert lowest_rules(session, "0" * 32) == PublishingRules()


def test_a_wave_runs_until_it_is_sealed(installation: Installation, three: tuple[str, list[str]]) -> None:
    own, made = three
    with installation.store.writing() as session:
        for state, runs in (("open", True), ("closed", True), ("void", False), ("sealed", False)):
            session.execute(update(t.Wave).where(t.Wave.id == made[1]).values(state=state))
            assert (running(waves_of(session, own)) is not None) is runs
