"""The app of the staff: everything under `/staff/`, with sessions, accounts and forms.

It shares neither code nor cookie nor error page with the rep's app; what both have is the store. Access is decided
here once, before any view, by the table in `web.access`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from flask import Flask, Response, abort, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.storage.installation import Installation
from diagnostic.web.access import ACCESS, visitor
from diagnostic.web.headers import ALWAYS
from diagnostic.web.moment import Now
from diagnostic.web.quiet import QuietFlask
from diagnostic.web.staff.account_pages import AccountPages
from diagnostic.web.staff.assessment_pages import AssessmentPages
from diagnostic.web.staff.assets import ASSETS
from diagnostic.web.staff.client_pages import ClientPages
from diagnostic.web.staff.errors import add_error_pages
from diagnostic.web.staff.job_pages import JobPages
from diagnostic.web.staff.limit import SignInLimit
from diagnostic.web.staff.link_pages import LinkPages
from diagnostic.web.staff.office import Office
from diagnostic.web.staff.participation_pages import ParticipationPages
from diagnostic.web.staff.people import add_people, settings_of, signed_in
from diagnostic.web.staff.publish_pages import PublishPages
from diagnostic.web.staff.render import add_rendering
from diagnostic.web.staff.roster_pages import RosterPages
from diagnostic.web.staff.shown_pages import ShownPages
from diagnostic.web.staff.sign_in import SignInPages

ADDRESSES = ("/staff",)
"""What begins with one of these is for this app; everything else is the rep's."""


class StaffFlask(QuietFlask):
    """A template that names something unknown is a fault, not an empty place."""

    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012


def staff_face(
    installation: Installation,
    *,
    today: Callable[[], date],
    now: Now,
    clock: Callable[[], float],
    public_url: str = "",
) -> Flask:
    """The app. `clock` (seconds) only counts tries of passwords."""
    app = StaffFlask("diagnostic.web.staff", static_folder=None)
    app.config.update(settings_of(installation))
    add_rendering(app)
    add_people(app, installation)
    app.before_request(guard)
    CSRFProtect(app)  # asked after the guard: who may not see a page learns nothing of its forms
    app.after_request(dress)
    office = Office(installation, SignInLimit(clock), today, now, public_url)
    app.add_url_rule("/staff/static/<name>", "asset", asset)
    for pages in (
        *(SignInPages, ClientPages, AssessmentPages, RosterPages, JobPages, AccountPages),
        *(ShownPages, PublishPages, LinkPages, ParticipationPages),
    ):
        pages(office).add_to(app)
    add_error_pages(app)
    return app


def guard() -> AnyResponse | None:
    """Whether this visitor may see this page. A page without a row is seen by nobody."""
    if request.endpoint is None:
        return None  # there is no such page, and the error says so
    row = ACCESS.get(request.endpoint)
    if row is None:
        abort(404)
    request.max_content_length = row.largest
    client = (request.view_args or {}).get("client_id")
    who = visitor(signed_in(), client)
    if who in row.who:
        return None
    return _to_sign_in() if who == "stranger" else abort(404)


def _to_sign_in() -> AnyResponse:
    """After signing in he comes back; what was sent in a form is not kept, and the page says so."""
    lost = "&lost=1" if request.method == "POST" else ""
    back = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return redirect(f"{url_for('sign_in')}?next={quote(back)}{lost}")


def dress(response: Response) -> Response:
    """Headers of every response. Pages are not packed: a packed page with a secret and a foreign word in it leaks
    the secret by its length (BREACH), and these pages hold the token of their forms."""
    for name, value in ALWAYS:
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def asset(name: str) -> Response:
    return ASSETS[name].respond() if name in ASSETS else abort(404)
