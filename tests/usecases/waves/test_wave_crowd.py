"""Many at once on one wave: of doubles one is taken, and what was acknowledged before the wave closed is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from diagnostic.faults import BadDataError
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.sittings import count_envelopes
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import TODAY, OpenWave, close_wave, full_answers, make_wave


@pytest.fixture
def wave(installation: Installation) -> OpenWave:
    return make_wave(installation)


def envelopes(wave: OpenWave) -> int:
    with wave.installation.store.reading() as session:
        return count_envelopes(session, wave.id)


def test_of_many_sittings_with_one_link_one_is_taken(wave: OpenWave) -> None:
    answers = full_answers(wave.found("P00").sitting, "P00")
    token = wave.tokens["P00"]

    def send(word: int) -> Sent:
        return submit_answers(wave.installation, wave.shelf, token, f"word {word % 4}", answers, TODAY)

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(send, range(16)))
    assert sent.count(Sent.STORED) == 1
    assert sent.count(Sent.AGAIN) == 3  # the same sitting, sent four times
    assert sent.count(Sent.USED_BEFORE) == 12
    assert envelopes(wave) == 1


def test_what_was_acknowledged_while_the_wave_closed_is_there(wave: OpenWave) -> None:
    people = list(wave.tokens)
    given = {person: full_answers(wave.found(person).sitting, person) for person in people}

    def send(person: str) -> Sent | None:
        if person == people[20]:
            close_wave(wave.installation, wave.id)
            return None
        return submit_answers(
            wave.installation, wave.shelf, wave.tokens[person], person, given[person], TODAY
        )

    with ThreadPoolExecutor(6) as pool:
        sent = list(pool.map(send, people))
    assert sent.count(Sent.STORED) == envelopes(wave)
    assert sent[-1] is Sent.REFUSED


def test_two_who_seal_at_once_seal_it_once(wave: OpenWave) -> None:
    for person in list(wave.tokens)[:30]:
        wave.answer(person)
    close_wave(wave.installation, wave.id)

    def seal(_: int) -> str:
        try:
            return str(seal_wave(wave.installation, wave.id)["opened"])
        except (BadDataError, FileNotFoundError):
            return "late"  # the other one had destroyed the key, or was compacting

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(seal, range(2)))
    assert "True" in done
    assert envelopes(wave) == 0
    assert not wave.installation.keys.has(wave.id)
