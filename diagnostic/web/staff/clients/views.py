"""Clients: the list, one client, and adding, changing and deleting one."""

from __future__ import annotations

from contextlib import suppress

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.figures.analysis.headcount import unit_tree
from diagnostic.faults import StaleError
from diagnostic.i18n import N_
from diagnostic.storage.clients.assessment_status import statuses_of
from diagnostic.storage.clients.clients import (
    ClientFacts,
    assessments_of,
    find_client,
    holdings_of,
    list_clients,
)
from diagnostic.storage.clients.rosters import count_people, headcounts, unit_names
from diagnostic.usecases.clients.add_client import add_client
from diagnostic.usecases.clients.change_client import change_client
from diagnostic.usecases.clients.marks import mark_facts
from diagnostic.usecases.clients.remove_client import remove_client
from diagnostic.web.staff.clients.blueprint import bp
from diagnostic.web.staff.clients.forms import ClientForm, client_differences, client_form
from diagnostic.web.staff.clients.status import newest_of, state_lines
from diagnostic.web.staff.common.context import account_here, context, signed
from diagnostic.web.staff.common.fields import SureForm
from diagnostic.web.staff.common.page import Trail, _, flash_message, language, months, page
from diagnostic.web.staff.common.pagination import first_of, page_number, searched

SHOWN = 25
SHOWN_UNITS = 30  # with more of them, what lies below the second level is folded


@bp.get("/")
def home() -> AnyResponse:
    return redirect(url_for("reports.reports" if account_here().role == "executive" else "clients.clients"))


@bp.get("/clients")
def clients() -> Response:
    search, account = searched(), account_here()
    among = None if account.role == "administrator" else account.clients
    with context().installation.store.reading() as session:
        found = list_clients(session, among, search, first_of(SHOWN), SHOWN + 1)
        newest = newest_of(statuses_of(session, [line.id for line in found]))
    return page(
        "clients/clients.html",
        clients=found[:SHOWN],
        newest=newest,
        search=search,
        at=page_number(),
        more=len(found) > SHOWN,
    )


@bp.get("/clients/<client_id>")
def client(client_id: str) -> Response:
    with context().installation.store.reading() as session:
        facts = find_client(session, client_id) or abort(404)
        counts = headcounts(session, client_id, context().today())
        people = count_people(session, client_id)
        names = unit_names(session, client_id)
        assessments = assessments_of(session, client_id)
        states = state_lines(statuses_of(session, [client_id]))
    return page(
        "clients/client.html",
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


@bp.route("/clients/new", methods=["GET", "POST"])
def new_client() -> AnyResponse:
    form, account = client_form(None), account_here()
    if request.method == "POST" and form.validate():
        owner = account.id if account.role == "consultant" else None
        client_id = add_client(context().installation, form.facts, owner, **signed())
        flash_message(N_("The client is created. Next: bring in its roster."))
        return redirect(url_for("clients.client", client_id=client_id))
    trail = (*clients_trail(), (_("New client"), ""))
    return _form_page(form, trail, N_("New client"), url_for("clients.clients"))


@bp.route("/clients/<client_id>/edit", methods=["GET", "POST"])
def edit_client(client_id: str) -> AnyResponse:
    facts, moved = known_client(client_id), False
    form = client_form(facts)
    here = url_for("clients.client", client_id=client_id)
    if request.method == "POST" and form.validate():
        try:
            change_client(
                context().installation, client_id, form.facts, request.form.get("seen", ""), **signed()
            )
        except StaleError:
            facts, moved = known_client(client_id), True
        else:
            flash_message(N_("Saved."))
            return redirect(here)
    trail = (*client_trail(client_id, facts), (_("Edit the client"), ""))
    return _form_page(form, trail, N_("Edit the client"), here, facts, moved)


@bp.route("/clients/<client_id>/delete", methods=["GET", "POST"])
def delete_client(client_id: str) -> AnyResponse:
    """Not while answers of a wave wait: the use case then refuses, and the page says why."""
    form = SureForm(request.form)
    if request.method == "POST" and form.validate():
        with suppress(StaleError):
            name = remove_client(context().installation, client_id, **signed())
            flash_message(N_("“{name}” is deleted."), name=name[language()])
            return redirect(url_for("clients.clients"))
    with context().installation.store.reading() as session:
        facts = find_client(session, client_id) or abort(404)
        held = holdings_of(session, client_id)
    return page(
        "clients/delete_client.html",
        200 if request.method == "GET" else 409 if held.unsealed else 422,
        form=form,
        held=held,
        facts=facts,
        client_id=client_id,
        trail=(*client_trail(client_id, facts), (_("Delete the client"), "")),
    )


def known_client(client_id: str) -> ClientFacts:
    """What is written down about the client; 404 where there is none."""
    with context().installation.store.reading() as session:
        return find_client(session, client_id) or abort(404)


def clients_trail() -> Trail:
    return ((_("Clients"), url_for("clients.clients")),)


def client_trail(client_id: str, facts: ClientFacts) -> Trail:
    here = url_for("clients.client", client_id=client_id)
    return (*clients_trail(), (facts.name[language()], here))


def _form_page(
    form: ClientForm,
    trail: Trail,
    title: str,
    back: str,
    facts: ClientFacts | None = None,
    moved: bool = False,
) -> Response:
    return page(
        "clients/client_form.html",
        200 if request.method == "GET" else 409 if moved else 422,
        form=form,
        trail=trail,
        title=_(title),
        back=back,
        seen=mark_facts(facts) if facts else "",
        moved=moved,
        stored=client_differences(form, facts) if facts and moved else {},
    )
