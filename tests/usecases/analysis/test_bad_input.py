"""Bad input ends in fault codes with their places, the right exit code, no traceback and nothing half written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from diagnostic import cli
from diagnostic.faults import Fault, MachineLacksError
from diagnostic.readers.survey_files import load_surveys
from diagnostic.usecases.analysis import run_diagnosis as usecase
from tests.support.command_line import DATA, MAPS, Ran, Run, given
from tests.support.folders import ROOT

ROSTER = "person_id,name,unit_path,role\n" + "".join(f"p{i},n{i},C/T{i % 2},R\n" for i in range(12))
TARGETS = "owner_id,metric,period,value,currency\n" + "".join(f"p{i},sales,2025,100,CNY\n" for i in range(12))
ACTUALS = "owner_id,metric,period,value,currency\n" + "".join(
    f"p{i},sales,2025,{80 + i},CNY\n" for i in range(12)
)
ITEMS = ("A1", "A2", "A3")
SURVEY_MAP = (
    "[columns]\nteam = 'team'\nregion = 'region'\n[group]\ncolumns = ['team']\nmodule = 'morale'\n"
    "[scales.A]\nname = { zh = '甲', en = 'Scale A' }\nitems = ['A1', 'A2', 'A3']\n"
    + "".join(f"[items.{item}]\ncode = '{item}'\nmin = 1\nmax = 5\n" for item in ITEMS)
).replace("region = 'region'\n", "")
STATED = (
    "[assessment]\nclient = {{ en = 'C' }}\ntitle = {{ en = 'T' }}\nperiod = '{period}'\nas_of = 2026-01-15\n"
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def sheet(rows: Sequence[tuple[str, int, int, int | str]]) -> str:
    return "team,A1,A2,A3\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


def answers_of(people: int, teams: int = 3) -> str:
    """Answers that hang together: three items around each person's own level."""
    levels = [1 + (7 * i) % 5 for i in range(people)]
    return sheet([(f"T{i % teams}", level, min(level + 1, 5), level) for i, level in enumerate(levels)])


@pytest.fixture
def diagnose_it(word: Run, tmp_path: Path) -> Run:
    """`./run diagnose ... --json --out <tmp_path/out>`, after which stderr holds no traceback."""

    def ran(*arguments: object) -> Ran:
        found = word("diagnose", *arguments, "--json", "--out", tmp_path / "out")
        assert "Traceback" not in found.stderr
        return found

    return ran


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecase, "build_report", lambda *_: ())


def refused(ran: Ran, code: int, *faults: str) -> list[dict[str, Any]]:
    """The run was refused with these codes, printed on both streams, and wrote nothing."""
    assert ran.code == code, ran.stderr
    assert ran.fault_codes == list(faults)
    assert all(f"[{fault}]" in ran.stderr for fault in faults)
    assert not ran.out.exists()
    found: list[dict[str, Any]] = json.loads(ran.stdout)["faults"]
    assert all(fault["message"]["zh"] and fault["message"]["en"] for fault in found)
    return found


# files that are no tables


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ((DATA / "sales/crm/crm_workbook.xlsx").read_bytes()[:20_000], "table.broken"),
        (bytes(range(256)) * 8, "table.encoding"),
        (b"person_id,name\n1,\0\n", "table.nul_byte"),
        (b"", "table.empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "table.html"),
        ("person_id,name\n1,a,b,c\n".encode("utf-16"), "table.ragged_row"),
    ],
)
def test_a_broken_file(diagnose_it: Run, tmp_path: Path, content: bytes, code: str) -> None:
    path = write(tmp_path, "roster.xlsx", content)
    (fault,) = refused(diagnose_it("--roster", path), 3, code)
    assert fault["source"] == "roster.xlsx"


def test_a_missing_file_is_told_with_every_other_fault(diagnose_it: Run, tmp_path: Path) -> None:
    broken = write(tmp_path, "targets.csv", "owner_id,metric\n1,sales\n")
    ran = diagnose_it("--roster", tmp_path / "no.csv", "--targets", broken, "--surveys", tmp_path / "no.toml")
    missing, survey, *columns = refused(
        ran, 3, "file.missing", "file.missing", "figures.column_missing", "figures.column_missing"
    )
    assert missing["source"].endswith("no.csv")
    assert survey["source"].endswith("no.toml")
    assert [(fault["source"], fault["column"]) for fault in columns] == [
        *(("targets.csv", "period"), ("targets.csv", "value")),
    ]


