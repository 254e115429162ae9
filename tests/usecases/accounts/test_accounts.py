"""What changes an account: what is stored, which sessions end, and what the log says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from diagnostic.faults import NotFoundError
from diagnostic.storage.accounts.accounts import AccountRow, find_account
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.installation import Installation
from diagnostic.usecases.accounts.add_account import add_account
from diagnostic.usecases.accounts.change_account import change_account
from diagnostic.usecases.accounts.change_password import change_password
from diagnostic.usecases.accounts.end_own_sessions import end_own_sessions
from diagnostic.usecases.accounts.end_sessions import end_sessions
from diagnostic.usecases.accounts.renew_password import renew_password

SIGNED: Any = {"by": "dave@example.com", "at": datetime(2026, 3, 2, 9, 30)}
ERIN = "erin@example.com"


def hashed(password: str) -> str:
    return f"hash of {password}"


def erin_in(installation: Installation) -> AccountRow:
    with installation.store.reading() as session:
        account = find_account(session, email=ERIN)
    assert account is not None
    return account


def log_of(installation: Installation) -> list[tuple[str, str, str]]:
    with installation.store.reading() as session:
        return [(each.account, each.action, each.subject) for each in newest_entries(session, 9)]


@pytest.fixture
def erin(installation: Installation) -> AccountRow:
    assert add_account(installation, ERIN, "consultant", hashed, **SIGNED)
    return erin_in(installation)


def test_a_new_account_has_the_hash_of_the_password_that_is_given_back(installation: Installation) -> None:
    password = add_account(installation, ERIN, "consultant", hashed, **SIGNED)
    assert password is not None
    assert erin_in(installation).password == hashed(password)
    assert log_of(installation) == [("dave@example.com", "account_added", f"{ERIN} (consultant)")]


@pytest.mark.usefixtures("erin")
def test_an_address_that_is_taken_leaves_everything_as_it_is(installation: Installation) -> None:
    before = erin_in(installation)
    assert add_account(installation, ERIN, "administrator", hashed, **SIGNED) is None
    assert erin_in(installation) == before
    assert len(log_of(installation)) == 1


@pytest.mark.usefixtures("erin")
def test_a_renewed_password_ends_the_sessions(installation: Installation) -> None:
    before = erin_in(installation)
    password = renew_password(installation, ERIN, hashed, **SIGNED)
    after = erin_in(installation)
    assert after.password == hashed(password) != before.password
    assert after.fs_uniquifier != before.fs_uniquifier


def test_a_chosen_password_ends_the_sessions_and_gives_the_account_as_it_is_now(
    installation: Installation, erin: AccountRow
) -> None:
    after = change_password(installation, erin.id, hashed("chosen"), **SIGNED)
    assert after == erin_in(installation)
    assert after.password == hashed("chosen")
    assert after.fs_uniquifier != erin.fs_uniquifier


@pytest.mark.parametrize(
    ("end", "action", "subject"),
    [(end_sessions, "account_changed", ERIN), (end_own_sessions, "signed_out_everywhere", "")],
)
def test_sessions_are_ended_by_their_owner_or_by_an_administrator(
    installation: Installation, erin: AccountRow, end: Callable[..., None], action: str, subject: str
) -> None:
    end(installation, erin.id, **SIGNED)
    assert erin_in(installation).fs_uniquifier != erin.fs_uniquifier
    assert ("dave@example.com", action, subject) in log_of(installation)


def test_what_is_not_there_is_not_found_and_writes_nothing(installation: Installation) -> None:
    for act in (
        lambda: renew_password(installation, ERIN, hashed, **SIGNED),
        lambda: change_password(installation, "none", "hash", **SIGNED),
        lambda: change_account(installation, "none", frozenset(), True, **SIGNED),
        lambda: end_sessions(installation, "none", **SIGNED),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert log_of(installation) == []
