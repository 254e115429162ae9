"""Giving up a wave whose key is lost: nothing of it is left, and nothing that could still be sealed is given up."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from diagnostic.core.wave.model import WaveForm
from diagnostic.faults import BadDataError
from diagnostic.storage.accounts.audit_log import LogEntry, newest_entries
from diagnostic.storage.database import tables as t
from diagnostic.storage.waves.waves import read_wave, state_of
from diagnostic.text import Text
from diagnostic.usecases.waves.abandon_wave import abandon_wave
from diagnostic.usecases.waves.destroy_spent_keys import destroy_spent_keys
from diagnostic.usecases.waves.seal_wave import REGROUPING, seal_wave
from tests.made.waves import AT, BY, OpenWave, close_wave

ENTRY = LogEntry(AT, BY, "wave_abandoned", "销售诊断 / Sales diagnosis")
GONE = (t.Envelope, t.Receipt, t.Invitation, t.Tag)


def left(wave: OpenWave) -> dict[str, int]:
    with wave.installation.store.reading() as session:
        counts = {each.__tablename__: select(func.count()).select_from(each) for each in (*GONE, t.Sheets)}
        return {name: session.scalar(query) or 0 for name, query in counts.items()}


def state(wave: OpenWave) -> str | None:
    with wave.installation.store.reading() as session:
        return state_of(session, wave.id)


def entries(wave: OpenWave) -> list[LogEntry]:
    with wave.installation.store.reading() as session:
        return [each for each in newest_entries(session, 10) if each.action == "wave_abandoned"]


def refusal(wave: OpenWave) -> str:
    with pytest.raises(BadDataError) as caught:
        abandon_wave(wave.installation, wave.id, by=BY, at=AT)
    (fault,) = caught.value.faults
    return fault.code


def test_nothing_of_it_is_left_and_it_is_in_the_log_once(wave: OpenWave) -> None:
    close_wave(wave.installation, wave.id)
    wave.installation.keys.destroy(wave.id)
    for _ in range(2):
        abandon_wave(wave.installation, wave.id, by=BY, at=AT)
    assert state(wave) == "abandoned"
    assert set(left(wave).values()) == {0}
    assert entries(wave) == [ENTRY]
    assert read_of(wave).tags == {}
    assert seal_wave(wave.installation, wave.id) == {"key_destroyed": True}  # and nothing comes of sealing it


def read_of(wave: OpenWave) -> WaveForm:
    with wave.installation.store.reading() as session:
        return read_wave(session, wave.id)


def test_what_could_be_sealed_or_has_ended_is_refused(wave: OpenWave) -> None:
    before = left(wave)
    assert refusal(wave) == "wave.still_open"
    close_wave(wave.installation, wave.id)
    assert refusal(wave) == "wave.key_here"
    assert (left(wave), state(wave)) == (before, "closed")
    seal_wave(wave.installation, wave.id)
    assert refusal(wave) == "wave.over"
    assert (state(wave), entries(wave)) == ("sealed", [])


def test_a_key_that_turns_up_afterwards_is_destroyed(wave: OpenWave) -> None:
    close_wave(wave.installation, wave.id)
    public = read_of(wave).public_key
    key = wave.installation.keys.read(wave.id)
    wave.installation.keys.destroy(wave.id)
    abandon_wave(wave.installation, wave.id, by=BY, at=AT)
    wave.installation.keys.put_back(wave.id, key, public)
    assert destroy_spent_keys(wave.installation, AT) == 1
    assert not wave.installation.keys.has(wave.id)


def test_given_up_by_two_at_once_it_is_given_up_once(wave: OpenWave) -> None:
    close_wave(wave.installation, wave.id)
    wave.installation.keys.destroy(wave.id)
    given = {"by": BY, "at": AT}
    both = [
        threading.Thread(target=abandon_wave, args=(wave.installation, wave.id), kwargs=given)
        for _ in range(2)
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert (state(wave), entries(wave)) == ("abandoned", [ENTRY])


def test_a_sealing_that_has_opened_the_envelopes_meanwhile_stores_nothing(wave: OpenWave) -> None:
    """The key disappears, and the wave is given up, while another process holds all answers in memory."""
    close_wave(wave.installation, wave.id)

    def meanwhile(words: Text, *_: int) -> None:
        if words is REGROUPING:
            wave.installation.keys.destroy(wave.id)
            abandon_wave(wave.installation, wave.id, by=BY, at=AT)

    seal_wave(wave.installation, wave.id, meanwhile)
    assert (state(wave), left(wave)["sheet"]) == ("abandoned", 0)
