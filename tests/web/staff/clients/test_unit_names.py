"""Names of units in two languages: shown, kept, refused, and a conflict when somebody else was faster."""

from __future__ import annotations

from diagnostic.storage.clients.rosters import unit_names
from diagnostic.storage.installation import Installation
from tests.support.staff import House, Staff, furnish

ROSTER = "person_id,unit_path\n1,Co/华东\n2,Co/华北\n"


def names(house: House) -> dict[str, tuple[str, str]]:
    with house.installation.store.reading() as session:
        return {path: (name.zh, name.en) for path, name in unit_names(session, house.a).items()}


def open_units(staff: Staff, house: House) -> dict[str, str]:
    """The ids of the units by their paths."""
    staff.get(f"/staff/clients/{house.a}/units")
    paths = [" ".join(each.split()).replace(" / ", "/") for each in staff.doc.xpath("//li/p[1]/text()")]
    return dict(zip(paths, staff.doc.xpath('//li/input[@name="unit"]/@value'), strict=True))


def bring_roster(staff: Staff, house: House, content: str = ROSTER) -> None:
    staff.get(f"/staff/clients/{house.a}/roster").upload("roster.csv", content).send({})


def test_on_both_databases_a_unit_has_a_name_in_each_language_or_in_one(installation: Installation) -> None:
    house = furnish(installation)
    alice = house.sign_in("alice")
    bring_roster(alice, house)
    ids = open_units(alice, house)
    alice.send({f"en_{ids['Co/华东']}": "East", f"zh_{ids['Co']}": ""})
    assert alice.said == "Names saved; units changed: 2."
    assert names(house) == {"Co": ("", "Co"), "Co/华东": ("华东", "East"), "Co/华北": ("华北", "华北")}
    assert "East" in alice.get(f"/staff/clients/{house.a}").text
    bring_roster(alice, house, ROSTER + "3,Co/华东/一部\n")
    assert names(house)["Co/华东"] == ("华东", "East")


def test_a_unit_without_any_name_is_refused_and_what_was_typed_is_kept(house: House, alice: Staff) -> None:
    bring_roster(alice, house)
    unit = open_units(alice, house)["Co/华北"]
    alice.send({f"en_{unit}": " ", f"zh_{unit}": ""})
    assert (alice.status, alice.wrong) == (422, [f"zh_{unit}", f"en_{unit}"])
    alice.send({f"en_{unit}": "N" * 121})
    assert alice.status == 422
    assert names(house)["Co/华北"] == ("华北", "华北")


def test_of_two_who_name_at_once_the_second_sees_the_conflict(house: House, alice: Staff) -> None:
    bring_roster(alice, house)
    dave = house.sign_in("dave")
    unit = open_units(alice, house)["Co"]
    open_units(dave, house)
    alice.send({f"en_{unit}": "The company"})
    dave.send({f"en_{unit}": "Company"})
    assert dave.status == 409
    assert dave.doc.xpath('//p[@class="stored"]/text()') == ["Stored now: The company"]
    assert names(house)["Co"][1] == "The company"
    dave.send({})
    assert names(house)["Co"][1] == "Company"


def test_units_of_another_client_are_not_named(house: House, alice: Staff) -> None:
    bring_roster(alice, house)
    unit = open_units(alice, house)["Co"]
    bob = house.sign_in("bob")
    bob.get(f"/staff/clients/{house.b}/units")
    form = {
        "csrf_token": bob.token if bob.forms else alice.token,
        "unit": unit,
        f"en_{unit}": "Stolen",
        "seen": "",
    }
    bob.client.post(f"/staff/clients/{house.b}/units", data=form)
    assert names(house)["Co"] == ("Co", "Co")


def test_a_long_list_is_turned_page_by_page_and_searched(house: House, alice: Staff) -> None:
    bring_roster(alice, house, "person_id,unit_path\n" + "".join(f"{at},Co/T{at:03}\n" for at in range(99)))
    address = f"/staff/clients/{house.a}/units"
    shown = [
        len(alice.get(f"{address}?page={page}").doc.xpath("//ul[@class='units']/li")) for page in (1, 2, 3, 4)
    ]
    assert shown == [40, 40, 20, 0]
    assert len(alice.get(f"{address}?search=t01").doc.xpath("//ul[@class='units']/li")) == 10
