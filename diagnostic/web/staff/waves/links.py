"""The links: all of them at once as a file, or one anew for somebody who lost his; and the words to send them with.

A link stands in the one response that made it and nowhere else. Whoever has been made a link for, the page looks the
same whether he has answered or not.
"""

from __future__ import annotations

from flask import Flask, abort, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from diagnostic.core.wave.model import longest_minutes
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.clients.rosters import unit_names
from diagnostic.storage.waves.links import find_invited
from diagnostic.storage.waves.waves import count_invited, read_wave
from diagnostic.usecases.links.make_links import Link, make_links, renew_link
from diagnostic.usecases.links.pack_links import pack_links
from diagnostic.usecases.links.write_reminder import write_reminder
from diagnostic.web.staff.common.context import StaffContext
from diagnostic.web.staff.common.fields import LinksForm
from diagnostic.web.staff.common.page import page
from diagnostic.web.staff.common.pagination import searched
from diagnostic.web.staff.waves.scope import Place, find_place

SHOWN_PEOPLE = 20
SECONDS_A_HUNDRED = 3  # of making cards


class LinkPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments/<assessment_id>/links"
        app.add_url_rule(one, "links", self.links, methods=["GET", "POST"])
        app.add_url_rule(f"{one}/one", "link", self.link, methods=["POST"])

    def links(self, client_id: str, assessment_id: str) -> Response:
        place = self._place(client_id, assessment_id)
        if request.method == "GET":
            return self._page(place, LinksForm(cards=True))
        form = LinksForm(request.form)
        if place.open is None:
            return self._page(place, form, 409, Fault("links.not_open"))
        if place.open.links_made and not form.validate():
            moved = request.form.get("made") == "0"
            return self._page(
                place, form, 409 if moved else 422, Fault("links.made_meanwhile") if moved else None
            )
        made, entry = request.form.get("made", ""), self.office.entry("links_made", place.facts.title)
        try:
            links = make_links(
                self.office.installation,
                assessment_id,
                place.open.id,
                self._base(),
                int(made) if made.isascii() and made.isdigit() and len(made) < 9 else -1,
                entry,
            )
        except BadDataError as error:
            return self._page(self._place(client_id, assessment_id), form, 409, error.faults[0])
        packed = pack_links(links, place.facts.title, bool(form.cards.data))
        response = Response(packed, content_type="application/zip")
        response.headers["Content-Disposition"] = "attachment; filename=links.zip"
        return response

    def link(self, client_id: str, assessment_id: str) -> Response:
        """One person's link, anew: shown here and never again."""
        place = self._place(client_id, assessment_id)
        if place.open is None:
            return self._page(place, LinksForm(cards=True), 409, Fault("links.not_open"))
        invitation, entry = (
            request.form.get("invitation"),
            self.office.entry("link_renewed", place.facts.title),
        )
        if not invitation:
            return self._page(place, LinksForm(cards=True), 422)
        try:
            found = renew_link(self.office.installation, place.open.id, invitation, self._base(), entry)
        except BadDataError as error:
            return self._page(self._place(client_id, assessment_id), LinksForm(), 409, error.faults[0])
        link = found or abort(404)
        return page("link.html", place=place, link=link, code=_code(link), trail=place.trail("link_head"))

    def _page(
        self, place: Place, form: LinksForm, status: int = 200, refused: Fault | None = None
    ) -> Response:
        search = searched()
        wave = place.open
        with self.store.reading() as session:
            invited = count_invited(session, wave.id) if wave else 0
            found = find_invited(session, wave.id, search, SHOWN_PEOPLE + 1) if wave and search else []
            units = unit_names(session, place.client_id)
            length = longest_minutes(read_wave(session, wave.id)) if wave else 0
        texts = (
            [
                (occasion, write_reminder(occasion, place.facts.title, wave.closes_on, length))
                for occasion in ("invitation", "reminder")
            ]
            if wave
            else []
        )
        return page(
            "links.html",
            status,
            place=place,
            wave=wave,
            form=form,
            refused=refused,
            invited=invited,
            search=search,
            found=found[:SHOWN_PEOPLE],
            units=units,
            more=len(found) > SHOWN_PEOPLE,
            texts=texts,
            base=self._base(),
            seconds=2 + invited * SECONDS_A_HUNDRED // 100,
            trail=place.trail("s_links"),
        )

    def _place(self, client_id: str, assessment_id: str) -> Place:
        with self.store.reading() as session:
            return find_place(session, client_id, assessment_id)

    def _base(self) -> str:
        return self.office.public_url or request.host_url.rstrip("/")


def _code(link: Link) -> Markup:
    """The QR code as a drawing inside the page: the content policy knows no pictures from elsewhere."""
    from diagnostic.render.cards import code_of  # with it comes the renderer of the cards

    drawing = code_of(link.url).svg_inline(scale=6, border=4, svgclass="qr", lineclass=None)
    return Markup(drawing)  # noqa: S704 - made of black and white squares only
