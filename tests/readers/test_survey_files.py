"""Survey files on disk: what can't be read, what is misshapen, and that all faults of all files come together."""

import copy
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.faults import BadDataError
from diagnostic.readers.survey_files import check_surveys, load_surveys, read_survey, read_survey_file
from diagnostic.readers.survey_shape import shape_faults, survey_schema
from tests.support.folders import ROOT

SAMPLE = ROOT / "tests" / "data" / "surveys" / "all_types.toml"
RAW = tomllib.loads(SAMPLE.read_text("utf-8"))


def sample_with(old: str, new: str, folder: Path, name: str = "survey.toml") -> Path:
    text = SAMPLE.read_text("utf-8")
    assert text.count(old) >= 1
    path = folder / name
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def found(folder: Path) -> list[tuple[str, str | None]]:
    return [(fault.code.removeprefix("surveys."), fault.path) for fault in check_surveys(folder)]


def test_a_sound_file_is_read_and_loaded():
    assert read_survey_file(SAMPLE)["code"] == "all-types"
    (instrument,) = load_surveys([SAMPLE])
    assert len(instrument.items) == 11
    assert check_surveys(SAMPLE.parent) == []


WRONG = [
    ('title = { zh = "样例", en = "A sample" }', "", "key_missing", "title"),
    ('{ zh = "样例", en = "A sample" }', '{ zh = "样例" }', "language_missing", "title.en"),
    ('{ zh = "样例", en = "A sample" }', '{ zh = " ", en = "A sample" }', "language_missing", "title.zh"),
    ('{ zh = "样例", en = "A sample" }', '"样例"', "value_wrong", "title"),
    ('version = "1"', "version = 1", "value_wrong", "version"),
    ('kind = "skill"', 'kind = "talent"', "value_wrong", "scales[0].kind"),
    ('code = "VIS-1"', 'code = "VIS 1"', "value_wrong", "items[0].code"),
    ("marker = true", "markers = true", "key_unknown", "items[0].markers"),
    ("marker = true", 'marker = "yes"', "value_wrong", "items[0].marker"),
    ("N = 1.5", "X = 1.5", "key_unknown", "scales[0].required.X"),
    ("N = 1.5", "N = nan", "value_wrong", "scales[0].required.N.value"),
    ('minimum_share = "2/3"', 'minimum_share = "most"', "value_wrong", "scales[0].minimum_share"),
    ("areas = []", 'areas = "A6"', "value_wrong", "scales[1].areas"),
    ("points = 7", "points = 1", "value_wrong", "items[3].points"),
    ('items = ["HRS-1"]', "items = []", "value_wrong", "scales[2].items"),
    ('team_types = ["channel"]', 'team_types = ["shop"]', "value_wrong", "scales[1].team_types[0]"),
    ("scales = { 1 =", "scales = { one =", "value_wrong", "importance.scales.one"),
    ('cannot_judge = { zh = "没有遇到过"', 'cannot = { zh = "没有遇到过"', "key_unknown", "formats.F.cannot"),
    ("values = [2]", 'values = ["2"]', "value_wrong", "items[7].shown_if.values[0]"),
]


@pytest.mark.parametrize(("old", "new", "code", "path"), WRONG, ids=[f"{c}@{p}" for _, _, c, p in WRONG])
def test_a_wrong_shape_is_named_with_its_key_path(tmp_path, old, new, code, path):
    sample_with(old, new, tmp_path)
    assert (code, path) in found(tmp_path)
    assert all(fault.line(lang) for fault in check_surveys(tmp_path) for lang in ("zh", "en"))


def test_an_unknown_key_comes_with_the_keys_there_are(tmp_path):
    sample_with("marker = true", "markers = true", tmp_path)
    (fault,) = check_surveys(tmp_path)
    assert "marker, shown_if" in fault.message("en")


def test_broken_toml_is_one_fault_with_its_line(tmp_path):
    sample_with('version = "1"', "version = ", tmp_path)
    (fault,) = check_surveys(tmp_path)
    assert (fault.code, fault.row) == ("surveys.not_toml", 4)


