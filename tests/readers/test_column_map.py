"""Maps: every fault at once with its key path, and foreign tables made ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from diagnostic.core.table import RawTable
from diagnostic.faults import BadDataError
from diagnostic.readers.maps.column_map import (
    ColumnMap,
    GroupMap,
    ItemMap,
    Lookup,
    ScaleMap,
    apply_map,
    read_map,
    read_mapped_table,
)
from diagnostic.text import Text
from tests.support.folders import DATA

TABLE = RawTable(
    "deals.csv",
    ("Agent", "Manager", "Office", "Stage", "Value"),
    (("A", "M1", "West", "Won", "5"), ("B", None, "East", "Lost", None), ("C", "M1", "West", "Stuck", "1")),
    (2, 3, 5),
)


def write(folder: Path, words: str, name: str = "map.toml") -> Path:
    path = folder / name
    path.write_text(words, "utf-8")
    return path


def applied(folder: Path, words: str, table: RawTable = TABLE) -> RawTable:
    return apply_map(table, read_map(write(folder, words)), folder)


def refused(folder: Path, words: str) -> list[tuple[str, str | None]]:
    with pytest.raises(BadDataError) as error:
        applied(folder, words)
    assert all(fault.message("zh") and fault.message("en") for fault in error.value.faults)
    return [(fault.code, fault.path or fault.column) for fault in error.value.faults]


def test_columns_constants_joins_and_values(tmp_path: Path) -> None:
    table = applied(
        tmp_path,
        '[columns]\nAgent = "owner_id"\nStage = "stage"\nValue = "amount"\n'
        '[constants]\nmetric = "sales"\nyear = 2025\nstart = 2025-01-01\n'
        '[join]\nunit_path = ["Office", "Manager"]\n'
        '[values.stage]\nWon = "won"\nLost = "lost"\n[values.amount]\n"" = 0\n',
    )
    assert table.headings == ("owner_id", "stage", "amount", "unit_path", "metric", "year", "start")
    assert table.rows == (
        ("A", "won", "5", "West/M1", "sales", 2025, date(2025, 1, 1)),
        ("B", "lost", 0, "East", "sales", 2025, date(2025, 1, 1)),
        ("C", "Stuck", "1", "West/M1", "sales", 2025, date(2025, 1, 1)),
    )
    assert table.row_numbers == TABLE.row_numbers


def test_without_columns_all_are_kept(tmp_path: Path) -> None:
    assert applied(tmp_path, "").headings == TABLE.headings
    assert apply_map(TABLE, ColumnMap(), tmp_path) == TABLE


def test_lookup_through_a_second_file_in_steps(tmp_path: Path) -> None:
    write(tmp_path, "id,area\nA,1\nB,2\nC,1\nC,2\n", "staff.csv")
    write(tmp_path, "area,region\n1,Nord\n2,Süd\n", "areas.csv")
    steps = (
        "[lookup]\nregion = ["
        '{ from = "Agent", file = "staff.csv", key = "id", value = "area", repeated = "first" },'
        ' { file = "areas.csv", key = "area", value = "region" }]\n'
    )
    assert applied(tmp_path, steps).column("region") == ["Nord", "Süd", "Nord"]
    assert refused(tmp_path, steps.replace(', repeated = "first"', "")) == [("map.lookup_repeated", "id")]
    write(tmp_path, "area,region\n1,Nord\n", "areas.csv")
    assert refused(tmp_path, steps) == [("map.lookup_missing", "region")]
    assert refused(tmp_path, steps.replace('key = "area"', 'key = "zone"')) == [
        ("map.column_unknown", "zone")
    ]
    assert refused(tmp_path, steps.replace("areas.csv", "none.csv")) == [("file.missing", None)]


def test_columns_the_table_lacks_are_named_all_at_once(tmp_path: Path) -> None:
    assert refused(
        tmp_path,
        '[columns]\nAgnet = "owner_id"\n[join]\npath = ["Office", "Team"]\n[items."Q1"]\ncode = "Q1"\n',
    ) == [("map.column_unknown", "Agnet"), ("map.column_unknown", "Team"), ("map.column_unknown", "Q1")]
    assert refused(tmp_path, '[values.stage]\nWon = "won"\n') == [("map.column_unknown", "stage")]
    assert refused(tmp_path, '[group]\ncolumns = ["team"]\n') == [("map.column_unknown", "team")]


def test_a_column_has_one_source(tmp_path: Path) -> None:
    assert refused(tmp_path, '[columns]\nAgent = "x"\nStage = "x"\n') == [("map.target_twice", "columns.x")]
    assert refused(tmp_path, '[constants]\nStage = "won"\n') == [("map.target_twice", "Stage")]


def test_every_fault_of_a_map_is_reported_with_its_key_path(tmp_path: Path) -> None:
    words = (
        '[file]\nheader_row = 0\ndecimal = "x"\nencoding = "klingon"\ncurrency = "dollars"\nperiod = "week"\n'
        '[colums]\na = "b"\n[items.Q1]\nmin = "one"\n[lookup]\nx = { file = "a.csv" }\n'
        "[scales.Q]\nitems = []\n[group]\ncolumns = 3\n"
    )
    assert sorted(refused(tmp_path, words)) == [
        ("map.key_missing", "items.Q1.code"),
        ("map.key_missing", "lookup.x.0.key"),
        ("map.key_missing", "lookup.x.0.value"),
        ("map.key_unknown", "colums"),
        ("map.value_wrong", "file.currency"),
        ("map.value_wrong", "file.decimal"),
        ("map.value_wrong", "file.encoding"),
        ("map.value_wrong", "file.header_row"),
        ("map.value_wrong", "file.period"),
        ("map.value_wrong", "group.columns"),
        ("map.value_wrong", "items.Q1.min"),
        ("map.value_wrong", "scales.Q.items"),
    ]


@pytest.mark.parametrize("words", ["[file\n", 'a = "b', "a = 1\na = 2\n"])
def test_a_map_that_is_no_toml(tmp_path: Path, words: str) -> None:
    assert refused(tmp_path, words) == [("map.not_toml", None)]


def test_item_codes_differ_and_scales_have_an_extent(tmp_path: Path) -> None:
    words = '[items.a]\ncode = "Q"\nmin = 5\nmax = 1\n[items.b]\ncode = "Q"\n'
    assert sorted(refused(tmp_path, words)) == [
        ("map.target_twice", "items.a.code"),
        ("map.target_twice", "items.b.code"),
        ("map.value_wrong", "items.a.max"),
    ]


def test_items_scales_and_groups_are_left_to_the_answers(tmp_path: Path) -> None:
    words = (
        '[items."Q4[1  My boss]"]\ncode = "Q4_1"\nmin = 1\nmax = 5\nreversed = true\nmissing = [9]\n'
        'name = { zh = "上级", en = "My boss" }\n'
        '[scales.Q4]\nitems = ["Q4_1"]\nminimum_share = 0.67\n'
        '[group]\ncolumns = ["region", "team"]\nmodule = "morale"\nkinds = { team = "type" }\n'
        'labels.team = { "9" = { zh = "警务", en = "Police" } }\n'
    )
    column_map = read_map(write(tmp_path, words))
    name = Text("上级", "My boss")
    assert column_map.items == (ItemMap("Q4[1  My boss]", "Q4_1", 1.0, 5.0, True, (9.0,), name),)
    assert column_map.scales == (ScaleMap("Q4", ("Q4_1",), None, 0.67),)
    assert column_map.group == GroupMap(
        ("region", "team"), {"team": "type"}, {"team": {"9": Text("警务", "Police")}}, "morale"
    )
    raw = RawTable(
        "a.csv",
        ("Q4[1  My boss]", "region", "team", "type", "name"),
        (("3", "W", "9", "field", "Li"),),
        (2,),
    )
    kept = apply_map(raw, read_map(write(tmp_path, words + '[columns]\nteam = "team"\n')), tmp_path)
    assert kept.headings == ("Q4[1  My boss]", "region", "team", "type")


@pytest.mark.parametrize(
    ("file", "map_name", "rows", "headings"),
    [
        ("crm/sales_teams.csv", "crm_roster", 35, {"person_id", "manager_id", "unit_path"}),
        ("adventureworks/Salesperson.csv", "aw_roster", 18, {"person_id", "name", "role", "unit_path"}),
        (
            "adventureworks/Targets.csv",
            "aw_targets",
            809,
            {"owner_type", "owner_id", "metric", "period", "value"},
        ),
    ],
)
def test_the_real_files_come_in_through_their_maps(
    file: str, map_name: str, rows: int, headings: set[str]
) -> None:
    table, _ = read_mapped_table(DATA / "sales" / file, DATA / f"maps/{map_name}.toml")
    assert (len(table.rows), set(table.headings)) == (rows, headings)


def test_a_lookup_says_what_it_looks_up() -> None:
    column_map = read_map(DATA / "maps/aw_targets.toml")
    assert column_map.lookup["owner_id"] == (
        Lookup("../sales/adventureworks/Salesperson.csv", "EmployeeID", "EmployeeKey", "owner_id"),
    )
    assert (column_map.file.currency, column_map.file.period) == ("USD", "month")
