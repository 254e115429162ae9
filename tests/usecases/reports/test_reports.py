"""Releasing, withdrawing and sharing a report, and beginning another: what is stored, and what the log says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.jobs.jobs import find_job
from diagnostic.storage.results.plans import versions_of
from diagnostic.storage.results.reports import find_report
from diagnostic.storage.results.share_links import links_of, shared_report
from diagnostic.usecases.reports.begin_report import begin_report
from diagnostic.usecases.reports.release_report import release_report
from diagnostic.usecases.reports.revoke_share_link import revoke_share_link
from diagnostic.usecases.reports.share_report import share_report
from diagnostic.usecases.reports.withdraw_report import withdraw_report
from tests.made.reports import add_small_report
from tests.support.staff import NOW, TODAY, House

SIGNED: Any = {"by": "alice@example.com", "at": NOW}
GONE = "0" * 32
UNTIL = TODAY + timedelta(days=30)
NAME = "甲公司 / Company A · 1"


@pytest.fixture
def report(house: House) -> str:
    return add_small_report(house)


def log_of(house: House) -> list[tuple[str, str]]:
    """By name: entries of one moment are in no order."""
    with house.installation.store.reading() as session:
        return sorted((each.action, each.subject) for each in newest_entries(session, 9))


def is_released(house: House, report: str) -> bool:
    with house.installation.store.reading() as session:
        found = find_report(session, report)
    assert found is not None
    return found.released


def share(house: House, report: str, label: str = "W") -> str:
    return share_report(house.installation, house.a, house.assessment, report, label, UNTIL, **SIGNED)


def opened_by(house: House, token: str) -> str | None:
    with house.installation.store.reading() as session:
        return shared_report(session, house.installation.keys, token, TODAY)


def test_releasing_twice_is_written_down_once(house: House, report: str) -> None:
    for _ in range(2):
        release_report(house.installation, house.a, house.assessment, report, **SIGNED)
        assert is_released(house, report)
    assert log_of(house) == [("report_released", NAME)]


def test_withdrawing_ends_the_links_that_work(house: House, report: str) -> None:
    withdraw = (house.installation, house.a, house.assessment, report, TODAY)
    token = share(house, report)
    assert not withdraw_report(*withdraw, **SIGNED)  # it was not released, so nothing ends
    assert opened_by(house, token) == report
    release_report(house.installation, house.a, house.assessment, report, **SIGNED)
    assert withdraw_report(*withdraw, **SIGNED)
    assert (is_released(house, report), opened_by(house, token)) == (False, None)
    assert log_of(house) == [
        ("report_released", NAME),
        ("report_withdrawn", NAME),
        ("share_link_made", f"{NAME} · W · {UNTIL:%Y-%m-%d}"),
        ("share_link_revoked", f"{NAME} · W"),
    ]


def test_a_link_is_revoked_once(house: House, report: str) -> None:
    token = share(house, report)
    with house.installation.store.reading() as session:
        (link,) = links_of(session, report)
    for _ in range(2):
        revoke_share_link(house.installation, house.a, house.assessment, report, link.id, **SIGNED)
        assert opened_by(house, token) is None
    assert [action for action, _ in log_of(house)] == ["share_link_made", "share_link_revoked"]


def test_a_report_is_begun_with_the_plan_as_it_stands_or_with_a_version(house: House, report: str) -> None:
    with house.installation.store.reading() as session:
        found = find_report(session, report)
        assert found is not None
        (version,) = versions_of(session, house.assessment)
    at = (house.installation, house.a, house.assessment, found.run_id)
    first = begin_report(*at, None, **SIGNED)
    assert begin_report(*at, version.id, **SIGNED) == first  # which is not over yet
    with house.installation.store.reading() as session:
        job = find_job(session, house.a, house.assessment, first)
        assert versions_of(session, house.assessment) == [version]  # the plan is what was kept
    assert job is not None
    assert job.given == {"run": found.run_id, "plan": version.id}
    assert [action for action, _ in log_of(house)] == ["job_begun"]
    with pytest.raises(NotFoundError):
        begin_report(*at, GONE, **SIGNED)
    with pytest.raises(NotFoundError):
        begin_report(*at[:3], GONE, version.id, **SIGNED)


@pytest.mark.parametrize(
    "change",
    [
        lambda *at: release_report(*at, **SIGNED),
        lambda *at: withdraw_report(*at, TODAY, **SIGNED),
        lambda *at: share_report(*at, "W", UNTIL, **SIGNED),
        lambda *at: revoke_share_link(*at, GONE, **SIGNED),
    ],
)
def test_what_is_not_there_or_another_client_s_is_not_found(
    house: House, report: str, change: Callable[..., object]
) -> None:
    for client, assessment, given in (
        (house.a, house.assessment, GONE),
        (house.b, house.assessment, report),
        (house.a, GONE, report),
    ):
        with pytest.raises(NotFoundError):
            change(house.installation, client, assessment, given)
    assert log_of(house) == []
