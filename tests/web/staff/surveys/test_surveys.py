"""Choosing what a wave asks: saving, conflicts, thresholds, own survey files with all their faults, what is frozen."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.sittings.sitting import WaveChoice
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.usecases.surveys.draft_wave import SHIPPED, draft_wave
from diagnostic.web.staff.surveys.views import LARGEST
from tests.made.waves import make_wave
from tests.support.folders import ROOT
from tests.support.staff import House, Staff, furnish

SKILLS = (ROOT / "surveys/skills.toml").read_text("utf-8")
TRIAL = (ROOT / "tests/data/surveys/all_types.toml").read_text("utf-8")
MIRRORING = TRIAL.replace("[[scales]]", '[[scales]]\nmirrors = "XX"', 1)
FAULTY = 'code = 1\nmodule = "m"\ntitle = { zh = "a", en = "李" }\n[[items]]\ncode = "A"\ntype = "foo"\n'


def at(house: House, more: str = "") -> str:
    return f"/staff/clients/{house.a}/assessments/{house.assessment}/surveys{more}"


def draft(house: House) -> WaveDraft:
    with house.installation.store.reading() as session:
        return draft_wave(session, house.assessment)


def codes(house: House) -> list[tuple[str, str]]:
    return [(each.code, each.source) for each in draft(house).surveys]


def log_actions(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [entry.action for entry in newest_entries(session, 100) if entry.action != "signed_in"]


def faults(staff: Staff) -> list[tuple[str, str]]:
    """Where, and the code."""
    return [
        (row.xpath("string(.//th)").strip(), row.xpath("string(.//td[last()]//code)"))
        for row in staff.doc.xpath('//table[contains(@class, "faults")]/tbody/tr')
    ]


def send(staff: Staff, house: House, content: bytes | str, name: str = "mine.toml") -> Staff:
    return staff.get(at(house, "/own")).upload(name, content)


def run_wave(house: House) -> str:
    """An open wave of the house's assessment."""
    wave = make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    with house.installation.store.writing() as session:
        session.execute(update(t.Wave).values(assessment_id=house.assessment))
    return wave.id


