"""Assessments: adding, changing and deleting one, and its page with the checklist of its steps."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.wave.model import RUNNING
from diagnostic.faults import StaleError
from diagnostic.i18n import N_
from diagnostic.storage.clients.assessment_progress import AssessmentProgress, assessment_progress
from diagnostic.storage.clients.assessment_status import AssessmentStatus, statuses_of
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, find_assessment, find_client
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.study_inputs import inputs_of
from diagnostic.usecases.analysis.find_doubts import find_doubts
from diagnostic.usecases.clients.add_assessment import add_assessment
from diagnostic.usecases.clients.change_assessment import change_assessment
from diagnostic.usecases.clients.marks import mark_facts
from diagnostic.usecases.clients.remove_assessment import remove_assessment
from diagnostic.web.staff.clients.blueprint import bp
from diagnostic.web.staff.clients.checklist import checklist_steps
from diagnostic.web.staff.clients.forms import (
    AssessmentForm,
    assessment_differences,
    assessment_form,
    new_assessment_form,
)
from diagnostic.web.staff.clients.status import phases_of, state_line
from diagnostic.web.staff.clients.views import client_trail, known_client
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.fields import SureForm
from diagnostic.web.staff.common.formatting import minor_text
from diagnostic.web.staff.common.page import Trail, _, flash_message, language, page

ALL = "/clients/<client_id>/assessments"
ONE = f"{ALL}/<assessment_id>"


@bp.route(f"{ALL}/new", methods=["GET", "POST"])
def new_assessment(client_id: str) -> AnyResponse:
    client = known_client(client_id)
    form = new_assessment_form(context().today())
    if request.method == "POST" and form.validate():
        facts = form.facts(client.currency)
        assessment_id = add_assessment(context().installation, client_id, facts, **signed())
        flash_message(N_("The assessment is created."))
        return redirect(_address(client_id, assessment_id))
    trail = (*client_trail(client_id, client), (_("New assessment"), ""))
    return _form_page(
        form, client, trail, N_("New assessment"), url_for("clients.client", client_id=client_id)
    )


@bp.get(ONE)
def assessment(client_id: str, assessment_id: str) -> Response:
    with context().installation.store.reading() as session:
        client = find_client(session, client_id) or abort(404)
        facts = find_assessment(session, client_id, assessment_id) or abort(404)
        known = _with_doubts(session, client_id, assessment_id)
        status = next(
            each for each in statuses_of(session, [client_id]) if each.assessment_id == assessment_id
        )
    steps = checklist_steps(client_id, assessment_id, known)
    return page(
        "clients/assessment.html",
        facts=facts,
        known=known,
        phases=phases_of(status),
        state=state_line(status),
        days_left=_days_left(status),
        client_id=client_id,
        assessment_id=assessment_id,
        target=_target(facts, client.currency),
        steps=steps,
        following=next((step for step in steps if step.state == "now"), None),
        trail=(*client_trail(client_id, client), (facts.title[language()], "")),
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
def edit_assessment(client_id: str, assessment_id: str) -> AnyResponse:
    client, facts, moved = *_known(client_id, assessment_id), False
    form = assessment_form(facts, client.currency)
    here = _address(client_id, assessment_id)
    if request.method == "POST" and form.validate():
        typed, seen = form.facts(client.currency), request.form.get("seen", "")
        try:
            change_assessment(context().installation, client_id, assessment_id, typed, seen, **signed())
        except StaleError:
            (_, facts), moved = _known(client_id, assessment_id), True
        else:
            flash_message(N_("Saved."))
            return redirect(here)
    trail = _trail(client_id, client, assessment_id, facts, N_("Edit the assessment"))
    return _form_page(form, client, trail, N_("Edit the assessment"), here, facts, moved)


@bp.route(f"{ONE}/delete", methods=["GET", "POST"])
def delete_assessment(client_id: str, assessment_id: str) -> AnyResponse:
    """Not while answers of its wave wait: the use case then refuses, and the page says why."""
    form = SureForm(request.form)
    if request.method == "POST" and form.validate():
        with suppress(StaleError):
            title = remove_assessment(context().installation, client_id, assessment_id, **signed())
            flash_message(N_("“{name}” is deleted."), name=title[language()])
            return redirect(url_for("clients.client", client_id=client_id))
    with context().installation.store.reading() as session:
        client = find_client(session, client_id) or abort(404)
        facts = find_assessment(session, client_id, assessment_id) or abort(404)
        known = assessment_progress(session, client_id, assessment_id)
    unsealed = known.wave is not None and known.wave.state in RUNNING
    return page(
        "clients/delete_assessment.html",
        200 if request.method == "GET" else 409 if unsealed else 422,
        form=form,
        facts=facts,
        known=known,
        unsealed=unsealed,
        back=_address(client_id, assessment_id),
        trail=_trail(client_id, client, assessment_id, facts, N_("Delete the assessment")),
    )


def _with_doubts(session: Session, client_id: str, assessment_id: str) -> AssessmentProgress:
    """How far it has come, and how many values of its figures are to be looked at first."""
    known = assessment_progress(session, client_id, assessment_id)
    if not known.in_period:
        return known
    inputs = inputs_of(session, client_id, assessment_id)
    doubts = find_doubts(session, client_id, assessment_id, inputs, context().now().date())
    return replace(known, doubts=len(doubts.values) if doubts.are_open else 0)


def _known(client_id: str, assessment_id: str) -> tuple[ClientFacts, AssessmentFacts]:
    with context().installation.store.reading() as session:
        client = find_client(session, client_id) or abort(404)
        return client, find_assessment(session, client_id, assessment_id) or abort(404)


def _form_page(
    form: AssessmentForm,
    client: ClientFacts,
    trail: Trail,
    title: str,
    back: str,
    facts: AssessmentFacts | None = None,
    moved: bool = False,
) -> Response:
    return page(
        "clients/assessment_form.html",
        200 if request.method == "GET" else 409 if moved else 422,
        form=form,
        trail=trail,
        title=title,
        back=back,
        currency=client.currency,
        seen=mark_facts(facts) if facts else "",
        moved=moved,
        stored=assessment_differences(form, facts, client.currency) if facts and moved else {},
    )


def _days_left(status: AssessmentStatus) -> int | None:
    """Of an open wave; the closing day counts."""
    if status.wave != "open" or status.closes_on is None:
        return None
    return max((status.closes_on - context().today()).days + 1, 0)


def _address(client_id: str, assessment_id: str) -> str:
    return url_for("clients.assessment", client_id=client_id, assessment_id=assessment_id)


def _trail(
    client_id: str, client: ClientFacts, assessment_id: str, facts: AssessmentFacts, last: str
) -> Trail:
    here = (facts.title[language()], _address(client_id, assessment_id))
    return (*client_trail(client_id, client), here, (_(last), ""))


def _target(facts: AssessmentFacts, currency: str | None) -> str:
    if facts.board_target is None:
        return ""
    return minor_text(facts.board_target, currency)
