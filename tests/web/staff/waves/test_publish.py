"""What a wave could show and its publishing: what is frozen, what is refused, and what later changes do not touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import find_draft, keep_draft
from diagnostic.storage.waves.wave_list import waves_of
from diagnostic.storage.waves.waves import read_wave
from diagnostic.usecases.surveys.draft_wave import draft_wave
from tests.made.companies import company, settle
from tests.support.staff import House, Staff, furnish


@pytest.fixture
def settled(house: House) -> House:
    settle(house.installation, house.a)
    return house


def page(house: House, name: str, client: str = "") -> str:
    return f"/staff/clients/{client or house.a}/assessments/{house.assessment}/{name}"


def waves(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [line.id for line in waves_of(session, house.assessment)]


def publish(house: House, staff: Staff) -> str:
    staff.get(page(house, "publish")).send({"sure": "y"}, 0)
    assert staff.path == page(house, "links")
    (wave,) = waves(house)
    return wave


def test_on_both_databases_a_wave_opens_as_it_was_shown(installation: Installation) -> None:
    house = furnish(installation)
    settle(installation, house.a)
    alice = house.sign_in("alice").get(page(house, "publish"))
    (seen,) = alice.doc.xpath('//input[@name="seen"]/@value')
    wave = publish(house, alice)
    with installation.store.reading() as session:
        form = read_wave(session, wave)
        assert "wave_published" in {entry.action for entry in newest_entries(session, 9)}
    assert form.fingerprint == seen
    assert form.closes_on == date(2026, 3, 16)
    assert {tag.module for tag in form.tags.values()} == {"skills", "morale", "manager", "comments"}
    assert alice.get(page(house, "publish")).forms == []


def test_it_asks_to_be_sure(settled: House, alice: Staff) -> None:
    alice.get(page(settled, "publish")).send({}, 0)
    assert (alice.status, alice.wrong, waves(settled)) == (422, ["sure"], [])


def test_pressed_twice_or_by_two_it_opens_once(settled: House, alice: Staff, dave: Staff) -> None:
    for staff in (alice, dave):
        staff.get(page(settled, "publish"))
    alice.send({"sure": "y"}, 0)
    dave.send({"sure": "y"}, 0)
    assert (dave.status, len(waves(settled))) == (409, 1)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["roster", "figures", "draft"])
def test_what_moved_since_it_was_shown_does_not_open(settled: House, alice: Staff, what: str) -> None:
    alice.get(page(settled, "publish"))
    table = company()
    with settled.installation.store.writing() as session:
        if what == "draft":
            draft = draft_wave(session, settled.assessment)
            keep_draft(session, settled.assessment, replace(draft, retention_months=12))
        elif what == "roster":
            save_figures(session, settled.a, company(reps=47))
        else:
            turned = tuple(replace(each, value=20_000 - int(each.value)) for each in table.actuals)
            save_figures(session, settled.a, replace(table, actuals=turned))
    alice.send({"sure": "y"}, 0)
    assert (alice.status, waves(settled)) == (409, [])
    alice.send({"sure": "y"}, 0)  # now it has been looked at
    assert len(waves(settled)) == 1


def test_later_imports_do_not_touch_an_open_wave(settled: House, alice: Staff) -> None:
    wave = publish(settled, alice)

    def frozen() -> object:
        with settled.installation.store.reading() as session:
            form = read_wave(session, wave)
        return form.promise, form.fingerprint, sorted((t.id, t.invited, t.leaves) for t in form.tags.values())

    before = frozen()
    with settled.installation.store.writing() as session:
        save_figures(session, settled.a, company(reps=20, teams=2))
    alice.get(page(settled, "shown"))
    assert frozen() == before


def test_what_prevents_it_is_named_with_the_step_that_mends_it(house: House, alice: Staff) -> None:
    alice.get(page(house, "publish"))
    assert alice.forms == []
    assert alice.doc.xpath('//section[@aria-labelledby="faults"]//a/@href') == [
        f"/staff/clients/{house.a}/roster"
    ]
    settle(house.installation, house.a)
    with house.installation.store.writing() as session:
        draft = draft_wave(session, house.assessment)
        keep_draft(session, house.assessment, replace(draft, closes_on=date(2026, 3, 2)))
    assert alice.get(page(house, "publish")).forms == []
    assert len(alice.doc.xpath('//section[@aria-labelledby="faults"]//li')) == 1


def test_another_client_s_assessment_is_not_there(settled: House) -> None:
    bob = settled.sign_in("bob")
    for name in ("shown", "publish", "links", "participation", "close"):
        assert bob.get(page(settled, name)).status == 404
        assert bob.get(page(settled, name, settled.b)).status == 404


# --- what it could show ---


def test_the_groups_with_their_headcounts(settled: House, alice: Staff) -> None:
    alice.get(page(settled, "shown"))
    sections = alice.doc.xpath("//section[starts-with(@id, 'm-')]/@id")
    assert sections == ["m-skills", "m-morale", "m-manager", "m-comments"]
    morale = alice.doc.xpath('//section[@id="m-morale"]/table[1]//td[1]/text()')
    assert morale == ["12"] * 4


def test_the_rate_decides_what_stands_alone(settled: House, alice: Staff) -> None:
    def alone(rate: str) -> int:
        alice.get(page(settled, f"shown?rate={rate}"))
        return len(alice.doc.xpath('//section[@id="m-morale"]/table[1]//tr[@class="alone"]'))

    assert (alone("30"), alone("90")) == (0, 4)
    assert alone("nonsense") == alone("70") == alone("-3") == alone("0")


def test_a_module_is_turned_and_the_draft_says_so(settled: House, alice: Staff) -> None:
    alice.get(page(settled, "shown?rate=60"))
    (place, *_) = [at for at, form in enumerate(alice.forms) if form.fields.get("module") == "morale"]
    alice.send({"tagging": "role_band"}, place)
    assert alice.status == 200
    with settled.installation.store.reading() as session:
        draft = find_draft(session, settled.assessment)
    assert draft is not None
    assert (draft.tagging, draft.expected) == ({"morale": ("role", "band")}, 0.6)


@pytest.mark.slow
def test_turning_is_refused_where_the_draft_moved_or_the_wave_is_out(
    settled: House, alice: Staff, dave: Staff
) -> None:
    for staff in (alice, dave):
        staff.get(page(settled, "shown"))
    alice.send({"tagging": "unit"}, 0)
    dave.send({"tagging": "unit"}, 0)
    assert dave.status == 409
    dave.send({"tagging": "age"}, 0)
    assert dave.status == 422
    alice.get(page(settled, "shown"))
    publish(settled, dave)
    alice.send({"tagging": "role_band"}, 0)
    assert (alice.status, alice.forms) == (409, [])


def test_without_a_roster_it_says_what_to_do(house: House, alice: Staff) -> None:
    alice.get(page(house, "shown"))
    assert alice.doc.xpath('//div[contains(@class, "empty")]//a/@href') == [
        f"/staff/clients/{house.a}/roster"
    ]