@pytest.mark.slow
def test_on_both_databases_what_is_chosen_is_stored(installation: Installation) -> None:
    house = furnish(installation)
    alice = house.sign_in("alice").get(at(house))
    assert alice.doc.xpath('//input[@name="ask"][@checked]/@value') == list(SHIPPED)
    assert draft(house).version == 0
    alice.send(
        {
            "ask": ["skills", "comments"],
            "extra": "rotation-1",
            "purpose_en": "to learn",
            "k": "6",
            "k_items": "12",
            "closes_on": "2026-03-20",
            "retention_months": "12",
        }
    )
    assert (alice.status, alice.path, alice.said) == (
        200,
        at(house),
        "The surveys and settings of the wave are saved.",
    )
    stored = draft(house)
    assert codes(house) == [("skills", "shipped"), ("comments", "shipped")]
    assert (stored.version, stored.choice, stored.rules) == (1, WaveChoice("1"), PublishingRules(6, 12, 30))
    assert (stored.purpose.en, stored.closes_on, stored.retention_months) == (
        "to learn",
        date(2026, 3, 20),
        12,
    )
    assert log_actions(house) == ["surveys_chosen"]
    send(alice, house, TRIAL)
    assert codes(house) == [("skills", "shipped"), ("all-types", "own"), ("comments", "shipped")]
    assert draft(house).surveys[1].text == TRIAL
    assert alice.get(at(house, "/own/all-types/remove")).send({"remove": "y"}).status == 200
    assert codes(house) == [("skills", "shipped"), ("comments", "shipped")]
    assert set(log_actions(house)) == {"surveys_chosen", "survey_added", "survey_removed"}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"ask": None}, {"ask"}),
        ({"ask": ["skills", "nonsense"]}, {"ask"}),
        ({"extra": "both"}, {"extra"}),
        ({"extra": "rotation-9"}, {"extra"}),
        ({"purpose_zh": " ", "purpose_en": "x" * 201}, {"purpose_zh", "purpose_en"}),
        ({"closes_on": "2026-03-01"}, {"closes_on"}),
        ({"closes_on": "soon"}, {"closes_on"}),
        ({"k": "4", "k_items": "9", "comments": "29"}, {"k", "k_items", "comments"}),
        ({"k": "11"}, {"k_items"}),
        ({"k": "five", "comments": "", "retention_months": "0"}, {"k", "comments", "retention_months"}),
        ({"k_items": "999999999999", "retention_months": "121"}, {"k_items", "retention_months"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(
    house: House, alice: Staff, given: dict[str, str], wrong: set[str]
) -> None:
    alice.get(at(house)).send({"purpose_en": "kept", **given})
    assert (alice.status, set(alice.wrong)) == (422, wrong)
    assert alice.doc.xpath('//input[@name="purpose_en"]/@value')[0].startswith(("kept", "xxx"))
    assert draft(house).version == 0
    assert log_actions(house) == []


def test_surveys_on_one_sheet_name_each_other_by_title(house: House, alice: Staff) -> None:
    alice.get(at(house))
    beside = [line for line in alice.doc.xpath('//p[@class="about"]/span/text()') if "sheet" in line]
    assert beside == [
        "on one sheet with: Energy and load",
        "on one sheet with: Working conditions and morale",
    ]


def test_thresholds_are_never_below_those_of_an_earlier_wave(house: House, alice: Staff) -> None:
    wave = run_wave(house)
    with house.installation.store.writing() as session:
        session.execute(update(t.Wave).where(t.Wave.id == wave).values(k=7, k_items=14, state="sealed"))
    assert set(alice.get(at(house)).send({}).wrong) == {"k", "k_items"}
    assert alice.send({"k": "7", "k_items": "14"}).status == 200
    assert draft(house).rules == PublishingRules(7, 14, 30)


@pytest.mark.slow
def test_of_two_who_change_it_at_once_the_second_sees_the_conflict(
    house: House, alice: Staff, dave: Staff
) -> None:
    alice.get(at(house))
    dave.get(at(house)).send({"ask": ["skills"], "purpose_en": "of dave", "k": "6"})
    alice.send({"purpose_en": "of alice"})
    assert alice.status == 409
    assert alice.doc.xpath('//input[@name="purpose_en"]/@value') == ["of alice"]
    stored = " ".join(alice.doc.xpath('//p[@class="stored"]/text()'))
    assert "of dave" in stored
    assert "2026" not in stored  # what is the same on both sides is not repeated
    assert draft(house).purpose.en == "of dave"
    assert alice.send({}).status == 200
    assert (draft(house).purpose.en, draft(house).version) == ("of alice", 2)


def test_the_same_sent_twice_is_stored_once(house: House, alice: Staff) -> None:
    page = alice.get(at(house)).doc
    alice.send({"k": "8"})
    alice.doc = page
    assert alice.send({"k": "8"}).status == 200
    assert draft(house).version == 1
    assert log_actions(house) == ["surveys_chosen"]


def test_all_faults_of_a_file_are_listed_and_nothing_is_stored(house: House, alice: Staff) -> None:
    send(alice, house, FAULTY)
    assert alice.status == 422
    assert {
        ("code", "surveys.value_wrong"),
        ("version", "surveys.key_missing"),
        ("pages", "surveys.key_missing"),
        ("items[0].type", "surveys.value_wrong"),
        ("title.en", "surveys.language_wrong"),
        ("items[0]", "surveys.item_no_page"),
    } <= set(faults(alice))
    assert draft(house).version == 0


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff\xfe", [("the file", "file.unreadable")]),
        ("a =\n", [("line 1", "surveys.not_toml")]),
        ("a = " + "[" * 50_000, [("the file", "surveys.not_toml")]),
        (".".join(["a"] * 20_000) + " = 1", [("the file", "surveys.not_toml")]),
        (TRIAL.replace('"VIS-1"', '"carry"'), [("items[0].code", "surveys.code_reserved")]),
        (MIRRORING, [("scales[0].mirrors", "surveys.scale_unknown")]),
    ],
)
def test_a_file_that_is_no_survey_is_refused(
    house: House, alice: Staff, content: bytes | str, found: list[tuple[str, str]]
) -> None:
    send(alice, house, content)
    assert (alice.status, faults(alice)) == (422, found)
    assert draft(house).version == 0


def test_a_file_that_is_missing_or_too_large_is_refused(house: House, alice: Staff) -> None:
    assert alice.get(at(house, "/own")).send({}).wrong == ["file"]
    assert send(alice, house, b"#" * (LARGEST + 1)).wrong == ["file"]
    assert alice.status == 422


def test_codes_that_another_survey_of_the_wave_has_are_faults(house: House, alice: Staff) -> None:
    mine = SKILLS.replace('code = "skills"', 'code = "mine"')
    send(alice, house, mine)
    assert alice.status == 422
    assert {code for _, code in faults(alice)} == {"surveys.code_two_files"}
    alice.get(at(house)).send({"ask": ["morale"]})
    assert send(alice, house, mine).status == 200
    before = draft(house)
    assert alice.get(at(house)).send({"ask": ["skills", "morale"]}).status == 422
    assert {code for _, code in faults(alice)} == {"surveys.code_two_files"}
    assert alice.doc.xpath('//input[@name="ask"][@checked]/@value') == ["skills", "morale"]
    assert draft(house) == before


