"""The whole road of an answer: opened, sent, closed, sealed, and read by the diagnosis; on both databases."""

from __future__ import annotations

import numpy as np
import pytest

from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.faults import BadDataError
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.sittings import count_envelopes
from diagnostic.text import same
from diagnostic.usecases.analysis.freeze_study import freeze_study
from diagnostic.usecases.answers.find_sitting import find_sitting
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import TODAY, OpenWave, close_wave, full_answers, make_wave


@pytest.fixture
def wave(installation: Installation) -> OpenWave:
    return make_wave(installation)


def frozen(wave: OpenWave) -> Study:
    assessment = Assessment(same("A"), same("B"), "2025", TODAY)
    return freeze_study(wave.installation, wave.id, assessment, None, 1, 100)


def study_of(wave: OpenWave) -> dict[str, np.ndarray]:
    return {module.name: module.sheet.values for module in frozen(wave).modules}


def test_every_answer_arrives_in_the_study(wave: OpenWave) -> None:
    people = list(wave.tokens)[:40]
    given = {person: wave.found(person).sitting for person in people}
    assert {wave.answer(person) for person in people} == {Sent.STORED}
    close_wave(wave.installation, wave.id)
    certificate = seal_wave(wave.installation, wave.id)
    assert certificate["opened"]
    assert certificate["key_destroyed"]
    values = study_of(wave)
    assert {module: sheet.shape[0] for module, sheet in values.items()} == {"morale": 40, "skills": 40}
    assert {module.asked for module in frozen(wave).modules} == {len(wave.tokens)}
    first = sorted(full_answers(given[person], person)["MO-GOA-1"] for person in people)  # type: ignore[type-var]
    assert sorted(values["morale"][:, 0].tolist()) == first


def test_a_link_is_found_alike_before_and_after_it_was_used_and_stores_one_sitting(wave: OpenWave) -> None:
    before = wave.found("P00")
    sent = [wave.answer("P00", word=word) for word in ("w", "w", "another")]
    assert sent == [Sent.STORED, Sent.AGAIN, Sent.USED_BEFORE]
    assert wave.found("P00") == before
    with wave.installation.store.reading() as session:
        assert count_envelopes(session, wave.id) == 1
    close_wave(wave.installation, wave.id)
    assert find_sitting(wave.installation, wave.shelf, wave.tokens["P00"], TODAY) is None
    full = full_answers(before.sitting, "P00")
    sent = [
        submit_answers(wave.installation, wave.shelf, wave.tokens["P00"], word, full, TODAY)
        for word in ("w", "another")
    ]
    assert sent == [Sent.AGAIN, Sent.REFUSED]


def test_fewer_than_k_answers_are_never_opened(wave: OpenWave) -> None:
    for person in list(wave.tokens)[:4]:
        wave.answer(person)
    close_wave(wave.installation, wave.id)
    certificate = seal_wave(wave.installation, wave.id)
    assert certificate["opened"] is False
    assert certificate["key_destroyed"] is True
    assert study_of(wave) == {}


def test_an_open_wave_is_not_sealed(wave: OpenWave) -> None:
    with pytest.raises(BadDataError) as caught:
        seal_wave(wave.installation, wave.id)
    assert [fault.code for fault in caught.value.faults] == ["wave.still_open"]
