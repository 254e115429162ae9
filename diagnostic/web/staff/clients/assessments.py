"""Assessments: making one, and the guided path through it with a state for every step.

What the path shows is decided in `path`.
"""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.figures.reading.numbers import minor_units
from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.storage.clients.assessment_progress import path_facts
from diagnostic.storage.clients.assessment_status import AssessmentStatus, standings_of
from diagnostic.storage.clients.clients import (
    AssessmentFacts,
    ClientFacts,
    add_assessment,
    change_assessment,
    find_assessment,
    find_client,
    remove_assessment,
)
from diagnostic.storage.waves.wave_list import waves_of
from diagnostic.web.staff.clients.checklist import path_steps
from diagnostic.web.staff.clients.status import phases_of, state_line
from diagnostic.web.staff.clients.views import client_trail, differing, mark
from diagnostic.web.staff.common.context import StaffContext
from diagnostic.web.staff.common.fields import AssessmentForm, SureForm
from diagnostic.web.staff.common.page import Trail, language, money, number, page, tell, words
from diagnostic.web.staff.common.words import IN


class AssessmentPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments"
        app.add_url_rule(f"{one}/new", "new_assessment", self.new_assessment, methods=["GET", "POST"])
        app.add_url_rule(f"{one}/<assessment_id>", "assessment", self.assessment)
        both = ["GET", "POST"]
        app.add_url_rule(f"{one}/<assessment_id>/edit", "change_assessment", self.change, methods=both)
        app.add_url_rule(f"{one}/<assessment_id>/delete", "delete_assessment", self.delete, methods=both)

    def new_assessment(self, client_id: str) -> Response:
        with self.store.reading() as session:
            client = find_client(session, client_id) or abort(404)
        form = AssessmentForm(request.form, **_proposal(self.office.today()))
        if request.method == "POST" and form.validate():
            with self.store.writing() as session:
                assessment_id = add_assessment(session, client_id, form.facts(client.currency))
                add_entry(session, self.office.entry("assessment_added", client.name))
            tell("done_assessment_added")
            return redirect(url_for("assessment", client_id=client_id, assessment_id=assessment_id))
        return page(
            "assessment_form.html",
            200 if request.method == "GET" else 422,
            form=form,
            title="new_assessment",
            back=url_for("client", client_id=client_id),
            currency=client.currency,
            seen="",
            moved=False,
            stored={},
            trail=(*client_trail(client_id, client), (words()["new_assessment"], "")),
        )

    def assessment(self, client_id: str, assessment_id: str) -> Response:
        with self.store.reading() as session:
            client = find_client(session, client_id) or abort(404)
            facts = find_assessment(session, client_id, assessment_id) or abort(404)
            known = path_facts(session, client_id, assessment_id)
            standing = next(
                each for each in standings_of(session, [client_id]) if each.assessment_id == assessment_id
            )
        steps = path_steps(client_id, assessment_id, known)
        return page(
            "assessment.html",
            facts=facts,
            known=known,
            phases=phases_of(standing),
            state=state_line(standing),
            days_left=self._days_left(standing),
            client_id=client_id,
            assessment_id=assessment_id,
            target=_target(facts, client.currency),
            steps=steps,
            following=next((step for step in steps if step.state == "now"), None),
            trail=(*client_trail(client_id, client), (facts.title[language()], "")),
        )

    def _days_left(self, standing: AssessmentStatus) -> int | None:
        """Of an open wave; the closing day counts."""
        if standing.wave != "open" or standing.closes_on is None:
            return None
        return max((standing.closes_on - self.office.today()).days + 1, 0)

    def change(self, client_id: str, assessment_id: str) -> Response:
        """Titles, period and target. Answers that were given stay what they are; the next analysis uses these."""
        with self.store.reading() as session:
            client = find_client(session, client_id) or abort(404)
            facts = find_assessment(session, client_id, assessment_id) or abort(404)
        form = AssessmentForm(request.form, **_as_typed(facts, client.currency))
        moved = False
        if request.method == "POST" and form.validate():
            with self.store.writing() as session:
                facts = find_assessment(session, client_id, assessment_id) or abort(404)
                moved = request.form.get("seen") != mark(facts)
                if not moved:
                    change_assessment(session, assessment_id, form.facts(client.currency, facts.simulated))
                    add_entry(session, self.office.entry("assessment_changed", facts.title))
            if not moved:
                tell("done_saved")
                return redirect(_address("assessment", client_id, assessment_id))
        status = 200 if request.method == "GET" else 409 if moved else 422
        return page(
            "assessment_form.html",
            status,
            form=form,
            title="change_assessment",
            seen=mark(facts),
            back=_address("assessment", client_id, assessment_id),
            currency=client.currency,
            moved=moved,
            stored=_stored(form, facts, client.currency) if moved else {},
            trail=_trail(client_id, client, assessment_id, facts, "change_assessment"),
        )

    def delete(self, client_id: str, assessment_id: str) -> Response:
        """Gone with everything in it; not while answers wait as envelopes, which only sealing may end."""
        form = SureForm(request.form)
        with self.store.writing() as session:
            client = find_client(session, client_id) or abort(404)
            facts = find_assessment(session, client_id, assessment_id) or abort(404)
            known = path_facts(session, client_id, assessment_id)
            unsealed = known.wave is not None and known.wave.state in ("open", "closed")
            agreed = request.method == "POST" and form.validate() and not unsealed
            waves = [line.id for line in waves_of(session, assessment_id)]
            if agreed:
                remove_assessment(session, assessment_id)
                add_entry(session, self.office.entry("assessment_deleted", facts.title))
        if agreed:
            self.office.installation.keys.destroy_all(
                waves
            )  # of sealings that were killed before they came to it
            tell("done_assessment_deleted", name=facts.title[language()])
            return redirect(url_for("client", client_id=client_id))
        return page(
            "delete_assessment.html",
            200 if request.method == "GET" else 409 if unsealed else 422,
            form=form,
            facts=facts,
            known=known,
            unsealed=unsealed,
            back=_address("assessment", client_id, assessment_id),
            trail=_trail(client_id, client, assessment_id, facts, "delete_assessment"),
        )


