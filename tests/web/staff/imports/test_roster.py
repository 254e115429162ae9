"""Bringing a roster in: the preview, faulty rows with their reasons, agreeing, the same file again, and undoing it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from diagnostic.storage.clients.rosters import roster_lines, unit_names
from diagnostic.storage.installation import Installation
from tests.support.folders import ROOT
from tests.support.staff import House, Staff, furnish

CRM_FILES = ROOT / "tests/data/sales/crm"
CRM = (CRM_FILES / "sales_teams.csv").read_bytes()
THREE = (
    "person_id,name,unit_path,role,start,email,lang\n"
    "1,张三,公司/华东,R,2020-01-01,zhang@example.com,zh\n"
    "2,李四,公司/华东,R,,,\n"
    "3,王五,公司/华南,K,2021-05-06,,en\n"
)


def roster(house: House, client: str = "") -> dict[str, dict[str, object]]:
    with house.installation.store.reading() as session:
        lines = roster_lines(session, client or house.a)
    return {
        line.person.id: {
            "name": line.person.name,
            "unit": line.person.unit,
            "role": line.person.role,
            "start": line.person.start,
            "email": line.email,
            "lang": line.lang,
        }
        for line in lines
    }


def tally(staff: Staff) -> list[int]:
    """Added, changed, as before, absent, faulty."""
    return [int(each) for each in staff.doc.xpath('//dl[@class="tally"]//dd/text()')]


def send(staff: Staff, house: House, content: bytes | str, name: str = "roster.csv") -> Staff:
    return staff.get(f"/staff/clients/{house.a}/roster").upload(name, content)


def test_on_both_databases_a_roster_comes_in_once_and_goes_back(installation: Installation) -> None:
    house = furnish(installation)
    alice = house.sign_in("alice")
    send(alice, house, THREE)
    assert tally(alice) == [3, 0, 0, 0, 0]
    assert roster(house) == {}
    alice.send({})
    assert alice.said == "The roster is imported: 3 added, 0 changed."
    first = roster(house)
    assert (first["1"]["name"], first["1"]["lang"], first["3"]["unit"]) == ("张三", "zh", "公司/华南")
    assert tally(send(alice, house, THREE)) == [0, 0, 3, 0, 0]
    assert len(alice.forms[0].xpath(".//button")) == 0
    alice.send({})
    assert roster(house) == first
    send(alice, house, "person_id,role,start,unit_path\n2,M,2022-02-02,公司/华北\n9,R,,公司/华北\n").send({})
    assert roster(house)["2"] == first["2"] | {
        "role": "M",
        "start": roster(house)["2"]["start"],
        "unit": "公司/华北",
    }
    assert list(roster(house)) == ["1", "2", "3", "9"]
    alice.send({}, 1)  # undo
    assert roster(house) == first
    with installation.store.reading() as session:
        assert "公司/华北" not in unit_names(session, house.a)
    assert alice.forms[1:] == []


def test_an_empty_cell_never_overwrites_and_nobody_is_removed(house: House, alice: Staff) -> None:
    send(alice, house, THREE).send({})
    before = roster(house)
    send(alice, house, "person_id,name,unit_path,role,start,email,lang\n1,,,,,,\n")
    assert tally(alice) == [0, 0, 1, 2, 0]
    send(alice, house, "person_id,role\n1,K\n")
    assert tally(alice) == [0, 1, 0, 2, 0]
    alice.send({})
    assert roster(house) == before | {"1": before["1"] | {"role": "K"}}


FAULTY = (
    "person_id,name,start,email,lang\n"
    "1,Good,2020-01-01,a@example.com,en\n"
    "2,=HYPERLINK(1),someday,b@example.com,\n"
    "3,-12,2020-01-01,no address,\n"
    ",Nobody,2020-01-01,,\n"
    "1,Twice,2020-01-01,,\n"
    "5,@x,2020-01-01,,klingon\n"
)


def test_faults_stand_beside_their_rows_and_the_good_rows_go_in(house: House, alice: Staff) -> None:
    send(alice, house, FAULTY)
    assert tally(alice) == [1, 0, 0, 0, 5]
    rows = alice.doc.xpath('//section[@aria-labelledby="faults"]//tbody/tr')
    found = [
        (row.xpath("string(th)").split()[-1], row.xpath("string(td[1])"), row.xpath("string(.//code)"))
        for row in rows
    ]
    assert found == [
        ("3", "start", "figures.date_wrong"),
        ("4", "email", "figures.email_wrong"),
        ("5", "person_id", "figures.cell_empty"),
        ("6", "person_id", "figures.duplicate_person"),
        ("7", "lang", "figures.value_unknown"),
    ]
    alice.send({})
    assert list(roster(house)) == ["1"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_faulty_rows_come_back_as_a_file_without_formulas(house: House, lang: str) -> None:
    alice = house.sign_in("alice", lang)
    send(alice, house, FAULTY)
    (link,) = alice.doc.xpath('//section[@aria-labelledby="faults"]//a/@href')
    response = alice.client.get(link, headers={"Accept-Language": lang})
    assert response.headers["Content-Disposition"] == "attachment; filename=roster-faults.csv"
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert rows[0][-1] == {"zh": "原因", "en": "reason"}[lang]
    assert [row[1] for row in rows[1:]] == ["'=HYPERLINK(1)", "-12", "Nobody", "Twice", "'@x"]
    assert all(row[-1].startswith("[figures.") for row in rows[1:])


def test_foreign_headings_are_matched_by_hand_with_a_guess(house: House, alice: Staff) -> None:
    send(alice, house, CRM, "sales_teams.csv")
    assert alice.path.endswith("/columns")
    selects = alice.doc.xpath('//section[@aria-labelledby="matches"]//select')
    chosen = {s.get("name"): s.xpath("string(option[@selected]/@value)") for s in selects}
    assert {name: heading for name, heading in chosen.items() if heading} == {
        "person_id": "sales_agent",
        "name": "sales_agent",
        "unit_path": "regional_office",
        "manager_id": "manager",
    }
    alice.send({"unit_2": "manager"})
    assert tally(alice) == [35, 0, 0, 0, 0]
    alice.send({})
    assert roster(house)["Anna Snelling"]["unit"] == "Central/Dustin Brinkmann"
    tree = " ".join(alice.get(f"/staff/clients/{house.a}").doc.xpath('string(//div[@class="tree"])').split())
    assert tree.startswith("Central 11 Dustin Brinkmann 5 Melvin Marxen 6 East 12")


def test_without_a_column_for_the_person_nothing_is_read(house: House, alice: Staff) -> None:
    send(alice, house, CRM).send({"person_id": ""})
    assert alice.status == 422
    send(alice, house, CRM).send({"person_id": "no such heading"})
    assert alice.status == 422


def test_an_xlsx_file_comes_in_too(house: House, alice: Staff, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([("person_id", "name"), (1001, "赵六")]):
            sheet.write_row(at, 0, row)
    send(alice, house, path.read_bytes(), "roster.xlsx").send({})
    assert roster(house)["1001"]["name"] == "赵六"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
        b"PK\x03\x04 no zip",
        b"<html><table></table></html>",
        b'person_id,name\n1,"open\n',
        b"person_id\n\0\n",
        b"\xff\xfe\x00\xd8",
    ],
)
def test_a_file_that_can_t_be_used_is_refused_with_the_reason(
    house: House, alice: Staff, content: bytes
) -> None:
    send(alice, house, content)
    assert (alice.status, alice.wrong) == (422, ["file"])
    folder = house.installation.folder / "uploads" / house.a
    assert [*folder.iterdir()] == []  # nothing is left lying about


@pytest.mark.parametrize(
    ("content", "wrong", "asks"),
    [
        ("person_id,person_id\n1,2\n", "Row 1", False),
        ("person_id,start\n1,never\n2,never\n", "Not one row can come in", True),
        ("Our people\nperson_id,name\n1,A\n", "Row 2", False),
    ],
)
def test_a_file_that_another_reading_may_mend_is_asked_about(
    house: House, alice: Staff, content: str, wrong: str, asks: bool
) -> None:
    send(alice, house, content)
    assert alice.path.endswith("/columns")
    assert wrong in alice.text
    assert bool(alice.doc.xpath('//select[@id="person_id"]')) == asks


def test_a_title_above_the_headings_and_days_in_another_order(house: House, alice: Staff) -> None:
    send(alice, house, "Our people\nperson_id,name,start\n1,A,31/12/2020\n2,B,1/2/2021\n")
    assert "Our people" in alice.text
    alice.send({"header_row": "2", "again": "1"})
    chosen = {s.get("name"): s.xpath("string(option[@selected]/@value)") for s in alice.doc.xpath("//select")}
    assert chosen["person_id"] == "person_id"
    alice.send({})
    assert tally(alice) == [2, 0, 0, 0, 0]
    alice.send({})
    assert str(roster(house)["2"]["start"]) == "2021-02-01"
    send(alice, house, "Our people\nperson_id,name,start\n1,A,31/12/2020\n3,C,1/2/2021\n")
    assert (tally(alice), alice.path.endswith("/columns")) == ([1, 0, 1, 1, 0], False)


def test_days_that_begin_with_the_day_are_noticed_under_our_headings(house: House, alice: Staff) -> None:
    send(alice, house, "person_id,start\n1,31.12.2020\n2,1.2.2021\n")
    assert alice.path.endswith("/columns")
    alice.send({})
    assert tally(alice) == [2, 0, 0, 0, 0]


def test_a_last_day_before_the_first_one_that_is_there_is_a_fault_of_its_row(
    house: House, alice: Staff
) -> None:
    send(alice, house, THREE).send({})
    send(alice, house, "person_id,end\n1,2019-01-01\n2,2021-01-01\n")
    assert tally(alice) == [0, 1, 0, 1, 1]
    alice.send({})
    assert list(roster(house)) == ["1", "2", "3"]


@pytest.mark.slow
def test_a_sheet_of_a_workbook_is_chosen(house: House, alice: Staff) -> None:
    send(alice, house, (CRM_FILES / "crm_workbook.xlsx").read_bytes(), "book.xlsx")
    alice.send({"sheet": "sales_teams", "again": "1"})
    alice.send({})
    assert tally(alice)[0] == 35


def test_no_file_and_one_that_is_too_large(house: House, alice: Staff) -> None:
    alice.get(f"/staff/clients/{house.a}/roster").send({"file": (io.BytesIO(b""), "")}, 0)
    assert alice.status == 422
    response = alice.client.post(
        f"/staff/clients/{house.a}/roster",
        data=b"x" * (8 * 2**20 + 1),
        content_type="multipart/form-data; boundary=x",
        headers={"Accept-Language": "en"},
    )
    assert response.status_code == 413
    assert "That is too large" in response.text


def test_a_name_of_a_file_leads_nowhere(house: House, alice: Staff) -> None:
    send(alice, house, THREE, "../../../etc/<b>passwd\n.csv")
    assert "<b>" not in alice.response.text
    assert "etc" not in alice.text
    assert alice.get(f"/staff/clients/{house.a}/roster/..%2f..%2fx").status == 404
    assert alice.get(f"/staff/clients/{house.a}/roster/{'0' * 31}g").path.endswith("/roster")


def test_a_double_click_brings_it_in_once(house: House, alice: Staff) -> None:
    send(alice, house, THREE)
    form = {"csrf_token": alice.token, "agreed": alice.forms[0].fields["agreed"]}
    address = alice.path
    for _ in range(2):
        assert alice.client.post(address, data=form).status_code == 302
    assert len(roster(house)) == 3


def test_a_roster_that_changed_meanwhile_is_shown_again(house: House, alice: Staff) -> None:
    other = house.sign_in("dave")
    send(alice, house, "person_id,role\n1,R\n")
    send(other, house, THREE).send({})
    alice.send({})
    assert alice.status == 409
    assert tally(alice) == [0, 0, 1, 2, 0]
    assert roster(house)["1"]["name"] == "张三"


def test_only_the_last_import_is_undone_and_once(house: House, alice: Staff) -> None:
    send(alice, house, THREE).send({})
    old = alice.forms[1].fields["import"]
    send(alice, house, "person_id\n4\n").send({})
    form = {"csrf_token": alice.token, "import": old}
    alice.client.post(f"/staff/clients/{house.a}/roster/undo", data=form)
    assert len(roster(house)) == 4
    alice.get(f"/staff/clients/{house.a}/roster").send({}, 1)
    assert len(roster(house)) == 3


def test_uploads_are_for_their_owner_only(house: House, alice: Staff) -> None:
    send(alice, house, THREE)
    folder = house.installation.folder / "uploads" / house.a
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_long_roster_is_turned_page_by_page_and_searched(house: House, alice: Staff) -> None:
    rows = "".join(f"P{at:03},Name {at},公司/组{at % 3},{'P000' if at else ''}\n" for at in range(120))
    send(alice, house, f"person_id,name,unit_path,manager_id\n{rows}").send({})
    address = f"/staff/clients/{house.a}/roster"
    shown = [
        len(alice.get(f"{address}?page={page}").doc.xpath("//tbody/tr")) for page in (1, 2, 3, 4, "x", -1)
    ]
    assert shown == [50, 50, 20, 0, 50, 50]
    assert len(alice.get(f"{address}?search=组1").doc.xpath("//tbody/tr")) == 40
    assert len(alice.get(f"{address}?search=NAME 11").doc.xpath("//tbody/tr")) == 11
    assert alice.doc.xpath('string(//td[@data-label="Line manager"])') == "Name 0"
    assert alice.get(f"{address}?search=%25").text.endswith("Nobody found for “%”.")
