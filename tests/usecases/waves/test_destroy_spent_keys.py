"""Keys that outlive what they open: a sealing that was killed before its last step, or was done elsewhere."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.storage.jobs.jobs import add_job
from diagnostic.storage.waves.waves import read_wave
from diagnostic.usecases.waves.destroy_spent_keys import destroy_spent_keys
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import OpenWave, close_wave, make_wave
from tests.support.staff import furnish

NOW = datetime(2026, 3, 2, 9)


def sealed_with_key(installation: Installation, answers: int) -> OpenWave:
    wave = make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    for person in list(wave.tokens)[:answers]:
        wave.answer(person)
    with installation.store.reading() as session:
        public = read_wave(session, wave.id).public_key
    key = installation.keys.read(wave.id)
    close_wave(installation, wave.id)
    seal_wave(installation, wave.id)
    installation.keys.put_back(wave.id, key, public)  # as if it had been killed just before
    return wave


@pytest.mark.parametrize("answers", [12, 2])
def test_the_key_of_a_sealed_wave_is_destroyed_by_the_next_tick(
    installation: Installation, answers: int
) -> None:
    wave = sealed_with_key(installation, answers)
    still_open = make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    assert destroy_spent_keys(installation, NOW) == 1
    assert installation.keys.waves() == [still_open.id]
    assert destroy_spent_keys(installation, NOW) == 0
    assert not installation.keys.has(wave.id)


def test_a_wave_that_is_being_sealed_is_left_to_its_job(installation: Installation) -> None:
    wave, house = sealed_with_key(installation, 12), furnish(installation)
    with installation.store.writing() as session:
        add_job(
            session,
            kind="seal",
            subject=wave.id,
            client_id=house.a,
            assessment_id=house.assessment,
            given=None,
            by="alice@example.com",
            at=NOW,
        )
    assert destroy_spent_keys(installation, NOW) == 0
    assert installation.keys.has(wave.id)


@pytest.mark.parametrize("what", ["client", "assessment"])
def test_a_key_is_gone_with_the_assessment_or_client_of_its_wave(
    installation: Installation, what: str
) -> None:
    wave, house = sealed_with_key(installation, 12), furnish(installation)
    with installation.store.reading() as session:
        query = select(t.Assessment.client_id, t.Assessment.id).join(t.Wave).where(t.Wave.id == wave.id)
        client, assessment = session.execute(query).one()
    address = f"/staff/clients/{client}" + (f"/assessments/{assessment}" if what == "assessment" else "")
    house.sign_in("dave").get(f"{address}/delete").send({"sure": "y"})
    assert not installation.keys.has(wave.id)
