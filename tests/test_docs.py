"""What the documents say is true: commands parse, files and links are there, worked examples work, nothing is local."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import subprocess
import sys
from configparser import ConfigParser
from datetime import date
from pathlib import Path

import pytest

from diagnostic.cli.words import build_parser
from diagnostic.core.privacy.certificate import hash_of_release
from diagnostic.readers.answers_files import read_answers_file
from diagnostic.readers.survey_files import load_surveys
from diagnostic.shipped import VERSION
from diagnostic.usecases.imports.preview_figures_file import preview_figures_file
from tests.support.folders import ROOT

DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if "calibration" not in path.name  # written by ./run calibrate
)
OURS = ("diagnostic/", "surveys/", "report_templates/", "tests/", "tools/", "docs/")
README = (ROOT / "README.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
# Put together here, so that this file does not hold them itself.
LOCAL = (
    *("/work" + place for place in ("/main", "/shared", "/.library")),
    *("/opt" + "/pypi", "/bash" + "_jobs"),
    *("pypi" + ".org", "python" + "hosted.org", "registry" + ".npmjs"),
)


def tracked() -> list[str]:
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


def commands(text: str) -> list[str]:
    """Every `./run ...` of the shell blocks and of the running text, whole lines joined, remarks cut off."""
    blocks = "\n".join(body for kind, _, body in FENCE.findall(text) if kind == "sh").replace("\\\n", " ")
    lines = [line.split(" #")[0] for line in blocks.splitlines()]
    spans = re.findall(r"`(\./run [^`]+)`", FENCE.sub("", text))
    joined = [" ".join(line.split()) for line in [*lines, *spans]]
    return [line for line in joined if line.startswith("./run ")]


def options_by_word() -> dict[str, set[str]]:
    parser = build_parser()
    assert parser._subparsers is not None
    choices = parser._subparsers._group_actions[0].choices
    assert isinstance(choices, dict)
    return {word: set(sub._option_string_actions) for word, sub in choices.items()}


ALL_COMMANDS = sorted({command for path in DOCUMENTS for command in commands(path.read_text("utf-8"))})


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_a_command_of_the_documents_parses_and_names_files_that_exist(command: str) -> None:
    words = shlex.split(command)[1:]
    missing = [word for word in words if word.startswith(OURS) and not (ROOT / word).exists()]
    assert missing == []
    if words[0] == "test":  # handled by ./run itself
        assert '[ "$word" = test ]' in (ROOT / "run").read_text("utf-8")
    elif len(words) > 1:
        assert build_parser().parse_args(words).word == words[0]
    else:  # a word spoken of
        assert words[0] in options_by_word()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_other_commands_name_files_that_exist_and_words_the_program_has(path: Path) -> None:
    """Lines of shell blocks that do not begin with `./run`, and what an installed program is told."""
    text = path.read_text("utf-8")
    lines = [line for kind, _, body in FENCE.findall(text) if kind == "sh" for line in body.splitlines()]
    spans = re.findall(r"`((?:\.venv/bin/)?python (?:tools/)[^`]+|tools/[^`]+)`", FENCE.sub("", text))
    named = [
        word for line in [*lines, *spans] for word in line.split(" #")[0].split() if word.startswith(OURS)
    ]
    assert [word for word in named if not (ROOT / word).exists()] == []
    said = re.findall(r"^\s*sales-diagnostic (\S+)|`sales-diagnostic (\S+?)[ `]", text, re.M)
    assert {word for pair in said for word in pair if word} <= {*options_by_word(), "|"}


def test_the_readme_is_short() -> None:
    assert len(README.split()) <= 1200


def test_the_readme_says_what_it_is_in_chinese_then_in_english_and_shows_four_pictures() -> None:
    opening = README.split("\n## ")[0]
    _, chinese, english, pictures = opening.strip().split("\n\n")
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", english)
    assert len(re.findall(r"!\[", README)) == len(re.findall(r"!\[", pictures)) == 4


def test_the_readme_begins_with_two_commands_and_has_the_web_before_the_command_line() -> None:
    assert re.findall(r"`(\./run \w+)`", README)[:2] == ["./run demo", "./run test"]
    headings = re.findall(r"^## (.*)", README, re.M)
    assert headings == [
        "Two commands",
        "An assessment on the web",
        "From files, without the web",
        "What is promised, and what is not",
        "Where things live",
        "Licence",
    ]


def test_the_five_examples_have_their_commands() -> None:
    examples = (ROOT / "docs/examples.md").read_text("utf-8")
    assert re.findall(r"^## ([A-E])\. ", examples, re.M) == ["A", "B", "C", "D", "E"]
    assert len([c for c in commands(examples) if c.startswith("./run diagnose -")]) == 5


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_pictures_and_files_named_in_a_document_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    links = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    inside = [link for link in links if link and "://" not in link]
    named = [name for name in re.findall(r"`([\w./-]+)`", text) if name.startswith(OURS)]
    broken = [link for link in inside if not (path.parent / link).exists()]
    assert broken + [name for name in named if not (ROOT / name).exists()] == []


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs/pages").glob("*.png")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size >= 250_000} == {}


def test_the_change_log_has_the_version_of_the_package_and_a_day_for_each() -> None:
    headings = re.findall(r"^## (.*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    versions, days = zip(*(heading.split(" — ") for heading in headings), strict=True)
    assert versions[0] == VERSION
    assert [*days] == sorted(days, reverse=True)
    assert all(date.fromisoformat(day) for day in days)


def test_decisions_have_their_own_numbers_and_stand_in_the_index() -> None:
    folder = ROOT / "docs/adr"
    files = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    numbers = [int(path.name[:4]) for path in files]
    assert numbers == list(range(1, len(files) + 1))
    titles = {path.name: path.read_text("utf-8").splitlines()[0] for path in files}
    index = (folder / "README.md").read_text("utf-8")
    rows = [f"| [{int(name[:4])}]({name}) | {title.split('. ', 1)[1]} |" for name, title in titles.items()]
    assert [row for row in rows if row not in index] == []
    assert all(title.startswith(f"# {int(name[:4])}. ") for name, title in titles.items())


@pytest.mark.slow
def test_every_term_of_the_glossary_has_three_names_and_its_code_is_in_the_source() -> None:
    lines = (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][
        2:
    ]
    source = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "diagnostic").rglob("*.py")))
    assert len(rows) >= 60
    assert all(len(row) == 4 and all(row) for row in rows)
    codes = [row[2].strip("`") for row in rows]
    assert [code for code in codes if not re.search(rf"\b{re.escape(code)}\b", source)] == []
    terms = [row[0].lower() for row in rows]
    assert terms == sorted(set(terms))


def test_the_worked_example_of_a_crm_export_comes_in(tmp_path: Path) -> None:
    write_examples(ROOT / "docs/using_the_map.md", tmp_path)
    preview = preview_figures_file(tmp_path / "deals.csv", tmp_path / "deals.toml", None)
    assert (preview.good, preview.rows, preview.faults) == (3, 3, ())
    assert any("120,000" in line for line in preview.lines("en"))


def test_the_worked_example_of_a_survey_comes_in(tmp_path: Path) -> None:
    write_examples(ROOT / "docs/using_the_map.md", tmp_path)
    found = read_answers_file(tmp_path / "survey.csv", tmp_path / "survey.toml")
    sheet = found.sheet
    assert (sheet.n, sheet.module, found.faults) == (4, "morale", ())
    assert [(item.code, item.reversed) for item in sheet.items] == [
        ("Q1", False),
        ("Q2", True),
        ("Q3", False),
    ]
    assert [str(answer) for answer in sheet.values[:, 1]] == ["2.0", "1.0", "nan", "4.0"]
    assert {label.en for labels in sheet.leaf_labels for label in labels} == {"Sales East", "Sales South"}


def write_examples(document: Path, folder: Path) -> None:
    for _, name, body in FENCE.findall(document.read_text("utf-8")):
        if name:
            (folder / name).write_text(body, "utf-8")


def test_the_survey_of_the_guide_has_nothing_wrong(tmp_path: Path) -> None:
    write_examples(ROOT / "docs/surveys.md", tmp_path)
    (instrument,) = load_surveys([tmp_path / "pulse.toml"])
    assert (instrument.code, len(instrument.items), len(instrument.scales)) == ("pulse", 3, 1)


def drawn(tree: str) -> set[str]:
    """Every path of the drawing: an entry lies in the folder that stands above it, less indented."""
    found: set[str] = set()
    above: list[tuple[int, str]] = []
    for line in tree.splitlines():
        depth = len(line) - len(line.lstrip())
        names = re.split(r" {2,}", line.strip())[0].split()
        above = [(at, folder) for at, folder in above if at < depth]
        inside = above[-1][1] if above else ""
        found |= {inside + name for name in names}
        above.append((depth, inside + names[-1]))
    return found


def test_the_drawing_of_the_house_shows_every_folder_and_nothing_else() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    paths = drawn(next(body for kind, _, body in FENCE.findall(page) if kind == "text"))
    assert [path for path in sorted(paths) if not (ROOT / path).exists() and path != "instance/"] == []
    folders = {
        f"{Path(name).parent.as_posix()}/" for name in tracked() if re.fullmatch(r"diagnostic/.*\.py", name)
    }
    assert sorted(folders - paths - {"diagnostic/storage/database/migrations/versions/"}) == []


def test_the_drawing_of_the_house_states_the_contracts() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    shown = [text.split(" > ") for text in re.findall(r"`([^`]+ > [^`]+)`", page)]
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    for name in (
        "floors",
        "core",
        "core_survey",
        "core_figures",
        "core_stats",
        "core_diagnosis",
        "core_report",
    ):
        layers = setup[f"importlinter:contract:{name}"]["layers"].replace("diagnostic.", "").split("\n")
        assert [layer for layer in layers if layer] in shown
    assert setup["importlinter:contract:storage"]["layers"].split("\n")[1:] in shown


def test_the_auditor_gets_the_fingerprint_of_the_report(tmp_path: Path) -> None:
    guide = (ROOT / "docs/for_auditors.md").read_text("utf-8")
    program = re.search(r'python3 -c "\n(.*?)"\n```', guide, re.S)
    assert program is not None
    release = {"wave": "2025 — 一期", "k": 5, "figures": [{"value": 3.6200000000000001, "n": 34}]}
    (tmp_path / "release.json").write_text(json.dumps(release, ensure_ascii=False, indent=1), "utf-8")
    command = [sys.executable, "-c", program[1]]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.strip()
    assert said == hash_of_release(release)


def test_files_of_others_are_noticed() -> None:
    """Paths and hashes of THIRD_PARTY.md are right, and each path of NOTICE exists."""
    lines = (ROOT / "THIRD_PARTY.md").read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line.startswith("tests/")]
    wrong = [
        row[0] for row in rows if hashlib.sha256((ROOT / row[0]).read_bytes()).hexdigest()[:12] != row[-1]
    ]
    assert wrong == []
    named = re.findall(r"\btests/[\w./-]+", (ROOT / "NOTICE").read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_no_file_names_the_machine_it_was_made_on() -> None:
    found = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:8000]:
            text = content.decode("utf-8", "replace")
            found += [(name, place) for place in LOCAL if place in text]
    assert found == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_promise_nothing_nobody_can_keep(path: Path) -> None:
    words = re.findall(r"\b(impossible|compliant|guaranteed?|100 ?%)", path.read_text("utf-8"), re.I)
    assert words == []
