"""Settings: what stops the start, and what wins over what."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnostic.faults import BadArgumentsError
from diagnostic.settings import load_settings
from tests.support.folders import ROOT


def test_environment_wins_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("min_group = 7\nresamples = 500\n")
    settings = load_settings({"DIAGNOSTIC_MIN_GROUP": "9", "LANG": "zh_CN.UTF-8"}, config)
    assert (settings.min_group, settings.resamples, settings.language) == (9, 500, "zh")


def test_the_instance_folder_is_that_of_the_checkout_unless_the_environment_names_another() -> None:
    assert load_settings({}, ROOT / "no such file").instance == str(ROOT / "instance")
    assert load_settings({"DIAGNOSTIC_INSTANCE": "/elsewhere"}).instance == "/elsewhere"


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("min_gruop = 7", "settings.unknown_key", "min_gruop"),
        ("min_group = 4", "settings.bad_value", "min_group"),
        ('public_url = "https://survey.example.com/deep"', "settings.bad_value", "public_url"),
        ('resamples = "many"', "settings.bad_value", "resamples"),
    ],
)
def test_a_bad_setting_stops_the_start_and_is_named(tmp_path: Path, text: str, code: str, key: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text)
    with pytest.raises(BadArgumentsError) as caught:
        load_settings({}, config)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [(code, key)]


def test_a_broken_file_is_a_fault_and_no_traceback(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("min_group = ")
    with pytest.raises(BadArgumentsError) as caught:
        load_settings({}, config)
    assert caught.value.faults[0].code == "file.unreadable"
