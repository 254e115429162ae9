"""Bringing figures in: the preview, faulty rows, agreeing, the same file again, undoing, and what is read back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.reading.clean import clean_figures
from diagnostic.demo.diagnose_company import draw_company
from diagnostic.faults import BadDataError
from diagnostic.readers.maps.apply_map import apply_map
from diagnostic.readers.maps.column_map import read_map, read_mapped_table
from diagnostic.readers.tables import read_table
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.clients.assessment_progress import assessment_progress
from diagnostic.storage.clients.clients import change_client, find_client
from diagnostic.storage.imports.figures import load_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.web.staff.clients.checklist import states_of
from tests.made.analysed import analyse
from tests.support.folders import ROOT
from tests.support.staff import House, Staff, furnish

SALES, MAPS = ROOT / "tests/data/sales", ROOT / "tests/data/maps"
ROSTER = "person_id,name,unit_path\n1,Ann,Co/East\n2,Bob,Co/East\n3,Cy,Co/West\n"
HEAD = "owner_id,metric,period,value\n"
TARGETS = f"{HEAD}1,sales,2025-01,100\n1,sales,2025-01,100\nBob,sales,2025,1200.5\n"
DEALS = (
    "opportunity_id,owner_id,stage,created,closed,amount,customer\n"
    "D1,1,won,2025-01-01,2025-02-01,100,Acme\nD2,2,open,2025-01-05,,50,\nD3,9,lost,,,,\n"
)


def figures(house: House, client: str = "") -> PerformanceTable:
    with house.installation.store.reading() as session:
        return load_figures(session, client or house.a)


def tally(staff: Staff) -> list[int]:
    """Added, changed, as before, absent, faulty."""
    return [int(each.replace(",", "")) for each in staff.doc.xpath('//dl[@class="tally"]//dd/text()')]


def send(
    staff: Staff, house: House, content: bytes | str, name: str = "figures.csv", kind: str = ""
) -> Staff:
    staff.get(f"/staff/clients/{house.a}/figures")
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return staff.send({"file": (io.BytesIO(raw), name), "kind": kind}, 0)


def send_roster(staff: Staff, house: House, content: bytes | str = ROSTER) -> Staff:
    return staff.get(f"/staff/clients/{house.a}/roster").upload("roster.csv", content)


def use_dollars(house: House) -> None:
    with house.installation.store.writing() as session:
        facts = find_client(session, house.a)
        assert facts is not None
        change_client(session, house.a, type(facts)(facts.name_zh, facts.name_en, facts.time_zone, "USD", 1))


@pytest.mark.slow
def test_on_both_databases_figures_come_in_once_and_go_back(installation: Installation) -> None:
    house = furnish(installation)
    alice = house.sign_in("alice")
    send_roster(alice, house).send({})
    send(alice, house, TARGETS, "targets.csv")
    assert tally(alice) == [3, 0, 0, 0, 0]
    assert figures(house).targets == ()
    alice.send({})
    first = figures(house)
    assert [(t.owner_id, t.period.label, t.value) for t in first.targets] == [
        ("1", "2025-01", 10000),
        ("1", "2025-01", 10000),
        ("2", "2025", 120050),
    ]
    assert tally(send(alice, house, TARGETS, "targets.csv")) == [0, 0, 3, 0, 0]
    assert alice.forms[0].xpath(".//button") == []
    send(alice, house, f"{HEAD}2,sales,2025,1300\n3,sales,2025,7\n", kind="targets")
    assert tally(alice) == [1, 1, 0, 2, 0]
    alice.send({})
    assert [t.value for t in figures(house).targets] == [10000, 10000, 130000, 700]
    alice.send({}, 1)  # undo
    assert figures(house) == first
    assert len(alice.forms) == 1
    send(alice, house, DEALS).send({})
    changed = (
        "opportunity_id,owner_id,stage,closed,amount\nD2,2,won,2025-03-01,60\nD1,1,open,,\nD4,1,lost,,\n"
    )
    assert tally(send(alice, house, changed)) == [1, 2, 0, 1, 0]
    before = figures(house)
    alice.send({})
    deals = {deal.id: deal for deal in figures(house).opportunities}
    assert list(deals) == ["D1", "D2", "D3", "D4"]
    assert (deals["D1"].stage, deals["D1"].closed, deals["D1"].customer) == ("open", None, "Acme")
    assert (deals["D2"].amount, str(deals["D2"].closed)) == (6000, "2025-03-01")
    alice.send({}, 1)
    assert figures(house) == before
    with installation.store.reading() as session:
        said = [entry.action for entry in newest_entries(session, 100)]
    assert (said.count("figures_imported"), said.count("figures_import_undone")) == (4, 2)


def read(currency: str, **files: Path) -> PerformanceTable:
    """The same files as the command line reads them."""
    tables = {kind: read_table(path) for kind, path in files.items()}
    roster = tables.pop("roster", None)
    return clean_figures(roster, **{kind: [table] for kind, table in tables.items()}, currency=currency)  # type: ignore[arg-type]


def same(table: PerformanceTable, other: PerformanceTable) -> None:
    for part in ("roster", "targets", "actuals", "opportunities", "currency"):
        assert getattr(table, part) == getattr(other, part), part


@pytest.mark.slow
def test_the_crm_s_deals_come_in_by_hand_as_through_a_map(house: House, alice: Staff) -> None:
    use_dollars(house)
    send_roster(alice, house, (SALES / "crm/sales_teams.csv").read_bytes()).send({"unit_2": "manager"}).send(
        {}
    )
    deals = (SALES / "crm/sales_pipeline.csv").read_bytes()
    send(alice, house, deals, "sales_pipeline.csv")
    assert alice.path.endswith("/columns")
    assert [s.get("name") for s in alice.doc.xpath('//section[@aria-labelledby="values"]//select')] == [
        "a_stage"
    ] * 2
    alice.send({})
    assert tally(alice) == [8800, 0, 0, 0, 0]
    alice.send({})
    mapped = read_map(MAPS / "crm_opportunities.toml")
    plain = type(mapped)(mapped.source, mapped.file, mapped.columns, values={"stage": mapped.values["stage"]})
    table = apply_map(read_table(SALES / "crm/sales_pipeline.csv", mapped.file), plain, MAPS)
    roster, _ = read_mapped_table(SALES / "crm/sales_teams.csv", MAPS / "crm_roster.toml")
    same(figures(house), clean_figures(roster, opportunities=[table], currency="USD"))
    send(alice, house, deals, "again.csv")
    assert (tally(alice), alice.path.endswith("/columns")) == ([0, 0, 8800, 0, 0], False)
    assert alice.said


@pytest.mark.slow
def test_adventureworks_comes_in_by_hand_as_through_its_maps(house: House, alice: Staff) -> None:
    use_dollars(house)
    folder = SALES / "adventureworks"
    for name, rows in (("Targets.csv", 809), ("Sales.csv", None)):
        send(alice, house, (folder / name).read_bytes(), name)
        assert alice.doc.xpath('string(//select[@name="date_order"]/option[@selected]/@value)') == "dmy"
        alice.send({})
        assert rows is None or tally(alice) == [rows, 0, 0, 0, 0]
        alice.send({})
    mapped = read_map(MAPS / "aw_targets.toml")
    plain = type(mapped)(mapped.source, mapped.file, mapped.columns, mapped.constants)
    targets = apply_map(read_table(folder / "Targets.csv", mapped.file), plain, MAPS)
    actuals, _ = read_mapped_table(folder / "Sales.csv", MAPS / "aw_actuals.toml")
    same(figures(house), clean_figures(None, [targets], [actuals], currency="USD"))


@pytest.mark.slow
def test_the_demo_s_figures_need_no_matching_and_come_back_the_same(
    house: House, alice: Staff, tmp_path: Path
) -> None:
    draw_company(tmp_path)
    paths = {kind: tmp_path / f"{kind}.csv" for kind in ("roster", "targets", "actuals", "opportunities")}
    for kind in ("opportunities", "targets", "actuals"):  # the roster may well come last
        send(alice, house, paths[kind].read_bytes(), f"{kind}.csv")
        assert tally(alice)[0] > 0
        alice.send({})
    send_roster(alice, house, paths["roster"].read_bytes()).send({})
    same(figures(house), read("CNY", **paths))
    assert "Owners not in the roster" not in alice.get(f"/staff/clients/{house.a}/figures").text


def test_an_empty_cell_never_overwrites(house: House, alice: Staff) -> None:
    send(alice, house, DEALS).send({})
    before = figures(house)
    send(
        alice,
        house,
        "opportunity_id,owner_id,stage,created,closed,amount,customer\nD1,1,won,,2025-02-01,100,\n",
    )
    assert tally(alice) == [0, 0, 1, 2, 0]
    assert figures(house) == before


FAULTY = (
    f"{HEAD}1,sales,2025-01,100\n=2,sales,someday,5\n3,sales,2025-01,-7\n,sales,2025-01,1\n"
    "1,smiles,2025-01,1\n2,smiles,2025-01,1\n9,sales,2025-01,3\n"
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_faults_stand_beside_their_rows_and_come_back_as_a_file(house: House, lang: str) -> None:
    alice = house.sign_in("alice", lang)
    send_roster(alice, house).send({})
    send(alice, house, FAULTY, "targets.csv")
    assert tally(alice) == [2, 0, 0, 0, 5]
    shown = [
        (row.xpath("string(th)").split()[-1], row.xpath("string(.//code)"))
        for row in alice.doc.xpath('//section[@aria-labelledby="faults"]//tbody/tr')
    ]
    assert shown == [
        ("3", "figures.period_wrong"),
        ("4", "figures.number_negative"),
        ("5", "figures.cell_empty"),
        ("6", "figures.metric_unknown"),
        ("7", "figures.metric_unknown"),
    ]
    notes = alice.doc.xpath('//section[@aria-labelledby="notes"]//code/text()')
    assert notes == ["figures.owner_unknown"]
    (link,) = alice.doc.xpath('//section[@aria-labelledby="faults"]//a/@href')
    response = alice.client.get(link, headers={"Accept-Language": lang})
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["'=2", "3", "", "1", "2"]
    assert all(row[-1].startswith("[figures.") for row in rows[1:])
    alice.send({})
    assert [t.owner_id for t in figures(house).targets] == ["1", "9"]


def test_a_deal_that_contradicts_what_is_there_is_a_fault_of_its_row(house: House, alice: Staff) -> None:
    send(alice, house, DEALS).send({})
    send(alice, house, "opportunity_id,owner_id,stage,closed,amount\nD1,1,won,2024-01-01,5\nD5,1,lost,,\n")
    assert tally(alice) == [1, 0, 0, 2, 1]
    assert (
        alice.doc.xpath('string(//section[@aria-labelledby="faults"]//code)')
        == "figures.closed_before_created"
    )


FOREIGN = "负责人,月份,目标值\nAnn,2025年1月,1.2万\nBob,2025年2月,3万\n"


def test_foreign_headings_are_guessed_confirmed_and_remembered(house: House, alice: Staff) -> None:
    send_roster(alice, house).send({})
    send(alice, house, FOREIGN, "一季度.csv")
    assert alice.path.endswith("/columns")
    chosen = {
        s.get("name"): s.xpath("string(.//option[@selected]/@value)") for s in alice.doc.xpath("//select")
    }
    assert {name: each for name, each in chosen.items() if name.startswith("c_") and each} == {
        "c_owner_id": "h:负责人",
        "c_period": "h:月份",
        "c_value": "h:目标值",
        "c_owner_type": "c:person",
        "c_metric": "c:sales",
    }
    assert chosen["kind"] == "targets"
    alice.send({}).send({})
    assert [(t.owner_id, t.value) for t in figures(house).targets] == [("1", 1200000), ("2", 3000000)]
    send(alice, house, FOREIGN.replace("3万", "4万"), "二季度.csv")
    assert tally(alice) == [0, 1, 1, 0, 0]
    assert "headings were seen before" in alice.said


def test_kind_and_values_can_be_said_otherwise(house: House, alice: Staff) -> None:
    send(alice, house, f"{HEAD}1,业绩,2025-01,100\n1,神秘,2025-02,5\n", "x.csv")
    alice.send({"kind": "targets", "again": "1"})
    assert alice.status == 422 or alice.status == 200
    alice.get(alice.path).send({"kind": "targets"})
    assert alice.doc.xpath('//input[@name="v_metric"]/@value') == ["业绩", "神秘"]
    alice.send({})
    assert tally(alice) == [1, 0, 0, 0, 1]
    alice.send({})
    assert len(figures(house).targets) == 1


def test_a_column_that_is_needed_and_not_chosen_is_named_at_the_top(house: House, alice: Staff) -> None:
    send(alice, house, "who,what,month,soandso\n1,sales,2025-01,100\n", "x.csv").send({})
    assert alice.status == 422
    (alert,) = alice.doc.xpath('string(//p[@role="alert"])').splitlines()
    assert alert.startswith("Please choose a column of the file for: Owner")
    assert "Value" in alert


def test_new_words_in_a_remembered_file_are_asked_about(house: House, alice: Staff) -> None:
    deals = "编号,负责人,商机阶段,金额\n1,Ann,赢单,5\n"
    send(alice, house, deals).send({}).send({})
    send(alice, house, deals + "2,Ann,谈判中,7\n")
    assert alice.path.endswith("/columns")
    assert alice.doc.xpath('//input[@name="v_stage"]/@value') == ["赢单", "谈判中"]
    alice.send({})
    assert tally(alice) == [1, 0, 1, 0, 0]


def test_money_in_another_currency_is_refused(house: House, alice: Staff) -> None:
    send(alice, house, HEAD.strip() + ",currency\n1,sales,2025-01,5,USD\n")
    assert "more than one currency" in alice.text
    send(alice, house, HEAD.strip() + ",currency\n1,sales,2025-01,5,Renminbi\n")
    assert "no code of a currency" in alice.text
    assert figures(house).actuals == ()


def test_sums_that_no_database_holds_are_refused(house: House, alice: Staff) -> None:
    send(alice, house, HEAD + "1,sales,2025-01,999999999999999\n" * 100)
    assert "too large" in alice.text


def test_a_double_click_brings_it_in_once_and_what_moved_is_shown_again(house: House, alice: Staff) -> None:
    dave = house.sign_in("dave")
    send(dave, house, TARGETS, "targets.csv")
    send(alice, house, TARGETS, "targets.csv")
    form = {"csrf_token": alice.token, "agreed": alice.forms[0].fields["agreed"]}
    address = alice.path
    for _ in range(2):
        assert alice.client.post(address, data=form).status_code == 302
    assert len(figures(house).targets) == 3
    dave.send({})
    assert (dave.status, tally(dave)) == (409, [0, 0, 3, 0, 0])


def test_a_file_that_is_mostly_unread_is_no_step_done_until_somebody_answers_for_it(
    house: House, alice: Staff
) -> None:
    """Two of four rows can't be read: 50 %."""
    send_roster(alice, house).send({})
    bad = f"{HEAD}1,sales,2025-01,100\n2,sales,2025-01,100\n3,sales,someday,5\n3,sales,2025-02,much\n"
    send(alice, house, bad, "targets.csv").send({})
    with pytest.raises(BadDataError) as caught:
        analyse(house.installation, house.a, house.assessment)
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["share"]) == ("analysis.unread", "50.0")
    assert "figures" not in done_of(house)
    alice.get(f"/staff/clients/{house.a}/figures")
    assert "50%" in alice.text
    alice.send({}, 0)
    assert "Accepted" in alice.said
    assert "alice@example.com accepted that" in alice.text
    assert "figures" in done_of(house)
    (read,) = figures(house).reads
    assert (read.rows, read.good, read.accepted_by) == (4, 2, "alice@example.com")
    with house.installation.store.reading() as session:
        assert "unread_accepted" in [entry.action for entry in newest_entries(session, 100)]
    run_id = analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        line = diagnosis_of(session, run_id).inputs[1]
    assert (line.rows, line.used, line.unread, line.accepted_by) == (4, 2, 2, "alice@example.com")