def test_an_unknown_column(diagnose_it: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "roster.csv", ROSTER.replace("role\n", "favourite_colour\n", 1))
    (fault,) = refused(diagnose_it("--roster", path), 3, "figures.column_unknown")
    assert fault["column"] == "favourite_colour"


def test_an_unknown_column_of_answers(diagnose_it: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "answers.csv", answers_of(30).replace("A3\n", "A33\n", 1))
    names = [
        each["column"] for each in refused(diagnose_it("--answers", path), 3, *["answers.unknown_column"] * 3)
    ]
    assert names == ["A1", "A2", "A33"]


# rows that are wrong


@pytest.mark.usefixtures("no_pdf")
def test_an_impossible_date_and_a_duplicate_person_cost_their_rows_only(
    diagnose_it: Run, tmp_path: Path
) -> None:
    roster = ROSTER.replace("role\n", "role,start\n", 1).replace("R\n", "R,2024-01-31\n")
    roster = (
        roster.replace("p3,n3,C/T1,R,2024-01-31", "p3,n3,C/T1,R,2024-02-30") + "p1,again,C/T0,R,2024-01-31\n"
    )
    path = write(tmp_path, "roster.csv", roster)
    ran = diagnose_it("--roster", path, "--actuals", write(tmp_path, "actuals.csv", ACTUALS))
    assert ran.code == 0
    places = [(f["code"], f["row"], f["column"]) for f in json.loads(ran.stdout)["faults"]]
    assert places == [
        ("figures.date_wrong", 5, "start"),
        ("figures.duplicate_person", 14, "person_id"),
        ("figures.owner_unknown", 5, "owner_id"),
    ]
    assert "roster.csv, row 5, column “start”: [figures.date_wrong]" in ran.stderr
    assert ran.outcome is not None
    line = next(line for line in ran.outcome.diagnosis.inputs if line.name == "roster")
    assert (line.rows, line.used, line.faults) == (13, 11, 2)


def test_a_file_without_one_good_row_is_refused(diagnose_it: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "actuals.csv", ACTUALS.replace("2025", "31/02/2025"))
    faults = refused(diagnose_it("--actuals", path), 3, "figures.no_good_row", *["figures.period_wrong"] * 12)
    assert [fault["row"] for fault in faults[1:4]] == [2, 3, 4]


def test_two_rosters(diagnose_it: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "roster.csv", ROSTER)
    refused(diagnose_it("--roster", path, "--roster", path), 3, "figures.two_rosters")


# answers


@pytest.fixture
def survey_map(tmp_path: Path) -> Path:
    return write(tmp_path, "map.toml", SURVEY_MAP)


def test_a_person_column_in_answers_is_refused_with_the_reason(diagnose_it: Run, tmp_path: Path) -> None:
    text = SURVEY_MAP.replace("['team']", "['team', 'Employee ID']", 1)
    lines = answers_of(30).splitlines()
    named = "\n".join([f"Employee ID,{lines[0]}", *(f"{i},{line}" for i, line in enumerate(lines[1:]))])
    ran = diagnose_it(
        "--answers", write(tmp_path, "answers.csv", named), "--map", write(tmp_path, "named.toml", text)
    )
    (fault,) = refused(ran, 3, "answers.person_column")
    assert fault["column"] == "Employee ID"
    assert "nobody would be anonymous" in fault["message"]["en"]
    assert "不再匿名" in fault["message"]["zh"]


@pytest.mark.parametrize("heading", ["person_id", "工号", "E-Mail"])
def test_answers_to_our_own_survey_with_a_person_column_are_refused(
    diagnose_it: Run, tmp_path: Path, heading: str
) -> None:
    (survey,) = load_surveys([ROOT / "surveys/morale.toml"])
    codes = [item.code for item in survey.items if item.scored]
    rows = [",".join(["p1", *("3" for _ in codes)]) for _ in range(20)]
    path = write(tmp_path, "answers.csv", "\n".join([",".join([heading, *codes]), *rows]))
    ran = diagnose_it("--surveys", ROOT / "surveys/morale.toml", "--answers", path)
    (fault,) = refused(ran, 3, "answers.person_column")
    assert fault["column"] == heading


