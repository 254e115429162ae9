"""Assessments: making one, and the guided path through it with a state for every step.

What the path shows is decided in `path`.
"""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.storage.audit import add_entry
from diagnostic.storage.clients import add_assessment, find_assessment, find_client
from diagnostic.storage.path_facts import path_facts
from diagnostic.web.staff.client_pages import client_trail
from diagnostic.web.staff.forms import AssessmentForm
from diagnostic.web.staff.office import Office
from diagnostic.web.staff.path import path_steps
from diagnostic.web.staff.render import language, page, tell, words
from diagnostic.web.staff.words import IN


class AssessmentPages:
    def __init__(self, office: Office) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/staff/clients/<client_id>/assessments"
        app.add_url_rule(f"{one}/new", "new_assessment", self.new_assessment, methods=["GET", "POST"])
        app.add_url_rule(f"{one}/<assessment_id>", "assessment", self.assessment)

    def new_assessment(self, client_id: str) -> Response:
        with self.store.reading() as session:
            client = find_client(session, client_id) or abort(404)
        form = AssessmentForm(request.form, **_proposal(self.office.today()))
        if request.method == "POST" and form.validate():
            with self.store.writing() as session:
                assessment_id = add_assessment(session, client_id, form.facts)
                add_entry(session, self.office.entry("assessment_added", client.name))
            tell("done_assessment_added")
            return redirect(url_for("assessment", client_id=client_id, assessment_id=assessment_id))
        return page(
            "assessment_form.html", 200 if request.method == "GET" else 422, form=form, client_id=client_id,
            trail=(*client_trail(client_id, client), (words()["new_assessment"], "")),
        )  # fmt: skip

    def assessment(self, client_id: str, assessment_id: str) -> Response:
        with self.store.reading() as session:
            client = find_client(session, client_id) or abort(404)
            facts = find_assessment(session, client_id, assessment_id) or abort(404)
            known = path_facts(session, client_id, assessment_id)
        return page(
            "assessment.html", facts=facts, steps=path_steps(client_id, assessment_id, known),
            trail=(*client_trail(client_id, client), (facts.title[language()], "")),
        )  # fmt: skip


def _proposal(today: date) -> dict[str, object]:
    """The twelve whole months before this one, and titles to go with them."""
    last = today.replace(day=1) - timedelta(days=1)
    first = (today.replace(day=1) - timedelta(days=365)).replace(day=1)
    titles = {f"title_{lang}": str(IN[lang]["default_title"].format(year=last.year)) for lang in ("zh", "en")}
    return {"first": first, "last": last, **titles}