def test_a_better_file_or_undoing_closes_what_was_unread(house: House, alice: Staff) -> None:
    send_roster(alice, house).send({})
    bad = f"{HEAD}1,sales,2025-01,100\n2,sales,someday,100\n"
    send(alice, house, bad, "targets.csv").send({})
    assert [read.kind for read in figures(house).reads] == ["targets"]
    send(alice, house, f"{HEAD}1,sales,2025-01,100\n2,sales,2025-01,100\n", "targets.csv").send({})
    assert figures(house).reads == ()
    send(
        alice, house, f"{HEAD}1,sales,2025-02,1\n2,sales,2025-02,1\n3,sales,someday,1\n", kind="targets"
    ).send({})
    assert [read.kind for read in figures(house).reads] == ["targets"]
    alice.get(f"/staff/clients/{house.a}/figures").send({}, 2)  # undo
    assert figures(house).reads == ()


def test_undoing_brings_back_what_was_unread_before(house: House, alice: Staff) -> None:
    """The mended file is taken back, then the small one of other months: the first file stands as it was accepted."""
    send_roster(alice, house).send({})
    bad = f"{HEAD}1,sales,2025-01,1\n2,sales,someday,1\n3,sales,someday,1\n"
    send(alice, house, bad, "targets.csv").send({})
    alice.get(f"/staff/clients/{house.a}/figures").send({}, 0)
    (accepted,) = figures(house).reads
    mended = f"{HEAD}1,sales,2025-01,1\n2,sales,2025-01,1\n3,sales,2025-01,1\n"
    for content, left in ((mended, ()), (f"{HEAD}1,sales,2025-02,1\n", (accepted,))):
        send(alice, house, content, "targets.csv").send({})
        assert figures(house).reads == left
        alice.get(f"/staff/clients/{house.a}/figures").send({}, 1)  # undo
        assert "Undone" in alice.said
        assert figures(house).reads == (accepted,)
    assert accepted.accepted_by == "alice@example.com"


