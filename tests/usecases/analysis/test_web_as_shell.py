"""The same inputs give the same diagnosis and the same report, whether files or the web brought them.

Every variant of the demo comes in on the web as a client brings it: files imported one by one, a wave that people
answer and that is sealed. The command line reads the same files and the same sheets.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.figures.model.periods import Period
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import ReportDocument
from diagnostic.demo.company.draw import write_demo, write_people
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.storage.results.runs import plan_of
from diagnostic.usecases.analysis import analyse_assessment as web
from diagnostic.usecases.analysis.diagnose_study import diagnose_study
from diagnostic.usecases.analysis.read_study import Request
from tests.made import variants
from tests.made.analysed import quiet
from tests.made.both_ways import AT, Sittings, bring_in, read_sittings, study_of_files
from tests.made.waves import sqlite_installation
from tests.support.folders import ROOT

pytestmark = pytest.mark.slow

KEY = tomllib.loads((ROOT / "tests/data/demo_answer_key.toml").read_text("utf-8"))
SETTINGS = replace(Settings(), resamples=100)
HALF = Period(date(2025, 1, 1), date(2025, 6, 30))
Make = Callable[[Path, Path], Request]


@dataclass(frozen=True)
class Drawn:
    """The demo's files, and what its people tick."""

    folder: Path
    sittings: Sittings


@dataclass(frozen=True)
class Said:
    """What came out of one way in."""

    diagnosis: Diagnosis
    plan: ImprovementPlan
    document: ReportDocument


def half_a_year(demo: Path, folder: Path) -> Request:
    return variants.of_period(variants.two_years(demo, folder), HALF)


def people_and_survey(demo: Path, folder: Path) -> Request:
    """Of the figures only who works where, without which nobody can be asked."""
    variants.unchanged(demo, folder)
    return variants.request(folder, ("targets", "actuals", "opportunities"))


def one_unit_at_three_hundred(demo: Path, folder: Path) -> Request:
    variants.times(demo, folder, "E01", 3.27)
    return variants.request(folder, variants.ANSWERS)


def a_label_lost(demo: Path, folder: Path) -> Request:
    """A stage of deals: on the web nobody types a label of the survey."""
    variants.lost_stage(demo, folder)
    return variants.request(folder, variants.ANSWERS)


def a_month_pasted_twice(demo: Path, folder: Path) -> Request:
    variants.rows_twice(demo, folder, "2025-09")
    return variants.request(folder, variants.ANSWERS)


