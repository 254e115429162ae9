"""`./run demo`: made once, found again at once, made again when its sources change; nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from diagnostic.demo import diagnose_company as demo
from diagnostic.settings import Settings
from diagnostic.text import Text


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the company was drawn, with a report of two small files in the place of the long work."""
    drawn: list[str] = []

    def draw(inputs: Path, *_: str) -> None:
        inputs.mkdir(parents=True, exist_ok=True)
        drawn.append(inputs.name)

    def run(request: demo.Request, _settings: Settings, _progress: object) -> SimpleNamespace:
        request.out.mkdir(parents=True, exist_ok=True)
        files = tuple(request.out / name for name in ("report.en.pdf", "report.zh.pdf"))
        for path in files:
            path.write_text("a report", encoding="utf-8")
        return SimpleNamespace(files=files)

    monkeypatch.setattr(demo, "draw_company", draw)
    monkeypatch.setattr(demo, "run_diagnosis", run)
    return drawn


def test_a_second_run_only_says_where_it_lies(made: list[str], tmp_path: Path) -> None:
    first = demo.show_demo(tmp_path, Settings(), print)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    said: list[Text] = []
    assert demo.show_demo(tmp_path, Settings(language="en"), said.append) == first
    assert len(made) == len(said) == 1
    assert said[0].en == "the demo is made already, and nothing has changed"
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def test_it_is_made_again_when_a_setting_has_changed_or_a_report_is_gone(
    made: list[str], tmp_path: Path
) -> None:
    demo.show_demo(tmp_path, Settings(), print)
    demo.show_demo(tmp_path, replace(Settings(), seed=Settings().seed + 1), print)
    (tmp_path / "report" / "report.zh.pdf").unlink()
    demo.show_demo(tmp_path, replace(Settings(), seed=Settings().seed + 1), print)
    assert len(made) == 3
