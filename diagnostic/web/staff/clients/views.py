"""Clients: the list, one client, and its making, changing and deleting."""

from __future__ import annotations

import hashlib
from dataclasses import fields

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field

from diagnostic.core.figures.analysis.headcount import unit_tree
from diagnostic.storage.accounts.accounts import give_client
from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.storage.clients.assessment_status import standings_of
from diagnostic.storage.clients.clients import (
    AssessmentFacts,
    ClientFacts,
    add_client,
    assessments_of,
    change_client,
    find_client,
    holdings_of,
    list_clients,
    remove_client,
)
from diagnostic.storage.clients.rosters import count_people, headcounts, unit_names
from diagnostic.storage.waves.wave_list import waves_of_client
from diagnostic.web.staff.clients.status import newest_of, state_lines
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.fields import ClientForm, SureForm, choice
from diagnostic.web.staff.common.page import Trail, language, months, page, tell, words
from diagnostic.web.staff.common.pagination import first_of, page_number, searched

SHOWN = 25
SHOWN_UNITS = 30  # with more of them, what lies below the second level is folded


class ClientPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        both = ["GET", "POST"]
        app.add_url_rule("/", "home", self.home)
        app.add_url_rule("/clients", "clients", self.clients)
        app.add_url_rule("/clients/new", "new_client", self.new_client, methods=both)
        one = "/clients/<client_id>"
        app.add_url_rule(one, "client", self.client)
        app.add_url_rule(f"{one}/edit", "change_client", self.change_client, methods=both)
        app.add_url_rule(f"{one}/delete", "delete_client", self.delete_client, methods=both)

    def home(self) -> Response:
        return redirect(url_for("reports" if account_here().role == "executive" else "clients"))

    def clients(self) -> Response:
        search = searched()
        account = account_here()
        among = None if account.role == "administrator" else account.clients
        with self.store.reading() as session:
            found = list_clients(session, among, search, first_of(SHOWN), SHOWN + 1)
            newest = newest_of(standings_of(session, [line.id for line in found]))
        return page(
            "clients.html",
            clients=found[:SHOWN],
            newest=newest,
            search=search,
            at=page_number(),
            more=len(found) > SHOWN,
        )

    def client(self, client_id: str) -> Response:
        with self.store.reading() as session:
            facts = find_client(session, client_id) or abort(404)
            counts = headcounts(session, client_id, self.office.today())
            people = count_people(session, client_id)
            names = unit_names(session, client_id)
            assessments = assessments_of(session, client_id)
            states = state_lines(standings_of(session, [client_id]))
        return page(
            "client.html",
            trail=client_trail(client_id, facts),
            client_id=client_id,
            facts=facts,
            assessments=assessments,
            states=states,
            tree=unit_tree(counts),
            names=names,
            people=people,
            folded=len(counts) > SHOWN_UNITS,
            month=dict(months())[str(facts.fiscal_year_start)],
        )

    def new_client(self) -> Response:
        form = client_form(None)
        if request.method == "POST" and form.validate():
            account = account_here()
            with self.store.writing() as session:
                client_id = add_client(session, form.facts)
                if account.role == "consultant":
                    give_client(session, account.id, client_id)
                add_entry(session, self.office.entry("client_added", form.facts.name))
            tell("done_client_added")
            return redirect(url_for("client", client_id=client_id))
        trail = (*clients_trail(), (words()["new_client"], ""))
        return _form_page(form, trail, "new_client", url_for("clients"))

    def change_client(self, client_id: str) -> Response:
        with self.store.reading() as session:
            facts = find_client(session, client_id) or abort(404)
        form = client_form(facts)
        moved = False
        if request.method == "POST" and form.validate():
            with self.store.writing() as session:
                facts = find_client(session, client_id) or abort(404)
                moved = request.form.get("seen") != mark(facts)
                if not moved:
                    change_client(session, client_id, form.facts)
                    add_entry(session, self.office.entry("client_changed", form.facts.name))
            if not moved:
                tell("done_saved")
                return redirect(url_for("client", client_id=client_id))
        trail = (*client_trail(client_id, facts), (words()["change_client"], ""))
        back = url_for("client", client_id=client_id)
        return _form_page(form, trail, "change_client", back, facts, moved)

    def delete_client(self, client_id: str) -> Response:
        form = SureForm(request.form)
        with self.store.writing() as session:
            facts = find_client(session, client_id) or abort(404)
            held = holdings_of(session, client_id)
            agreed = request.method == "POST" and form.validate() and not held.unsealed
            waves = waves_of_client(session, client_id)
            if agreed:
                remove_client(session, client_id)
                add_entry(session, self.office.entry("client_deleted", facts.name))
        if agreed:
            self.office.installation.keys.destroy_all(
                waves
            )  # of sealings that were killed before they came to it
            tell("done_client_deleted", name=facts.name[language()])
            return redirect(url_for("clients"))
        status = 200 if request.method == "GET" else 409 if held.unsealed else 422
        return page(
            "delete_client.html",
            status,
            form=form,
            held=held,
            facts=facts,
            client_id=client_id,
            trail=(*client_trail(client_id, facts), (words()["delete_client"], "")),
        )


def client_form(facts: ClientFacts | None) -> ClientForm:
    """The form with the facts in it, and its choices in the reader's language. A zone or currency that came from
    elsewhere stays among the choices."""
    form = ClientForm(request.form, obj=facts)
    form.fiscal_year_start.choices = choice(months())
    if request.method == "GET" and facts is not None:
        form.fiscal_year_start.data = str(facts.fiscal_year_start)
        form.currency.data = facts.currency or ""
    for field, kept in (
        (form.time_zone, facts and facts.time_zone),
        (form.currency, facts and facts.currency),
    ):
        if kept and kept not in {option.value for option in field.choices}:
            field.choices = [*choice([(kept, kept)]), *field.choices]
    return form


def mark(facts: ClientFacts | AssessmentFacts) -> str:
    """Tells whether the facts are still those the form was filled from."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def differing(stored: ClientFacts | AssessmentFacts, typed: ClientFacts | AssessmentFacts) -> frozenset[str]:
    """The facts that were changed by somebody else, or here: all that have to be looked at in a conflict."""
    names = (each.name for each in fields(stored))
    return frozenset(name for name in names if getattr(stored, name) != getattr(typed, name))


def _stored(form: ClientForm, facts: ClientFacts) -> dict[str, str]:
    """What is stored now, as the form would show it, of the fields that say something else."""
    return {name: _shown(form[name], getattr(facts, name) or "") for name in differing(facts, form.facts)}


def _shown(field: Field, value: object) -> str:
    """A value by the name its choice has."""
    labels = {option.value: option.label for option in getattr(field, "choices", ())}
    return str(labels.get(str(value), value))


def clients_trail() -> Trail:
    return ((words()["clients"], url_for("clients")),)


def client_trail(client_id: str, facts: ClientFacts) -> Trail:
    return (*clients_trail(), (facts.name[language()], url_for("client", client_id=client_id)))


def _form_page(
    form: ClientForm,
    trail: Trail,
    title: str,
    back: str,
    facts: ClientFacts | None = None,
    moved: bool = False,
) -> Response:
    form.currency.choices[0].label = words()["currency_open"]
    status = 200 if request.method == "GET" else 409 if moved else 422
    return page(
        "client_form.html",
        status,
        form=form,
        trail=trail,
        title=words()[title],
        back=back,
        seen=mark(facts) if facts else "",
        moved=moved,
        stored=_stored(form, facts) if facts and moved else {},
    )
