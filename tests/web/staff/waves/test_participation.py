"""The daily count: at its hour on the client's clock, in steps, once a day, and never because somebody looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from diagnostic.storage.clients.clients import change_client, find_client
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.participation import counts_of
from diagnostic.usecases.links.count_participation import count_participation, next_count
from tests.made.companies import settle
from tests.made.waves import close_wave, make_wave
from tests.support.staff import House, Staff, furnish
from tests.web.staff.waves.test_links import answer, made
from tests.web.staff.waves.test_publish import page, publish, waves

NINE = datetime(2026, 3, 2, 1)  # UTC: nine in the morning in Shanghai


@pytest.fixture
def out(house: House, alice: Staff) -> House:
    settle(house.installation, house.a)
    publish(house, alice)
    return house


def counted(installation: Installation, wave: str) -> list[tuple[date, int]]:
    with installation.store.reading() as session:
        return [(each.day, each.at_least) for each in counts_of(session, wave)]


def test_on_both_databases_only_steps_are_kept(installation: Installation) -> None:
    wave = make_wave(installation, people=48)
    seen = []
    for at, person in enumerate(list(wave.tokens)[:40]):
        wave.answer(person)
        count_participation(installation, datetime(2026, 3, 2 + at // 2, 1, 5))
        seen = counted(installation, wave.id)
    assert [day for day, _ in seen] == sorted({day for day, _ in seen}, reverse=True)
    assert {at_least % 5 for _, at_least in seen} == {0}
    assert [at_least for _, at_least in reversed(seen)] == [(1 + 2 * day) // 5 * 5 for day in range(20)]


@pytest.mark.parametrize(
    ("zone", "before", "after", "day"),
    [
        ("Asia/Shanghai", datetime(2026, 3, 2, 0, 59), datetime(2026, 3, 2, 1), date(2026, 3, 2)),
        ("America/Los_Angeles", datetime(2026, 3, 2, 16, 59), datetime(2026, 3, 2, 17), date(2026, 3, 2)),
        (
            "America/Los_Angeles",
            datetime(2026, 3, 9, 15, 59),
            datetime(2026, 3, 9, 16),
            date(2026, 3, 9),
        ),  # summer
        ("Australia/Sydney", datetime(2026, 3, 1, 21, 59), datetime(2026, 3, 1, 22), date(2026, 3, 2)),
        ("Asia/Kolkata", datetime(2026, 3, 2, 3, 29), datetime(2026, 3, 2, 3, 30), date(2026, 3, 2)),
    ],
)
def test_the_hour_is_that_of_the_client(
    out: House, zone: str, before: datetime, after: datetime, day: date
) -> None:
    with out.installation.store.writing() as session:
        facts = find_client(session, out.a)
        assert facts is not None
        change_client(
            session,
            out.a,
            type(facts)(facts.name_zh, facts.name_en, zone, facts.currency, facts.fiscal_year_start),
        )
    (wave,) = waves(out)
    assert count_participation(out.installation, before) == 0
    assert counted(out.installation, wave) == []
    assert count_participation(out.installation, after) == 1
    assert count_participation(out.installation, after) == 0
    assert counted(out.installation, wave) == [(day, 0)]


def test_who_sets_the_client_s_clock_gets_no_second_count(out: House) -> None:
    """Else a consultant could have it counted before and after an answer they saw being given."""

    def move(zone: str) -> None:
        with out.installation.store.writing() as session:
            facts = find_client(session, out.a)
            assert facts is not None
            change_client(session, out.a, replace(facts, time_zone=zone))

    for zone, counted_now in (
        ("Asia/Shanghai", 1),
        ("Pacific/Honolulu", 0),
        ("America/New_York", 0),
        ("Europe/Berlin", 0),
    ):
        move(zone)
        assert count_participation(out.installation, NINE) == counted_now, zone
    assert len(counted(out.installation, waves(out)[0])) == 1


@pytest.mark.slow
def test_forty_answer_and_the_page_says_no_more_than_steps(out: House, alice: Staff) -> None:
    tokens = made(alice, out)
    for person in list(tokens)[:40]:
        alice.get(page(out, "participation"))
        before = alice.text
        answer(out, tokens[person], person)
        assert alice.get(page(out, "participation")).text == before
    assert counted(out.installation, waves(out)[0]) == []  # looking counts nothing
    count_participation(out.installation, NINE)
    alice.get(page(out, "participation"))
    assert alice.doc.xpath("//ol[@class='days']/li/span[last()]/text()") == ["at least 36 of 54"]
    assert not any(person in alice.text for person in tokens)


def test_a_wave_that_is_closed_is_not_counted(installation: Installation) -> None:
    wave = make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    close_wave(installation, wave.id)
    assert count_participation(installation, NINE) == 0


def test_before_and_after_there_is_a_wave(house: House, alice: Staff) -> None:
    alice.get(page(house, "participation"))
    assert alice.doc.xpath('//div[contains(@class, "empty")]//a/@href') == [page(house, "publish")]


def test_when_the_next_count_comes() -> None:
    noon, dawn = datetime(2026, 3, 2, 4), datetime(2026, 3, 1, 22)
    assert next_count("Asia/Shanghai", dawn, False).day == 2
    assert next_count("Asia/Shanghai", noon, True).day == 3
    assert next_count("Asia/Shanghai", noon, False).day == 2  # due: the worker has not looked yet


def test_a_house_with_two_clients_counts_each_wave_once(installation: Installation) -> None:
    house = furnish(installation)
    settle(installation, house.a)
    publish(house, house.sign_in("alice"))
    make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    assert count_participation(installation, NINE) == 2
