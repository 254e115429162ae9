"""The real sets of figures, read once."""

from __future__ import annotations

import json

import pytest

from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.reading.clean import clean_figures
from diagnostic.core.table import RawTable
from diagnostic.readers.maps.column_map import read_mapped_table
from tests.support.folders import DATA


def load(file: str, map_name: str) -> RawTable:
    return read_mapped_table(DATA / "sales" / file, DATA / f"maps/{map_name}.toml")[0]


@pytest.fixture(scope="session")
def expected() -> dict[str, dict[str, object]]:
    """Figures of the real sets computed elsewhere (pandas), without code of this product."""
    found: dict[str, dict[str, object]] = json.loads((DATA / "sales/expected.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def crm() -> PerformanceTable:
    """CRM Sales Opportunities: 35 agents, 8,800 deals, no targets."""
    return clean_figures(
        load("crm/sales_teams.csv", "crm_roster"),
        opportunities=[load("crm/sales_pipeline.csv", "crm_opportunities")],
    )


@pytest.fixture(scope="session")
def adventure_works() -> PerformanceTable:
    """AdventureWorks: 18 sellers, 809 monthly targets, 57,851 sales lines."""
    return clean_figures(
        load("adventureworks/Salesperson.csv", "aw_roster"),
        [load("adventureworks/Targets.csv", "aw_targets")],
        [load("adventureworks/Sales.csv", "aw_actuals")],
    )