@pytest.mark.slow
def test_nobody_answered(diagnose_it: Run, tmp_path: Path, survey_map: Path) -> None:
    ran = diagnose_it("--answers", write(tmp_path, "a.csv", sheet([])), "--map", survey_map, "--lang", "en")
    assert ran.code == 0, ran.stderr
    assert ran.release()["figures"] == []
    assert ran.results() == {} or all(r["cannot_say"] for r in ran.results().values())
    assert "nobody answered" in ran.words.lower()


@pytest.mark.slow
def test_all_groups_hidden(diagnose_it: Run, tmp_path: Path, survey_map: Path) -> None:
    """Four people answered: no mean, no rank, no count of them is written anywhere."""
    ran = diagnose_it(
        "--answers", write(tmp_path, "a.csv", answers_of(4)), "--map", survey_map, "--lang", "en"
    )
    assert ran.code == 0, ran.stderr
    assert (ran.release()["atoms"], ran.release()["figures"]) == ([], [])
    assert all(result["estimate"] is None for result in ran.results().values())
    assert "Why nothing is shown" in ran.words
    assert ran.outcome is not None
    assert all(grade.alpha is None for grade in ran.outcome.diagnosis.scales)


@pytest.mark.usefixtures("no_pdf")
def test_one_unit_only(diagnose_it: Run, tmp_path: Path, survey_map: Path) -> None:
    ran = diagnose_it("--answers", write(tmp_path, "a.csv", answers_of(40, teams=1)), "--map", survey_map)
    assert ran.code == 0, ran.stderr
    assert [atom["answered"] for atom in ran.release()["atoms"]] == [40]
    assert ran.results()["mean|morale/company|A"]["n"] == 40
    assert ran.results()["icc|morale/company|A"]["cannot_say"] == {
        "reason": "few_groups",
        "n": 1,
        "needed": 10,
    }


@pytest.mark.usefixtures("no_pdf")
def test_an_item_nobody_answered_is_named_and_left_out(
    diagnose_it: Run, tmp_path: Path, survey_map: Path
) -> None:
    rows = [line.rpartition(",")[0] + "," for line in answers_of(40).splitlines()[1:]]
    path = write(tmp_path, "a.csv", "team,A1,A2,A3\n" + "\n".join(rows) + "\n")
    ran = diagnose_it("--answers", path, "--map", survey_map)
    assert ran.code == 0, ran.stderr
    assert ran.outcome is not None
    assert [note.code for note in ran.outcome.diagnosis.notes] == ["answers.item_empty", "answers.scale_cut"]
    assert ran.outcome.diagnosis.scales[0].items == 2


@pytest.mark.usefixtures("no_pdf")
def test_an_answer_that_is_none_is_told_with_its_cell(
    diagnose_it: Run, tmp_path: Path, survey_map: Path
) -> None:
    path = write(tmp_path, "a.csv", answers_of(40) + "T1,often,2,3\n")
    ran = diagnose_it("--answers", path, "--map", survey_map)
    (fault,) = json.loads(ran.stdout)["faults"]
    assert (ran.code, fault["code"], fault["row"], fault["column"]) == (0, "answers.label_unread", 42, "A1")


def test_the_same_module_twice(diagnose_it: Run, tmp_path: Path, survey_map: Path) -> None:
    path = write(tmp_path, "a.csv", answers_of(30))
    each = ("--answers", path, "--map", survey_map)
    refused(diagnose_it(*each, *each), 3, "answers.module_twice")


def test_the_same_answers_in_two_groupings(diagnose_it: Run, tmp_path: Path, survey_map: Path) -> None:
    """Teams of one module minus roles of the other would be a handful of people."""
    path = write(tmp_path, "a.csv", answers_of(30))
    other = write(tmp_path, "other.toml", SURVEY_MAP.replace("'morale'", "'other'", 1))
    (fault,) = refused(
        diagnose_it("--answers", path, "--map", survey_map, "--answers", path, "--map", other),
        3,
        "answers.item_two_modules",
    )
    assert "A1, A2, A3" in fault["message"]["en"]


def test_a_map_with_an_unknown_key_and_a_column_the_file_lacks(diagnose_it: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "roster.csv", ROSTER)
    strange = write(tmp_path, "strange.toml", "[file]\nheader = 1\n[colums]\na = 'b'\n")
    faults = refused(diagnose_it("--roster", path, "--map", strange), 3, *["map.key_unknown"] * 2)
    assert {(fault["source"], fault["path"]) for fault in faults} == {
        *(("strange.toml", "file.header"), ("strange.toml", "colums")),
    }
    lacking = write(tmp_path, "lacking.toml", "[columns]\nNummer = 'person_id'\n")
    (fault,) = refused(diagnose_it("--roster", path, "--map", lacking), 3, "map.column_unknown")
    assert fault["column"] == "Nummer"


