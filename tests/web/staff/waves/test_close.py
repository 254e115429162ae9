"""Closing and sealing from the page: once, after a question, and what is shown afterwards."""

from __future__ import annotations

import pytest

from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.waves.waves import state_of
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.companies import settle
from tests.made.waves import close_wave
from tests.support.staff import House, Staff
from tests.web.staff.waves.test_links import answer, made
from tests.web.staff.waves.test_publish import page, publish, waves


@pytest.fixture
def tokens(house: House, alice: Staff) -> dict[str, str]:
    settle(house.installation, house.a)
    publish(house, alice)
    return made(alice, house)


def state(house: House) -> str | None:
    (wave,) = waves(house)
    with house.installation.store.reading() as session:
        return state_of(session, wave)


def actions(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [entry.action for entry in newest_entries(session, 20)]


def close_form(staff: Staff, house: House) -> Staff:
    return staff.get(page(house, "close"))


@pytest.mark.usefixtures("tokens")
def test_it_asks_to_be_sure(house: House, alice: Staff) -> None:
    close_form(alice, house).send({}, 0)
    assert (alice.status, alice.wrong, state(house)) == (422, ["sure"], "open")


@pytest.mark.slow
@pytest.mark.usefixtures("tokens")
def test_it_closes_once_and_leads_to_the_work(house: House, alice: Staff) -> None:
    close_form(alice, house).send({"sure": "y"}, 0)
    assert "/jobs/" in alice.path
    job = alice.path
    assert state(house) == "closed"
    close_form(alice, house).send({"sure": "y"}, 0)  # again, as after a failure: the same work
    assert alice.path == job
    assert actions(house).count("wave_closed") == actions(house).count("job_begun") == 1


def test_after_sealing_it_shows_the_certificate(house: House, alice: Staff, tokens: dict[str, str]) -> None:
    for person, token in list(tokens.items())[:36]:
        answer(house, token, person)
    (wave,) = waves(house)
    close_wave(house.installation, wave)
    seal_wave(house.installation, wave)
    close_form(alice, house)
    assert alice.forms == []
    rows = alice.doc.xpath("//tbody/tr")
    assert len(rows) == 4
    (comments,) = [row for row in rows if row.xpath("td[@colspan]")]
    assert (
        "30" in comments.text_content()
    )  # words are kept in no group, and nothing says that too few answered
    assert "destroyed" in alice.text
    assert f"./run redteam {wave}" in alice.text
    for over in ("links", "participation"):
        alice.get(page(house, over))
        assert alice.forms == []
        assert "The survey is over" in alice.text
        assert alice.doc.xpath("//main//a[contains(@class, 'first')]/@href") == [page(house, "close")]
    assert alice.get(page(house, "publish")).forms != []  # the next wave


def test_the_page_says_that_too_few_answered_and_a_new_wave_may_follow(
    house: House, alice: Staff, tokens: dict[str, str]
) -> None:
    for person in list(tokens)[:4]:
        answer(house, tokens[person], person)
    (wave,) = waves(house)
    close_wave(house.installation, wave)
    seal_wave(house.installation, wave)
    assert state(house) == "void"
    close_form(alice, house)
    assert alice.forms == []
    assert page(house, "publish") in alice.doc.xpath("//main//a/@href")
    assert not any(word in alice.text for word in ("4 of", "answered: 4"))


@pytest.mark.usefixtures("tokens")
def test_a_page_of_an_earlier_wave_closes_nothing(house: House, alice: Staff) -> None:
    close_form(alice, house).send({"sure": "y", "wave": "0" * 32}, 0)
    assert (alice.status, state(house)) == (409, "open")


@pytest.mark.usefixtures("tokens")
def test_the_copy_of_the_key_is_given_once(house: House, alice: Staff) -> None:
    close_form(alice, house).send({"sure": None}, 1)
    assert "key_copied" not in actions(house)
    close_form(alice, house).send({"sure": "y"}, 1)
    assert len(alice.response.data.strip()) == 64
    assert "key_copied" in actions(house)
    assert len(close_form(alice, house).forms) == 1
    form = {"csrf_token": alice.token, "sure": "y"}
    assert alice.client.post(page(house, "key"), data=form).status_code == 409


@pytest.fixture
def lost(house: House, tokens: dict[str, str]) -> str:
    """A closed wave with answers, its key on no machine of ours."""
    for person in list(tokens)[:8]:
        answer(house, tokens[person], person)
    (wave,) = waves(house)
    close_wave(house.installation, wave)
    house.installation.keys.destroy(wave)
    return wave


def test_a_wave_whose_key_is_lost_is_given_up_by_who_is_sure(house: House, alice: Staff, lost: str) -> None:
    close_form(alice, house)
    assert f"wave-{lost}.key" in alice.text
    assert len(alice.forms) == 2  # to put the key back, or to give up; there is nothing to seal
    alice.send({})
    assert (alice.status, alice.wrong, state(house)) == (422, ["sure"], "closed")
    given = {"csrf_token": alice.token, "sure": "y", "wave": lost}
    alice.send({"sure": "y"})
    assert (alice.status, alice.path, state(house)) == (200, page(house, "close"), "abandoned")
    assert alice.said
    assert alice.forms == []
    assert page(house, "publish") in alice.doc.xpath("//main//a/@href")
    assert alice.client.post(page(house, "abandon"), data=given).status_code == 302  # a second click
    assert actions(house).count("wave_abandoned") == 1


@pytest.mark.usefixtures("tokens")
def test_a_lost_key_is_put_back_from_its_copy(house: House, alice: Staff) -> None:
    (wave,) = waves(house)
    close_form(alice, house).send({"sure": "y"}, 1)
    copy = alice.response.text.strip()
    close_wave(house.installation, wave)
    house.installation.keys.destroy(wave)
    for wrong in ("", "00" * 32, "no key", "x" * 300):
        close_form(alice, house).send({"copy": wrong}, 0)
        assert (alice.status, alice.wrong) == (422, ["copy"])
        assert not wrong or wrong not in alice.response.text
    alice.send({"copy": f" {copy} "}, 0)
    assert (alice.status, alice.path) == (200, page(house, "close"))
    assert copy not in alice.response.text
    assert house.installation.keys.has(wave)
    assert actions(house).count("key_put_back") == 1
    alice.send({"sure": "y"}, 0)
    assert "/jobs/" in alice.path


@pytest.mark.slow
def test_after_it_is_given_up_a_new_wave_may_follow_and_all_can_be_deleted(
    house: House, alice: Staff, lost: str
) -> None:
    assert alice.get(page(house, "publish")).forms == []
    assert alice.get(page(house, "delete")).forms == []
    close_form(alice, house).send({"sure": "y"})
    for place in ("", "diagnosis", "links", "participation", "shown"):
        assert alice.get(page(house, place).rstrip("/")).status == 200
    alice.get(page(house, "publish")).send({"sure": "y"}, 0)
    (second,) = {*waves(house)} - {lost}
    close_wave(house.installation, second)
    seal_wave(house.installation, second)
    alice.get(page(house, "delete")).send({"sure": "y"})
    assert waves(house) == []


@pytest.mark.usefixtures("tokens")
def test_while_the_key_is_here_nothing_is_given_up(house: House, alice: Staff) -> None:
    (wave,) = waves(house)
    given = {"csrf_token": close_form(alice, house).token, "sure": "y", "wave": wave}
    assert alice.client.post(page(house, "abandon"), data=given).status_code == 409  # open
    close_wave(house.installation, wave)
    assert alice.client.post(page(house, "abandon"), data=given).status_code == 409
    other = given | {"wave": "0" * 32}
    assert alice.client.post(page(house, "abandon"), data=other).status_code == 409
    assert state(house) == "closed"
    assert "wave_abandoned" not in actions(house)


def test_without_a_wave_there_is_nothing_to_close(house: House, alice: Staff) -> None:
    assert close_form(alice, house).forms == []
    form = {"csrf_token": alice.token, "sure": "y"}
    for name in ("close", "key", "key/back", "abandon"):
        assert alice.client.post(page(house, name), data=form).status_code == 409
