"""What is done with a wave before it is open: reading a module the other way, and publishing."""

from __future__ import annotations

import pytest

from diagnostic.faults import BadDataError, NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.storage.waves.wave_list import waves_of
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.waves.choose_tagging import choose_tagging
from diagnostic.usecases.waves.offer_wave import offer_wave
from diagnostic.usecases.waves.publish_wave import publish_wave
from tests.made.companies import settle
from tests.made.waves import AT, BY
from tests.support.staff import TODAY, House

GONE = "0" * 32


@pytest.fixture
def settled(house: House) -> House:
    settle(house.installation, house.a)
    return house


def fingerprint(house: House) -> str:
    framed = offer_wave(house.installation, house.a, house.assessment, TODAY).framed
    assert framed is not None
    return framed.fingerprint


def publish(house: House, seen: str, client: str = "") -> None:
    publish_wave(house.installation, client or house.a, house.assessment, seen, TODAY, by=BY, at=AT)


def turn(
    house: House, module: str = "morale", way: tuple[str, ...] = ("role", "band"), seen: str = "0"
) -> None:
    choose_tagging(house.installation, house.a, house.assessment, module, way, 0.5, seen, by=BY, at=AT)


def draft(house: House) -> WaveDraft:
    with house.installation.store.reading() as session:
        return draft_wave(session, house.assessment)


def logged(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [
            entry.action for entry in newest_entries(session, 10) if entry.account == BY and entry.at == AT
        ]


def test_what_was_seen_opens_once(settled: House) -> None:
    seen = fingerprint(settled)
    with pytest.raises(BadDataError, check=lambda error: error.faults[0].code == "plan.moved"):
        publish(settled, "another")
    publish(settled, seen)
    with pytest.raises(BadDataError, check=lambda error: error.faults[0].code == "plan.open_already"):
        publish(settled, seen)
    with settled.installation.store.reading() as session:
        assert [line.state for line in waves_of(session, settled.assessment)] == ["open"]
    assert logged(settled) == ["wave_published"]


def test_of_another_client_nothing_is_offered_or_opened(settled: House) -> None:
    with pytest.raises(NotFoundError):
        offer_wave(settled.installation, settled.b, settled.assessment, TODAY)
    for client in (settled.b, GONE):
        with pytest.raises(NotFoundError):
            publish(settled, "", client)
    assert logged(settled) == []


def test_a_module_is_read_the_other_way(settled: House) -> None:
    turn(settled)
    assert (draft(settled).tagging, draft(settled).expected) == ({"morale": ("role", "band")}, 0.5)
    assert logged(settled) == ["tagging_changed"]
    with pytest.raises(StaleError):  # seen before that
        turn(settled, way=("unit",))
    for module, way in (("morale", ("tenure",)), ("nothing", ("unit",))):
        with pytest.raises(BadDataError):
            turn(settled, module, way, str(draft(settled).version))
    publish(settled, fingerprint(settled))
    with pytest.raises(StaleError):
        turn(settled, way=("unit",), seen=str(draft(settled).version))
    assert draft(settled).tagging == {"morale": ("role", "band")}
