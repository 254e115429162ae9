"""Fills an installation with the simulated company, through the product's own use cases: a client with a finished wave
and its report, and a second wave that is open for answers.

What the simulated people tick comes from a program that shares no code with the product. Every answer is sent with a
link of its own, like a rep's, and is joined with the figures only as every other answer is. Client and titles say that
all of it is simulated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.demo.diagnose_company import demo_request, draw_company
from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.readers.assessment_files import read_assessment
from diagnostic.settings import Settings
from diagnostic.shipped import PROGRAM
from diagnostic.storage.clients.clients import (
    AssessmentFacts,
    ClientFacts,
    add_assessment,
    add_client,
    find_client,
)
from diagnostic.storage.clients.staffing import find_staffing
from diagnostic.storage.clients.unit_names import find_units, name_units
from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import add_version
from diagnostic.storage.results.reports import set_released
from diagnostic.storage.results.runs import plan_of
from diagnostic.storage.waves.opening import OpenedWave
from diagnostic.storage.waves.waves import set_state
from diagnostic.text import Text
from diagnostic.usecases.analysis.analyse_assessment import analyse_assessment
from diagnostic.usecases.analysis.make_report import make_report
from diagnostic.usecases.analysis.read_study import read_study
from diagnostic.usecases.answers.find_sitting import WaveShelf
from diagnostic.usecases.answers.submit_answers import submit_answers
from diagnostic.usecases.imports.import_roster import import_roster
from diagnostic.usecases.imports.preview_roster import preview_roster
from diagnostic.usecases.imports.receive_roster import receive_roster
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.waves.open_wave import open_wave
from diagnostic.usecases.waves.plan_wave import plan_wave
from diagnostic.usecases.waves.seal_wave import seal_wave

BY = f"{PROGRAM} demo"
OPEN_DAYS = 14
FOLLOW_UP = both("Follow-up survey 2026 (simulated)")
YEAR = date(2025, 1, 1), date(2025, 12, 31)
FOLLOW_UP_PERIOD = date(2026, 1, 1), date(2026, 6, 30)
Sittings = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the populated things are."""

    client_id: str
    assessment_id: str
    report_id: str
    open_assessment_id: str
    open_wave_id: str


def populate_demo(
    installation: Installation,
    settings: Settings,
    folder: Path,
    today: date,
    now: datetime,
    progress: Progress,
) -> Demo:
    """The populated company: made now, or found as an earlier call left it. `folder` keeps the drawn files and where
    everything is."""
    note = folder / "populated.json"
    if note.exists():
        there = Demo(**json.loads(note.read_text("utf-8")))
        with installation.store.reading() as session:
            if find_client(session, there.client_id) is not None:
                return there
    demo = _populate(installation, settings, folder, today, now, progress)
    note.write_text(json.dumps(asdict(demo)), encoding="utf-8")
    return demo


