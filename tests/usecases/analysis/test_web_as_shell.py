"""The same inputs give the same diagnosis and the same report, whether files or the web brought them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import ReportDocument
from diagnostic.demo.company.draw import write_demo
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.storage.clients.clients import AssessmentFacts, change_assessment
from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.storage.results.runs import plan_of
from diagnostic.text import LANGS
from diagnostic.usecases.analysis import analyse_assessment as web
from diagnostic.usecases.analysis.diagnose_study import diagnose_study
from diagnostic.usecases.analysis.read_study import read_study
from tests.core.report.test_compose import texts
from tests.made import variants
from tests.made.analysed import AT, quiet
from tests.support.folders import ROOT
from tests.support.staff import furnish

pytestmark = pytest.mark.slow

KEY = tomllib.loads((ROOT / "tests/data/demo_answer_key.toml").read_text("utf-8"))
SETTINGS = replace(Settings(), resamples=100)


def words(document: ReportDocument) -> list[str]:
    """Everything that is read, page by page; where it came from is no part of what it says."""
    return [text[lang] for text in texts(document.sections) for lang in LANGS]


def report_of(diagnosis: Diagnosis, plan: object) -> ReportDocument:
    """The document of what was found, without the lines that tell how many rows a file had."""
    knowledge = read_playbook()
    bare = replace(diagnosis, inputs=(), provenance=None)
    return compose(bare, knowledge.cause_map, knowledge.playbook, plan)  # type: ignore[arg-type]


def test_figures_alone_give_one_report(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = tmp_path / "demo"
    write_demo(demo, KEY["published_seed"])
    study, _ = read_study(variants.figures_only(demo, tmp_path / "figures"), SETTINGS)
    assert study.figures is not None
    house = furnish(installation)
    stated = study.assessment
    facts = AssessmentFacts(
        stated.title.zh,
        stated.title.en,
        study.period.first,
        study.period.last,
        stated.board_target,  # type: ignore[union-attr]
    )
    with installation.store.writing() as session:
        save_figures(session, house.a, study.figures)
        change_assessment(session, house.assessment, facts)
    monkeypatch.setattr(web.secrets, "randbits", lambda _: study.seed)
    run = web.analyse_assessment(installation, SETTINGS, house.a, house.assessment, "alice", AT, quiet)
    with installation.store.reading() as session:
        on_the_web, plan = diagnosis_of(session, run), plan_of(session, run)
    own = replace(
        study, assessment=on_the_web.assessment, unit_names={}
    )  # whose words for units: the files' map
    by_files = diagnose_study(own, read_playbook())
    assert [r.as_json() for r in by_files.diagnosis.results] == [r.as_json() for r in on_the_web.results]
    assert by_files.diagnosis.coverage == on_the_web.coverage
    assert words(report_of(by_files.diagnosis, by_files.plan)) == words(report_of(on_the_web, plan))