def test_a_smaller_file_of_which_more_is_unread_is_asked_about(house: House, alice: Staff) -> None:
    """Of the first file a fourth is accepted; of the second two thirds are unread, though it tells less."""
    send_roster(alice, house).send({})
    first = f"{HEAD}1,sales,2025-01,1\n2,sales,2025-01,1\n3,sales,2025-01,1\n3,sales,someday,1\n"
    send(alice, house, first, "targets.csv").send({})
    alice.get(f"/staff/clients/{house.a}/figures").send({}, 0)
    second = f"{HEAD}1,sales,2025-02,1\n2,sales,someday,1\n3,sales,someday,1\n"
    send(alice, house, second, "targets.csv").send({})
    (read,) = figures(house).reads
    assert (read.rows, read.good, read.accepted_by) == (3, 1, None)
    assert "figures" not in done_of(house)


def test_a_small_file_of_other_months_does_not_mend_a_large_one(house: House, alice: Staff) -> None:
    """Of the first file one row of four is read, of the second both."""
    send_roster(alice, house).send({})
    first = f"{HEAD}1,sales,2025-01,1\n2,sales,someday,1\n3,sales,someday,1\n3,sales,someday,2\n"
    send(alice, house, first, "targets.csv").send({})
    alice.get(f"/staff/clients/{house.a}/figures")
    second = f"{HEAD}1,sales,2025-02,1\n2,sales,2025-02,1\n"
    alice.upload("targets.csv", second).send({})
    assert len(figures(house).targets) == 3
    assert [(read.rows, read.good) for read in figures(house).reads] == [(4, 1)]
    assert "figures" not in done_of(house)