def _address(endpoint: str, client_id: str, assessment_id: str) -> str:
    return url_for(endpoint, client_id=client_id, assessment_id=assessment_id)


def _trail(
    client_id: str, client: ClientFacts, assessment_id: str, facts: AssessmentFacts, last: str
) -> Trail:
    here = (facts.title[language()], _address("assessment", client_id, assessment_id))
    return (*client_trail(client_id, client), here, (words()[last], ""))


def _target(facts: AssessmentFacts, currency: str | None) -> str:
    if facts.board_target is None:
        return ""
    return " ".join(filter(None, (money(facts.board_target / minor_units(currency)), currency)))


def _as_typed(facts: AssessmentFacts, currency: str | None) -> dict[str, object]:
    """What the form shows of what is stored."""
    target = facts.board_target
    typed = "" if target is None else number(target / minor_units(currency))
    return {
        "title_zh": facts.title_zh,
        "title_en": facts.title_en,
        "first": facts.first,
        "last": facts.last,
        "board_target": typed,
    }


def _stored(form: AssessmentForm, facts: AssessmentFacts, currency: str | None) -> dict[str, object]:
    """What is stored now, of the fields that say something else."""
    others = differing(facts, form.facts(currency, facts.simulated))
    return {name: value for name, value in _as_typed(facts, currency).items() if name in others}


def _proposal(today: date) -> dict[str, object]:
    """The twelve whole months before this one, and titles to go with them."""
    last = today.replace(day=1) - timedelta(days=1)
    first = (today.replace(day=1) - timedelta(days=365)).replace(day=1)
    titles = {f"title_{lang}": str(IN[lang]["default_title"].format(year=last.year)) for lang in ("zh", "en")}
    return {"first": first, "last": last, **titles}
