"""Surveys of the next wave: which are asked, what reps read, a client's survey files, and what an open wave froze."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import abort, redirect, request
from werkzeug.wrappers import Response

from diagnostic.faults import BadDataError, Fault, StaleError
from diagnostic.i18n import N_
from diagnostic.storage.waves.drafts import DraftSurvey, SurveySource
from diagnostic.storage.waves.waves import read_wave
from diagnostic.text import Text
from diagnostic.usecases.surveys.add_survey import add_survey, survey_mark
from diagnostic.usecases.surveys.choose_surveys import choose_surveys
from diagnostic.usecases.surveys.draft_wave import SHIPPED, shipped_survey
from diagnostic.usecases.surveys.preview_survey import preview_survey
from diagnostic.usecases.surveys.remove_survey import remove_survey
from diagnostic.usecases.surveys.survey_files import survey_file, survey_schema
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.fields import choice
from diagnostic.web.staff.common.page import _, flash_message, language, page
from diagnostic.web.staff.imports.waiting_file import file_name
from diagnostic.web.staff.surveys.blueprint import SURVEYS, bp
from diagnostic.web.staff.surveys.form import RemoveForm, ReplaceForm, SurveysForm, values_of
from diagnostic.web.staff.surveys.rows import SurveyLine, extras, line_of, survey_lines
from diagnostic.web.staff.surveys.slot import SurveySlot, find_slot

LARGEST = 256 * 1024
SHOWN_FAULTS = 500


@bp.route(SURVEYS, methods=["GET", "POST"])
def surveys(client_id: str, assessment_id: str) -> Response:
    slot = _slot(client_id, assessment_id)
    if slot.running is not None:
        return _frozen(slot)
    form = _form(slot)
    if request.method == "GET":
        return _surveys(slot, form)
    if not form.validate():
        return _surveys(slot, form, 422)
    wanted = replace(form.wanted, version=_version_seen())
    try:
        choose_surveys(context().installation, client_id, assessment_id, wanted, **signed())
    except BadDataError as error:
        return _surveys(slot, form, 422, error.faults)
    except StaleError:
        return _moved(client_id, assessment_id)
    flash_message(N_("The surveys and settings of the wave are saved."))
    return redirect(slot.address("surveys.surveys"))


@bp.route(f"{SURVEYS}/own", methods=["GET", "POST"])
def upload(client_id: str, assessment_id: str) -> Response:
    slot = _slot(client_id, assessment_id)
    if slot.running is not None:
        return _frozen(slot)
    if request.method == "GET":
        return _upload(slot)
    name, content = _sent()
    if not content:
        return _upload(slot, [_("Please choose a file.")])
    if len(content) > LARGEST:
        return _upload(slot, [_("That file is too large; a survey file may have 256 kB.")])
    try:
        return _add(slot, preview_survey(content, name, slot.draft.surveys), name)
    except BadDataError as error:
        return _upload(slot, faults=error.faults, name=name)


def _add(slot: SurveySlot, survey: DraftSurvey, name: str) -> Response:
    """One of the same code gives way only after a question. May raise BadDataError."""
    asked = "text" in request.form
    form = ReplaceForm(request.form if asked else None)
    replacing = request.form.get("seen", "") if asked and form.validate() else ""
    installation, at = context().installation, (slot.client_id, slot.assessment_id)
    try:
        there = add_survey(installation, *at, survey, replacing, **signed())
    except StaleError:
        return _frozen(_slot(*at))
    if there is not None:
        return _replace(slot, form, survey, there, name)
    flash_message(N_("The survey “{title}” is added."), title=survey.title[language()])
    return redirect(slot.address("surveys.surveys"))


@bp.route(f"{SURVEYS}/own/<survey>/remove", methods=["GET", "POST"])
def remove(client_id: str, assessment_id: str, survey: str) -> Response:
    slot = _slot(client_id, assessment_id)
    own = slot.draft.own_survey(survey) or abort(404)
    form = RemoveForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            remove_survey(context().installation, client_id, assessment_id, survey, **signed())
        except StaleError:
            slot = _slot(client_id, assessment_id)
        else:
            flash_message(N_("The survey “{title}” is removed."), title=own.title[language()])
            return redirect(slot.address("surveys.surveys"))
    return _frozen(slot) if slot.running is not None else _remove(slot, form, own)


@bp.get(f"{SURVEYS}/files/<survey>.toml")
def file(client_id: str, assessment_id: str, survey: str) -> Response:
    """A survey of the draft, or one that comes with the product, as a file to begin from."""
    content = survey_file(_slot(client_id, assessment_id).draft, survey)
    return _download(content, f"{survey}.toml", "application/toml")


@bp.get("/survey.schema.json")
def schema() -> Response:
    return _download(survey_schema(), "survey.schema.json", "application/schema+json")


def _slot(client_id: str, assessment_id: str) -> SurveySlot:
    with context().installation.store.reading() as session:
        return find_slot(session, client_id, assessment_id)


def _form(slot: SurveySlot) -> SurveysForm:
    given = request.form if request.method == "POST" else None  # an empty form would say: no survey at all
    form = SurveysForm(given, slot.draft, slot.lowest, context().today())
    every = extras(survey_lines(slot.draft))
    form.extra.choices = choice([(extra.value, extra.value) for extra in every])
    return form


def _version_seen() -> int:
    """The version of the draft the form was filled from; one that never existed where it is not a number."""
    seen = request.form.get("version", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1


def _moved(client_id: str, assessment_id: str) -> Response:
    """What has changed meanwhile: a wave has begun, or the draft is another one."""
    slot = _slot(client_id, assessment_id)
    return _frozen(slot) if slot.running is not None else _surveys(slot, _form(slot), 409)


def _surveys(
    slot: SurveySlot, form: SurveysForm, status: int = 200, faults: Sequence[Fault] = ()
) -> Response:
    """The form as it was filled; after a conflict together with what is stored now."""
    lines = _as_ticked(survey_lines(slot.draft), form)
    return page(
        "surveys/surveys.html",
        status,
        slot=slot,
        form=form,
        lines=lines,
        extras=extras(lines),
        faults=faults,
        titles={line.instrument.code: line.instrument.title for line in lines},
        moved=status == 409,
        stored=_stored(slot, form) if status == 409 else {},
        trail=slot.trail(),
    )


def _stored(slot: SurveySlot, form: SurveysForm) -> dict[str, object]:
    """What is stored now, of the fields that say something else."""
    now = values_of(slot.draft, context().today())
    return {name: value for name, value in now.items() if form[name].data != value}


def _frozen(slot: SurveySlot) -> Response:
    """What the running wave asks and promises; nothing of it can be changed any more."""
    wave = slot.running or abort(404)
    with context().installation.store.reading() as session:
        form = read_wave(session, wave.id)
    return page(
        "surveys/frozen.html",
        200 if request.method == "GET" else 409,
        slot=slot,
        form=form,
        lines=[line_of(each, form.choice, _source(slot, each.code)) for each in form.instruments],
        purpose=Text(*form.promise["purpose"]),
        trail=slot.trail(),
    )


def _upload(
    slot: SurveySlot, wrong: Sequence[str] = (), faults: Sequence[Fault] = (), name: str = ""
) -> Response:
    return page(
        "surveys/upload.html",
        422 if wrong or faults else 200,
        slot=slot,
        wrong=wrong,
        name=name,
        faults=faults[:SHOWN_FAULTS],
        beyond=len(faults) - SHOWN_FAULTS,
        shipped={name: DraftSurvey("shipped", shipped_survey(name)).title for name in SHIPPED},
        trail=slot.trail(N_("Add a survey of your own")),
    )


def _replace(
    slot: SurveySlot, form: ReplaceForm, survey: DraftSurvey, there: DraftSurvey, name: str
) -> Response:
    return page(
        "surveys/replace.html",
        422 if form.errors else 409,
        slot=slot,
        form=form,
        survey=survey,
        there=there,
        seen=survey_mark(there),
        name=name,
        trail=slot.trail(N_("Replace the survey of the same code")),
    )


def _remove(slot: SurveySlot, form: RemoveForm, own: DraftSurvey) -> Response:
    return page(
        "surveys/remove.html",
        200 if request.method == "GET" else 422,
        slot=slot,
        form=form,
        title=own.title,
        code=own.code,
        last=len(slot.draft.surveys) == 1,
        shipped=own.code in SHIPPED,
        trail=slot.trail(N_("Remove a survey of your own")),
    )


def _as_ticked(lines: Sequence[SurveyLine], form: SurveysForm) -> list[SurveyLine]:
    return [
        replace(line, chosen=line.source == "own" or line.instrument.code in (form.ask.data or ()))
        for line in lines
    ]


def _sent() -> tuple[str, bytes]:
    """The file, or after the question whether it may replace another one its text."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return file_name(file.filename), file.read()
    text = request.form.get("text", "").replace("\r\n", "\n")  # browsers send lines of a form that way
    return request.form.get("name", ""), text.encode()


def _source(slot: SurveySlot, code: str) -> SurveySource:
    """Of a survey of the running wave, whose draft can't have been changed since."""
    return next((each.source for each in slot.draft.surveys if each.code == code), "shipped")


def _download(content: bytes, name: str, kind: str) -> Response:
    response = Response(content, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
