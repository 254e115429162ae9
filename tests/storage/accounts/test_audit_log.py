"""Entries of the staff log are written in the transaction of the change, and neither changed nor emptied afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from diagnostic.storage.accounts.audit_log import RENAMED, LogAction, LogEntry, add_entry, newest_entries
from diagnostic.storage.installation import Installation

ENTRY = LogEntry(datetime(2026, 3, 2, 9, 30), "dave@example.com", "client_added", "甲公司")


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET account = 'nobody'", "DELETE FROM audit_entry"]
)
def test_no_entry_is_changed_or_deleted(installation: Installation, statement: str) -> None:
    with installation.store.writing() as session:
        add_entry(session, ENTRY)
    with pytest.raises(DatabaseError), installation.store.writing() as session:
        session.execute(text(statement))
    with installation.store.reading() as session:
        assert newest_entries(session, 10) == [ENTRY]


def test_entries_of_earlier_versions_have_the_names_of_this_one(installation: Installation) -> None:
    for old, new in RENAMED.items():
        with installation.store.writing() as session:
            add_entry(session, replace(ENTRY, action=old))
        with installation.store.reading() as session:
            assert replace(ENTRY, action=new) in newest_entries(session, 10)
            assert newest_entries(session, 10, search="—", actions=[new]) == [replace(ENTRY, action=new)]
    assert RENAMED.keys().isdisjoint(get_args(LogAction))
    assert {*RENAMED.values()} <= {*get_args(LogAction)}


def test_a_change_that_fails_leaves_no_entry(installation: Installation) -> None:
    def fails() -> None:
        with installation.store.writing() as session:
            add_entry(session, ENTRY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with installation.store.reading() as session:
        assert newest_entries(session, 10) == []
