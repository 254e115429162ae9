"""docs/command_line.md says what the program takes and gives: each of its tables is compared with the program."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from diagnostic.cli.words import SHOWN, build_parser
from diagnostic.faults import BadArgumentsError, BadDataError, MachineLacksError
from tests.support.command_line import given, run
from tests.support.folders import ROOT

PAGE = (ROOT / "docs/command_line.md").read_text("utf-8")
ENDS = {0, 1} | {error.exit_code for error in (BadArgumentsError, BadDataError, MachineLacksError)}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def taken(action: argparse.Action) -> list[str]:
    """As the page writes it: options by their names, fixed words by themselves, anything else in capitals."""
    if action.option_strings:
        return [*action.option_strings]
    return [*(action.choices or [action.metavar or action.dest.upper()])]  # type: ignore[list-item]


def test_the_words_are_those_of_help_in_its_order() -> None:
    assert [named(row[0]) for row in rows("Words")] == [[word] for word in SHOWN]


def test_every_word_names_what_it_takes_and_nothing_else() -> None:
    (words,) = (action for action in build_parser()._actions if action.dest == "word")
    assert isinstance(words.choices, dict)
    known = {
        (word, name) for word, sub in words.choices.items() for each in sub._actions for name in taken(each)
    }
    written = [(named(row[0])[0], name) for row in rows("What each word takes") for name in named(row[1])]
    assert sorted(written) == sorted(known)


def test_the_exit_codes_are_those_of_the_program() -> None:
    assert {int(row[0]) for row in rows("Exit codes")} == ENDS
    assert all({*map(int, row[2].split(", "))} <= ENDS for row in rows("Words"))


@pytest.mark.slow
def test_the_files_written_are_those_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = given("answers", "survey/tempe2018_employee_survey.csv", "tempe")
    done = run(tmp_path, "diagnose", *answers, "--out", str(tmp_path), patch=monkeypatch)
    assert done.code == 0
    written = {path.name + ("/" if path.is_dir() else "") for path in tmp_path.iterdir()}
    assert written == {named(row[0])[0] for row in rows("What `diagnose --out` writes")}
