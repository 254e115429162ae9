"""Edits, locks and versions of a plan, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from diagnostic.core.plan.edits import WHOLE_PLAN, Edit
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import (
    add_version,
    drop_edit,
    edits_of,
    find_version,
    lock,
    locks_of,
    put_edit,
    unlock,
    version_of,
    versions_of,
)
from diagnostic.text import Text
from tests.made.factories_plan import plan
from tests.made.runs import make_run
from tests.made.waves import add_assessment

AT = datetime(2026, 3, 2, 9, 30)
BY = "alice@example.com"
LINE = plan().lines[0]
KEY = str(LINE.key)
EDITS = (
    Edit(KEY, "name", Text("", "Own words"), LINE.name, BY, AT),
    Edit(KEY, "decision", None, LINE.decision, BY, AT),
    Edit(KEY, "begins", date(2026, 4, 1), LINE.begins, BY, AT),
    Edit(KEY, "leading", 3.1, LINE.leading, BY, AT),
    Edit(KEY, "lagging", None, LINE.lagging, BY, AT),
    Edit(KEY, "rep_hours", 2.5, LINE.load.rep_hours, BY, AT),
    Edit(KEY, "money", "high", "low", BY, AT),
    Edit(KEY, "kept", LINE, None, BY, AT),
    Edit(KEY, "added", LINE, None, BY, AT),
    Edit(KEY, "removed", True, None, BY, AT),
    Edit(WHOLE_PLAN, "order", (KEY, "other"), (), BY, AT),
)


@pytest.fixture
def assessment(installation: Installation) -> str:
    return add_assessment(installation)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.field)
def test_an_edit_comes_back_as_it_was_replaces_itself_and_is_undone(
    installation: Installation, assessment: str, edit: Edit
) -> None:
    later = replace(edit, by="bob@example.com", at=datetime(2026, 3, 3))
    for each in (edit, later):
        with installation.store.writing() as session:
            put_edit(session, assessment, each)
            assert edits_of(session, assessment) == (each,)
    with installation.store.writing() as session:
        drop_edit(session, assessment, edit.line, edit.field)
        assert edits_of(session, assessment) == ()


def test_edits_of_one_assessment_are_not_another_s(installation: Installation, assessment: str) -> None:
    other = add_assessment(installation)
    with installation.store.writing() as session:
        for edit in EDITS:
            put_edit(session, assessment, edit)
        assert edits_of(session, other) == ()
        assert {each.field for each in edits_of(session, assessment)} == {each.field for each in EDITS}


def test_a_lock_keeps_the_line_whole(installation: Installation, assessment: str) -> None:
    with installation.store.writing() as session:
        lock(session, assessment, LINE, BY, AT)
        lock(session, assessment, replace(LINE, owner_label=Text("丁", "")), BY, AT)
        (kept,) = locks_of(session, assessment).values()
        assert (kept.line.owner_label, kept.by, kept.at) == (Text("丁", ""), BY, AT)
        unlock(session, assessment, KEY)
        assert locks_of(session, assessment) == {}


def test_versions_are_numbered_and_never_change(installation: Installation, assessment: str) -> None:
    run = make_run(installation, assessment)
    with installation.store.writing() as session:
        first = add_version(session, assessment, run.id, plan(), "as proposed", BY, AT)
        second = add_version(session, assessment, run.id, replace(plan(), lines=()), "", BY, AT)
    with installation.store.reading() as session:
        assert [(each.id, each.number, each.note) for each in versions_of(session, assessment)] == [
            (second, 2, ""),
            (first, 1, "as proposed"),
        ]
        assert version_of(session, first) == plan()
        assert find_version(session, assessment, second) == versions_of(session, assessment)[0]
        assert find_version(session, "1" * 32, first) is None
        with pytest.raises(LookupError):
            version_of(session, "0" * 32)
