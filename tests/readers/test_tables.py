"""Files as they come: encodings, delimiters, damaged and foreign ones. Codes and places, never prose."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.faults import BadDataError
from diagnostic.readers.tables import FileSettings, read_table
from tests.support.folders import DATA

CRM = DATA / "sales/crm"


def save(folder: Path, content: bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def faults(path: Path, settings: FileSettings | None = None) -> list[tuple[str, int | None]]:
    with pytest.raises(BadDataError) as error:
        read_table(path, settings)
    assert all(fault.message("zh") and fault.message("en") for fault in error.value.faults)
    return [(fault.code, fault.row) for fault in error.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = ["销售员,备注,实际", '王伟,"一、二|三;四",98500', "李娜,,105300"]
    text = "\r\n".join(line.replace(",", delimiter) for line in lines)
    table = read_table(save(tmp_path, text.encode(encoding)))
    assert table.headings == ("销售员", "备注", "实际")
    assert table.rows == (("王伟", "一、二|三;四", "98500"), ("李娜", None, "105300"))
    assert table.row_numbers == (2, 3)


def test_headings_and_cells_are_trimmed_and_row_numbers_count_lines(tmp_path: Path) -> None:
    content = 'rep , note\u3000,\u200bsales\nA,"two\nlines",1\n\n , ,\nB,,2\n'.encode()
    table = read_table(save(tmp_path, content))
    assert table.headings == ("rep", "note", "sales")
    assert table.rows == (("A", "two\nlines", "1"), ("B", None, "2"))
    assert table.row_numbers == (2, 6)


def test_old_mac_line_ends_and_excels_separator_line(tmp_path: Path) -> None:
    assert len(read_table(save(tmp_path, b"rep,sales\rA,1\rB,2")).rows) == 2
    table = read_table(save(tmp_path, b"sep=;\nrep;sales\nA;1,5\n"))
    assert (table.headings, table.row_numbers) == (("rep", "sales"), (3,))


def test_title_rows_above_the_header_row(tmp_path: Path) -> None:
    path = save(tmp_path, b"Sales 2025,,\n,,\nrep,target,actual\nA,1,2\n")
    table = read_table(path, FileSettings(header_row=3))
    assert (table.headings, table.rows) == (("rep", "target", "actual"), (("A", "1", "2"),))
    assert faults(path, FileSettings(header_row=9)) == [("table.header_row_missing", 9)]


def test_headings_only_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read_table(save(tmp_path, b"rep,sales\n")).rows == ()


def test_a_column_without_heading_is_called_by_its_place(tmp_path: Path) -> None:
    assert read_table(save(tmp_path, b"rep,,sales,\nA,x,1,\n")).headings == ("rep", "column 2", "sales")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [("table.empty", None)]),
        (b"\xef\xbb\xbf", [("table.empty", None)]),
        (b"\n\n , \n", [("table.empty", None)]),
        (b"rep,sales,sales\nA,1,2\n", [("table.heading_twice", 1)]),
        (b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n", [("table.ragged_row", 3), ("table.ragged_row", 4)]),
        (b'a,b\n"open,2\n3,4\n', [("table.quote_open", 2)]),
        (b"a,b\n1,2\n" + b"x" * 200_000 + b",4\n", [("table.cell_too_long", 3)]),
        (b"a,b\n1," + b"y" * 2_000_000 + b"\n", [("table.cell_too_long", 2)]),
        (b'a,b\n"' + b"z" * 140_000 + b'",1\n', [("table.cell_too_long", 2)]),
        (b"a,b\n1,\x00\n", [("table.nul_byte", 2)]),
        ("姓名,值\n王伟,1\n李娜,2\n".encode() + "张三,3\n".encode("gbk"), [("table.mixed_encoding", 4)]),
        ("姓名,值\n朱,1\n".encode("big5"), [("table.encoding", 1)]),
        (b"a,b\n\xff\xff,1\n", [("table.encoding", 2)]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, [("table.old_xls", None)]),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            [("table.encrypted", None)],
        ),
        (b"<html><table><tr><td>1</td></tr></table>", [("table.html", None)]),
        (b"PK\x03\x04" + b"\0" * 100, [("table.broken", None)]),
        (b"%PDF-1.7\n1 0 obj", [("table.no_table", None)]),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, [("table.no_table", None)]),
    ],
)
def test_broken_files_have_a_code_and_a_place(
    tmp_path: Path, content: bytes, expected: list[tuple[str, int | None]]
) -> None:
    assert faults(save(tmp_path, content)) == expected


def test_a_named_encoding_is_taken_at_its_word(tmp_path: Path) -> None:
    path = save(tmp_path, "姓名,值\n朱,1\n".encode("big5"))
    assert read_table(path, FileSettings(encoding="big5")).headings == ("姓名", "值")
    assert faults(path, FileSettings(encoding="utf-8")) == [("table.encoding", 1)]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert faults(tmp_path / "nothing.csv") == [("file.missing", None)]
    assert faults(tmp_path) == [("file.unreadable", None)]


@pytest.mark.slow
def test_the_workbook_equals_the_csv_files() -> None:
    book, text = read_table(CRM / "crm_workbook.xlsx"), read_table(CRM / "sales_pipeline.csv")
    assert (book.headings, book.row_numbers) == (text.headings, text.row_numbers)
    as_text = [tuple(None if cell is None else str(cell) for cell in row) for row in book.rows]
    assert as_text == list(text.rows)
    assert book.column("engage_date")[0] == date(2016, 10, 20)
    teams = read_table(CRM / "crm_workbook.xlsx", FileSettings(sheet="sales_teams"))
    assert teams.rows == read_table(CRM / "sales_teams.csv").rows


def test_sheets(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    hidden, shown = book.add_worksheet("hidden"), book.add_worksheet("shown")
    shown.activate()
    hidden.hide()
    for sheet, word in ((hidden, "h"), (shown, "s")):
        sheet.write_row(0, 0, ["rep", word])
        sheet.write_row(2, 0, ["00123", 7])
    book.close()
    table = read_table(path)
    assert (table.headings, table.rows, table.row_numbers) == (("rep", "s"), (("00123", 7),), (3,))
    assert read_table(path, FileSettings(sheet="hidden")).headings == ("rep", "h")
    assert faults(path, FileSettings(sheet="none")) == [("table.sheet_missing", None)]


def test_hostile_workbooks_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b"0" * 20_000_000)
    assert faults(bomb) == [("table.too_large", None)]
    entities = tmp_path / "entities.xlsx"
    with zipfile.ZipFile(entities, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert faults(entities) == [("table.unsafe", None)]
    far = tmp_path / "far.xlsx"
    with zipfile.ZipFile(far, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b'<c r="A1"/><c r="XFD1048576"/>')
    assert faults(far) == [("table.too_large", None)]


def test_half_a_workbook_is_damaged(tmp_path: Path) -> None:
    content = (CRM / "crm_workbook.xlsx").read_bytes()
    half = save(tmp_path, content[: len(content) // 2], "half.xlsx")
    with pytest.raises(BadDataError) as caught:
        read_table(half)
    (fault,) = caught.value.faults
    assert (fault.code, fault.row) == ("table.broken", None)
    said = re.findall("[A-Za-z]{3,}", fault.message("zh"))
    assert {*said} == {"Excel", "xlsx", "CSV"}  # and not what a library says in English


@settings(deadline=None, max_examples=150)
@given(content=st.binary(max_size=200), start=st.sampled_from([b"", b"PK\x03\x04", b"a,b\n", b"\xff\xfe"]))
def test_no_bytes_end_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    path = save(tmp_path_factory.mktemp("bytes"), start + content)
    with suppress(BadDataError):
        read_table(path)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(place=st.integers(0, 20_000), byte=st.integers(0, 255))
def test_no_damaged_workbook_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("book")
    good = folder / "good.xlsx"
    with xlsxwriter.Workbook(good) as book:
        book.add_worksheet("a").write_row(0, 0, ["rep", "sales"])
    content = bytearray(good.read_bytes())
    content[place % len(content)] = byte
    with suppress(BadDataError):
        read_table(save(folder, bytes(content), "bad.xlsx"))
