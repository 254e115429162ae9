"""Clients and assessments: the list, the forms and what they refuse, deleting, and the guided path."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostic.storage.accounts.accounts import find_account, give_client
from diagnostic.storage.clients.clients import ClientFacts, add_client, find_client
from diagnostic.storage.installation import Installation
from tests.made.waves import make_wave
from tests.support.staff import House, Staff, furnish

CLIENT = {
    "name_zh": "丙公司",
    "name_en": "Company C",
    "time_zone": "Asia/Tokyo",
    "currency": "JPY",
    "fiscal_year_start": "4",
}
PERIOD = {"title_zh": "一", "title_en": "", "first": "2025-01-01", "last": "2025-12-31"}


def test_a_consultant_makes_a_client_and_sees_it_and_nobody_else_does(
    house: House, alice: Staff, dave: Staff
) -> None:
    alice.get("/staff/clients/new").send(CLIENT)
    assert (alice.status, alice.heading) == (200, "Company C")
    address = alice.path
    assert house.sign_in("bob").get(address).status == 404
    assert dave.get(address).status == 200
    assert "丙公司" in house.sign_in("alice", "zh").get(address).heading


def test_on_both_databases_a_client_is_made_changed_and_deleted(installation: Installation) -> None:
    house = furnish(installation)
    alice = house.sign_in("alice")
    alice.get("/staff/clients/new").send(CLIENT)
    address = alice.path
    alice.get(f"{address}/edit").send({"name_en": "Company D"})
    assert (alice.path, alice.heading) == (address, "Company D")
    alice.get(f"{address}/assessments/new").send(PERIOD)
    assert alice.heading == "一"
    alice.get(f"{address}/delete").send({"sure": "y"})
    assert (alice.path, alice.said) == ("/staff/clients", "“Company D” is deleted.")
    assert alice.get(address).status == 404


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name_zh": "", "name_en": ""}, ["name_zh"]),
        ({"name_zh": " \t\x00", "name_en": "\x1f"}, ["name_zh"]),
        ({"name_en": "x" * 121}, ["name_en"]),
        ({"currency": "EURO"}, ["currency"]),
        ({"time_zone": "Mars/Olympus"}, ["time_zone"]),
        ({"time_zone": ""}, ["time_zone"]),
        ({"fiscal_year_start": "13"}, ["fiscal_year_start"]),
        ({"fiscal_year_start": "' OR 1"}, ["fiscal_year_start"]),
        ({"name_zh": "<script>alert(1)</script>", "name_en": "{{ 7*7 }}"}, []),
        ({"name_zh": "\ud83d\ude00 \u202e"}, []),
    ],
)
def test_what_a_client_can_be(alice: Staff, given: dict[str, str], wrong: list[str]) -> None:
    alice.get("/staff/clients/new").send(
        CLIENT | {n: v.encode("utf-16", "surrogatepass").decode("utf-16") for n, v in given.items()}
    )
    assert alice.wrong == wrong
    assert alice.status == (422 if wrong else 200)
    assert "<script>alert" not in alice.response.text
    if wrong:  # what was typed is kept
        kept = alice.doc.xpath('string(//input[@id="name_en"]/@value)')
        assert kept == given.get("name_en", CLIENT["name_en"]).strip("\x1f")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"title_zh": "", "title_en": ""}, ["title_zh"]),
        ({"first": ""}, ["first"]),
        ({"first": "31.12.2025"}, ["first"]),
        ({"first": "2025-02-30"}, ["first"]),
        ({"last": "2024-12-31"}, ["last"]),
        ({"first": "0001-01-01"}, ["first"]),
        ({"last": "9999-12-31"}, ["last"]),
        ({"first": None}, ["first"]),
        ({"title_en": "y" * 201}, ["title_en"]),
    ],
)
def test_what_an_assessment_can_be(
    house: House, alice: Staff, given: dict[str, str], wrong: list[str]
) -> None:
    alice.get(f"/staff/clients/{house.a}/assessments/new").send(PERIOD | given)
    assert (alice.status, alice.wrong) == (422, wrong)


@pytest.mark.slow
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(st.dictionaries(st.sampled_from([*CLIENT, "seen", "x"]), st.text(max_size=150)))
def test_no_form_of_a_client_ends_in_a_failure(house: House, given: dict[str, str]) -> None:
    alice = house.sign_in("alice")
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in given.items()}
    for address in ("/staff/clients/new", f"/staff/clients/{house.a}/edit"):
        assert alice.get(address).send(sent).status in (200, 409, 422)


def test_two_who_change_the_same_client_see_the_conflict(house: House) -> None:
    one, two = house.sign_in("alice"), house.sign_in("dave")
    for each in (one, two):
        each.get(f"/staff/clients/{house.a}/edit")
    one.send({"name_en": "Mine", "fiscal_year_start": "7"})
    two.send({"name_en": "Theirs"})
    assert two.status == 409
    beside = two.doc.xpath('//p[@class="stored"]/text()')  # what differs, and nothing else
    assert beside == ["Stored now: Mine", "Stored now: July"]
    assert two.doc.xpath('string(//input[@id="name_en"]/@value)') == "Theirs"
    two.send({})
    assert (two.status, two.heading) == (200, "Theirs")


def test_two_who_change_the_same_assessment_see_what_differs(house: House) -> None:
    one, two = house.sign_in("alice"), house.sign_in("dave")
    address = f"/staff/clients/{house.a}/assessments/{house.assessment}/edit"
    for each in (one, two):
        each.get(address)
    one.send({"title_en": "Mine", "last": "2025-06-30"})
    two.send({"title_en": "Theirs"})
    beside = two.doc.xpath('//p[@class="stored"]/text()')
    assert (two.status, beside) == (409, ["Stored now: Mine", "Stored now: June 30, 2025"])


def test_a_client_is_not_deleted_without_being_sure_or_while_answers_wait(house: House, alice: Staff) -> None:
    alice.get(f"/staff/clients/{house.a}/delete").send({})
    assert (alice.status, alice.wrong) == (422, ["sure"])
    wave = make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    with house.installation.store.writing() as session:
        (client,) = _clients_with_waves(house)
        account = find_account(session, email="alice@example.com")
        assert account is not None
        give_client(session, account.id, client)
    alice.get(f"/staff/clients/{client}/delete")
    assert alice.forms == []
    form = {"csrf_token": alice.token, "sure": "y"}
    assert alice.client.post(f"/staff/clients/{client}/delete", data=form).status_code == 409
    with house.installation.store.reading() as session:
        assert find_client(session, client) is not None
    assert wave.found("P00") is not None


def _clients_with_waves(house: House) -> list[str]:
    from diagnostic.storage.clients.clients import holdings_of, list_clients

    with house.installation.store.reading() as session:
        return [c.id for c in list_clients(session, None) if holdings_of(session, c.id).waves]


def test_the_list_is_searched_by_either_name_and_signs_stand_for_themselves(
    house: House, dave: Staff
) -> None:
    with house.installation.store.writing() as session:
        add_client(session, ClientFacts("百分之百", "100% Pure_Sales", "UTC", None, 1))
    for search, found in (
        ("pure", 1),
        ("甲", 1),
        ("100%", 1),
        ("%", 1),
        ("_", 1),
        ("zzz", 0),
        ("", 3),
        ("\\", 0),
    ):
        dave.get(f"/staff/clients?search={search.replace('%', '%25')}")
        assert len(dave.doc.xpath("//tbody/tr")) == found, search


@pytest.mark.slow
def test_the_start_page_without_a_client_says_what_to_do(house: House, dave: Staff) -> None:
    dave.get("/staff/accounts").send({"email": "erin@example.com"})
    erin = house.visitor().sign_in("erin", dave.doc.xpath("string(//main//code)"))
    assert erin.doc.xpath('//main//a[contains(@class, "first")]/@href') == ["/staff/clients/new"]


def test_the_path_shows_what_is_done_what_is_next_and_what_is_not_there_yet(
    house: House, alice: Staff
) -> None:
    address = f"/staff/clients/{house.a}/assessments/{house.assessment}"

    def states() -> list[str]:
        steps = alice.get(address).doc.xpath('//li[contains(@class, "step")]/@class')
        return [str(step).split()[-1] for step in steps]

    assert states() == ["done", "now", "open", "open", *["later"] * 8]
    alice.get(f"/staff/clients/{house.a}/roster").upload("r.csv", "person_id,unit_path\n1,East\n").send({})
    assert states() == ["done", "done", "open", "now", "open", "open", *["later"] * 6]
    assert len(alice.doc.xpath('//ol[@class="path"]//a')) == 6  # what is not there leads nowhere


@pytest.mark.parametrize(("lang", "said"), [("zh", "12.2亿元"), ("en", "CNY 1,220,000,000")])
def test_the_target_of_an_assessment_is_written_as_figures_are(house: House, lang: str, said: str) -> None:
    alice = house.sign_in("alice", lang).get(f"/staff/clients/{house.a}/assessments/{house.assessment}/edit")
    alice.send({"board_target": "12.2亿"})
    assert said in [each.text_content() for each in alice.doc.xpath("//dd")]


def test_a_long_list_of_clients_is_turned_page_by_page(house: House, dave: Staff) -> None:
    with house.installation.store.writing() as session:
        for at in range(28):
            add_client(session, ClientFacts(f"客户{at:02}", "", "UTC", None, 1))
    shown = [len(dave.get(f"/staff/clients?page={page}").doc.xpath("//tbody/tr")) for page in (1, 2, 3)]
    assert shown == [25, 5, 0]
    assert dave.doc.xpath('//a[@rel="prev"]/@href') == ["/staff/clients?search=&page=2"]