def _populate(
    installation: Installation,
    settings: Settings,
    folder: Path,
    today: date,
    now: datetime,
    progress: Progress,
) -> Demo:
    progress(both("drawing the fictional company (simulated data)"))
    inputs, people = folder / "inputs", folder / "sittings.jsonl"
    draw_company(inputs, "--sittings", str(people))
    sittings = _read_sittings(people)
    people.unlink()  # nothing that says who ticked what stays, not even of people who do not exist
    stated = read_assessment(inputs / "demo.toml").assessment
    client_id = _add_client(installation, settings, inputs, stated, now)
    progress(both("answering the anonymous survey (simulated answers)"))
    finished = _add_assessment(installation, client_id, stated.title, *YEAR, stated.board_target)
    wave = _open(installation, client_id, finished, stated.as_of)
    _answer(installation, wave, sittings, stated.as_of)
    progress(both("closing and sealing"))
    with installation.store.writing() as session:
        set_state(session, wave.id, "closed")
    seal_wave(installation, wave.id)
    report_id = _report(installation, settings, client_id, finished, stated.as_of, progress)
    progress(both("opening a second wave"))
    following = _add_assessment(installation, client_id, FOLLOW_UP, *FOLLOW_UP_PERIOD, None)
    second = _open(installation, client_id, following, today)
    early = sorted(sittings)[: len(sittings) // 2]  # the others' links are there to be tried
    _answer(installation, second, {person: sittings[person] for person in early}, today)
    return Demo(client_id, finished, report_id, following, second.id)


def _read_sittings(path: Path) -> Sittings:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {
        line["person"]: {code: _answer_of(value) for code, value in line["answers"].items()} for line in lines
    }


def _answer_of(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _add_client(
    installation: Installation, settings: Settings, inputs: Path, stated: Assessment, now: datetime
) -> str:
    """The client with its roster, contacts, names of units and figures."""
    name = ClientFacts(stated.client["zh"], stated.client["en"], "Asia/Shanghai", stated.currency, 1)
    study, _ = read_study(demo_request(inputs, inputs, settings), settings)
    with installation.store.writing() as session:
        client_id = add_client(session, name)
    _import_roster(installation, client_id, inputs / "roster.csv", now)
    if study.figures is None:
        raise LookupError("the simulated company has no figures")
    with installation.store.writing() as session:
        save_figures(session, client_id, study.figures)
        units = find_units(session, client_id, "", 0, len(study.figures.roster.units))
        words = {unit.id: study.unit_names.get(unit.path.rpartition("/")[2]) for unit in units}
        name_units(session, client_id, {id: (own["zh"], own["en"]) for id, own in words.items() if own})
    return client_id


def _import_roster(installation: Installation, client_id: str, file: Path, now: datetime) -> None:
    upload = receive_roster(installation, client_id, file.name, file.read_bytes()).upload
    preview = preview_roster(installation, client_id, upload)
    if preview is None:
        raise LookupError(file.name)
    import_roster(installation, client_id, upload, preview.changes.mark, by=BY, at=now)


def _add_assessment(
    installation: Installation, client_id: str, title: Text, first: date, last: date, board_target: int | None
) -> str:
    facts = AssessmentFacts(title["zh"], title["en"], first, last, board_target, simulated=True)
    with installation.store.writing() as session:
        return add_assessment(session, client_id, facts)


def _open(installation: Installation, client_id: str, assessment_id: str, day: date) -> OpenedWave:
    with installation.store.reading() as session:
        staffing = find_staffing(session, client_id, assessment_id, day)
        draft = draft_wave(session, assessment_id)
    if staffing is None:
        raise LookupError(assessment_id)
    return open_wave(installation, plan_wave(assessment_id, staffing, draft).plan)


def _answer(installation: Installation, wave: OpenedWave, sittings: Sittings, day: date) -> None:
    shelf = WaveShelf({})
    for person, token in wave.tokens.items():
        if person in sittings:
            submit_answers(installation, shelf, token, f"demo-{person}", sittings[person], day)


def _report(
    installation: Installation,
    settings: Settings,
    client_id: str,
    assessment_id: str,
    day: date,
    progress: Progress,
) -> str:
    """Analysis, the plan as proposed, and the report of both, for executives to read."""

    told: list[Text] = []

    def step(words: Text, _done: int = 0, _total: int = 0, /) -> None:
        if told[-1:] != [words]:
            told.append(words)
            progress(words)

    at = datetime.combine(day, datetime.min.time()) + timedelta(hours=9)
    run_id = analyse_assessment(installation, settings, client_id, assessment_id, BY, at, step)
    with installation.store.writing() as session:
        version_id = add_version(session, assessment_id, run_id, plan_of(session, run_id), "", BY, at)
    report_id = make_report(
        installation, settings, client_id, assessment_id, run_id, version_id, BY, at, step
    )
    with installation.store.writing() as session:
        set_released(session, report_id, True)
    return report_id