@pytest.mark.slow
def test_a_survey_of_the_same_code_is_replaced_only_when_that_is_ticked(house: House, alice: Staff) -> None:
    mine = SKILLS.replace('version = "1"', 'version = "1-ours"', 1).replace("\n", "\r\n")
    send(alice, house, mine)
    assert (alice.status, codes(house)[0]) == (409, ("skills", "shipped"))
    assert (alice.send({}).status, alice.wrong, codes(house)[0]) == (422, ["replace"], ("skills", "shipped"))
    assert alice.send({"replace": "y"}).status == 200
    assert codes(house) == [("skills", "own"), *((name, "shipped") for name in SHIPPED[1:])]
    assert alice.get(at(house)).doc.xpath('//input[@name="ask"]/@value') == list(SHIPPED[1:])
    assert alice.get(at(house, "/files/skills.toml")).response.text == mine.replace("\r\n", "\n")
    assert (send(alice, house, mine).status, draft(house).version) == (200, 1)
    assert alice.get(at(house)).send({"ask": list(SHIPPED)}).status == 422
    assert alice.get(at(house, "/own/skills/remove")).send({}).wrong == ["remove"]
    alice.send({"remove": "y"})
    assert ("skills", "own") not in codes(house)
    alice.get(at(house)).send({"ask": list(SHIPPED)})
    assert codes(house) == [(name, "shipped") for name in SHIPPED]


def test_what_was_agreed_to_be_replaced_must_still_be_there(house: House, alice: Staff, dave: Staff) -> None:
    send(alice, house, SKILLS.replace('version = "1"', 'version = "a"', 1))
    send(dave, house, SKILLS.replace('version = "1"', 'version = "d"', 1)).send({"replace": "y"})
    assert alice.send({"replace": "y"}).status == 409
    assert draft(house).surveys[0].definition["version"] == "d"
    assert alice.send({"replace": "y"}).status == 200
    assert draft(house).surveys[0].definition["version"] == "a"


def test_the_last_survey_stays(house: House, alice: Staff) -> None:
    send(alice, house, TRIAL)
    alice.get(at(house)).send({"ask": None})
    assert codes(house) == [("all-types", "own")]
    assert alice.get(at(house, "/own/all-types/remove")).forms == []
    address = at(house, "/own/all-types/remove")
    response = alice.client.post(address, data={"csrf_token": alice.token, "remove": "y"})
    assert (response.status_code, codes(house)) == (422, [("all-types", "own")])
    assert alice.get(at(house, "/own/skills/remove")).status == 404


def test_files_to_begin_from_are_the_shipped_ones(house: House, alice: Staff) -> None:
    assert alice.get(at(house, "/files/skills.toml")).response.text == SKILLS
    assert alice.response.headers["Content-Disposition"] == "attachment; filename=skills.toml"
    assert alice.get(at(house, "/files/nothing.toml")).status == 404
    assert alice.get("/staff/survey.schema.json").response.get_json()["title"] == "SurveyShape"


def test_a_running_wave_is_shown_and_nothing_of_it_can_be_changed(house: House, alice: Staff) -> None:
    form = alice.get(at(house)).doc
    wave = run_wave(house)
    for more in ("", "/own", "/preview"):
        assert alice.get(at(house, more)).forms == []
    assert "Energy and load" in alice.get(at(house)).text
    alice.doc = form
    assert alice.send({}, to=at(house)).status == 409
    response = alice.client.post(
        at(house, "/own"), data={"csrf_token": alice.token, "text": TRIAL, "name": "x"}
    )
    assert (response.status_code, draft(house).version, log_actions(house)) == (409, 0, [])
    for state, shown in (("closed", 0), ("sealed", 1), ("void", 1)):
        with house.installation.store.writing() as session:
            session.execute(update(t.Wave).where(t.Wave.id == wave).values(state=state))
        assert len(alice.get(at(house)).forms) == shown


def test_another_client_s_surveys_are_not_found(house: House) -> None:
    bob = house.sign_in("bob")
    theirs = at(house).replace(house.a, house.b)
    for more in ("", "/own", "/preview", "/preview/R/any/en", "/files/skills.toml", "/own/skills/remove"):
        assert bob.get(theirs + more).status == 404
