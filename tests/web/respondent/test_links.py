"""Which links open what: nothing is used up by looking, and a link that can't be used says no more than that.

What a used link of an open wave shows stands in `test_used_links`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from diagnostic.storage.waves.waves import revoke
from diagnostic.usecases.waves.seal_wave import seal_wave
from diagnostic.web.rate_limit import A_MINUTE, FailureLimit
from tests.made.waves import CLOSES, OpenWave, close_wave, stored_answers
from tests.support.reps import Day, Rep, app_of


def content(wave: OpenWave) -> list[tuple[object, ...]]:
    """All that stands in the tables a rep's request could reach."""
    with wave.installation.store.reading() as session:
        return [
            tuple(row)
            for table in ("invitation", "receipt", "envelope", "wave")
            for row in session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        ]


def test_looking_uses_nothing_up(rep: Rep, wave: OpenWave) -> None:
    """WeChat, mail scanners and previews open links, also with HEAD, also a hundred times."""
    before = content(wave)
    for _ in range(100):
        assert rep.open().status == 200
    assert rep.client.head(rep.url).status_code == 200
    for method in ("put", "delete", "patch", "options"):
        assert getattr(rep.client, method)(rep.url).status_code == 405
    assert content(wave) == before
    rep.begin().to_review()
    assert content(wave) == before
    assert rep.press("send").is_thanked


def kind_bytes(app: Flask, token: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    response = app.test_client().get(f"/r/{token}")
    return response.status_code, response.data, sorted(response.headers)


def test_revoked_unknown_and_closed_links_are_alike_to_the_last_byte(
    app: Flask, wave: OpenWave, day: Day
) -> None:
    for person in ("P01", "P04"):
        wave.answer(person)
    with wave.installation.store.writing() as session:
        for person in ("P01", "P02"):
            revoke(session, wave.found(person).invited.id)
    seen = [kind_bytes(app, wave.tokens["P01"]), kind_bytes(app, wave.tokens["P02"])]
    seen += [
        kind_bytes(app, token) for token in ("A" * 22, "x", wave.tokens["P03"][:-1], "a\0b", "%F0%9F", "é")
    ]
    used_and_unused = (wave.tokens["P04"], wave.tokens["P03"])
    day.today = CLOSES + timedelta(days=1)
    seen += [kind_bytes(app, token) for token in used_and_unused]
    day.today = CLOSES
    assert [kind_bytes(app, token)[0] for token in used_and_unused] == [200, 200]
    close_wave(wave.installation, wave.id)
    seen += [kind_bytes(app, token) for token in used_and_unused]
    seal_wave(wave.installation, wave.id)
    seen += [kind_bytes(app, token) for token in used_and_unused]
    assert len({repr(each) for each in seen}) == 1
    status, body, _ = seen[0]
    assert status == 404
    assert "已经安全送到" in body.decode()
    assert "have arrived safely" in body.decode()


def test_a_post_to_a_link_that_cannot_be_used_is_answered_alike(app: Flask, wave: OpenWave) -> None:
    wave.answer("P01")
    with wave.installation.store.writing() as session:
        revoke(session, wave.found("P01").invited.id)
    form = Rep(app, wave.tokens["P02"]).begin().fields
    bodies = set()
    for token in (wave.tokens["P01"], "A" * 22):
        for data in (form, form | {"go": "send", "at": "review"}, {}, {"go": "send"}):
            response = app.test_client().post(f"/r/{token}", data=data)
            bodies.add((response.status_code, response.data))
    assert bodies == {(404, kind_bytes(app, "none")[1])}


def test_sending_again_is_thanked_again_and_stored_once(rep: Rep, wave: OpenWave) -> None:
    rep.begin().to_review()
    again = rep.fields | {"go": "send"}
    first = rep.post(again).response.data
    for _ in range(3):
        assert rep.post(again).is_thanked
        assert rep.response.data == first
    assert len(stored_answers(wave)) == 1
    close_wave(wave.installation, wave.id)
    assert rep.post(again).is_thanked


@pytest.mark.slow
def test_of_two_tabs_the_first_to_send_counts(app: Flask, wave: OpenWave) -> None:
    one, two = (Rep(app, wave.tokens["P01"]).begin() for _ in range(2))
    one.answer_page("1").to_review()
    two.answer_page("5").to_review()
    assert one.press("send").is_thanked
    assert two.press("send").status == 409
    assert len(stored_answers(wave)) == 1


def test_another_link_does_not_take_the_sitting_of_the_first(app: Flask, wave: OpenWave) -> None:
    """A form of one rep posted to the link of another is a sitting of the other, with the other's tags."""
    one = Rep(app, wave.tokens["P01"]).begin().to_review()
    other = Rep(app, wave.tokens["P07"])
    assert other.post(one.fields | {"go": "send"}).is_thanked
    assert one.press("send").is_thanked
    assert len(stored_answers(wave)) == 2


def test_a_wave_that_closes_midway_says_so_kindly_and_stores_nothing(
    rep: Rep, wave: OpenWave, day: Day
) -> None:
    rep.begin().answer_page().to_review()
    day.today = CLOSES + timedelta(days=1)
    assert rep.press("send").status == 404
    assert "截止" in rep.doc.text_content()
    assert stored_answers(wave) == []


def test_noise_is_limited_and_a_link_that_works_goes_on_working(wave: OpenWave) -> None:
    day = Day()
    app = app_of(wave, day)
    codes = [kind_bytes(app, f"unknown-{at}")[0] for at in range(A_MINUTE + 10)]
    assert codes == [404] * A_MINUTE + [429] * 10
    assert "later" not in kind_bytes(app, "A")[1].decode("ascii", "ignore").split("minutes")[1]
    assert Rep(app, wave.tokens["P01"]).begin().to_review().press("send").is_thanked
    day.seconds = 30.0
    assert [kind_bytes(app, "A")[0] for _ in range(A_MINUTE // 2 + 1)] == [404] * (A_MINUTE // 2) + [429]


def test_the_limit_never_saves_up_more_than_a_minute() -> None:
    now = [0.0]
    limit = FailureLimit(lambda: now[0], a_minute=2)
    now[0] = 1e6
    assert [limit.take() for _ in range(3)] == [True, True, False]
