"""Reads the files of a run into one frozen `Study`: figures, surveys, answers, and notes for the reader.

The faults of all inputs are collected before the run stops, so that they can be corrected together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import Period
from diagnostic.core.figures.reading.clean import clean_figures
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.survey.answer_files.collect import AnswersRead, read_answers
from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.core.table import RawTable
from diagnostic.faults import BadArgumentsError, BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.readers.answers_files import answer_map
from diagnostic.readers.assessment_files import NOT_STATED, StatedAssessment, read_assessment
from diagnostic.readers.maps.column_map import ColumnMap, read_mapped_table
from diagnostic.readers.survey_files import load_surveys
from diagnostic.settings import Settings
from diagnostic.text import Lang, Text
from diagnostic.usecases.analysis.sheet_modules import module_of, notes_of
from diagnostic.usecases.analysis.unread_inputs import FIGURES, accepted, input_lines, read_of, refusals

NO_CLIENT = both("Client not stated")
LAST_RESORT = date(2026, 1, 1)  # date of the report if neither the file nor the caller gives one


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input option: its kind, its file, and its column map if one was given."""

    kind: str
    path: Path
    map: Path | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What `./run diagnose` was asked to do. `today` is the date of the report unless the assessment file states one.

    `period` limits the figures (None: the period in the assessment file, else the one derived from the figures).
    `accept_unread` are the inputs that are used even if more than a tenth of them is unread.
    """

    inputs: tuple[InputFile, ...]
    surveys: tuple[Path, ...]
    assessment: Path | None
    min_group: int
    langs: tuple[Lang, ...]
    out: Path
    today: date = LAST_RESORT
    period: Period | None = None
    accept_unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _GivenTable:
    given: InputFile
    table: RawTable
    column_map: ColumnMap


def read_study(request: Request, settings: Settings) -> tuple[Study, tuple[Fault, ...]]:
    """The study, and the faults of single rows that were not used.

    Raises BadDataError with all fatal faults, or BadArgumentsError if the period is stated twice and differently.
    """
    faults: list[Fault] = []
    read = [found for given in request.inputs if (found := _table(given, faults)) is not None]
    instruments = _surveys(request.surveys, faults)
    stated = _stated(request, faults)
    table = _figures(read, stated.assessment.currency, faults)
    answers = _answers(read, instruments, faults)
    if faults:
        raise BadDataError(faults)
    sheets = [each.sheet for each in answers]
    row_faults = (
        *_sheets(read),
        *(table.faults if table else ()),
        *(fault for each in answers for fault in each.faults),
    )
    reads = accepted([*(table.reads if table else ()), *map(read_of, answers)], request.accept_unread)
    if refused := refusals(reads):
        raise BadDataError([*refused, *row_faults])
    table = table and replace(table, reads=tuple(each for each in reads if each.kind in FIGURES))
    study = Study(
        assessment=_with_currency(stated.assessment, table),
        rules=PublishingRules(request.min_group),
        inputs=input_lines(reads, row_faults),
        figures=table,
        instruments=instruments,
        modules=tuple(map(module_of, sheets)),
        notes=notes_of(sheets),
        unit_names=_unit_names(read),
        seed=settings.seed,
        resamples=settings.resamples,
        period=stated.period,
        confirmed_by=stated.confirmed_by,
        follows_potential=stated.follows_potential,
        reads=tuple(each for each in reads if each.kind not in FIGURES),
    )
    return study, row_faults


def _table(given: InputFile, faults: list[Fault]) -> _GivenTable | None:
    try:
        return _GivenTable(given, *read_mapped_table(given.path, given.map))
    except BadDataError as error:
        faults.extend(error.faults)
        return None


def _surveys(paths: Sequence[Path], faults: list[Fault]) -> tuple[Instrument, ...]:
    try:
        return load_surveys(paths) if paths else ()
    except BadDataError as error:
        faults.extend(error.faults)
        return ()


def _stated(request: Request, faults: list[Fault]) -> StatedAssessment:
    """What the assessment file states, with the period of the command line. Raises BadArgumentsError if both state a
    period and these differ."""
    stated = StatedAssessment(Assessment(NO_CLIENT, both("Sales diagnosis"), NOT_STATED, request.today))
    if request.assessment is not None:
        try:
            stated = read_assessment(request.assessment)
        except BadDataError as error:
            faults.extend(error.faults)
    if request.period is None:
        return stated
    if stated.period is not None and stated.period != request.period:
        values = {"given": request.period.label, "stated": stated.period.label}
        raise BadArgumentsError([Fault("arguments.period_twice", values=values)])
    assessment = replace(stated.assessment, period=request.period.label)
    return replace(stated, assessment=assessment, period=request.period)


def _figures(
    read: Sequence[_GivenTable], currency: str | None, faults: list[Fault]
) -> PerformanceTable | None:
    tables = {kind: [r.table for r in read if r.given.kind == kind] for kind in FIGURES}
    if not any(tables.values()):
        return None
    if len(tables["roster"]) > 1:
        faults.append(Fault("figures.two_rosters", tables["roster"][1].source))
        return None
    try:
        return clean_figures(
            tables["roster"][0] if tables["roster"] else None,
            tables["targets"],
            tables["actuals"],
            tables["opportunities"],
            currency=currency,
        )
    except BadDataError as error:
        faults.extend(error.faults)
        return None


def _answers(
    read: Sequence[_GivenTable], instruments: Sequence[Instrument], faults: list[Fault]
) -> list[AnswersRead]:
    found: list[AnswersRead] = []
    for each in (r for r in read if r.given.kind == "answers"):
        try:
            answers = read_answers(each.table, answer_map(each.column_map), instruments)
        except BadDataError as error:
            faults.extend(error.faults)
            continue
        sheet, sheets = answers.sheet, [other.sheet for other in found]
        if sheet.module in {other.module for other in sheets}:
            faults.append(Fault("answers.module_twice", each.table.source, values={"module": sheet.module}))
        faults += _asked_twice(sheet, sheets, each.table.source)
        found.append(answers)
    return found


def _asked_twice(sheet: AnswerSheet, earlier: Sequence[AnswerSheet], source: str) -> Iterator[Fault]:
    """Faults for items that another module also contains: answers grouped in two ways could be subtracted."""
    for other in earlier:
        both = sorted(_codes(sheet) & _codes(other))
        if both and other.module != sheet.module:
            values = {"module": sheet.module, "other": other.module, "items": ", ".join(both)}
            yield Fault("answers.item_two_modules", source, values=values)


def _codes(sheet: AnswerSheet) -> set[str]:
    return {item.code for item in sheet.items} | {*sheet.choices}


def _sheets(read: Iterable[_GivenTable]) -> Iterator[Fault]:
    """Faults for sheets of a workbook that look like the one that was read, and were not read."""
    for each in read:
        if others := each.table.sheets_unread:
            values = {"n": len(others), "sheets": ", ".join(others)}
            yield Fault("table.sheets_unread", each.table.source, values=values)


def _unit_names(read: Sequence[_GivenTable]) -> dict[str, Text]:
    """Unit -> the client's name for it, from the labels in all column maps."""
    names: dict[str, Text] = {}
    for each in read:
        group = each.column_map.group
        for labels in group.labels.values() if group else ():
            names.update(labels)
    return names


def _with_currency(stated: Assessment, table: PerformanceTable | None) -> Assessment:
    """The assessment; if it states no currency, with the currency of the figures."""
    return replace(stated, currency=stated.currency or (table.currency if table else None))
