"""Where an assessment stands: its phases and its one line, on lists and pages, from the database's own rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from diagnostic.core.figures.model.periods import Period
from diagnostic.storage.clients.assessment_status import AssessmentStatus, statuses_of
from diagnostic.text import Text
from diagnostic.web.staff.clients.status import PHASES, phases_of
from diagnostic.web.staff.common.formatting import period_text, role_name, unit_way
from tests.made.reports import add_small_report
from tests.support.staff import House

NEW = AssessmentStatus("c", "a", None, None, None, None)


@pytest.mark.parametrize(
    ("status", "now", "done"),
    [
        (NEW, "prepare", 0),
        (replace(NEW, wave="open", closes_on=date(2026, 3, 31)), "collect", 1),
        (replace(NEW, wave="closed"), "seal", 2),
        (replace(NEW, wave="sealed"), "diagnose", 3),
        (replace(NEW, wave="sealed", run=1), "report", 4),
        (replace(NEW, wave="sealed", run=2, report=1), None, 5),
        (replace(NEW, wave="abandoned"), "prepare", 0),  # as if it had never been
        (replace(NEW, wave="abandoned", run=1), "report", 4),
        (replace(NEW, run=1), "report", 4),  # figures only: no one is asked
        (replace(NEW, wave="open", run=1, report=1), "collect", 1),
    ],
)
def test_the_phases(status: AssessmentStatus, now: Any, done: int) -> None:
    phases = phases_of(status)
    assert tuple(phases) == PHASES
    assert next((phase for phase, state in phases.items() if state == "now"), None) == now
    assert sum(state == "done" for state in phases.values()) == done


def test_the_state_stands_on_the_list_of_clients_and_on_the_client_s_page(house: House) -> None:
    add_small_report(house, released=True)
    with house.installation.store.reading() as session:
        (found,) = statuses_of(session, [house.a])
        assert statuses_of(session, [house.b]) == []
    assert (found.assessment_id, found.wave, found.report) == (house.assessment, None, 1)
    alice = house.sign_in("alice")
    assert alice.get(f"/staff/clients/{house.a}").doc.xpath("//*[@class='state-tag']")
    assert alice.get("/staff/clients").doc.xpath(f"//td/a[contains(@href, '{house.assessment}')]")


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025年", "2025"),
        (date(2025, 4, 1), date(2025, 6, 30), "2025年第2季度", "Q2 2025"),
        (date(2025, 3, 1), date(2025, 3, 31), "2025年3月", "Mar 2025"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024年1月 至 2025年12月", "Jan 2024 to Dec 2025"),
        (date(2025, 3, 5), date(2025, 3, 5), "2025年3月5日", "March 5, 2025"),
        (
            date(2025, 3, 5),
            date(2025, 4, 6),
            "2025年3月5日 至 2025年4月6日",
            "March 5, 2025 to April 6, 2025",
        ),
    ],
)
def test_periods_are_written_as_their_reader_does(
    house: House, first: date, last: date, zh: str, en: str
) -> None:
    for lang, expected in (("zh", zh), ("en", en)):
        with house.staff.test_request_context(headers={"Accept-Language": lang}):
            assert period_text(Period(first, last)) == expected


def test_units_and_roles_have_the_names_of_the_reader_s_language(house: House) -> None:
    names = {"A/B": Text("乙", "Bee"), "A": Text("甲", "")}
    with house.staff.test_request_context(headers={"Accept-Language": "en"}):
        assert unit_way("A/B/C", names) == '<span lang="zh-CN">甲</span> / Bee / C'
        assert (role_name("M"), role_name("seller"), role_name(None)) == ("Manager", "seller", "")