def test_an_assessment_file_that_names_nobody(diagnose_it: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "a.toml", "[assessment]\nclient = {}\ntitle = { en = 'T' }\nas_of = 2026-13-01\n")
    ran = diagnose_it("--roster", write(tmp_path, "r.csv", ROSTER), "--assessment", path)
    refused(ran, 3, "file.unreadable")
    path.write_text("[assessment]\nclient = {}\ntitle = { en = 'T' }\nas_of = 2026-12-01\n", "utf-8")
    ran = diagnose_it("--roster", write(tmp_path, "r.csv", ROSTER), "--assessment", path)
    (fault,) = refused(ran, 3, "assessment.bad_value")
    assert fault["path"] == "assessment.client"


@pytest.mark.parametrize("period", ["2025/13", "2025-02-30", "half a year", "2025-12/2025-01"])
def test_a_period_that_is_none(diagnose_it: Run, tmp_path: Path, period: str) -> None:
    stated = write(tmp_path, "a.toml", STATED.format(period=period))
    roster = write(tmp_path, "r.csv", ROSTER)
    (fault,) = refused(diagnose_it("--roster", roster, "--assessment", stated), 3, "assessment.period_wrong")
    assert fault["path"] == "assessment.period"
    refused(diagnose_it("--roster", roster, "--period", period), 2, "arguments.period_wrong")


def test_two_periods_are_one_too_many(diagnose_it: Run, tmp_path: Path) -> None:
    stated = write(tmp_path, "a.toml", STATED.format(period="2025-Q1"))
    files = ("--roster", write(tmp_path, "r.csv", ROSTER), "--assessment", stated)
    refused(diagnose_it(*files, "--period", "2025"), 2, "arguments.period_twice")


# arguments


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--min-group", "4"], "arguments.min_group"),
        (["--min-group", "many"], "arguments.wrong"),
        (["--lang", "fr"], "arguments.language"),
        (["--lang", ","], "arguments.language"),
        (["--colour", "red"], "arguments.wrong"),
        (["--ros", "x.csv"], "arguments.wrong"),
        (["--accept-unread", "map"], "arguments.accept_unread"),
        ([], "arguments.nothing"),
    ],
)
def test_bad_arguments(diagnose_it: Run, arguments: list[str], code: str) -> None:
    refused(diagnose_it(*arguments), 2, code)


def test_a_map_belongs_to_the_input_before_it(diagnose_it: Run) -> None:
    one = str(MAPS / "crm_roster.toml")
    refused(diagnose_it("--map", one, "--roster", "r.csv"), 2, "arguments.map_first")
    refused(diagnose_it("--roster", "r.csv", "--map", one, "--map", one), 2, "arguments.map_first")


def test_out_is_needed(word: Run) -> None:
    ran = word("diagnose", "--roster", "r.csv", "--json")
    assert (ran.code, ran.fault_codes) == (2, ["arguments.wrong"])


def test_a_place_that_cannot_be_written_is_told_before_the_work(word: Run, tmp_path: Path) -> None:
    taken = write(tmp_path, "taken", "a file")
    ran = word("diagnose", "--roster", "no.csv", "--json", "--out", taken / "below")
    assert (ran.code, ran.fault_codes) == (2, ["file.unwritable"])
    assert taken.read_text() == "a file"


# nothing half written


def small_figures(folder: Path) -> list[str]:
    files = {"roster": ROSTER, "targets": TARGETS, "actuals": ACTUALS}
    return [
        part
        for kind, text in files.items()
        for part in (f"--{kind}", str(write(folder, f"{kind}.csv", text)))
    ]


def test_when_a_page_fails_nothing_is_left(
    word: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object, lang: str, folder: Path, *__: object) -> None:
        (folder / f"report.{lang}.pdf").write_bytes(b"half")
        if lang == "en":
            raise MachineLacksError([Fault("machine.lacks", values={"what": "Pango", "command": "apt-get"})])

    monkeypatch.setattr(usecase, "build_report", fails)
    out = tmp_path / "out"
    ran = word("diagnose", *small_figures(tmp_path), "--json", "--out", out)
    assert (ran.code, ran.fault_codes) == (4, ["machine.lacks"])
    assert not out.exists()
    out.mkdir()
    kept = write(out, "report.zh.pdf", "of the run before")
    assert word("diagnose", *small_figures(tmp_path), "--out", out).code == 4
    assert [path.name for path in out.iterdir()] == [kept.name]
    assert kept.read_text() == "of the run before"


