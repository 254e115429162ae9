"""What changes clients and assessments: nothing over the head of somebody else, and nothing while answers wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from diagnostic.faults import NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, find_assessment, find_client
from diagnostic.storage.clients.unit_names import find_units
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.usecases.clients.add_assessment import add_assessment
from diagnostic.usecases.clients.add_client import add_client
from diagnostic.usecases.clients.change_assessment import change_assessment
from diagnostic.usecases.clients.change_client import change_client
from diagnostic.usecases.clients.marks import mark_facts, mark_units
from diagnostic.usecases.clients.name_units import name_units
from diagnostic.usecases.clients.remove_assessment import remove_assessment
from diagnostic.usecases.clients.remove_client import remove_client
from tests.made.waves import make_wave

SIGNED: Any = {"by": "dave@example.com", "at": datetime(2026, 3, 2, 9, 30)}
COMPANY = ClientFacts("甲公司", "Company A", "Asia/Shanghai", "CNY", 1)
RENAMED = replace(COMPANY, name_en="Company Z")
YEAR = AssessmentFacts("诊断", "Diagnosis", date(2025, 1, 1), date(2025, 12, 31))


def actions(installation: Installation) -> set[str]:
    with installation.store.reading() as session:
        return {each.action for each in newest_entries(session, 20)}


@pytest.fixture
def client(installation: Installation) -> str:
    return add_client(installation, COMPANY, **SIGNED)


def test_a_client_that_somebody_else_has_changed_is_not_changed(
    installation: Installation, client: str
) -> None:
    seen = mark_facts(COMPANY)
    change_client(installation, client, RENAMED, seen, **SIGNED)
    with pytest.raises(StaleError):
        change_client(installation, client, COMPANY, seen, **SIGNED)
    with installation.store.reading() as session:
        assert find_client(session, client) == RENAMED


def test_an_assessment_stays_simulated_and_is_not_changed_twice(
    installation: Installation, client: str
) -> None:
    made = replace(YEAR, simulated=True)
    assessment = add_assessment(installation, client, made, **SIGNED)
    changed = replace(YEAR, title_en="Review")
    change_assessment(installation, client, assessment, changed, mark_facts(made), **SIGNED)
    with pytest.raises(StaleError):
        change_assessment(installation, client, assessment, YEAR, mark_facts(made), **SIGNED)
    with installation.store.reading() as session:
        assert find_assessment(session, client, assessment) == replace(changed, simulated=True)


def test_nothing_is_removed_while_answers_wait(installation: Installation) -> None:
    wave = make_wave(installation, people=12, teams=1, surveys=("wellbeing",))
    with installation.store.reading() as session:
        query = select(t.Assessment.client_id, t.Assessment.id).join(t.Wave).where(t.Wave.id == wave.id)
        client, assessment = session.execute(query).one()
    with pytest.raises(StaleError):
        remove_assessment(installation, client, assessment, **SIGNED)
    with pytest.raises(StaleError):
        remove_client(installation, client, **SIGNED)
    with installation.store.reading() as session:
        assert find_assessment(session, client, assessment) is not None
    assert installation.keys.has(wave.id)
    assert not actions(installation) & {"assessment_deleted", "client_deleted"}


def test_units_are_named_once_for_what_was_seen(installation: Installation, client: str) -> None:
    with installation.store.writing() as session:
        for path in ("甲公司", "甲公司/华东"):
            session.execute(insert(t.Unit).values(client_id=client, path=path, name_zh=path, name_en=""))
    with installation.store.reading() as session:
        lines = find_units(session, client, "", 0, 9)
    seen, names = mark_units(lines), {line.id: ("华东", "East") for line in lines}
    assert name_units(installation, client, names, seen, **SIGNED) == len(lines) == 2
    with pytest.raises(StaleError):
        name_units(installation, client, names, seen, **SIGNED)
    with installation.store.reading() as session:
        assert {line.en for line in find_units(session, client, "", 0, 9)} == {"East"}
        now = mark_units(find_units(session, client, "", 0, 9))
    assert name_units(installation, client, names, now, **SIGNED) == 0


def test_what_is_not_there_is_not_found_and_writes_nothing(installation: Installation, client: str) -> None:
    other = add_client(installation, RENAMED, **SIGNED)
    assessment = add_assessment(installation, other, YEAR, **SIGNED)
    before = actions(installation)
    for act in (
        lambda: add_assessment(installation, "none", YEAR, **SIGNED),
        lambda: change_client(installation, "none", COMPANY, "", **SIGNED),
        lambda: remove_client(installation, "none", **SIGNED),
        lambda: name_units(installation, "none", {}, "", **SIGNED),
        lambda: change_assessment(installation, client, assessment, YEAR, mark_facts(YEAR), **SIGNED),
        lambda: remove_assessment(installation, client, assessment, **SIGNED),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert actions(installation) == before
