"""Figures come out of the database as they went in, to the last minor unit and in the same order; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from diagnostic.core.figures.model.performance import (
    Amount,
    Opportunity,
    PerformanceTable,
    Period,
    Person,
    Roster,
)
from diagnostic.demo.diagnose_company import demo_request, draw_company
from diagnostic.settings import Settings
from diagnostic.storage.database import tables as t
from diagnostic.storage.imports.figure_imports import totals_of
from diagnostic.storage.imports.figures import load_figures, save_figures
from diagnostic.storage.installation import Installation
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study
from tests.support.folders import DATA

SALES, MAPS = DATA / "sales", DATA / "maps"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
HUGE = 1234567890123456789  # 12345678901234567.89
SETS = {
    "crm": (
        InputFile("roster", SALES / "crm/sales_teams.csv", MAPS / "crm_roster.toml"),
        InputFile("opportunities", SALES / "crm/sales_pipeline.csv", MAPS / "crm_opportunities.toml"),
    ),
    "adventureworks": (
        InputFile("roster", SALES / "adventureworks/Salesperson.csv", MAPS / "aw_roster.toml"),
        InputFile("targets", SALES / "adventureworks/Targets.csv", MAPS / "aw_targets.toml"),
        InputFile("actuals", SALES / "adventureworks/Sales.csv", MAPS / "aw_actuals.toml"),
    ),
}


@pytest.fixture(scope="module", params=["crm", "adventureworks", "demo"])
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PerformanceTable:
    """Figures read from their files as `./run diagnose` reads them."""
    inputs = SETS.get(request.param)
    if inputs is None:
        folder = tmp_path_factory.mktemp("demo")
        draw_company(folder)
        inputs = tuple(
            each for each in demo_request(folder, folder, Settings()).inputs if each.kind != "answers"
        )
    study, _ = read_study(Request(inputs, (), None, 5, ("en",), Path()), Settings())
    assert study.figures is not None
    return study.figures


def new_client(installation: Installation, name: str = "甲公司") -> str:
    client = t.Client(name_zh=name, name_en=name, time_zone="Asia/Shanghai", fiscal_year_start=1)
    with installation.store.writing() as session:
        session.add(client)
        session.flush()
        return client.id


def kept(installation: Installation, client: str, table: PerformanceTable) -> PerformanceTable:
    with installation.store.writing() as session:
        save_figures(session, client, table)
    with installation.store.reading() as session:
        return load_figures(session, client)


@pytest.mark.slow
def test_real_figures_survive_exactly(installation: Installation, real: PerformanceTable) -> None:
    loaded = kept(installation, new_client(installation), real)
    assert len(loaded.roster.people) > 10
    assert loaded == replace(real, faults=(), reads=())  # what came in whole needs no record
    assert [type(amount.value) for amount in loaded.actuals] == [
        type(amount.value) for amount in real.actuals
    ]


def small(*values: int) -> PerformanceTable:
    return PerformanceTable(
        roster=Roster(
            (Person("b", "乙", ("公司", "华东")), Person("a", manager_id="b", start=date(2024, 2, 29)))
        ),
        targets=tuple(Amount("unit", "公司/华东", "sales", YEAR, value, "CNY") for value in values),
        actuals=(
            Amount("person", "a", "visits", YEAR, 0.1 + 0.2),
            Amount("person", "a", "sales", YEAR, -1, None),
        ),
        opportunities=(
            Opportunity("9", "a", "won", date(2025, 1, 1), date(2025, 2, 1), HUGE, "CNY", "客户", "", None),
            Opportunity("1", "b", "open"),
        ),
        currency="CNY",
    )


@pytest.mark.parametrize("value", [HUGE, -HUGE, 2**63 - 1, 0, 1])
def test_money_survives_to_the_last_minor_unit(installation: Installation, value: int) -> None:
    """The same target twice is kept twice: the audit of targets has to see it."""
    table = small(value, value)
    assert kept(installation, new_client(installation), table) == table


def test_the_days_of_deals_reach_from_their_first_to_their_last_whatever_they_are(
    installation: Installation,
) -> None:
    client, (jan, feb, dec) = new_client(installation), (date(2025, month, 9) for month in (1, 2, 12))
    deals = (
        Opportunity("1", "a", "won", feb, dec, 5, "CNY"),
        Opportunity("2", "a", "won", None, jan, 5, "CNY"),
        Opportunity("3", "a", "open", jan),
        Opportunity("4", "a", "open", feb),
        Opportunity("5", "a", "lost"),
    )
    kept(installation, client, replace(small(1), opportunities=deals))
    with installation.store.reading() as session:
        found = {
            each.what: (each.first, each.last)
            for each in totals_of(session, client)
            if each.kind == "opportunities"
        }
    assert found == {"lost": (None, None), "open": (jan, feb), "won": (jan, dec)}


def test_figures_that_come_again_replace_what_was_there(installation: Installation) -> None:
    client, other = new_client(installation), new_client(installation, "乙公司")
    kept(installation, other, small(3))
    kept(installation, client, small(1, 2))
    with installation.store.writing() as session:
        session.execute(update(t.Person).where(t.Person.key == "a").values(email="a@example.com", lang="zh"))
        session.execute(update(t.Unit).where(t.Unit.path == "公司/华东").values(name_en="East"))
    assert kept(installation, client, small(5)) == small(5)
    with installation.store.reading() as session:
        assert load_figures(session, other) == small(3)
        person = session.execute(
            select(t.Person.email, t.Person.lang).where(t.Person.client_id == client, t.Person.key == "a")
        ).one()
        assert tuple(person) == ("a@example.com", "zh")
        units = session.scalars(
            select(t.Unit.name_en).where(t.Unit.client_id == client).order_by(t.Unit.path)
        )
        assert list(units) == ["公司", "East"]


def test_a_client_without_figures_has_an_empty_table(installation: Installation) -> None:
    assert kept(installation, new_client(installation), PerformanceTable()) == PerformanceTable()


def test_what_is_not_whole_is_not_saved(installation: Installation) -> None:
    client = new_client(installation)
    kept(installation, client, small(1))
    with pytest.raises(KeyError), installation.store.writing() as session:
        save_figures(
            session, client, replace(small(1), targets=(Amount("person", "a", "unknown", YEAR, 1.0),))
        )
    with installation.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(t.Deal)) == 2
        assert load_figures(session, client) == small(1)