def test_what_is_accepted_is_what_the_page_said(house: House, alice: Staff) -> None:
    send_roster(alice, house).send({})
    send(alice, house, f"{HEAD}1,sales,2025-01,1\n2,sales,someday,1\n", "targets.csv").send({})
    alice.get(f"/staff/clients/{house.a}/figures")
    form = dict(alice.forms[0].form_values())
    dave = house.sign_in("dave")
    worse = f"{HEAD}1,sales,2025-02,1\n2,sales,someday,1\n3,sales,someday,1\n"
    dave.get(f"/staff/clients/{house.a}/figures").upload("targets.csv", worse).send({})
    alice.client.post(f"/staff/clients/{house.a}/unread", data=form)
    assert [read.accepted_by for read in figures(house).reads] == [None]
    assert "nothing to accept" in alice.get(f"/staff/clients/{house.a}/figures").said


def done_of(house: House) -> set[str]:
    with house.installation.store.reading() as session:
        known = assessment_progress(session, house.a, house.assessment)
    return {key for key, state in states_of(known).items() if state == "done"}


def test_only_the_last_import_is_undone(house: House, alice: Staff) -> None:
    send(alice, house, TARGETS, "targets.csv").send({})
    old = alice.forms[1].fields["import"]
    send(alice, house, DEALS).send({})
    alice.client.post(
        f"/staff/clients/{house.a}/figures/undo", data={"csrf_token": alice.token, "import": old}
    )
    assert (len(figures(house).targets), len(figures(house).opportunities)) == (3, 3)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
        b"PK\x03\x04 no zip",
        b"<html><table></table></html>",
        b'owner_id,metric\n1,"open\n',
        b"owner_id\n\0\n",
        b"\xff\xfe\x00\xd8",
    ],
)
def test_a_file_that_can_t_be_opened_is_refused(house: House, alice: Staff, content: bytes) -> None:
    send(alice, house, content)
    assert (alice.status, alice.wrong) == (422, ["file"])
    assert [*(house.installation.folder / "uploads" / house.a).iterdir()] == []


