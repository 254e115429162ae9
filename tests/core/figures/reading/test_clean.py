"""Raw tables to typed figures: what is fatal, what costs a row, what is reported and still counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Period
from diagnostic.core.figures.reading.clean import clean_figures
from diagnostic.core.table import Cell, RawTable
from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.maps.column_map import read_mapped_table
from tests.support.folders import DATA

ROSTER = "person_id name unit_path start end"
AMOUNTS = "owner_type owner_id metric period value unit currency"
DEALS = "opportunity_id owner_id stage created closed amount currency product"


def table(
    headings: str, *rows: tuple[Cell, ...], source: str = "t.csv", currency: str | None = None
) -> RawTable:
    names = tuple(headings.split())
    full = tuple((*row, *[None] * (len(names) - len(row))) for row in rows)
    return RawTable(source, names, full, tuple(range(2, len(rows) + 2)), currency=currency)


def places(faults: tuple[Fault, ...]) -> list[tuple[str, int | None, str | None]]:
    assert all(fault.message("zh") and fault.message("en") for fault in faults)
    return [(fault.code, fault.row, fault.column) for fault in faults]


def refused(**tables: object) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(BadDataError) as error:
        clean_figures(**tables)  # type: ignore[arg-type]
    return places(error.value.faults)


PEOPLE = table(
    ROSTER,
    ("1", "王伟", "公司/华东/一部", "2020-01-01"),
    ("2", "李娜", "公司/ 华东 /二部"),
    ("3", "王伟", "公司/华南/一部"),
)


def test_people_of_the_roster_and_their_units() -> None:
    roster = clean_figures(PEOPLE).roster
    assert roster.people[1].path == ("公司", "华东", "二部")
    assert roster.people[0].start == date(2020, 1, 1)
    assert roster.units == (
        "公司",
        "公司/华东",
        "公司/华东/一部",
        "公司/华东/二部",
        "公司/华南",
        "公司/华南/一部",
    )
    assert roster.root_depth == 1


def test_faulty_people_stay_out_and_the_others_come_in() -> None:
    found = clean_figures(
        table(
            ROSTER,
            ("1", "A", "X", "2025-02-30"),
            ("2", "B", "X", "2025-03-01", "2024-01-01"),
            (None, "C", "X"),
            ("4", "D", "X"),
            ("4", "D again", "Y"),
        )
    )
    assert places(found.faults) == [
        ("figures.date_wrong", 2, "start"),
        ("figures.end_before_start", 3, "end"),
        ("figures.cell_empty", 4, "person_id"),
        ("figures.duplicate_person", 6, "person_id"),
    ]
    assert [person.name for person in found.roster.people] == ["D"]


def test_a_missing_or_an_unknown_column_is_fatal() -> None:
    assert refused(roster=table("id unit_path", ("1", "X"))) == [
        ("figures.column_missing", None, "person_id"),
        ("figures.column_unknown", None, "id"),
    ]
    assert refused(targets=[table("owner_id metric value", ("1", "sales", 5))]) == [
        ("figures.column_missing", None, "period")
    ]


def test_whole_files_that_cannot_be_used_are_told_at_once() -> None:
    bad = table("wrong", ("1",))
    faults = refused(roster=bad, targets=[bad], actuals=[bad], opportunities=[bad])
    assert [code for code, _, _ in faults].count("figures.column_unknown") == 4


def test_a_file_without_one_good_row_is_fatal() -> None:
    rows = (("person", "1", "sales", "13/2025", "5"), ("person", "1", "sales", "2025", "five"))
    assert refused(targets=[table(AMOUNTS, *rows)]) == [
        ("figures.no_good_row", None, None),
        ("figures.period_wrong", 2, "period"),
        ("figures.number_wrong", 3, "value"),
    ]
    assert refused(
        opportunities=[table(DEALS, ("d", "1", "Won", None, None, 1), ("e", "1", "gone", None, None, 1))]
    ) == [
        ("figures.no_good_row", None, None),
        ("figures.won_without_close", 2, "closed"),
        ("figures.value_unknown", 3, "stage"),
    ]


def test_money_is_minor_units_and_units_scale_it() -> None:
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    found = clean_figures(
        targets=[
            table(
                AMOUNTS,
                ("person", "1", "sales", 2025, "¥1,234.56", None, "CNY"),
                ("person", "2", "sales", "2025", "80", "万元", "CNY"),
                ("unit", "公司 / 华东", "win_rate", "2025", "30", "%"),
                ("person", "3", "visits", "2025", "１２"),
            )
        ]
    )
    assert found.faults == ()
    assert found.targets == (
        Amount("person", "1", "sales", year, 123456, "CNY"),
        Amount("person", "2", "sales", year, 80_000_000, "CNY"),
        Amount("unit", "公司/华东", "win_rate", year, 0.3),
        Amount("person", "3", "visits", year, 12.0),
    )
    assert found.currency == "CNY"


def test_lines_of_actuals_add_up_and_targets_do_not() -> None:
    rows = [("person", "1", "sales", "2025-03-01", 10), ("person", "1", "sales", "2025-03-31", -2.5)]
    means = [("person", "1", "approval_days", "2025-03", 4), ("person", "1", "approval_days", "2025-03", 6)]
    found = clean_figures(targets=[table(AMOUNTS, rows[0], rows[0])], actuals=[table(AMOUNTS, *rows, *means)])
    assert [amount.value for amount in found.actuals] == [750, 4.0, 6.0]
    assert found.actuals[0].period.label == "2025-03"
    assert len(found.targets) == 2


def test_faulty_amounts() -> None:
    found = clean_figures(
        actuals=[
            table(
                AMOUNTS,
                ("person", "1", "sales", "2025", "5"),
                ("person", "1", "salse", "2025", "5"),
                ("person", "2", "salse", "2025", "5"),
                ("robot", "1", "visits", "2025", "5"),
                ("person", "1", "visits", "2025", "-5"),
                ("person", "1", "retention", "2025", "85"),
                ("person", "1", "visits", "2025", "5", "bushels"),
                ("person", "1", "visits", "2025", None),
            )
        ]
    )
    assert places(found.faults) == [
        ("figures.number_negative", 6, "value"),
        ("figures.share_wrong", 7, "value"),
        ("figures.cell_empty", 9, "value"),
        ("figures.metric_unknown", 3, "metric"),
        ("figures.value_unknown", 5, "owner_type"),
        ("figures.unit_unknown", 8, "unit"),
    ]
    assert found.faults[3].values["rows"] == 2
    assert len(found.actuals) == 1


def test_owners_are_found_by_id_name_path_or_last_part() -> None:
    found = clean_figures(
        PEOPLE,
        [
            table(
                AMOUNTS,
                ("person", "李娜", "sales", "2025", 1),
                ("person", "王伟", "sales", "2025", 1),
                ("person", "9", "sales", "2025", 1),
                ("unit", "二部", "sales", "2025", 1),
                ("unit", "一部", "sales", "2025", 1),
                ("unit", "公司/华南/一部", "sales", "2025", 1),
            )
        ],
    )
    assert [amount.owner_id for amount in found.targets] == [
        "2",
        "王伟",
        "9",
        "公司/华东/二部",
        "一部",
        "公司/华南/一部",
    ]
    assert places(found.faults) == [
        ("figures.owner_unknown", 4, "owner_id"),
        ("figures.owner_ambiguous", 3, "owner_id"),
        ("figures.owner_ambiguous", 6, "owner_id"),
    ]


def test_faulty_deals() -> None:
    found = clean_figures(
        opportunities=[
            table(
                DEALS,
                ("1", "A", "WON", "2025-01-01", "2025-02-01", "100", "USD", "GTX Pro"),
                ("2", "A", "won", "2025-03-01", "2025-02-01", "100", "USD"),
                ("3", "A", "won", "2025-01-01", None, "100", "USD"),
                ("4", "A", "won", "2025-01-01", "2025-02-01", None, "USD"),
                ("5", "A", "lost", "2025-01-01", "2025-02-01", "-1", "USD"),
                ("6", "A", "open", "2025-01-01", "2024-06-01", None, "USD", "GTX Pro"),
                ("1", "B", "lost", "2025-01-01", "2025-02-01", "5", "USD"),
                ("8", "A", "open", None, None, None, "USD", "GTXPro"),
            )
        ],
        products=["GTX Pro"],
    )
    assert places(found.faults) == [
        ("figures.closed_before_created", 3, "closed"),
        ("figures.won_without_close", 4, "closed"),
        ("figures.won_without_amount", 5, "amount"),
        ("figures.number_negative", 6, "amount"),
        ("figures.duplicate_opportunity", 8, "opportunity_id"),
        ("figures.names_alike", 9, "product"),
        ("figures.name_not_listed", 9, "product"),
    ]
    assert [(deal.id, deal.stage, deal.amount) for deal in found.opportunities] == [
        ("1", "won", 10000),
        ("6", "open", None),
        ("8", "open", None),
    ]
    assert found.opportunities[1].closed is None


def test_money_in_two_currencies_is_fatal() -> None:
    rows = [("person", "1", "sales", "2025", 1, None, code) for code in ("CNY", "USD")]
    assert refused(targets=[table(AMOUNTS, *rows)]) == [("figures.currency_mixed", None, None)]


def test_headings_only_come_in_as_nothing() -> None:
    found = clean_figures(table(ROSTER), [table(AMOUNTS)], [], [table(DEALS)])
    assert replace(found, reads=()) == PerformanceTable()
    assert [(read.kind, read.rows) for read in found.reads] == [
        ("roster", 0),
        ("targets", 0),
        ("opportunities", 0),
    ]


def load(file: str, map_name: str) -> RawTable:
    return read_mapped_table(DATA / "sales" / file, DATA / f"maps/{map_name}.toml")[0]


@pytest.mark.slow
def test_the_workbook_of_the_crm_gives_the_same_figures_as_its_csv_files() -> None:
    text = clean_figures(
        load("crm/sales_teams.csv", "crm_roster"),
        opportunities=[load("crm/sales_pipeline.csv", "crm_opportunities")],
    )
    book = clean_figures(
        load("crm/crm_workbook.xlsx", "crm_roster_xlsx"),
        opportunities=[load("crm/crm_workbook.xlsx", "crm_opportunities_xlsx")],
    )
    assert book == text
    assert (text.faults, text.currency) == ((), "USD")
    assert (len(text.roster.people), len(text.opportunities)) == (35, 8800)


def test_a_product_the_map_does_not_put_right_is_reported_and_counted() -> None:
    raw, column_map = read_mapped_table(
        DATA / "sales/crm/sales_pipeline.csv", DATA / "maps/crm_opportunities.toml"
    )
    assert column_map.values["product"] == {"GTXPro": "GTX Pro"}
    place = raw.headings.index("product")
    wrong = tuple(
        (*row[:place], "GTXPro" if number == 3 else row[place], *row[place + 1 :])
        for number, row in zip(raw.row_numbers, raw.rows, strict=True)
    )
    found = clean_figures(opportunities=[RawTable(raw.source, raw.headings, wrong, raw.row_numbers)])
    assert places(found.faults) == [("figures.names_alike", 3, "product")]
    assert len(found.opportunities) == 8800


def test_rows_pasted_a_second_time_are_named_and_kept_apart_and_counted_all_the_same() -> None:
    rows = [("person", str(n), "sales", "2025-09", 100 + n, None, "CNY") for n in (1, 2, 3)]
    made = clean_figures(PEOPLE, actuals=[table(AMOUNTS, *rows, *rows)])
    assert places(made.faults) == [("figures.rows_twice", 5, None)]
    assert made.faults[0].values["rows"] == 3
    assert [amount.value for amount in made.actuals] == [202_00, 204_00, 206_00]
    assert [amount.value for amount in made.repeated] == [101_00, 102_00, 103_00]
    once = clean_figures(PEOPLE, actuals=[table(AMOUNTS, *rows)])
    assert (once.faults, once.repeated) == ((), ())


def test_money_in_another_currency_than_the_assessments_is_refused() -> None:
    """137 million USD must not be printed as 137 million CNY."""
    dollars = table(AMOUNTS, ("person", "1", "sales", "2025-09", 100, None, "USD"))
    assert refused(roster=PEOPLE, actuals=[dollars], currency="CNY") == [
        ("figures.currency_mixed", None, None)
    ]
    assert clean_figures(PEOPLE, actuals=[dollars], currency="USD").currency == "USD"
    assert clean_figures(PEOPLE, actuals=[dollars]).currency == "USD"


def test_a_unit_the_roster_does_not_have_is_said_to_count_nowhere() -> None:
    old = table(AMOUNTS, ("unit", "公司/华东/三部", "sales", "2025", 100, None, "CNY"))
    (fault,) = clean_figures(PEOPLE, targets=[old]).faults
    assert (fault.code, fault.row) == ("figures.unit_not_in_roster", 2)
    assert "count nowhere" in fault.message("en")
