"""`./run redteam WAVE` against a wave that went the whole way: nothing is found, and what is planted is."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import update

from diagnostic import cli
from diagnostic.faults import BadDataError
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.files import add_files
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.runs import release_of_run, run_file
from diagnostic.storage.waves.participation import add_count
from diagnostic.usecases.waves.attack_release import Attempt, attack_release
from tests.made.analysed import analyse, give_figures, open_small_wave, seal
from tests.made.waves import OpenWave, sqlite_installation
from tests.support.staff import furnish


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Installation, str, str]:
    """Installation, wave and run."""
    installation = sqlite_installation(tmp_path_factory.mktemp("redteam"))
    house = furnish(installation)
    give_figures(installation, house.a)
    wave = seal(open_small_wave(installation, house.assessment), 30)
    return installation, wave.id, analyse(installation, house.a, house.assessment)


def found(attempts: tuple[Attempt, ...]) -> list[str]:
    return [line for attempt in attempts for line in attempt.found]


@pytest.mark.slow
def test_nothing_is_found_in_a_wave_that_was_analysed(
    analysed: tuple[Installation, str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    installation, wave, run = analysed
    attempts = attack_release(installation, wave)
    assert found(attempts) == []
    assert len(attempts) == 10
    assert all(attempt.tried for attempt in attempts if "not shown" not in str(attempt.name.en))
    assert attack_release(installation, run) == attempts
    monkeypatch.setenv("DIAGNOSTIC_INSTANCE", str(installation.folder))
    assert cli.main(["redteam", wave, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["attacks"]) == 10
    assert cli.main(["redteam", "0" * 32]) == 3


@pytest.mark.slow
def test_what_is_planted_is_found(analysed: tuple[Installation, str, str]) -> None:
    installation, wave, run = analysed
    with installation.store.reading() as session:
        content = release_of_run(session, run)
        page = run_file(session, run, "page.en.html") or b""
    release = json.loads(content)
    figures = [f for f in release["figures"] if f["statistic"] == "mean" and "/atom:" in f.get("group", "")]
    release["figures"] = [{**figures[0], "n": 3}]
    stranger = page.replace(b"</h1>", b"</h1><p>4.99 (n = 11)</p>", 1)
    with installation.store.writing() as session:
        session.execute(update(t.Run).values(release=json.dumps(release).encode()))
        session.execute(t.RunFile.__table__.delete().where(t.RunFile.name == "page.en.html"))  # type: ignore[attr-defined]
        add_files(session, t.RunFile, run, {"page.en.html": stranger})
    lines = found(attack_release(installation, wave))
    with installation.store.writing() as session:
        session.execute(update(t.Run).values(release=content))
    assert [line for line in lines if "the sum of 3 people" in line]
    assert [line for line in lines if "4.99 (n = 11)" in line]


def test_an_open_wave_tells_steps_and_nothing_else(installation: Installation) -> None:
    house = furnish(installation)
    wave: OpenWave = open_small_wave(installation, house.assessment)
    assert found(attack_release(installation, wave.id)) == []
    with installation.store.writing() as session:
        add_count(session, wave.id, date(2026, 3, 2), 7)
    assert found(attack_release(installation, wave.id)) == ["2026-03-02: 7"]
    with pytest.raises(BadDataError):
        attack_release(installation, house.a)
