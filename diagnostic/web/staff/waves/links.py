"""The links: all of them at once as a file, or a new one for somebody who lost theirs; and the words to send them with.

A link stands in the one response that made it and nowhere else. The page looks the same whether the person it was made
for has answered or not.
"""

from __future__ import annotations

from datetime import date

from flask import Response, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.wave.model import longest_minutes
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import N_
from diagnostic.storage.clients.rosters import unit_names
from diagnostic.storage.waves.links import Link, find_invited
from diagnostic.storage.waves.waves import count_invited, read_wave
from diagnostic.text import Text
from diagnostic.usecases.links.make_links import make_links
from diagnostic.usecases.links.pack_links import pack_links
from diagnostic.usecases.links.renew_link import renew_link
from diagnostic.usecases.links.write_reminder import Occasion, write_reminder
from diagnostic.web.staff.common.context import context, public_address, signed
from diagnostic.web.staff.common.fields import LinksForm
from diagnostic.web.staff.common.page import page
from diagnostic.web.staff.common.pagination import searched
from diagnostic.web.staff.waves.blueprint import bp
from diagnostic.web.staff.waves.scope import WaveScope, read_scope

SHOWN_PEOPLE = 20
SECONDS_A_HUNDRED = 3  # of making cards


@bp.route("/links", methods=["GET", "POST"])
def links(client_id: str, assessment_id: str) -> AnyResponse:
    scope = read_scope(client_id, assessment_id)
    if request.method == "GET":
        return _page(scope, LinksForm(cards=True))
    form = LinksForm(request.form)
    if scope.open is None:
        return _page(scope, form, 409, Fault("links.not_open"))
    if scope.open.links_made and not form.validate():
        moved = request.form.get("made") == "0"
        refused = Fault("links.made_meanwhile") if moved else None
        return _page(scope, form, 409 if moved else 422, refused)
    made = request.form.get("made", "")
    times = int(made) if made.isascii() and made.isdigit() and len(made) < 9 else -1
    try:
        all_links = make_links(
            context().installation, assessment_id, scope.open.id, public_address(), times, **signed()
        )
    except BadDataError as error:
        return _page(read_scope(client_id, assessment_id), form, 409, error.faults[0])
    packed = pack_links(all_links, scope.facts.title, bool(form.cards.data))
    response = Response(packed, content_type="application/zip")
    response.headers["Content-Disposition"] = "attachment; filename=links.zip"
    return response


@bp.post("/links/one")
def link(client_id: str, assessment_id: str) -> Response:
    """A new link for one person: shown here and never again."""
    scope = read_scope(client_id, assessment_id)
    if scope.open is None:
        return _page(scope, LinksForm(cards=True), 409, Fault("links.not_open"))
    invitation = request.form.get("invitation")
    if not invitation:
        return _page(scope, LinksForm(cards=True), 422)
    try:
        made = renew_link(context().installation, scope.open.id, invitation, public_address(), **signed())
    except BadDataError as error:
        return _page(read_scope(client_id, assessment_id), LinksForm(), 409, error.faults[0])
    return page(
        "waves/link.html",
        scope=scope,
        link=made,
        code=_code(made),
        trail=scope.trail(N_("A new link for one person")),
    )


def _page(scope: WaveScope, form: LinksForm, status: int = 200, refused: Fault | None = None) -> Response:
    search, wave = searched(), scope.open
    with context().installation.store.reading() as session:
        invited = count_invited(session, wave.id) if wave else 0
        found = find_invited(session, wave.id, search, SHOWN_PEOPLE + 1) if wave and search else []
        units = unit_names(session, scope.client_id)
        length = longest_minutes(read_wave(session, wave.id)) if wave else 0
    return page(
        "waves/links.html",
        status,
        scope=scope,
        wave=wave,
        form=form,
        refused=refused,
        invited=invited,
        search=search,
        found=found[:SHOWN_PEOPLE],
        units=units,
        more=len(found) > SHOWN_PEOPLE,
        texts=_texts(scope.facts.title, wave.closes_on, length) if wave else [],
        base=public_address(),
        seconds=2 + invited * SECONDS_A_HUNDRED // 100,
        trail=scope.trail(N_("Links")),
    )


def _texts(title: Text, closes_on: date, minutes: int) -> list[tuple[Occasion, Text]]:
    """The words to send links with."""
    occasions: tuple[Occasion, ...] = ("invitation", "reminder")
    return [(each, write_reminder(each, title, closes_on, minutes)) for each in occasions]


def _code(link: Link) -> Markup:
    """The QR code as a drawing inside the page: the content security policy allows no pictures from elsewhere."""
    from diagnostic.render.cards import code_of  # with it comes the renderer of the cards

    drawing = code_of(link.url).svg_inline(scale=6, border=4, svgclass="qr", lineclass=None)
    return Markup(drawing)  # noqa: S704 - made of black and white squares only