def test_no_file_a_large_one_and_names_that_lead_nowhere(house: House, alice: Staff) -> None:
    alice.get(f"/staff/clients/{house.a}/figures").send({"file": (io.BytesIO(b""), "")}, 0)
    assert alice.status == 422
    address = f"/staff/clients/{house.a}/figures"
    response = alice.client.post(
        address, data=b"x" * (8 * 2**20 + 1), content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 413
    send(alice, house, TARGETS, "../../<b>targets\n.csv")
    assert "<b>" not in alice.response.text
    assert alice.get(f"{address}/{'0' * 31}g").path.endswith("/figures")


def test_a_sheet_without_one_good_row_says_what_to_look_at(house: House, alice: Staff) -> None:
    send(alice, house, f"{HEAD}1,sales,never,5\n")
    assert alice.path.endswith("/columns")
    assert "Not one row can come in" in alice.text
    send(alice, house, f"A title\n{HEAD}1,sales,2025-01,5\n")
    assert alice.path.endswith("/columns")
    assert alice.send({"header_row": "2", "again": "1"}).send({}).status == 200
    assert tally(alice) == [1, 0, 0, 0, 0]


def test_the_list_is_turned_searched_and_bounded(house: House, alice: Staff) -> None:
    send_roster(alice, house).send({})
    rows = "".join(f"D{at:03},{at % 3 + 1},won,2025-01-01,2025-02-01,{at},C{at}\n" for at in range(120))
    send(alice, house, DEALS.split("\n")[0] + "\n" + rows).send({})
    address = f"/staff/clients/{house.a}/figures?kind=opportunities"
    lines = '//section[@aria-labelledby="lines"]//tbody/tr'
    shown = [len(alice.get(f"{address}&page={page}").doc.xpath(lines)) for page in (1, 2, 3, 4, "x")]
    assert shown == [50, 50, 20, 0, 50]
    assert len(alice.get(f"{address}&search=bob").doc.xpath(lines)) == 40
    assert len(alice.get(f"{address}&search=c11").doc.xpath(lines)) == 11
    asked: list[str] = []
    event.listen(
        house.installation.store.engine, "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    alice.get(address)
    assert len([each for each in asked if not each.startswith("BEGIN")]) == 11


NAMES = [
    *("kind", "sheet", "header_row", "date_order", "decimal", "period", "currency", "again", "seen_kind"),
    *("c_owner_id", "c_metric", "c_period", "c_value", "c_stage", "c_opportunity_id"),
    *("shown_metric", "v_metric", "a_metric"),
]
ANYTHING = st.one_of(
    st.sampled_from(
        [
            "",
            "targets",
            "opportunities",
            "1",
            "2",
            "999",
            "dmy",
            "comma",
            "h:metric",
            "h:value",
            "h:owner_id",
            "c:sales",
            "sales",
            "metric",
            "USD",
            "day",
        ]
    ),
    st.text(max_size=12),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=10))
@pytest.mark.slow
def test_whatever_is_sent_as_settings_is_answered(house: House, alice: Staff, form: dict[str, str]) -> None:
    if not alice.path.endswith("/columns"):
        send(alice, house, f"{HEAD}1,业绩,2025-01,5\n2,smiles,1/2/2025,7\n")
        alice.address = alice.path  # type: ignore[attr-defined]
    alice.get(alice.address)  # type: ignore[attr-defined]
    alice.send(form)
    assert alice.status in (200, 422)
    assert figures(house).actuals == ()
