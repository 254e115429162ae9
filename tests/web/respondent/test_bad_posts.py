"""Forms that none of our pages sends: answered kindly, with nothing stored and nothing of the inside shown."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostic.core.survey.sittings.carry import carried
from diagnostic.core.survey.sittings.read_answer import NotAnAnswerError
from tests.made.waves import OpenWave, stored_answers
from tests.support.reps import Rep


@pytest.mark.parametrize(
    "forged",
    [
        {"carry": "9.9.9"},
        {"carry": "%%%"},
        {"carry": "." * 400},
        {"carry": "1" * 500},
        {"carry": "\0"},
        {"carry": "x" * 3 + "." * 80},
        {"at": "99"},
        {"at": "-1"},
        {"at": "1e3"},
        {"at": "promise\n"},
        {"at": "０"},
        {"word": ""},
        {"word": "short"},
        {"word": "é" * 20},
        {"word": "<b>" * 9},
        {"lang": "de"},
        {"lang": ""},
        {"go": "explode"},
        {"go": "page:"},
        {"go": "page:9999"},
        {"go": "lang:de"},
        {"at": ["1", "2"]},
        {"word": ["a" * 22, "b" * 22]},
        {"go": ["next", "send"]},
    ],
)
def test_a_form_that_is_none_of_ours_leads_back_to_the_promise(
    rep: Rep, wave: OpenWave, forged: dict[str, str | list[str]]
) -> None:
    rep.begin().answer_page()
    rep.post(rep.fields | {"go": "next"} | forged)
    assert (rep.status, rep.at) == (400, "promise")
    assert rep.doc.xpath('//p[@role="alert"]')
    assert stored_answers(wave) == []
    assert rep.press("next", {"consent": "1"}).at == "0"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"a" * 1000, b'{"go": "send"}'])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "application/json", "multipart/form-data"]
)
def test_bodies_of_any_kind_do_no_harm(rep: Rep, wave: OpenWave, body: bytes, kind: str) -> None:
    assert rep.client.post(rep.url, data=body, content_type=kind).status_code == 400
    assert stored_answers(wave) == []


def test_unknown_and_foreign_items_are_passed_over(rep: Rep, wave: OpenWave) -> None:
    rep.begin()
    later = "COM-1"
    assert later not in rep.codes
    rep.press("next", {"NO-SUCH": "1", later: "from another page", "SK-KEY-1": "5", "P01": "x"})
    assert rep.status == 200
    while rep.at != "review":
        rep.press("next")
    rep.press("send")
    assert stored_answers(wave) == [{}]


def test_pages_posted_out_of_order_and_twice_count_once_each(rep: Rep, wave: OpenWave) -> None:
    rep.begin()
    first, code = rep.fields, rep.codes[0]
    rep.press("next", {code: "1"}).post(first | {code: "2", "go": "next"}).post(
        first | {code: "3", "go": "next"}
    )
    while rep.at != "review":
        rep.press("next")
    rep.press("send")
    assert stored_answers(wave) == [{code: 3}]


def test_sending_from_a_page_shows_the_review_first(rep: Rep, wave: OpenWave) -> None:
    rep.begin()
    rep.post(rep.fields | {"go": "send"})
    assert (rep.status, rep.at) == (200, "review")
    assert stored_answers(wave) == []


@pytest.mark.parametrize("size", [70_000, 1_000_000])
def test_endless_text_is_refused_kindly(rep: Rep, wave: OpenWave, size: int) -> None:
    rep.begin()
    rep.post(rep.fields | {"go": "next", "COM-1": "长" * (size // 9)})
    assert rep.status == 413
    assert "缩短" in rep.doc.text_content()
    assert "shorten" in rep.doc.text_content()
    assert stored_answers(wave) == []


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "get", 404),
        ("/r/", "get", 404),
        ("/r/static/none.css", "get", 404),
        ("/r/a/b", "get", 404),
        ("/r/a", "put", 405),
        ("/r/static/rep.css", "post", 405),
        ("/robots.txt", "get", 404),
    ],
)
def test_other_pages_are_kind_in_both_languages(app: Flask, path: str, method: str, status: int) -> None:
    response = getattr(app.test_client(), method)(path)
    assert response.status_code == status
    assert '<section class="card" lang="zh-CN">' in response.text
    assert '<section class="card" lang="en">' in response.text
    assert "werkzeug" not in response.text.lower()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(alphabet=st.sampled_from("0123456789.xp_-Aé\0 "), max_size=60) | st.text(max_size=20))
def test_a_word_is_read_or_refused_and_never_fails(trial: OpenWave, word: str) -> None:
    sitting = trial.found("P01").sitting
    try:
        answers = carried(sitting, word)
    except NotAnAnswerError:
        return
    assert set(answers) <= set(sitting.item_of)
