"""How few clicks lead from a roster file to the links, with everything left as it is proposed."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.made.companies import people
from tests.support.staff import House, Staff

MOST = 12
ROSTER = "person_id,name,unit_path,role,manager_id,team_type\n" + "".join(
    f"{p.id},{p.name},{'/'.join(p.path)},{p.role},{p.manager_id or ''},{p.team_type or ''}\n"
    for p in people()
)


class Clicker:
    """Counts: following a link, ticking a box, choosing a file and pressing a button are a click each."""

    def __init__(self, staff: Staff) -> None:
        self.staff, self.clicks = staff, 0

    def follow(self, part: str) -> None:
        (to, *_) = [link for link in self.staff.doc.xpath("//main//a/@href | //nav//a/@href") if part in link]
        self.staff.get(to)
        self.clicks += 1

    def press(self, ticks: int = 0, **given: str) -> None:
        self.staff.send(given, 0)
        self.clicks += 1 + ticks


@pytest.mark.slow
def test_from_a_roster_file_to_the_links(house: House, alice: Staff) -> None:
    here = Clicker(alice.get(f"/staff/clients/{house.a}/roster"))
    here.staff.upload("roster.csv", ROSTER)
    here.clicks += 2  # the file and the button
    here.press()  # bring it in
    assessment = f"/staff/clients/{house.a}/assessments/{house.assessment}"
    here.follow(f"/clients/{house.a}")  # to the client, by the trail
    here.follow(assessment)
    here.staff.get(f"{assessment}/publish")  # the path leads there
    here.clicks += 1
    here.press(ticks=1, sure="y")
    assert here.staff.path == f"{assessment}/links"
    here.press()
    assert here.staff.response.content_type == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(here.staff.response.data)).namelist()
    assert names == ["links.csv", "cards.pdf"]
    assert here.clicks <= MOST