def test_a_full_disk_leaves_nothing_and_is_told(
    word: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(usecase, "build_report", full)
    ran = word("diagnose", *small_figures(tmp_path), "--json", "--out", tmp_path / "out")
    assert (ran.code, ran.fault_codes) == (2, ["file.unwritable"])
    assert "No space left" in ran.stderr
    assert not ran.out.exists()


@pytest.mark.usefixtures("no_pdf")
def test_a_folder_in_the_way_of_a_file_stops_the_move(word: Run, tmp_path: Path) -> None:
    (tmp_path / "out/release.json").mkdir(parents=True)
    ran = word("diagnose", *small_figures(tmp_path), "--json", "--out", tmp_path / "out")
    assert (ran.code, ran.fault_codes) == (2, ["file.unwritable"])
    assert [path.name for path in ran.out.iterdir()] == ["release.json"]


@pytest.mark.usefixtures("no_pdf")
def test_a_second_run_replaces_the_files_of_the_first(word: Run, tmp_path: Path) -> None:
    arguments = ("diagnose", *small_figures(tmp_path), "--out", tmp_path / "out")
    first = word(*arguments)
    before = (first.out / "diagnosis.json").read_bytes()
    assert (first.code, word(*arguments).code) == (0, 0)
    assert (first.out / "diagnosis.json").read_bytes() == before


@pytest.mark.usefixtures("no_pdf")
def test_answers_beside_figures_name_nobody(diagnose_it: Run, tmp_path: Path, survey_map: Path) -> None:
    path = write(tmp_path, "a.csv", answers_of(40))
    ran = diagnose_it(*small_figures(tmp_path), "--answers", path, "--map", survey_map)
    assert ran.code == 0, ran.stderr
    written = "".join(path.read_text("utf-8") for path in ran.out.glob("*.json"))
    assert not [
        name for i in range(12) for name in (f'"p{i}"', f'"n{i}"', f":p{i}|", f":n{i}|") if name in written
    ]


def test_faults_are_told_in_the_language_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIAGNOSTIC_LANGUAGE", "zh")
    assert cli.main(["diagnose", "--roster", str(tmp_path / "no.csv"), "--out", str(tmp_path / "o")]) == 3
    assert "[file.missing] 找不到文件" in capsys.readouterr().err
    monkeypatch.setenv("DIAGNOSTIC_LANGUAGE", "fr")
    assert cli.main(["help"]) == 2
    assert "[settings.bad_value]" in capsys.readouterr().err


def test_the_crm_files_in_the_wrong_places(diagnose_it: Run) -> None:
    ran = diagnose_it(*given("targets", "sales/crm/sales_teams.csv", "crm_roster"))
    assert ran.code == 3
    assert set(ran.fault_codes) <= {"figures.column_missing", "figures.column_unknown"}


# files of which most was not read


@pytest.mark.usefixtures("no_pdf")
def test_a_file_that_is_mostly_unread_is_refused_unless_somebody_accepts_it(
    diagnose_it: Run, tmp_path: Path
) -> None:
    """8,300 of 8,800 deals with an unknown stage: 94.3 %."""
    lines = (DATA / "sales/crm/sales_pipeline.csv").read_text("utf-8").splitlines()
    stage = lines[0].split(",").index("deal_stage")
    rows = [line.split(",") for line in lines]
    for row in rows[1:8301]:
        row[stage] = "Somewhere"
    path = write(tmp_path, "sales_pipeline.csv", "\n".join(",".join(row) for row in rows) + "\n")
    deals = ("--opportunities", path, "--map", MAPS / "crm_opportunities.toml")
    faults = refused(diagnose_it(*deals), 3, "input.mostly_unread", "figures.value_unknown")
    assert "94.3 %" in faults[0]["message"]["en"]
    ran = diagnose_it(*deals, "--accept-unread", "opportunities")
    assert (ran.code, ran.fault_codes) == (0, ["figures.value_unknown"])
    assert ran.outcome is not None
    line = ran.outcome.diagnosis.inputs[3]
    assert (line.rows, line.used, line.accepted_by) == (8800, 500, "--accept-unread")
