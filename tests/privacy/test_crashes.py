"""Killed between any two lines of a submission or of a sealing: nothing lost, nothing doubled, nothing opened twice.

Each of 200 kills (20 unless before a release) strikes a random line of the code that stores or seals, in a process of
its own; then the same is done again, as a rep or an administrator would.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from diagnostic.core.survey.sittings.sitting import Answer
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.envelope import open_envelope
from diagnostic.storage.waves.keys import KeyRing
from diagnostic.storage.waves.sealed_answers import comments_of, load_rows
from diagnostic.storage.waves.sittings import count_envelopes
from diagnostic.storage.waves.waves import state_of
from diagnostic.usecases.answers.submit_answers import Sent
from diagnostic.usecases.waves import seal_wave as sealing
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import OpenWave, close_wave, full_answers, make_wave
from tests.support.killed import kill_at, lines_to_kill_at, steps_of
from tests.support.places import Place
from tests.support.tiers import repeated

KILLS = repeated(200)


def count(installation: Installation, table: type[t.Table]) -> int:
    with installation.store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def rows_of(wave: OpenWave) -> Counter[tuple[float, ...]]:
    with wave.installation.store.reading() as session:
        rows, _ = load_rows(session, wave.id, "morale")
    return Counter(tuple(row) for row in rows.tolist())


def expected(answers: dict[str, dict[str, Answer]], codes: list[str]) -> Counter[tuple[float, ...]]:
    return Counter(tuple(float(given[code]) for code in codes) for given in answers.values())  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_submission_killed_anywhere_is_stored_once(place: Place) -> None:
    wave = make_wave(place.installation(), people=KILLS + 2, surveys=("wellbeing",))
    people = list(wave.tokens)
    answers = {person: full_answers(wave.found(person).sitting, person) for person in people}
    codes = [item.code for item in wave.found(people[0]).sitting.items]
    wave.installation.store.close()
    first, second, *others = people
    _send(place, wave, first, answers[first])  # what is done once a process is not counted
    steps = steps_of(lambda: _send(place, wave, second, answers[second]))
    killed, whole = 0, 0
    for person, line in zip(others, lines_to_kill_at(steps, KILLS, random.Random(3)), strict=True):
        killed += kill_at(line, lambda p=person: _send(place, wave, p, answers[p]))  # type: ignore[misc]
        here = _again(place, wave)
        receipts, envelopes = count(here.installation, t.Receipt), count(here.installation, t.Envelope)
        assert receipts == envelopes
        there = here.answer(person, answers[person])
        whole += there is Sent.AGAIN
        assert there in (Sent.STORED, Sent.AGAIN)
        assert here.answer(person, answers[person]) is Sent.AGAIN
        assert count(here.installation, t.Envelope) - envelopes == (there is Sent.STORED)
        here.installation.store.close()
    assert killed > KILLS * 0.9
    assert whole > 0  # some were killed after the commit
    done = _again(place, wave)
    close_wave(done.installation, wave.id)
    seal_wave(done.installation, wave.id)
    assert rows_of(done) == expected(answers, codes)
    done.installation.store.close()


def _again(place: Place, wave: OpenWave) -> OpenWave:
    """The wave as another process sees it: own connections, nothing kept in memory."""
    return OpenWave(place.installation(), wave.id, wave.tokens, type(wave.shelf)({}))


def _send(place: Place, wave: OpenWave, person: str, answers: dict[str, Answer]) -> None:
    here = _again(place, wave)
    here.answer(person, answers)
    here.installation.store.close()


@pytest.mark.slow
def test_a_sealing_killed_anywhere_ends_the_same(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    wave = make_wave(place.installation(), people=36, surveys=("wellbeing", "comments"))
    answers = {person: full_answers(wave.found(person).sitting, person) for person in wave.tokens}
    items = wave.found("P00").sitting.items
    codes = [item.code for item in items if item.scored]
    words = Counter(str(given["COM-1"]) for given in answers.values())
    for person, given in answers.items():
        wave.answer(person, given)
    close_wave(wave.installation, wave.id)
    wave.installation.store.close()
    place.keep()
    steps = steps_of(lambda: _seal(place, wave.id))
    killed, states = 0, Counter[str]()
    for line in lines_to_kill_at(steps, KILLS, random.Random(4)):
        place.bring_back()
        killed += kill_at(line, lambda: _seal(place, wave.id))
        here = _again(place, wave)
        with here.installation.store.reading() as session:
            state = str(state_of(session, wave.id))
        states[state] += 1
        opened = _count_openings(monkeypatch)
        certificate = seal_wave(here.installation, wave.id)
        assert opened["n"] == (36 if state == "closed" else 0)
        assert certificate["key_destroyed"]
        assert not here.installation.keys.has(wave.id)
        assert [count(here.installation, each) for each in (t.Envelope, t.Receipt, t.Invitation, t.Tag)] == [
            0
        ] * 4
        assert rows_of(here) == expected(answers, codes)
        with here.installation.store.reading() as session:
            assert Counter(comments_of(session, wave.id, "COM-1")) == words
            assert count_envelopes(session, wave.id) == 0
        here.installation.store.close()
    assert killed > KILLS * 0.9
    assert min(states["closed"], states["sealed"]) > KILLS // 40  # both sides of the commit were struck


def _seal(place: Place, wave_id: str) -> None:
    installation = place.installation()
    seal_wave(installation, wave_id)
    installation.store.close()


def _count_openings(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    opened = {"n": 0}

    def counted(*given: Any) -> Any:
        opened["n"] += 1
        return open_envelope(*given)

    monkeypatch.setattr(sealing, "open_envelope", counted)
    return opened


def test_a_key_is_destroyed_in_place(tmp_path: Path) -> None:
    """The file is overwritten before it is unlinked: who holds it open reads noise."""
    ring = KeyRing(tmp_path)
    ring.make("w1")
    path = tmp_path / "wave-w1.key"
    secret = path.read_bytes()
    with path.open("rb") as held:
        ring.destroy("w1")
        held.seek(0)
        assert held.read() != secret
    assert not path.exists()
