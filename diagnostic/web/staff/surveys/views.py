"""Surveys of the next wave: which are asked and what reps are told, own survey files, and what an open wave froze."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.faults import Fault
from diagnostic.settings import ROOT
from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.storage.clients.clients import (
    AssessmentFacts,
    ClientFacts,
    find_assessment,
    find_client,
)
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.drafts import DraftSurvey, SurveySource, WaveDraft, keep_draft
from diagnostic.storage.waves.wave_list import WaveLine, lowest_rules, running, waves_of
from diagnostic.storage.waves.waves import hash_of_survey, read_wave
from diagnostic.text import Text
from diagnostic.usecases.surveys.choose_surveys import faults_together, in_order
from diagnostic.usecases.surveys.draft_wave import SHIPPED, draft_wave, shipped_survey
from diagnostic.usecases.surveys.preview_survey import try_survey
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import StaffContext
from diagnostic.web.staff.common.fields import choice
from diagnostic.web.staff.common.page import Trail, language, page, tell, words
from diagnostic.web.staff.imports.uploads import file_name
from diagnostic.web.staff.surveys.form import RemoveForm, ReplaceForm, SurveysForm, values_of
from diagnostic.web.staff.surveys.rows import SurveyLine, extras, line_of, survey_lines

LARGEST = 256 * 1024
SHOWN_FAULTS = 500
SCHEMA = ROOT / "docs" / "survey.schema.json"


@dataclass(frozen=True, slots=True)
class Place:
    """The assessment a page is about, its draft, and the wave that is running, if one is."""

    client_id: str
    assessment_id: str
    client: ClientFacts
    facts: AssessmentFacts
    draft: WaveDraft
    lowest: PublishingRules
    running: WaveLine | None

    def address(self, endpoint: str, **more: str) -> str:
        own = {"client_id": self.client_id, "assessment_id": self.assessment_id}
        return url_for(endpoint, **own, **more)  # type: ignore[arg-type]

    def trail(self, *more: str) -> Trail:
        """Client, assessment, the page of the surveys, and what is below it."""
        said = words()
        surveys = (str(said["s_surveys"]), self.address("surveys"))
        assessment = (self.facts.title[language()], self.address("clients.assessment"))
        below = ((str(said[name]), "") for name in more)
        return (*client_trail(self.client_id, self.client), assessment, surveys, *below)


def find_place(session: Session, client_id: str, assessment_id: str) -> Place:
    client = find_client(session, client_id) or abort(404)
    facts = find_assessment(session, client_id, assessment_id) or abort(404)
    return Place(
        client_id,
        assessment_id,
        client,
        facts,
        draft_wave(session, assessment_id),
        lowest_rules(session, assessment_id),
        running(waves_of(session, assessment_id)),
    )


class SurveyPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        both = ["GET", "POST"]
        one = "/clients/<client_id>/assessments/<assessment_id>/surveys"
        app.add_url_rule(one, "surveys", self.surveys, methods=both)
        app.add_url_rule(f"{one}/own", "survey_upload", self.upload, methods=both)
        app.add_url_rule(f"{one}/own/<survey>/remove", "survey_remove", self.remove, methods=both)
        app.add_url_rule(f"{one}/files/<survey>.toml", "survey_file", self.file)
        app.add_url_rule("/survey.schema.json", "survey_schema", self.schema)

    def surveys(self, client_id: str, assessment_id: str) -> Response:
        place = self._place(client_id, assessment_id)
        if place.running is not None:
            return self._frozen(place)
        form = self._form(place)
        if request.method == "GET":
            return self._surveys(place, form)
        if not form.validate():
            return self._surveys(place, form, 422)
        return self._save(place, form)

    def _save(self, place: Place, form: SurveysForm) -> Response:
        """What was chosen takes the place of what is stored, if that is still what the form was filled from."""
        faults = faults_together(form.wanted.surveys)
        if faults:
            return self._surveys(place, form, 422, faults=faults)
        with self.store.writing() as session:
            hold_assessment(session, place.assessment_id)
            now = find_place(session, place.client_id, place.assessment_id)
            wanted = replace(form.wanted, version=now.draft.version)
            moved = request.form.get("version") != str(now.draft.version)
            if now.running is None and not moved and keep_draft(session, now.assessment_id, wanted):
                add_entry(session, self.office.entry("surveys_chosen", now.facts.title))
        if now.running is not None:
            return self._frozen(now)
        if moved and wanted != now.draft:  # the same sent twice is no conflict
            return self._surveys(now, self._form(now), 409)
        tell("done_surveys")
        return redirect(now.address("surveys"))

    def upload(self, client_id: str, assessment_id: str) -> Response:
        place = self._place(client_id, assessment_id)
        if place.running is not None:
            return self._frozen(place)
        if request.method == "GET":
            return self._upload(place)
        name, content = _sent()
        if not content:
            return self._upload(place, [words()["file_needed"]])
        if len(content) > LARGEST:
            return self._upload(place, [words()["survey_large"]])
        trial = try_survey(content, name, place.draft.surveys)
        if trial.survey is None:
            return self._upload(place, faults=trial.faults, name=name)
        return self._add(place, trial.survey, name)

    def _add(self, place: Place, survey: DraftSurvey, name: str) -> Response:
        """Into the draft as it is now. One of the same code gives way only after a question."""
        form = ReplaceForm(request.form if "text" in request.form else None)
        with self.store.writing() as session:
            hold_assessment(session, place.assessment_id)
            now = find_place(session, place.client_id, place.assessment_id)
            there = next((each for each in now.draft.surveys if each.code == survey.code), None)
            rest = [each for each in now.draft.surveys if each is not there]
            faults = faults_together([*rest, survey])
            agreed = there in (None, survey) or _agreed(form, there)
            if now.running is None and agreed and not faults and there != survey:
                keep_draft(session, now.assessment_id, replace(now.draft, surveys=in_order([*rest, survey])))
                add_entry(session, self.office.entry("survey_added", _title(survey)))
        if now.running is not None:
            return self._frozen(now)
        if faults:
            return self._upload(now, faults=faults, name=name)
        if there is not None and not agreed:
            return self._replace(now, form, survey, there, name)
        tell("done_survey_added", title=_title(survey)[language()])
        return redirect(now.address("surveys"))

    def remove(self, client_id: str, assessment_id: str, survey: str) -> Response:
        form = RemoveForm(request.form)
        with self.store.writing() as session:
            hold_assessment(session, assessment_id)
            place = find_place(session, client_id, assessment_id)
            own = next((each for each in place.draft.surveys if _is_own(each, survey)), None) or abort(404)
            rest = tuple(each for each in place.draft.surveys if each is not own)
            agreed = place.running is None and request.method == "POST" and form.validate() and bool(rest)
            if agreed:
                keep_draft(session, assessment_id, replace(place.draft, surveys=rest))
                add_entry(session, self.office.entry("survey_removed", _title(own)))
        if place.running is not None:
            return self._frozen(place)
        if agreed:
            tell("done_survey_removed", title=_title(own)[language()])
            return redirect(place.address("surveys"))
        return page(
            "survey_remove.html",
            200 if request.method == "GET" else 422,
            place=place,
            form=form,
            title=_title(own),
            code=survey,
            last=not rest,
            shipped=survey in SHIPPED,
            trail=place.trail("survey_remove_head"),
        )

    def file(self, client_id: str, assessment_id: str, survey: str) -> Response:
        """A survey of the draft, or one that comes with the product, as a file to begin from."""
        place = self._place(client_id, assessment_id)
        own = next((each for each in place.draft.surveys if _is_own(each, survey)), None)
        if own is None and survey not in SHIPPED:
            abort(404)
        content = own.text.encode() if own else (ROOT / "surveys" / f"{survey}.toml").read_bytes()
        return _download(content, f"{survey}.toml", "application/toml")

    def schema(self) -> Response:
        return _download(SCHEMA.read_bytes(), SCHEMA.name, "application/schema+json")

    def _place(self, client_id: str, assessment_id: str) -> Place:
        with self.store.reading() as session:
            return find_place(session, client_id, assessment_id)

    def _form(self, place: Place) -> SurveysForm:
        given = (
            request.form if request.method == "POST" else None
        )  # an empty form would say: no survey at all
        form = SurveysForm(given, place.draft, place.lowest, self.office.today())
        every = extras(survey_lines(place.draft))
        form.extra.choices = choice([(extra.value, extra.value) for extra in every])
        return form

    def _surveys(
        self, place: Place, form: SurveysForm, status: int = 200, faults: Sequence[Fault] = ()
    ) -> Response:
        """The form as it was filled; after a conflict with what is stored now beside it."""
        lines = _as_ticked(survey_lines(place.draft), form)
        return page(
            "surveys.html",
            status,
            place=place,
            form=form,
            lines=lines,
            extras=extras(lines),
            faults=faults,
            titles={line.instrument.code: line.instrument.title for line in lines},
            moved=status == 409,
            stored=self._stored(place, form) if status == 409 else {},
            trail=place.trail(),
        )

    def _stored(self, place: Place, form: SurveysForm) -> dict[str, object]:
        """What is stored now, of the fields that say something else."""
        now = values_of(place.draft, self.office.today())
        return {name: value for name, value in now.items() if form[name].data != value}

    def _frozen(self, place: Place) -> Response:
        """What the running wave asks and promises; nothing of it can be changed any more."""
        wave = place.running or abort(404)
        with self.store.reading() as session:
            form = read_wave(session, wave.id)
        return page(
            "surveys_frozen.html",
            200 if request.method == "GET" else 409,
            place=place,
            form=form,
            lines=[line_of(each, form.choice, _source(place, each.code)) for each in form.instruments],
            purpose=Text(*form.promise["purpose"]),
            trail=place.trail(),
        )

    def _upload(
        self, place: Place, wrong: Sequence[str] = (), faults: Sequence[Fault] = (), name: str = ""
    ) -> Response:
        return page(
            "survey_upload.html",
            422 if wrong or faults else 200,
            place=place,
            wrong=wrong,
            name=name,
            faults=faults[:SHOWN_FAULTS],
            beyond=len(faults) - SHOWN_FAULTS,
            shipped=_shipped_titles(),
            trail=place.trail("survey_upload_head"),
        )

    def _replace(
        self, place: Place, form: ReplaceForm, survey: DraftSurvey, there: DraftSurvey, name: str
    ) -> Response:
        return page(
            "survey_replace.html",
            422 if form.errors else 409,
            place=place,
            form=form,
            survey=survey,
            there=there,
            seen=_mark(there),
            name=name,
            trail=place.trail("survey_replace_head"),
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


def _is_own(survey: DraftSurvey, code: str) -> bool:
    return survey.source == "own" and survey.code == code


def _agreed(form: ReplaceForm, there: DraftSurvey | None) -> bool:
    """Ticked, when that was asked, and said of the one that is there now."""
    return (
        "text" in request.form
        and form.validate()
        and there is not None
        and request.form.get("seen") == _mark(there)
    )


def _source(place: Place, code: str) -> SurveySource:
    """Of a survey of the running wave, whose draft can't have been changed since."""
    return next((each.source for each in place.draft.surveys if each.code == code), "shipped")


def _mark(survey: DraftSurvey) -> str:
    return hash_of_survey(survey.definition)[:16]


def _title(survey: DraftSurvey) -> Text:
    return Text(survey.definition["title"]["zh"], survey.definition["title"]["en"])


def _shipped_titles() -> dict[str, Text]:
    return {name: _title(DraftSurvey("shipped", shipped_survey(name))) for name in SHIPPED}


def _download(content: bytes, name: str, kind: str) -> Response:
    response = Response(content, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
