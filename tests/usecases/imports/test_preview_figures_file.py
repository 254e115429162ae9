"""The dry run: what would come in, compared with the real sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnostic.faults import BadDataError
from diagnostic.usecases.imports.preview_figures_file import preview_figures_file
from tests.support.folders import DATA

MAPS = DATA / "maps"


@pytest.mark.slow
def test_deals_of_the_crm() -> None:
    found = preview_figures_file(DATA / "sales/crm/sales_pipeline.csv", MAPS / "crm_opportunities.toml")
    assert (found.kind, found.rows, found.good, found.faults) == ("opportunities", 8800, 8800, ())
    assert found.totals == {"open": 2089, "won": 4238, "lost": 2473, "won_value": pytest.approx(10_005_534)}
    assert found.as_json()["period"] == "2017-03/2017-12"


def test_targets_and_sellers_of_adventure_works() -> None:
    targets = preview_figures_file(
        DATA / "sales/adventureworks/Targets.csv", MAPS / "aw_targets.toml", kind="targets"
    )
    assert (targets.good, targets.totals) == (809, {"sales": pytest.approx(676_210_000)})
    sellers = preview_figures_file(DATA / "sales/adventureworks/Salesperson.csv", MAPS / "aw_roster.toml")
    assert (sellers.kind, sellers.totals, sellers.period) == ("roster", {"people": 18, "units": 3}, None)


def test_faults_come_with_their_rows_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "actuals.csv"
    path.write_text(
        "owner_id,metric,period,value\n1,visits,2025-01,5\n1,visits,2025-02,x\n1,win_rate,2025-01,30%\n"
    )
    found = preview_figures_file(path)
    assert (found.kind, found.rows, found.good, found.totals) == ("actuals", 3, 2, {"visits": 5})
    as_json = json.loads(json.dumps(found.as_json()))
    assert [(fault["code"], fault["row"]) for fault in as_json["faults"]] == [("figures.number_wrong", 3)]


def test_a_file_without_our_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "what.csv"
    path.write_text("rep,amount\nA,1\n")
    with pytest.raises(BadDataError) as error:
        preview_figures_file(path)
    assert [fault.code for fault in error.value.faults] == [
        "figures.column_missing",
        "figures.column_unknown",
        "figures.column_unknown",
    ]
