"""The one copy of a wave's key: given once, good for sealing, named in the certificate."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest

from diagnostic.faults import BadDataError
from diagnostic.usecases.waves.put_key_back import put_key_back
from diagnostic.usecases.waves.seal_wave import seal_wave
from diagnostic.usecases.waves.take_recovery_copy import take_recovery_copy
from tests.made.waves import AT, BY, OpenWave, close_wave


def refused(code: str) -> AbstractContextManager[object]:
    return pytest.raises(BadDataError, check=lambda error: [fault.code for fault in error.faults] == [code])


def test_a_lost_key_is_put_back_and_the_certificate_names_the_copy(wave: OpenWave) -> None:
    copy = take_recovery_copy(wave.installation, wave.id, by=BY, at=AT)
    close_wave(wave.installation, wave.id)
    wave.installation.keys.destroy(wave.id)  # the machine was lost
    with refused("wave.key_missing"):
        seal_wave(wave.installation, wave.id)
    with refused("wave.wrong_key"):
        put_key_back(wave.installation, wave.id, "00" * 32, by=BY, at=AT)
    with refused("wave.wrong_key"):
        put_key_back(wave.installation, wave.id, "no key", by=BY, at=AT)
    put_key_back(wave.installation, wave.id, copy, by=BY, at=AT)
    certificate = seal_wave(wave.installation, wave.id)
    assert certificate["recovery_copy"]
    assert certificate["key_destroyed"]


def test_there_is_one_copy(wave: OpenWave) -> None:
    take_recovery_copy(wave.installation, wave.id, by=BY, at=AT)
    with refused("wave.copy_taken"):
        take_recovery_copy(wave.installation, wave.id, by=BY, at=AT)


def test_no_copy_of_a_key_that_is_destroyed(wave: OpenWave) -> None:
    close_wave(wave.installation, wave.id)
    assert not seal_wave(wave.installation, wave.id)["recovery_copy"]
    with refused("wave.key_missing"):
        take_recovery_copy(wave.installation, wave.id, by=BY, at=AT)


def test_a_key_that_comes_after_the_end_is_not_taken(wave: OpenWave) -> None:
    copy = take_recovery_copy(wave.installation, wave.id, by=BY, at=AT)
    close_wave(wave.installation, wave.id)
    seal_wave(wave.installation, wave.id)
    with refused("wave.over"):
        put_key_back(wave.installation, wave.id, copy, by=BY, at=AT)
    assert not wave.installation.keys.has(wave.id)
