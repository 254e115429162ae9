"""Every type of item, its conditions, and values that are no answer."""

from __future__ import annotations

import pytest

from tests.made.waves import OpenWave, stored_answers
from tests.support.reps import Rep

CONDITIONS = {"SAT-1": "7", "SAT-2": "1", "HRS-1": "0", "AREA": "2"}
OTHERS = {"MEANS": ["1", "3"], "TOP": ["2", "3"], "WORD": "可靠", "SAY": "第一行\r\n第二行"}


def at_conditions(rep: Rep) -> Rep:
    rep.begin()
    return rep.press("next", {"VIS-1": "3", "VIS-2": "1"})


def test_every_type_is_answered_shown_again_and_stored(trial_rep: Rep, trial: OpenWave) -> None:
    rep = at_conditions(trial_rep).press("next", CONDITIONS).press("next", OTHERS)
    text = rep.doc.text_content()
    for words in (
        "几乎每次",
        "7 · 非常满意",
        "一分",
        "乡村",
        "开车、电话",
        "更好的条件、更多时间",
        "可靠",
        "第二行",
    ):
        assert words in text
    rep.press("back")
    assert rep.written("SAY") == "第一行\n第二行"
    assert rep.press("next").press("send").is_thanked
    assert stored_answers(trial) == [
        {
            "VIS-1": 3,
            "VIS-2": 1,
            "SAT-1": 7,
            "SAT-2": 1,
            "HRS-1": 0.0,
            "AREA": 2,
            "MEANS": (1, 3),
            "TOP": (2, 3),
            "WORD": "可靠",
            "SAY": "第一行\n第二行",
        }
    ]


def test_points_without_a_label_stand_as_numbers(trial_rep: Rep) -> None:
    rep = at_conditions(trial_rep)
    labels = [each.text_content() for each in rep.doc.xpath('//label[input[@name="SAT-1"]]')]
    assert labels == ["1 · 非常不满意", "2", "3", "4", "5", "6", "7 · 非常满意", "无法判断"]


def test_what_hangs_on_another_answer_comes_and_goes_with_it(trial_rep: Rep, trial: OpenWave) -> None:
    rep = at_conditions(trial_rep).press("next", CONDITIONS | {"AREA": "1", "HRS-1": "3"})
    assert rep.codes == ["TOP", "SAY"]
    rep.press("back").press("next", {"AREA": "2", "HRS-1": "0"})
    assert rep.codes == ["MEANS", "TOP", "WORD", "SAY"]
    rep.press("next", OTHERS).press("page:1").press("review", {"AREA": "1"})
    assert "开车" not in rep.doc.text_content()
    rep.press("send")
    assert "MEANS" not in stored_answers(trial)[0]
    assert stored_answers(trial)[0]["WORD"] == "可靠"


def test_a_hidden_answer_that_is_forged_into_the_word_is_not_stored(trial_rep: Rep, trial: OpenWave) -> None:
    rep = at_conditions(trial_rep).press("next", CONDITIONS | {"AREA": "1"}).press("next")
    sent = rep.fields
    tokens = (sent["carry"][0] + "." * 11).split(".")
    tokens[7] = "1_3"
    rep.post(sent | {"carry": ".".join(tokens).rstrip("."), "go": "send"})
    assert rep.is_thanked
    assert "MEANS" not in stored_answers(trial)[0]


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("SAT-1", "8"),
        ("SAT-1", "0"),
        ("SAT-1", "-7"),
        ("SAT-2", "-1"),
        ("SAT-1", "x"),
        ("SAT-1", ["1", "2"]),
        ("HRS-1", "61"),
        ("HRS-1", "-1"),
        ("HRS-1", "many"),
        ("HRS-1", "nan"),
        ("HRS-1", "1e999"),
        ("AREA", "3"),
        ("AREA", "1; DROP TABLE"),
        ("AREA", "٣"),
        ("SAT-1", "9" * 50),
    ],
)
def test_a_value_that_is_no_answer_shows_the_page_again_with_all_that_was_sent(
    trial_rep: Rep, code: str, sent: str | list[str]
) -> None:
    rep = at_conditions(trial_rep).press("next", CONDITIONS | {code: sent})
    assert (rep.status, rep.faulty) == (422, [code])
    assert rep.doc.xpath(f'//*[@id="errors"]//a[@href="#{code}"]')
    kept = {name: values for name, values in rep.fields.items() if name in CONDITIONS and name != code}
    assert kept == {name: [value] for name, value in CONDITIONS.items() if name != code}
    if code == "HRS-1":
        assert rep.doc.xpath('//input[@name="HRS-1"]/@value') == [sent]
    assert rep.press("next", {code: CONDITIONS[code]}).status == 200
    assert rep.press("back").press("back").doc.xpath("//input[@checked]/@value") == ["3", "1"]


@pytest.mark.parametrize("go", ["back", "lang:en", "next"])
def test_no_button_loses_what_was_typed(trial_rep: Rep, go: str) -> None:
    rep = at_conditions(trial_rep).press(go, CONDITIONS | {"HRS-1": "twelve"})
    assert (rep.status, rep.at, rep.faulty) == (422, "1", ["HRS-1"])
    assert rep.doc.get("lang") == ("en" if go == "lang:en" else "zh-CN")
    assert rep.doc.xpath('//input[@name="HRS-1"]/@value') == ["twelve"]


def test_too_many_chosen_and_too_much_written(trial_rep: Rep) -> None:
    rep = at_conditions(trial_rep).press("next", CONDITIONS)
    rep.press("next", OTHERS | {"TOP": ["1", "2", "3"], "SAY": "字" * 700, "WORD": "词" * 80})
    assert (rep.status, rep.faulty) == (422, ["TOP", "WORD", "SAY"])
    assert rep.fields["TOP"] == ["1", "2", "3"]
    assert rep.written("SAY") == "字" * 700
    assert rep.press("next", {"TOP": ["1"], "SAY": "好", "WORD": "好"}).at == "review"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\0b", "ab"),
        ("好\U0001f44d\U0001f3fd!", "好\U0001f44d\U0001f3fd!"),
        ("\u202eabc\u202c", "\u202eabc\u202c"),
        ("<script>alert(1)</script>&amp;\"'", "<script>alert(1)</script>&amp;\"'"),
        ("\ue000\ue010 {{ 7*7 }}", "\ue000\ue010 {{ 7*7 }}"),
        ("  \n ", None),
        ("\n\n空行在前", "空行在前"),
    ],
)
def test_words_come_back_as_they_were_written(
    trial_rep: Rep, trial: OpenWave, written: str, kept: str | None
) -> None:
    rep = at_conditions(trial_rep).press("next", CONDITIONS).press("next", {"SAY": written})
    assert not rep.doc.xpath("//main//script")
    rep.press("back")
    assert rep.written("SAY") == (kept or "")
    rep.press("next").press("send")
    assert stored_answers(trial)[0].get("SAY") == kept
