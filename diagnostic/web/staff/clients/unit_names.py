"""Names of units in both languages: a list with two fields a line, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.faults import StaleError
from diagnostic.i18n import N_
from diagnostic.storage.clients.clients import ClientFacts, find_client
from diagnostic.storage.clients.unit_names import UnitLine, find_units, units_by_id
from diagnostic.usecases.clients.marks import mark_units
from diagnostic.usecases.clients.name_units import name_units
from diagnostic.web.staff.clients.blueprint import bp
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.fields import NAME, tidy
from diagnostic.web.staff.common.page import _, flash_message, page
from diagnostic.web.staff.common.pagination import first_of, page_number, searched

SHOWN = 40
Names = tuple[str, str]  # in Chinese and in English


@bp.route("/clients/<client_id>/units", methods=["GET", "POST"])
def unit_names(client_id: str) -> AnyResponse:
    return _show(client_id) if request.method == "GET" else _keep(client_id)


def _show(client_id: str) -> Response:
    with context().installation.store.reading() as session:
        client = find_client(session, client_id) or abort(404)
        found = find_units(session, client_id, searched(), first_of(SHOWN), SHOWN + 1)
    lines = found[:SHOWN]
    stored = {line.id: (line.zh, line.en) for line in lines}
    return _page(client_id, client, lines, stored, more=len(found) > SHOWN)


def _keep(client_id: str) -> AnyResponse:
    """Both names of every unit of the page, unless one of them is wrong or somebody else was faster."""
    client, lines = _sent_units(client_id)
    typed = {line.id: _typed(line.id) for line in lines}
    wrong = {id: fault for id, name in typed.items() if (fault := _fault(name))}
    seen = request.form.get("seen", "")
    if not wrong:
        with suppress(StaleError):
            changed = name_units(context().installation, client_id, typed, seen, **signed())
            flash_message(N_("Names saved; units changed: {n}."), n=changed)
            return redirect(
                url_for("clients.unit_names", client_id=client_id, search=searched(), page=page_number())
            )
        client, lines = _sent_units(client_id)
    return _page(client_id, client, lines, typed, wrong, seen != mark_units(lines), "more" in request.form)


def _sent_units(client_id: str) -> tuple[ClientFacts, Sequence[UnitLine]]:
    """The client, and its units that the form names."""
    ids = request.form.getlist("unit")[:SHOWN]
    with context().installation.store.reading() as session:
        client = find_client(session, client_id) or abort(404)
        return client, units_by_id(session, client_id, ids)


def _typed(id: str) -> Names:
    return tidy(request.form.get(f"zh_{id}", "")) or "", tidy(request.form.get(f"en_{id}", "")) or ""


def _fault(names: Names) -> str:
    if not any(names):
        return N_("Please give it in one language at least.")
    return N_("That is too long; {most} characters at most.") if max(map(len, names)) > NAME else ""


def _page(
    client_id: str,
    client: ClientFacts,
    lines: Sequence[UnitLine],
    names: Mapping[str, Names],
    wrong: Mapping[str, str] | None = None,
    moved: bool = False,
    more: bool = False,
) -> Response:
    return page(
        "clients/unit_names.html",
        409 if moved else 422 if wrong else 200,
        client_id=client_id,
        lines=lines,
        names=names,
        wrong=wrong or {},
        moved=moved,
        more=more,
        at=page_number(),
        search=searched(),
        seen=mark_units(lines),
        most=NAME,
        trail=(*client_trail(client_id, client), (_("Names of units"), "")),
    )
