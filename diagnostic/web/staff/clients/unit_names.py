"""Names of units in both languages: a list with two fields a line, page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.storage.clients.clients import ClientFacts, find_client
from diagnostic.storage.clients.unit_names import UnitLine, find_units, name_units, units_by_id
from diagnostic.web.staff.clients.views import client_trail
from diagnostic.web.staff.common.context import StaffContext
from diagnostic.web.staff.common.fields import NAME, tidy
from diagnostic.web.staff.common.page import page, tell, words
from diagnostic.web.staff.common.pagination import first_of, page_number, searched

SHOWN = 40
Names = tuple[str, str]  # in Chinese and in English


class UnitNamePages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        address = "/clients/<client_id>/units"
        app.add_url_rule(address, "unit_names", self.unit_names, methods=["GET", "POST"])

    def unit_names(self, client_id: str) -> Response:
        return self._show(client_id) if request.method == "GET" else self._keep(client_id)

    def _show(self, client_id: str) -> Response:
        search = searched()
        with self.store.reading() as session:
            client = find_client(session, client_id) or abort(404)
            found = find_units(session, client_id, search, first_of(SHOWN), SHOWN + 1)
        lines = found[:SHOWN]
        return _page(
            client_id, client, lines, {line.id: (line.zh, line.en) for line in lines}, more=len(found) > SHOWN
        )

    def _keep(self, client_id: str) -> Response:
        """Both names of every unit of the page, unless one of them is wrong or somebody else was faster."""
        ids = request.form.getlist("unit")[:SHOWN]
        with self.store.writing() as session:
            client = find_client(session, client_id) or abort(404)
            lines = units_by_id(session, client_id, ids)
            typed = {line.id: _typed(line.id) for line in lines}
            wrong = {id: fault for id, name in typed.items() if (fault := _fault(name))}
            moved = request.form.get("seen") != mark(lines)
            changed = {line.id: typed[line.id] for line in lines if typed[line.id] != (line.zh, line.en)}
            if not wrong and not moved and changed:
                name_units(session, client_id, changed)
                add_entry(session, self.office.entry("unit_names_changed", client.name))
        if wrong or moved:
            return _page(client_id, client, lines, typed, wrong, moved, more="more" in request.form)
        tell("done_units", n=len(changed))
        return redirect(url_for("unit_names", client_id=client_id, search=searched(), page=page_number()))


def mark(lines: Sequence[UnitLine]) -> str:
    """Tells whether the names are still those that were shown."""
    return hashlib.sha256(repr(sorted((line.id, line.zh, line.en) for line in lines)).encode()).hexdigest()[
        :16
    ]


def _typed(id: str) -> Names:
    return tidy(request.form.get(f"zh_{id}", "")) or "", tidy(request.form.get(f"en_{id}", "")) or ""


def _fault(names: Names) -> str:
    if not any(names):
        return "needed_one"
    return "too_long" if max(map(len, names)) > NAME else ""


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
        "unit_names.html",
        409 if moved else 422 if wrong else 200,
        client_id=client_id,
        lines=lines,
        names=names,
        wrong=wrong or {},
        moved=moved,
        more=more,
        at=page_number(),
        search=searched(),
        seen=mark(lines),
        most=NAME,
        trail=(*client_trail(client_id, client), (words()["unit_names"], "")),
    )