def test_toml_that_ends_too_early_is_one_fault(tmp_path):
    (tmp_path / "survey.toml").write_text("title = {", "utf-8")
    (fault,) = check_surveys(tmp_path)
    assert fault.code == "surveys.not_toml"


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "survey.toml").write_bytes('title = "样例"'.encode("gb18030"))
    assert [fault.code for fault in check_surveys(tmp_path)] == ["file.unreadable"]


def test_a_file_or_folder_that_is_not_there(tmp_path):
    with pytest.raises(BadDataError) as error:
        load_surveys([tmp_path / "none.toml"])
    assert [fault.code for fault in error.value.faults] == ["file.missing"]
    assert [fault.code for fault in check_surveys(tmp_path / "none")] == ["file.missing"]
    assert [fault.code for fault in check_surveys(tmp_path)] == ["surveys.none_there"]


def test_shape_and_meaning_of_all_files_are_reported_together(tmp_path):
    first = sample_with("marker = true", "markers = true", tmp_path, "a.toml")
    first.write_text(first.read_text("utf-8").replace('areas = ["A17"]', 'areas = ["A99"]'), "utf-8")
    second = sample_with('version = "1"', "version = ", tmp_path, "b.toml")
    third = sample_with("choose = 2", "choose = 9", tmp_path, "c.toml")
    with pytest.raises(BadDataError) as error:
        load_surveys([first, second, third])
    found = {(Path(fault.source).name, fault.code.removeprefix("surveys.")) for fault in error.value.faults}
    assert found == {
        ("a.toml", "key_unknown"),
        ("a.toml", "area_unknown"),
        ("b.toml", "not_toml"),
        ("c.toml", "choose"),
        ("c.toml", "code_two_files"),
    }


def test_a_mirror_is_looked_for_only_where_all_files_are(tmp_path):
    path = sample_with('mirrors = "VIS"', 'mirrors = "SK-X"', tmp_path)
    assert found(tmp_path) == [("scale_unknown", "scales[1].mirrors")]
    assert len(load_surveys([path])) == 1


def test_the_schema_for_editors_is_current():
    schema = ROOT / "docs" / "survey.schema.json"
    assert schema.read_text("utf-8") == survey_schema(), "run: python tools/write_survey_schema.py"
    assert json.loads(survey_schema())["required"] == [
        *("code", "version", "module", "title", "intro", "items", "pages")
    ]


def places(part, path=()):
    yield path
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, each in steps:
        yield from places(each, (*path, step))


ODD = st.sampled_from([None, 0, -1, 2.5, float("nan"), True, "", "字", [], [1], ["a"], [[]], {}, {"a": 1}])


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([place for place in places(RAW) if place]), ODD)
def test_whatever_is_wrong_has_words_in_both_languages(place, odd):
    raw = copy.deepcopy(RAW)
    part = raw
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = odd
    for fault in shape_faults(raw, "survey.toml"):
        assert fault.path
        assert fault.line("zh")
        assert fault.line("en")


@pytest.mark.parametrize(
    "content",
    [
        "x = " + "9" * 5000,
        "a" + ".a" * 120_000 + " = 1",
        "a" + " . 'a'" * 40_000 + " = 1",
        "x = {a" + ".a" * 120_000 + " = 1}",
        "[a" + ".a" * 120_000 + "]",
        "x = " + "[" * 100_000,
    ],
)
def test_a_file_made_to_keep_the_reader_busy_is_refused_at_once(content: str) -> None:
    with pytest.raises(BadDataError) as error:
        read_survey(content.encode(), "x.toml")
    assert [fault.code for fault in error.value.faults] == ["surveys.not_toml"]


def test_long_text_with_many_dots_is_no_long_key() -> None:
    for words in ("a. b " * 20_000, "." * 100_000, "a" * 200_000, "ab.cd" * 150):
        assert read_survey(f'x = "{words}"'.encode(), "x.toml") == {"x": words}
