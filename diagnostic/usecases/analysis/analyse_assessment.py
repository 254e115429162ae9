"""Analyses an assessment: diagnoses its newest sealed wave and the client's figures, and stores the result as a run.

Everything is computed first and stored in one transaction at the end, so an analysis that is cancelled or fails
leaves nothing behind. A wave that is still open is never read.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from diagnostic.core.diagnosis.diagnose import CAUSES, FIGURES
from diagnostic.core.diagnosis.model.diagnosis import Assessment, InputLine
from diagnostic.core.diagnosis.model.fingerprint import fingerprint_of
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.analysis.period_doubts import doubts_of_period
from diagnostic.core.figures.model.performance import InputRead, PerformanceTable
from diagnostic.core.figures.model.periods import Period
from diagnostic.core.figures.reading.numbers import minor_units
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.readers.knowledge import read_playbook
from diagnostic.render.web_page import render_web_files
from diagnostic.settings import Settings
from diagnostic.storage.clients.rosters import unit_names
from diagnostic.storage.database.session import Session
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.imports.figures import load_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.confirmations import confirmed_file, find_confirmation
from diagnostic.storage.results.run_results import RunResults, add_run
from diagnostic.storage.results.runs import RunLine, kept_seed
from diagnostic.storage.results.study_inputs import MARK, AssessmentSetting, Inputs, inputs_of, setting_of
from diagnostic.text import same
from diagnostic.usecases.analysis.code_version import code_version
from diagnostic.usecases.analysis.diagnose_study import PLAN, diagnose_study
from diagnostic.usecases.analysis.freeze_study import freeze_study
from diagnostic.usecases.analysis.report_files import as_lines
from diagnostic.usecases.analysis.unread_inputs import NAMES, is_refused, line_of

Storing = Callable[[str], AbstractContextManager[Session]]
"""Opens the transaction in which the run with this id is stored, for callers that store something with it."""

READ = both("reading answers and figures")
MODULE = both("reading the survey: {module}")
PARTS = {
    FIGURES: both("reading the figures"),
    CAUSES: both("looking for causes"),
    PLAN: both("choosing the plan"),
}
MODULES = {
    "skills": both("skills"),
    "morale": both("morale and conditions"),
    "manager": both("managers' view"),
    "comments": both("comments"),
}
DRAW = both("drawing charts and pages")
STORE = both("storing")


@dataclass(frozen=True, slots=True)
class _FrozenInput:
    study: Study
    wave_id: str | None
    mark: str
    doubts: str  # the mark of what is confirmed, "" where nothing is


def analyse_assessment(
    installation: Installation,
    settings: Settings,
    client_id: str,
    assessment_id: str,
    by: str,
    at: datetime,
    progress: Progress,
    storing: Storing | None = None,
) -> str:
    """Analyses the assessment and returns the id of the new run. `storing` opens its transaction (None: a new one).

    Raises BadDataError if there is nothing to analyse or too much of an input is unread, LookupError if there is no
    such assessment, and any error that `progress` raises to stop the work.
    """
    progress(READ, 0, 1)
    given = _freeze(installation, settings, client_id, assessment_id, at)
    parts = [*(module.name for module in given.study.modules), *PARTS]
    total = len(parts) + 3

    def pulse(part: str) -> None:
        words = PARTS.get(part) or MODULE.format(module=MODULES.get(part, same(part)))
        progress(words, 1 + parts.index(part), total)

    code = code_version()
    analysis = diagnose_study(given.study, read_playbook(), pulse, {"code": code})
    files = render_web_files(
        analysis.document,
        analysis.diagnosis,
        installation.folder / "cache",
        lambda: progress(DRAW, total - 2, total),
    )
    files["diagnosis.json"] = as_lines([result.as_json() for result in analysis.diagnosis.results])
    files[MARK] = given.mark.encode()
    if given.doubts:
        files[confirmed_file(given.doubts)] = b""
    progress(STORE, total - 1, total)
    line = RunLine(
        new_id(),
        assessment_id,
        given.wave_id,
        0,
        fingerprint_of(given.study),
        code,
        given.study.seed,
        given.study.resamples,
        at,
        by,
    )
    with storing(line.id) if storing else installation.store.writing() as session:
        if setting_of(session, client_id, assessment_id) is None:  # deleted during the analysis
            raise LookupError(assessment_id)
        found = RunResults(analysis.diagnosis, analysis.plan, as_lines(analysis.release))
        add_run(session, line, found, files)
    return line.id


def _freeze(
    installation: Installation, settings: Settings, client_id: str, assessment_id: str, at: datetime
) -> _FrozenInput:
    with installation.store.reading() as session:
        setting = setting_of(session, client_id, assessment_id)
        if setting is None:
            raise LookupError(assessment_id)
        inputs = inputs_of(session, client_id, assessment_id)
        if not inputs.enough:
            raise BadDataError([_nothing(inputs, setting)])
        figures = load_figures(session, client_id)
        if unread := [_unread(read) for read in figures.reads if is_refused(read)]:
            raise BadDataError(unread)
        names = {path.rpartition("/")[2]: name for path, name in unit_names(session, client_id).items()}
        seed = kept_seed(session, assessment_id, inputs.wave_id)
        period = Period(setting.first, setting.last)
        doubts = doubts_of_period(figures, period, at.date()).mark
        confirmed = find_confirmation(session, assessment_id, doubts)
    seed = secrets.randbits(31) if seed is None else seed
    assessment = _assessment(setting, at, period, figures.currency)
    bare = _study(installation, settings, inputs, assessment, figures if figures.persons else None, seed)
    lines = (*_lines(figures), *bare.inputs)
    by = confirmed.by if confirmed else None
    study = replace(bare, inputs=lines, unit_names=names, period=period, confirmed_by=by)
    return _FrozenInput(study, inputs.wave_id, inputs.mark, doubts if confirmed else "")


def _nothing(inputs: Inputs, setting: AssessmentSetting) -> Fault:
    """The fault of an assessment without any input, or with figures of other periods only."""
    if not inputs.covers:
        return Fault("analysis.nothing")
    asked = Period(setting.first, setting.last).label
    return Fault("analysis.period_empty", values={"has": inputs.covers, "asked": asked})


def _study(
    installation: Installation,
    settings: Settings,
    inputs: Inputs,
    assessment: Assessment,
    figures: PerformanceTable | None,
    seed: int,
) -> Study:
    if inputs.wave_id is not None:
        return freeze_study(
            installation, inputs.wave_id, assessment, figures, seed, settings.resamples, inputs.earlier
        )
    return Study(
        assessment, PublishingRules(settings.min_group), (), figures, seed=seed, resamples=settings.resamples
    )


def _assessment(
    setting: AssessmentSetting, at: datetime, period: Period, of_figures: str | None
) -> Assessment:
    """In the client's currency, else in that of the figures. Its target was stored in minor units of the client's."""
    currency, target = setting.currency or of_figures, setting.board_target
    if target is not None:
        target = round(target * minor_units(currency) / minor_units(setting.currency))
    return Assessment(
        setting.client,
        setting.title,
        period.label,
        at.date(),
        currency,
        setting.simulated,
        target,
    )


def _unread(read: InputRead) -> Fault:
    share = f"{100 * line_of(read).unread_share:.1f}"
    return Fault("analysis.unread", values={"share": share, "input": NAMES[read.kind]})


def _lines(figures: PerformanceTable) -> list[InputLine]:
    """One line for each kind of figures. Only clean rows are stored, so all of them were used; unread rows were
    counted at import. Actuals are stored as sums that know of how many rows they are made."""
    counts = {
        "roster": len(figures.roster.people),
        "targets": len(figures.targets),
        "actuals": sum(amount.rows for amount in figures.actuals),
        "opportunities": len(figures.opportunities),
    }
    reads = {read.kind: line_of(read) for read in figures.reads}
    return [_line(kind, n, reads.get(kind)) for kind, n in counts.items()]


def _line(kind: str, n: int, read: InputLine | None) -> InputLine:
    if read is None:
        return InputLine(kind, n > 0, n, n, 0)
    rows = n + read.unread + read.no_data
    line = InputLine(kind, n > 0, rows, n, read.unread, read.unread, read.no_data)
    return replace(line, accepted_by=read.accepted_by)
