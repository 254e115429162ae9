"""Everything staff and executives can open, before and after somebody answered: not a byte may show that they did.

The consultant has the list of links by name, so a page that showed receipts, or a count that moved with one answer,
would show who took part. Below the first step of the count nothing may move at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from diagnostic.storage.database.tables import Receipt
from diagnostic.storage.waves.waves import count_invited
from diagnostic.usecases.links.count_participation import count_participation
from diagnostic.web.access import ACCESS
from diagnostic.web.staff.waves import links as link_pages
from tests.made.analysed import open_small_wave
from tests.made.reports import add_small_report
from tests.made.waves import OpenWave
from tests.support.staff import NOW, House, Staff
from tests.web.staff.test_access import GONE, address, rules

WHO = ("alice", "carol", "dave")  # consultant, executive, administrator
RANDOM = re.compile(rb'(name="(?:csrf_token|word|fresh)" value=")[^"]+')
Seen = Mapping[tuple[str, str], tuple[int, bytes]]


@pytest.fixture
def wave(house: House) -> OpenWave:
    return open_small_wave(house.installation, house.assessment, people=12)


@pytest.fixture
def places(house: House) -> dict[str, str]:
    places = {
        "client_id": house.a,
        "assessment_id": house.assessment,
        "report_id": add_small_report(house, released=True),
        "survey": "morale",
        "level": "R",
        "team_type": "any",
        "lang": "en",
    }
    names = (
        "run_id",
        "version_id",
        "job_id",
        "link_id",
        "upload_id",
        "figures",
        "account_id",
        "name",
        "line",
    )
    return {**dict.fromkeys((*names, "token", "shared"), GONE), **places}


def seen(
    house: House, staff: Mapping[str, Staff], places: Mapping[str, str], endpoints: Collection[str] = ACCESS
) -> Seen:
    """Every page of the routes `endpoints`, and the list of those invited, without the random words of forms."""
    found = [
        (endpoint, address(rule, places))
        for endpoint, rule, method in rules(house.app)
        if method == "GET" and endpoint in endpoints
    ]
    asked = [path for endpoint, path in found if not endpoint.startswith("respondent.")]
    asked += [f"{path}?search=R0" for endpoint, path in found if endpoint == "waves.links"]
    return {(who, path): _page(each, path) for who, each in staff.items() for path in asked}


def _page(staff: Staff, path: str) -> tuple[int, bytes]:
    response = staff.client.get(path)
    return response.status_code, RANDOM.sub(rb"\1", response.data)


def differing(before: Seen, after: Seen) -> list[tuple[str, str]]:
    return [key for key in before if before[key] != after[key]]


@pytest.mark.slow
def test_no_page_tells_that_somebody_answered(house: House, wave: OpenWave, places: dict[str, str]) -> None:
    staff = {who: house.sign_in(who) for who in WHO}
    count_participation(house.installation, NOW)
    before = seen(house, staff, places)
    assert sum(status == 200 for status, _ in before.values()) > 60
    for person in list(wave.tokens)[:4]:
        wave.answer(person)
    assert differing(before, seen(house, staff, places)) == []


def test_the_attack_finds_a_planted_count(
    house: House, wave: OpenWave, places: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of links says how many are left who have not answered."""

    def left(session: Session, wave_id: str) -> int:
        return count_invited(session, wave_id) - (
            session.scalar(select(func.count()).select_from(Receipt)) or 0
        )

    monkeypatch.setattr(link_pages, "count_invited", left)
    alice = {"alice": house.sign_in("alice")}
    looked_at = ("waves.links", "waves.participation", "clients.assessment")
    before = seen(house, alice, places, looked_at)
    wave.answer("R00")
    found = differing(before, seen(house, alice, places, looked_at))
    assert [path.partition("?")[0].rpartition("/")[2] for _, path in found] == ["links", "links"]
