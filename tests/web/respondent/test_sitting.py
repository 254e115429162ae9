"""A whole sitting without script, and every way through it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.made.waves import OpenWave, stored_answers
from tests.support.reps import Rep


@pytest.mark.parametrize(("asked", "lang"), [("zh-CN,zh;q=0.9", "zh-CN"), ("en-GB", "en"), ("fr", "zh-CN")])
def test_a_sitting_from_the_promise_to_the_thanks(app: Flask, wave: OpenWave, asked: str, lang: str) -> None:
    asked_items = {item.code for item in wave.found("P01").sitting.items}
    rep = Rep(app, wave.tokens["P01"], asked).begin()
    seen = set()
    while rep.at != "review":
        assert rep.doc.get("lang") == lang
        assert len(rep.doc.xpath("//h1")) == 1
        seen.add(rep.at)
        rep.answer_page("4")
    assert rep.press("send").is_thanked
    assert rep.doc.get("lang") == lang
    (stored,) = stored_answers(wave)
    assert set(stored) == asked_items
    assert len(seen) == 22
    assert stored["SK-DIS-1"] == 4
    assert stored["COM-1"] == "多一些时间陪客户。"


def test_consent_is_the_only_answer_that_is_required(rep: Rep, wave: OpenWave) -> None:
    assert rep.open().press("next").status == 422
    assert rep.at == "promise"
    rep.press("next", {"consent": "1"})
    while rep.at != "review":
        rep.press("next")
    assert rep.press("send").is_thanked
    assert stored_answers(wave) == [{}]


def test_nothing_goes_on_without_consent_and_no_answer_is_lost_for_it(rep: Rep) -> None:
    rep.begin().answer_page("5")
    sent = rep.fields
    del sent["consent"]
    rep.post(sent | {"go": "next"})
    assert (rep.status, rep.at) == (422, "promise")
    assert rep.press("next", {"consent": "1"}).doc.xpath('//input[@value="5" and @checked]')


def test_the_language_changes_midway_and_everything_stays(rep: Rep) -> None:
    rep.begin().answer_page("2").answer_page("3")
    codes, at = rep.codes, rep.at
    rep.press("lang:en", {codes[0]: "1"})
    assert (rep.doc.get("lang"), rep.at, rep.codes) == ("en", at, codes)
    assert rep.doc.xpath(f'//input[@name="{codes[0]}" and @checked]/@value') == ["1"]
    rep.press("back")
    assert {each.get("value") for each in rep.doc.xpath("//input[@checked]")} == {"3"}
    rep.press("lang:zh").press("back")
    assert {each.get("value") for each in rep.doc.xpath("//input[@checked]")} == {"2"}


def test_the_promise_can_be_read_in_the_other_language_before_anything(rep: Rep) -> None:
    assert rep.open().press("lang:en").doc.get("lang") == "en"
    assert (rep.status, rep.at) == (200, "promise")


def test_back_leads_to_the_promise_and_forth_again(rep: Rep) -> None:
    rep.begin().answer_page("1")
    rep.press("back").press("back")
    assert rep.at == "promise"
    assert rep.doc.xpath('//input[@id="consent" and @checked]')
    rep.press("next")
    assert {each.get("value") for each in rep.doc.xpath("//input[@checked]")} == {"1"}


def test_the_review_shows_every_answer_and_leads_to_each_page(rep: Rep, wave: OpenWave) -> None:
    rep.begin().to_review()
    text = rep.doc.text_content()
    assert "多一些时间陪客户。" in text
    assert text.count("未回答") == 0
    place = [go for go in rep.buttons if go.startswith("page:")][3]
    rep.press(place)
    assert f"page:{rep.at}" == place
    assert "review" in rep.buttons
    assert "next" not in rep.doc.xpath('//div[@class="bar"]//button/@value')
    code = rep.codes[0]
    rep.press("lang:en", {code: "2"}).press("review")
    assert rep.at == "review"
    rep.press("send")
    assert stored_answers(wave)[0][code] == 2


def test_a_page_can_be_emptied(rep: Rep) -> None:
    rep.begin().answer_page("4").press("back")
    assert rep.doc.xpath("//input[@checked]")
    assert not rep.press("clear").doc.xpath("//input[@checked]")


def test_well_being_is_skipped_as_a_whole(rep: Rep, wave: OpenWave) -> None:
    rep.begin()
    while "skip" not in rep.buttons:
        rep.answer_page()
    assert rep.codes[0].startswith("WB-")
    rep.answer_page().press("back").press("skip")
    assert rep.codes[0].startswith("COM-")
    rep.to_review().press("send")
    assert not [code for code in stored_answers(wave)[0] if code.startswith("WB-")]
    assert [code for code in stored_answers(wave)[0] if code.startswith("MO-")]


def test_cannot_judge_is_offered_apart_and_is_an_answer(rep: Rep) -> None:
    rep.begin()
    code = rep.codes[0]
    assert len(rep.doc.xpath('//label[contains(@class, "cannot")]/input[@value="-1"]')) == len(rep.codes)
    rep.press("next", {code: "-1"}).press("back")
    assert rep.doc.xpath(f'//input[@name="{code}" and @checked]/@value') == ["-1"]


def test_help_is_offered_to_everybody_alike(app: Flask, wave: OpenWave) -> None:
    """After well-being, next to the comments and at the end; whatever the answers."""
    pages = []
    for person, value in (("P02", "1"), ("P03", "5")):
        each, helps = Rep(app, wave.tokens[person]).begin(), []
        while each.at != "review":
            helps.append("12356" in each.doc.text_content())
            each.answer_page(value)
        assert helps[-2:] == [True, True]
        assert sum(helps) == 2
        pages.append(each.press("send").response.data)
    assert pages[0] == pages[1]
    assert "12356" in pages[0].decode()
    assert "员工援助" not in pages[0].decode()
