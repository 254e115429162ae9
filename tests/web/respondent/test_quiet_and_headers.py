"""What a response carries, and what the log doesn't."""

from __future__ import annotations

import gzip
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from lxml import html

from diagnostic.web.respondent import views as blueprint
from tests.made.waves import OpenWave
from tests.support.reps import Rep

STRICT = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def every_page(app: Flask, wave: OpenWave) -> Iterator[Rep]:
    """One of each kind, in both languages."""
    for person, lang in (("P01", "zh-CN"), ("P02", "en")):
        rep = Rep(app, wave.tokens[person], lang)
        yield rep.open()
        yield rep.press("next")
        yield rep.begin()
        code = rep.codes[0]
        yield rep.press("next", {code: "77"})
        rep.press("next", {code: "1"})
        while rep.at != "review":
            yield rep.answer_page()
        yield rep
        yield rep.post({"go": "?"})
        yield rep.begin().to_review().press("send")
        yield rep.open()
        yield rep.post({"x": "y" * 70_000})


def test_every_page_is_strict_and_holds_nothing_inline(app: Flask, wave: OpenWave) -> None:
    pages = 0
    for rep in every_page(app, wave):
        headers = rep.response.headers
        assert "Set-Cookie" not in headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert set(headers["Content-Security-Policy"].split("; ")) == STRICT
        assert_nothing_inline(rep.doc)
        pages += 1
    assert pages > 50


def test_no_english_sentence_stands_on_a_chinese_page(app: Flask, wave: OpenWave) -> None:
    read = 0
    for rep in every_page(app, wave):
        for words in rep.doc.xpath("//body//text()[ancestor::*[@lang][1][@lang='zh-CN']]"):
            assert re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", words) is None, words
            read += len(words)
    assert read > 1000


def assert_nothing_inline(doc: html.HtmlElement) -> None:
    assert doc.xpath("//style | //@style | //iframe | //meta[@http-equiv]") == []
    assert [script for script in doc.xpath("//script") if not script.get("src") or script.text] == []
    assert [
        name
        for each in doc.iter()
        if isinstance(each.tag, str)
        for name in each.attrib
        if name.startswith("on")
    ] == []
    addresses = doc.xpath("//@src | //@href | //@action")
    assert [each for each in addresses if not re.fullmatch(r"/r/static/[\w.]+|#[\w.-]+", each)] == []


def test_no_page_repeats_the_token_of_its_link(app: Flask, wave: OpenWave) -> None:
    tokens = (wave.tokens["P01"], wave.tokens["P02"])
    for rep in every_page(app, wave):
        assert not any(token in rep.response.text for token in tokens)


def test_every_page_has_a_language_a_title_one_heading_and_a_skip_link(app: Flask, wave: OpenWave) -> None:
    for rep in every_page(app, wave):
        assert rep.doc.get("lang") in ("zh-CN", "en")
        assert rep.doc.xpath("string(//title)").strip()
        assert len(rep.doc.xpath("//h1")) == 1
        assert len(rep.doc.xpath('//main[@id="main"]')) == 1
        identities = rep.doc.xpath("//@id")
        assert len(identities) == len(set(identities))


def test_static_files_are_kept_for_good_under_the_hash_of_their_content(app: Flask, rep: Rep) -> None:
    for address in rep.open().doc.xpath("//link/@href | //script/@src"):
        response = app.test_client().get(address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert re.search(r"\.[0-9a-f]{10}\.(css|js|svg)$", address)
        packed = app.test_client().get(address, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.data) == response.data


def test_pages_are_packed_for_who_takes_it(rep: Rep) -> None:
    plain = rep.client.get(rep.url)
    packed = rep.client.get(rep.url, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(packed.data)) == len(plain.data)
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def fails(*given: object) -> None:
    raise RuntimeError(f"with everything in it: {given}")


def test_a_failure_is_logged_without_link_answers_or_address(
    rep: Rep,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(blueprint, "submit_answers", fails)
    with caplog.at_level(logging.DEBUG):
        rep.begin().to_review().press("send")
    assert rep.status == 500
    assert "还在那一页" in rep.doc.text_content()
    own = [record for record in caplog.records if record.name == "diagnostic"]
    (line,) = [record.getMessage() for record in own]
    assert re.fullmatch(r"RuntimeError in /r/<token> at test_quiet_and_headers\.py:\d+", line)
    assert [record.exc_info for record in own] == [None]
    said = caplog.text + "".join(capfd.readouterr())
    for secret in (rep.url[3:], "Traceback", "127.0.0.1", "陪客户", "everything"):
        assert secret not in said


def test_nothing_at_all_is_logged_of_a_sitting_that_works(
    rep: Rep, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        rep.begin().to_review().press("send")
        rep.open()
        rep.post({"go": "?"})
    assert caplog.records == []
    assert "".join(capfd.readouterr()) == ""
