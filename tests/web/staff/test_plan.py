"""The plan's pages."""

from __future__ import annotations

from tests.runs import make_run
from tests.staff import House, Staff


def test_a(house: House, alice: Staff) -> None:
    make_run(house.installation, house.assessment)
    at = f"/staff/clients/{house.a}/assessments/{house.assessment}/plan"
    alice.get(at)
    assert alice.status == 200
    link = alice.doc.xpath("//article//h3/a/@href")[0]
    alice.get(link)
    assert alice.status == 200, alice.text
    alice.send({"owner_label_en": "Zoe", "leading": "3.2"})
    assert alice.status == 200, (alice.wrong, alice.text)
    print(alice.text)
    alice.get(at + "/add")
    assert alice.status == 200
    alice.get(at + "/keep").send({"note": "x"})
    assert alice.status == 200
    alice.get(alice.doc.xpath("//ul[@class='rows']//a/@href")[0])
    assert alice.status == 200
    alice.get(alice.doc.xpath("//div[@class='head']/a/@href")[0])
    assert alice.status == 200
