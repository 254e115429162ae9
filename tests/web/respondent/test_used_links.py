"""A link that was used looks to the last byte as it did before, until somebody sends a whole sitting with it (ADR 25).

The attacker holds a colleague's link, knows every page it showed before the colleague answered, word by word, and
opens, fills in and posts everything short of sending. Nothing may differ: no byte, no header, no question to the
database.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from diagnostic.storage.database.session import Driver, Statement
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.waves import revoke
from diagnostic.usecases.answers import submit_answers as sending
from diagnostic.usecases.answers.find_sitting import FoundSitting, WaveShelf, find_sitting, has_arrived
from diagnostic.web.respondent import views as blueprint
from tests.made.waves import CLOSES, OpenWave, close_wave, make_wave, stored_answers
from tests.support.reps import Day, Given, Rep, app_of

SITTING, OTHER_SITTING = "the-word-of-a-sitting", "the-word-of-another-one"
Form = Given | None
Seen = list[tuple[int, bytes, list[tuple[str, str]]]]


@pytest.fixture
def wave(installation: Installation) -> OpenWave:
    return make_wave(installation, surveys=("wellbeing", "comments"))


@pytest.fixture(autouse=True)
def one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """The random token each sitting begins with is the same one, so that nothing needs to be masked."""
    monkeypatch.setattr(blueprint, "new_sitting_token", lambda: SITTING)


class Noting(Rep):
    """A rep who notes the forms they send."""

    notes: list[Form]

    def open(self) -> Rep:
        self.notes = [*getattr(self, "notes", ()), None]
        return super().open()

    def post(self, data: Given) -> Rep:
        self.notes.append(data)
        return super().post(data)


def everything(app: Flask, token: str) -> list[Form]:
    """Every form that can be sent to a link, short of sending a sitting; None is opening it."""
    rep = Noting(app, token)
    rep.open().press("next")  # without consent
    rep.press("lang:en")
    rep.open().press("next", {"consent": "1"}).press("next", {rep.codes[0]: "77"})
    while rep.at != "review":
        rep.answer_page()
    review = rep.fields
    rep.press("page:1").press("review").press("back")
    rep.post(review | {"go": "send", "consent": "0"})  # a sending, but for the consent
    rep.post(review | {"go": "send", "at": "1"})
    rep.post(review | {"go": "send", "carry": "%%%"})
    rep.post(review | {"go": "send", "word": "short"})
    rep.post(review | {"go": "send", "COM-1": "x" * 70_000})
    rep.post({"go": "send"})
    rep.post({})
    return rep.notes


def seen(app: Flask, token: str, forms: Sequence[Form]) -> Seen:
    """What a link answers to them, in both languages."""
    reps = [Rep(app, token, lang) for lang in ("zh-CN", "en")]
    answers = [(rep.open() if form is None else rep.post(form)).response for rep in reps for form in forms]
    answers.append(app.test_client().head(f"/r/{token}"))
    return [(each.status_code, each.data, sorted(each.headers)) for each in answers]


def differing(before: Seen, after: Seen) -> int:
    return sum(one != other for one, other in zip(before, after, strict=True))


def send(app: Flask, token: str, sitting: str, value: str = "4") -> Rep:
    """A whole sitting, filled in and sent."""
    rep = Rep(app, token).open()
    rep.press("next", {"consent": "1", "word": sitting})
    while rep.at != "review":
        rep.answer_page(value)
    return rep.press("send")


def test_every_step_is_the_same_before_and_after_it_was_used(wave: OpenWave) -> None:
    app, token = app_of(wave), wave.tokens["P01"]
    forms = everything(app, token)
    before = seen(app, token, forms)
    assert {status for status, *_ in before} == {200, 400, 413, 422}
    assert send(app, token, OTHER_SITTING).is_thanked
    assert differing(before, seen(app, token, forms)) == 0
    assert differing(before, seen(app_of(wave), token, forms)) == 0  # in a process that has seen nothing yet
    assert len(stored_answers(wave)) == 1


@pytest.mark.slow
def test_the_attack_finds_a_planted_difference(wave: OpenWave, monkeypatch: pytest.MonkeyPatch) -> None:
    """Used links that are refused at once, as they were before."""

    def refusing(
        installation: Installation, shelf: WaveShelf, token: str, today: date
    ) -> FoundSitting | None:
        arrived = has_arrived(installation, token, OTHER_SITTING)
        return None if arrived else find_sitting(installation, shelf, token, today)

    monkeypatch.setattr(blueprint, "find_sitting", refusing)
    app, token = app_of(wave), wave.tokens["P01"]
    forms = everything(app, token)
    before = seen(app, token, forms)
    assert send(app, token, OTHER_SITTING).is_thanked
    assert differing(before, seen(app, token, forms)) > 20


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reps' pages ask of the database."""
    texts: list[str] = []
    do = Driver.do

    def noting(self: Driver, statement: Statement, **given: object) -> None:
        texts.append(statement.text(self.dialect))
        do(self, statement, **given)

    monkeypatch.setattr(Driver, "do", noting)
    return texts