SURVEYED: Mapping[str, Make] = {
    "one region without actuals": lambda demo, folder: variants.without_actuals(demo, folder, "华北"),
    "two years of figures and half a year": half_a_year,
    "survey only": people_and_survey,
    "leavers": lambda demo, folder: variants.leavers(demo, folder, 20),
}
FIGURES: Mapping[str, Make] = {
    "figures only": variants.figures_only,
    "one unit at three hundred percent": one_unit_at_three_hundred,
    "a label lost": a_label_lost,
    "a month pasted twice": a_month_pasted_twice,
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    folder, people = tmp_path_factory.mktemp("demo"), tmp_path_factory.mktemp("people") / "sittings.jsonl"
    write_demo(folder, KEY["published_seed"])
    write_people(people, KEY["published_seed"])
    return Drawn(folder, read_sittings(people))


def first_difference(one: object, other: object, path: str = "") -> str:
    """Where two things that are said differ first, and how; empty where they say the same."""
    return next(_differences(one, other, path), "")


def _differences(one: object, other: object, path: str) -> Iterator[str]:
    if is_dataclass(one) and not isinstance(one, type) and type(one) is type(other):
        for each in fields(one):
            name = each.name
            yield from _differences(getattr(one, name), getattr(other, name), f"{path}.{name}")
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        if [*one] != [*other]:
            yield f"{path}: {[*one]} against {[*other]}"
        for key in one:
            yield from _differences(one[key], other.get(key), f"{path}[{key}]")
    elif isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
            yield from _differences(mine, theirs, f"{path}[{at}]")
        if len(one) != len(other):
            yield f"{path}: {len(one)} against {len(other)}"
    elif one != other and not _nan(one, other):
        yield f"{path}: {one!r} against {other!r}"


def _nan(one: object, other: object) -> bool:
    return isinstance(one, float) and isinstance(other, float) and bool(np.isnan(one) and np.isnan(other))


def test_a_difference_is_named() -> None:
    one = replace(SETTINGS, min_group=5)
    assert first_difference([one], [replace(one)]) == ""
    assert first_difference([one], [replace(one, min_group=6)]) == "[0].min_group: 5 against 6"
    assert first_difference({"a": (1, 2)}, {"a": (1,)}) == "[a]: 2 against 1"
    assert first_difference({"a": 1}, {"b": 1}).startswith(": ['a'] against ['b']")
    assert first_difference((float("nan"),), (float("nan"),)) == ""


def both_ways(
    make: Make, drawn: Drawn, surveyed: bool, installation: Installation, folder: Path
) -> Sequence[Said]:
    """What the web says, then what the command line says."""
    request = make(drawn.folder, folder)
    there = bring_in(installation, request, drawn.sittings if surveyed else None, folder)
    run = web.analyse_assessment(installation, SETTINGS, there.client, there.assessment, "alice", AT, quiet)
    with installation.store.reading() as session:
        diagnosis, plan = diagnosis_of(session, run), plan_of(session, run)
    study = study_of_files(request, there, SETTINGS)
    by_files = diagnose_study(study, read_playbook())
    return Said(diagnosis, plan, report_of(diagnosis, plan)), Said(
        by_files.diagnosis, by_files.plan, report_of(by_files.diagnosis, by_files.plan)
    )


def report_of(diagnosis: Diagnosis, plan: ImprovementPlan) -> ReportDocument:
    """Which program and which hash made it is no part of what it says."""
    knowledge = read_playbook()
    return compose(replace(diagnosis, provenance=None), knowledge.cause_map, knowledge.playbook, plan)


def doubtful(said: Said) -> set[str]:
    return {doubt.code for doubt in said.diagnosis.coverage.doubts}


def say_the_same(said: Sequence[Said]) -> None:
    on_the_web, by_files = said
    assert [*on_the_web.diagnosis.results] == [*by_files.diagnosis.results]
    assert doubtful(on_the_web) == doubtful(by_files)
    assert first_difference(on_the_web.diagnosis.coverage, by_files.diagnosis.coverage) == ""
    assert first_difference(on_the_web.document, by_files.document) == ""
    assert first_difference(on_the_web.plan, by_files.plan) == ""


@pytest.fixture
def same_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seed a first analysis draws is that of the command line; the pages of the web are drawn by other tests."""
    monkeypatch.setattr(web.secrets, "randbits", lambda _: SETTINGS.seed)
    monkeypatch.setattr(web, "render_web_files", lambda *_: {})


@pytest.mark.usefixtures("same_draws")
@pytest.mark.parametrize("name", SURVEYED)
def test_figures_and_a_wave_give_one_report(name: str, drawn: Drawn, tmp_path: Path) -> None:
    folder, place = tmp_path / "files", tmp_path / "installation"
    folder.mkdir(), place.mkdir()
    say_the_same(both_ways(SURVEYED[name], drawn, True, sqlite_installation(place), folder))


@pytest.mark.usefixtures("same_draws")
@pytest.mark.parametrize("name", FIGURES)
def test_figures_alone_give_one_report(name: str, drawn: Drawn, tmp_path: Path) -> None:
    folder, place = tmp_path / "files", tmp_path / "installation"
    folder.mkdir(), place.mkdir()
    said = both_ways(FIGURES[name], drawn, False, sqlite_installation(place), folder)
    say_the_same(said)
    assert ("actuals_twice" in doubtful(said[0])) == (name == "a month pasted twice")


@pytest.mark.usefixtures("same_draws")
def test_three_teams_of_six_give_one_report_on_either_database(
    installation: Installation, drawn: Drawn, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    say_the_same(both_ways(variants.three_teams_of_six, drawn, True, installation, folder))
