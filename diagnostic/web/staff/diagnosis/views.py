"""The diagnosis of an assessment, as a draft for consultants: the newest run or an earlier one, and its data."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.faults import NotFoundError
from diagnostic.i18n import N_
from diagnostic.render.fragments import DATA, RESULTS, list_results, page_name, placed
from diagnostic.storage.clients.clients import find_assessment, find_client
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.runs import RunLine, find_run, release_of_run, run_file, runs_of
from diagnostic.storage.results.study_inputs import MARK, inputs_of
from diagnostic.usecases.analysis.find_doubts import find_doubts
from diagnostic.usecases.jobs.begin_job import begin_job
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import Trail, _, language, page
from diagnostic.web.staff.jobs.views import to_job
from diagnostic.web.stored_files import chart, data

bp = Blueprint(
    "diagnosis",
    __name__,
    url_prefix="/clients/<client_id>/assessments/<assessment_id>/diagnosis",
    template_folder="templates",
)


@bp.get("")
def diagnosis(client_id: str, assessment_id: str) -> Response:
    lang = language()
    with context().installation.store.reading() as session:
        trail = assessment_trail(session, client_id, assessment_id, N_("Diagnosis"))
        runs = runs_of(session, assessment_id)
        run = _asked(runs)
        inputs = inputs_of(session, client_id, assessment_id)
        doubts = find_doubts(session, client_id, assessment_id, inputs, context().now().date())
        fragment = run_file(session, run.id, page_name(lang)) if run else None
        mark = run_file(session, run.id, MARK) if run else None
    address = f"{request.script_root}{request.path}/{run.id}" if run else ""
    return page(
        "diagnosis/diagnosis.html",
        trail=trail,
        at={"client_id": client_id, "assessment_id": assessment_id},
        runs=runs,
        run=run,
        inputs=inputs,
        doubts=doubts,
        fragment=Markup(placed(fragment, address)) if fragment else None,  # noqa: S704
        stale=bool(run and run == runs[0] and mark != inputs.mark.encode()),
    )


@bp.post("")
def analyse(client_id: str, assessment_id: str) -> AnyResponse:
    """Begins where there is something to read; else the page says again what is missing."""
    with context().installation.store.reading() as session:
        find_assessment(session, client_id, assessment_id) or abort(404)
        enough = inputs_of(session, client_id, assessment_id).enough
    if not enough:
        shown = diagnosis(client_id, assessment_id)
        shown.status_code = 409
        return shown
    job_id = begin_job(context().installation, client_id, assessment_id, "analyse", assessment_id, **signed())
    return to_job(client_id, assessment_id, job_id)


@bp.get("/<run_id>/results")
def results(client_id: str, assessment_id: str, run_id: str) -> Response:
    with context().installation.store.reading() as session:
        run = _run(session, client_id, assessment_id, run_id)
        trail = assessment_trail(session, client_id, assessment_id, N_("Diagnosis"))
        content = run_file(session, run_id, RESULTS) or abort(404)
    back = url_for("diagnosis.diagnosis", client_id=client_id, assessment_id=assessment_id, run=run_id)
    crumbs = (
        *trail[:-1],
        (_("Run {n}", n=run.number), back),
        (_("All results"), ""),
    )
    return results_page(content, crumbs, back)


@bp.get("/<run_id>/<name>")
def file(client_id: str, assessment_id: str, run_id: str, name: str) -> Response:
    with context().installation.store.reading() as session:
        run = _run(session, client_id, assessment_id, run_id)
        if name == "release.json":
            return data(name, lambda _: release_of_run(session, run_id), run.number)
        if name in DATA:
            return data(name, lambda name: run_file(session, run_id, name), run.number)
        return chart(name, lambda name: run_file(session, run_id, name))


def assessment_trail(session: Session, client_id: str, assessment_id: str, here: str) -> Trail:
    """Client, assessment and this page. Raises NotFoundError where the assessment is another client's."""
    client, facts = find_client(session, client_id), find_assessment(session, client_id, assessment_id)
    if client is None or facts is None:
        raise NotFoundError(assessment_id)
    up = url_for("clients.assessment", client_id=client_id, assessment_id=assessment_id)
    return (*client_trail(client_id, client), (facts.title[language()], up), (_(here), ""))


def results_page(content: bytes, trail: Trail, back: str) -> Response:
    """The list of results, or the one a number of a page leads to."""
    search = request.args.get("search", "")
    return page(
        "diagnosis/results.html",
        trail=trail,
        back=back,
        search=search,
        one="at" in request.args,
        found=list_results(content, request.args),
        here=request.script_root + request.path,
        side=("zh", "en").index(language()),
    )


def _run(session: Session, client_id: str, assessment_id: str, run_id: str) -> RunLine:
    find_assessment(session, client_id, assessment_id) or abort(404)
    return find_run(session, assessment_id, run_id) or abort(404)


def _asked(runs: list[RunLine]) -> RunLine | None:
    """The run named in the address, else the newest; 404 for an unknown name."""
    asked = request.args.get("run")
    if asked is None:
        return runs[0] if runs else None
    return next((run for run in runs if run.id == asked), None) or abort(404)
