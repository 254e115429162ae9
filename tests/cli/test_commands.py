"""The words of `./run`: help, the dry run, checks and witnesses; results on stdout, the rest on stderr."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from diagnostic import cli
from diagnostic.cli.word import COMPLAINTS
from diagnostic.cli.words import SHOWN, TEST, WORDS, build_parser, help_page
from diagnostic.faults import Fault, MachineLacksError
from tests.support.folders import DATA, ROOT

PIPELINE = DATA / "sales/crm/sales_pipeline.csv"
PIPELINE_MAP = DATA / "maps/crm_opportunities.toml"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIAGNOSTIC_LANGUAGE", "en")


def ran(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = cli.main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out, captured.err


# help


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",), ("diagnose", "-h"), ("help", "diagnose")])
def test_help_comes_without_complaint(capsys: Capture, arguments: tuple[str, ...]) -> None:
    assert ran(capsys, *arguments) == (0, help_page() + "\n", "")


def test_help_names_every_word_and_option_in_both_languages() -> None:
    page = help_page()
    (words,) = (action for action in build_parser()._actions if action.dest == "word")
    assert words.choices is not None
    by_script = {"test"}
    assert {*words.choices} == {*WORDS} == {*SHOWN} - by_script
    for name in words.choices:
        options = words.choices[name]._option_string_actions  # type: ignore[index, call-overload]
        assert [option for option in options if option not in page] == []
    assert all(
        each.zh and each.en and each.zh in page and each.en in page
        for each in (TEST, *(word.about for word in WORDS.values()))
    )


def test_every_complaint_has_words_in_both_languages() -> None:
    assert all(words.zh and words.en and words.zh != words.en for _, words in COMPLAINTS)


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        (("dignose",), "没有这个命令：'dignose'"),
        (("help", "--colour"), "不认识的参数：--colour"),
        (("witness",), "缺少必需的参数：DIR"),
        (("calibrate", "--seeds", "many"), "--seeds 不能是 'many'"),
        (("import", "x.csv", "--kind", "deals"), "--kind 不能是 'deals'"),
        (("import", "x.csv", "--map"), "--map 之后要有值"),
    ],
)
def test_a_wrong_argument_is_reported_in_the_reader_s_language(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], zh: str
) -> None:
    code, out, err = ran(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("[arguments.wrong]")
    monkeypatch.setenv("DIAGNOSTIC_LANGUAGE", "zh")
    assert zh in ran(capsys, *arguments)[2]


# import


@pytest.mark.slow
def test_a_dry_run_says_what_would_come_in(capsys: Capture) -> None:
    code, out, err = ran(capsys, "import", PIPELINE, "--dry-run", "--json", "--map", PIPELINE_MAP)
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["kind"], found["rows"], found["good"], found["faults"]) == ("opportunities", 8800, 8800, [])
    assert found["totals"]["won_value"] == pytest.approx(10_005_534)
    assert ran(capsys, "import", PIPELINE, "--dry-run", "--map", PIPELINE_MAP)[1].splitlines() == [
        "sales_pipeline.csv (opportunities): 8800 of 8800 rows can be used, 2017-03/2017-12",
        *("  open: 2,089", "  won: 4,238", "  lost: 2,473", "  won_value: 10,005,534"),
    ]


def test_rows_that_would_not_come_in_are_listed_and_end_in_three(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "actuals.csv"
    path.write_text("owner_id,metric,period,value\n1,visits,2025-01,5\n1,visits,2025-13,6\n")
    code, out, err = ran(capsys, "import", path, "--dry-run", "--json")
    found = json.loads(out)
    assert (code, found["good"], found["rows"]) == (3, 1, 2)
    places = [(fault["code"], fault["row"], fault["column"]) for fault in found["faults"]]
    assert places == [("figures.period_wrong", 3, "period")]
    assert "actuals.csv, row 3, column “period”: [figures.period_wrong]" in err
    assert list(tmp_path.iterdir()) == [path]


def test_kind_tells_targets_from_actuals(capsys: Capture) -> None:
    sales = DATA / "sales/adventureworks"
    targets = ("import", sales / "Targets.csv", "--dry-run", "--json", "--map", DATA / "maps/aw_targets.toml")
    assert json.loads(ran(capsys, *targets)[1])["kind"] == "actuals"
    assert json.loads(ran(capsys, *targets, "--kind", "targets")[1])["kind"] == "targets"


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        ((PIPELINE,), 2, "arguments.dry_run"),
        (("no.csv", "--dry-run"), 3, "file.missing"),
        ((PIPELINE, "--dry-run", "--map", "no.toml"), 3, "file.missing"),
        ((DATA / "sales/crm/accounts.csv", "--dry-run"), 3, "figures.column_missing"),
    ],
)
def test_what_cannot_be_tried_at_all(
    capsys: Capture, arguments: tuple[object, ...], code: int, fault: str
) -> None:
    ended, out, _ = ran(capsys, "import", *arguments, "--json")
    assert (ended, json.loads(out)["faults"][0]["code"]) == (code, fault)


# check


@pytest.mark.parametrize("what", [("playbook",), (ROOT / "surveys",)])
def test_our_own_surveys_and_playbook_are_in_order(capsys: Capture, what: tuple[object, ...]) -> None:
    assert ran(capsys, "check", *what) == (0, "nothing wrong\n", "")
    assert json.loads(ran(capsys, "check", *what, "--json")[1]) == {"faults": []}


def test_a_plain_check_asks_about_the_packages_too(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> int:
        raise MachineLacksError([Fault("packages.not_asked", values={"unknown": 51, "all": 51})])

    monkeypatch.setattr("diagnostic.lab.audit_packages.audit_packages", lambda: 51)
    assert ran(capsys, "check") == (0, "nothing wrong\n", "")
    monkeypatch.setattr("diagnostic.lab.audit_packages.audit_packages", lacking)
    assert [ran(capsys, "check", *what)[0] for what in ((), ("packages",), ("playbook",))] == [4, 4, 0]


def test_everything_wrong_with_a_survey_is_reported_at_once(capsys: Capture, tmp_path: Path) -> None:
    text = (ROOT / "surveys/morale.toml").read_text("utf-8")
    (tmp_path / "morale.toml").write_text(f"colour = 1\n{text}\n[more]\na = 1\n", "utf-8")
    code, out, err = ran(capsys, "check", tmp_path, "--json")
    faults = json.loads(out)["faults"]
    assert code == 3
    assert {(fault["code"], fault["path"]) for fault in faults} >= {
        *(("surveys.key_unknown", "colour"), ("surveys.key_unknown", "more")),
    }
    assert err.count("\n") == len(faults)


# witness


def test_witness_counts_the_cases_that_agree(capsys: Capture, tmp_path: Path) -> None:
    for case in (DATA / "witness").glob("padjust*"):
        shutil.copy(case, tmp_path)
    assert ran(capsys, "witness", tmp_path) == (0, "1 passed, 0 failed\n", "")


def test_witness_fails_where_a_value_differs(capsys: Capture, tmp_path: Path) -> None:
    (case,) = (DATA / "witness").glob("padjust*.json")
    (tmp_path / case.name).write_text(case.read_text("utf-8").replace('"stat": "', '"stat": "un'), "utf-8")
    code, out, _ = ran(capsys, "witness", tmp_path)
    assert (code, out.splitlines()[-1]) == (1, "0 passed, 1 failed")


@pytest.mark.parametrize(
    "content", ["{", "{}", '{"name": "x", "inputs": {}, "expected": {}, "data": "no.csv"}']
)
def test_a_broken_case_and_an_empty_folder_are_bad_data(
    capsys: Capture, tmp_path: Path, content: str
) -> None:
    assert ran(capsys, "witness", tmp_path)[0] == 3
    (tmp_path / "case.json").write_text(content)
    code, out, err = ran(capsys, "witness", tmp_path)
    assert (code, out) == (3, "")
    assert err.startswith("case.json: [witness.broken]")


# the database


def test_the_database_is_made_backed_up_and_put_back(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIAGNOSTIC_INSTANCE", str(tmp_path / "instance"))
    assert ran(capsys, "backup")[::2] == (
        3,
        "[backup.empty] the database is empty: there is nothing to back up\n",
    )
    assert ran(capsys, "upgrade") == (0, "revision of the database: — → 0009\n", "")
    code, out, err = ran(capsys, "backup")
    assert (code, err) == (0, "")
    code, out, err = ran(capsys, "restore", out.strip())
    assert (code, err) == (0, "")
    assert Path(out.removeprefix("what was there: ").strip()).is_file()
    assert ran(capsys, "restore", tmp_path / "no.zip")[0] == 3


def test_what_is_not_measured_is_a_bad_argument(capsys: Capture) -> None:
    code, _, err = ran(capsys, "bench", "warp")
    assert code == 2
    assert "warp" in err
    assert "storage" in err


# accounts


@pytest.mark.slow
def test_an_account_is_made_once_and_its_password_printed(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIAGNOSTIC_INSTANCE", str(tmp_path / "instance"))
    add = ("user", "add", "Dave@Example.com", "--role", "administrator")
    assert ran(capsys, *add)[0] == 4  # there is no database yet
    assert ran(capsys, "upgrade")[0] == 0
    code, out, err = ran(capsys, *add)
    assert (code, len(out.strip()) >= 16, err) == (0, True, "")
    assert ran(capsys, *add)[::2] == (3, "[user.taken] there is an account “Dave@Example.com” already\n")
    assert ran(capsys, "user", "add", "dave", "--role", "consultant")[0] == 2
    assert ran(capsys, "user", "add", "a@example.com", "--role", "rep")[0] == 2
    assert ran(capsys, "user", "add", "a@example.com")[0] == 2


@pytest.mark.parametrize("word", ["serve", "work"])
def test_without_a_database_the_command_that_makes_one_is_named(
    word: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIAGNOSTIC_INSTANCE", str(tmp_path / "instance"))
    code, out, err = ran(capsys, word)
    assert (code, out, err[:20]) == (4, "", "[server.no_database]")
    assert "./run upgrade" in err
    assert not (tmp_path / "instance").exists()