def test_no_step_before_the_sending_asks_for_a_receipt(wave: OpenWave, asked: list[str]) -> None:
    """So a used link can't differ in time either: the same questions, none of which can tell."""
    app, token = app_of(wave), wave.tokens["P01"]
    forms = everything(app, token)
    asked.clear()
    seen(app, token, forms)
    before = asked[:]
    assert not any("receipt" in text or "envelope" in text for text in before)
    assert send(app, token, OTHER_SITTING).is_thanked
    assert any("receipt" in text for text in asked)
    asked.clear()
    seen(app, token, forms)
    assert asked == before


def test_another_sitting_is_refused_and_not_stored(wave: OpenWave) -> None:
    app, token = app_of(wave), wave.tokens["P01"]
    send(app, token, SITTING, "4")
    first = stored_answers(wave)
    for lang, title in (("zh-CN", "之前已经用过"), ("en", "had been used before")):
        rep = Rep(app, token, lang).open()
        rep.press("next", {"consent": "1", "word": OTHER_SITTING}).answer_page("2")
        second = rep.post(rep.fields | {"go": "review"}).press("send")
        assert second.status == 409
        assert title in second.doc.xpath("string(//h1)")
        assert not second.doc.forms
        assert second.doc.xpath("//main[@data-over]")  # so that the draft on the phone goes too
        assert second.response.headers["Cache-Control"] == "no-store"
    assert stored_answers(wave) == first


def test_the_same_sitting_is_thanked_also_after_another_was_refused(wave: OpenWave) -> None:
    app, token = app_of(wave), wave.tokens["P01"]
    thanks = send(app, token, SITTING).response.data
    assert send(app, token, OTHER_SITTING).status == 409
    assert send(app, token, SITTING).response.data == thanks
    assert len(stored_answers(wave)) == 1


def test_of_two_sittings_that_race_one_is_stored_and_the_other_is_refused(
    wave: OpenWave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have seen that the link is unused before either is stored."""
    app, token, both = app_of(wave), wave.tokens["P01"], Barrier(2)
    store = sending.store_sitting

    def at_once(*given: Any) -> bool:
        both.wait(30)
        return store(*given)

    monkeypatch.setattr(sending, "store_sitting", at_once)
    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(lambda sitting: send(app, token, sitting).status, (SITTING, OTHER_SITTING)))
    assert sorted(sent) == [200, 409]
    assert len(stored_answers(wave)) == 1


def test_of_a_link_that_has_ended_not_even_a_sending_tells(wave: OpenWave) -> None:
    """Revoked or closed: used and unused links answer every post with the one page."""
    day = Day()
    app = app_of(wave, day)
    forms = Rep(app, wave.tokens["P09"]).begin().to_review().fields
    for person in ("P01", "P02"):
        send(app, wave.tokens[person], OTHER_SITTING)

    def answers() -> set[tuple[int, bytes]]:
        people = ("P01", "P02", "P03", "P04")
        posts = [Rep(app, wave.tokens[each]).post(forms | {"go": "send"}) for each in people]
        return {(rep.status, rep.response.data) for rep in [*posts, Rep(app, "A" * 22).open()]}

    day.today = CLOSES + timedelta(days=1)
    assert len(answers()) == 1
    day.today = CLOSES
    with wave.installation.store.writing() as session:
        for person in ("P02", "P04"):
            revoke(session, wave.found(person).invited.id)
    posts = {
        Rep(app, wave.tokens[each]).post(forms | {"go": "send"}).response.data for each in ("P02", "P04")
    }
    assert posts == {Rep(app, "A" * 22).open().response.data}
    close_wave(wave.installation, wave.id)
    assert len(answers()) == 1
    assert len(stored_answers(wave)) == 2
