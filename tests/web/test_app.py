"""The web as a developer starts it: `flask --app diagnostic routes`, and `run --debug` only over simulated data."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from diagnostic.app import build_app, create_app
from diagnostic.faults import BadDataError
from diagnostic.settings import Settings
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, add_assessment, add_client
from diagnostic.storage.installation import Installation
from diagnostic.web.access import ACCESS
from tests.made.waves import sqlite_installation
from tests.support.folders import ROOT

CLIENT = ClientFacts("甲公司", "Company A", "Asia/Shanghai", "CNY", 1)


def assessment(simulated: bool) -> AssessmentFacts:
    return AssessmentFacts("诊断", "", date(2025, 1, 1), date(2025, 12, 31), None, simulated)


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    return sqlite_installation(tmp_path)


def flask(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "flask", "--app", "diagnostic", *words],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "DIAGNOSTIC_INSTANCE": str(folder), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_flask_lists_every_route_of_both_apps(place: Installation) -> None:
    shown = flask(place.folder, "routes")
    assert shown.returncode == 0, shown.stderr
    listed = {line.split()[0] for line in shown.stdout.splitlines()[2:]}
    assert listed == set(ACCESS)


def test_the_public_app_lists_the_pages_of_staff_and_never_answers_them(place: Installation) -> None:
    app = build_app(place)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/staff"):
            assert not adapter.test(rule.rule, "GET"), rule.rule
            assert not adapter.test(rule.rule, "POST"), rule.rule


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kinds", "refused"),
    [((), False), ((True,), False), ((True, True), False), ((True, False), True), ((False,), True)],
)
def test_debugging_refuses_real_data(
    place: Installation, monkeypatch: pytest.MonkeyPatch, kinds: tuple[bool, ...], refused: bool
) -> None:
    with place.store.writing() as session:
        if kinds:
            client = add_client(session, CLIENT)
            for simulated in kinds:
                add_assessment(session, client, assessment(simulated))
    settings = Settings(instance=str(place.folder))
    create_app(settings)  # as `./run serve` loads it
    monkeypatch.setenv("FLASK_DEBUG", "1")
    if not refused:
        assert create_app(settings).debug
        return
    with pytest.raises(BadDataError) as raised:
        create_app(settings)
    assert [fault.code for fault in raised.value.faults] == ["debug.real_data"]


@pytest.mark.slow
def test_a_client_of_which_nothing_is_known_yet_counts_as_real(place: Installation) -> None:
    with place.store.writing() as session:
        add_client(session, CLIENT)
    shown = flask(place.folder, "run", "--debug", "--port", "0")
    assert shown.returncode == 1
    assert "[debug.real_data]" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_debugging_shows_a_respondent_s_failure_and_serving_does_not(
    place: Installation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*given: object) -> None:
        raise RuntimeError(f"with everything in it: {given}")

    monkeypatch.setattr("diagnostic.web.respondent.views.find_sitting", fails)
    served = build_app(place).test_client()
    with caplog.at_level(logging.DEBUG):
        assert served.get("/r/x").status_code == 500
    assert "everything" not in caplog.text
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(RuntimeError, match="everything"):
        build_app(place).test_client().get("/r/x")
