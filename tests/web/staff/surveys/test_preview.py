"""The preview of a survey is what reps get: the same bytes, every button working, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from diagnostic.storage.database import tables as t
from tests.made.waves import CLOSES, SURVEYS, make_wave
from tests.support.staff import House, Staff

WORD = "a-word-of-sixteen-letters"


def at(house: House, more: str = "") -> str:
    return f"/staff/clients/{house.a}/assessments/{house.assessment}/surveys/preview{more}"


def walk(client: FlaskClient, address: str, lang: str) -> Iterator[str]:
    """Every screen of a sitting in which nothing is answered, from the promise to the thanks."""
    response: TestResponse = client.get(address, headers={"Accept-Language": lang})
    given = {"at": "promise", "lang": lang, "word": WORD, "carry": "", "consent": "1", "go": "next"}
    yield response.get_data(as_text=True)
    while True:
        response = client.post(address, data=given)
        page = response.get_data(as_text=True)
        assert response.status_code == 200
        yield page
        (forms,) = [html.fromstring(page).xpath('//form[@id="sitting"]')]
        if not forms:
            return
        fields = {each.get("name"): each.get("value") for each in forms[0].xpath('.//input[@type="hidden"]')}
        given = {**fields, "go": "send" if fields["at"] == "review" else "next"}


def promise_lines(promise: str) -> list[str]:
    """The promise without what the preview can't know: the groups, and the fingerprint made of them."""
    doc = html.fromstring(promise)
    for each in doc.xpath('//dl | //p[@class="fingerprint"] | //input[@name="word"]'):
        each.drop_tree()
    return html.tostring(doc, encoding="unicode").split("\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.slow
def test_every_screen_is_the_one_a_rep_gets(house: House, alice: Staff, lang: str) -> None:
    wave = make_wave(house.installation)
    alice.get(at(house).removesuffix("/preview")).send(
        {
            "ask": list(SURVEYS),
            "closes_on": CLOSES.isoformat(),
            "purpose_zh": "找出目标完不成的原因",
            "purpose_en": "to find out why targets are missed",
        }
    )
    reps = list(walk(house.app.test_client(), f"/r/{wave.tokens['P00']}", lang))
    ours = list(walk(alice.client, at(house, f"/R/field/{lang}"), lang))
    assert len(reps) > 15
    assert promise_lines(ours[0]) == promise_lines(reps[0])
    assert ours[1:] == reps[1:]


def rows(house: House) -> list[int | None]:
    with house.installation.store.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table))
            for table in t.Table.metadata.sorted_tables
            if table.name != "session"
        ]


@pytest.mark.slow
def test_answering_to_the_end_stores_nothing(house: House, alice: Staff) -> None:
    alice.get(at(house))
    before = rows(house)
    pages = list(walk(alice.client, at(house, "/R/any/en"), "en"))
    assert "data-over" in pages[-1]
    assert rows(house) == before


def frame(staff: Staff) -> str:
    (address,) = staff.doc.xpath("//iframe/@src")
    return str(address)


def test_the_page_frames_what_was_asked_for(house: House, alice: Staff) -> None:
    assert frame(alice.get(at(house))) == at(house, "/R/any/en")
    assert frame(alice.get(at(house, "?level=K&team_type=channel&lang=zh"))) == at(house, "/K/channel/zh")
    assert frame(alice.get(at(house, "?level=X&team_type=%00&lang=fr"))) == at(house, "/R/any/en")
    policy = alice.response.headers["Content-Security-Policy"].split("; ")
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert alice.doc.xpath("//script | //@style") == []
    policy = alice.client.get(frame(alice)).headers["Content-Security-Policy"].split("; ")
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("more", ["/X/any/en", "/R/nobody/en", "/R/any/fr"])
def test_what_cannot_be_asked_for_is_not_there(house: House, alice: Staff, more: str) -> None:
    assert alice.get(at(house, more)).status == 404


@pytest.mark.slow
def test_kinds_of_people_get_their_own_questions(house: House, alice: Staff) -> None:
    def codes(more: str) -> set[str]:
        found: Callable[[str], list[str]] = lambda page: html.fromstring(page).xpath("//@name")  # noqa: E731
        return {str(name) for page in walk(alice.client, at(house, more), "en") for name in found(page)}

    plain, key, channel, manager = (
        codes(each) for each in ("/R/any/en", "/K/any/en", "/R/channel/en", "/M/any/en")
    )
    assert any(code.startswith("SK-KEY") for code in key - plain)
    assert {code[:6] for code in channel - plain} == {"SK-CHA", "MO-ORG"}
    assert {code[:2] for code in manager & (key | manager)} >= {"MV", "CO"}
    assert not any(code.startswith(("SK-", "MO-", "WB-")) for code in manager)


def test_a_strange_post_begins_again_and_a_wrong_answer_is_shown(house: House, alice: Staff) -> None:
    address = at(house, "/R/any/en")
    assert alice.client.post(address, data={"at": "nowhere"}).status_code == 400
    begun = {"at": "promise", "lang": "en", "word": WORD, "carry": "", "go": "next"}
    assert alice.client.post(address, data=begun).status_code == 422  # the preview asks for consent too


def test_of_a_running_wave_the_frozen_surveys_are_shown(house: House, alice: Staff) -> None:
    make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    with house.installation.store.writing() as session:
        session.execute(t.Wave.__table__.update().values(assessment_id=house.assessment))
    pages = list(walk(alice.client, at(house, "/R/any/en"), "en"))
    assert not any("SK-" in page or "MO-" in page for page in pages)
    assert any("WB-ENE-1" in page for page in pages)
