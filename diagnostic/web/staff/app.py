"""The app of the staff, behind `/staff`, with sessions, accounts and forms; its routes do not name that prefix.

It shares neither cookie nor error page with the rep's app, and of its code only what draws a rep's pages, so that a
preview shows the very same; what both have is the store. Access is decided
here once, before any view, by the table in `web.access`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, Request, Response, abort, g, redirect, request, url_for
from flask_wtf.csrf import CSRFProtect
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.storage.installation import Installation
from diagnostic.storage.results.reports import find_report
from diagnostic.web.access import ACCESS, visitor
from diagnostic.web.clock import Now
from diagnostic.web.headers import ALWAYS, POLICY
from diagnostic.web.respondent.support_lines import SUPPORT, Support
from diagnostic.web.staff.accounts import own_account, sign_in
from diagnostic.web.staff.accounts import views as accounts
from diagnostic.web.staff.accounts.resume import pack_unsent
from diagnostic.web.staff.auth.session import add_sessions, settings_of, signed_in
from diagnostic.web.staff.auth.sign_in_limit import SignInLimit
from diagnostic.web.staff.clients import assessments, unit_names
from diagnostic.web.staff.clients import views as clients
from diagnostic.web.staff.common.context import StaffContext, context
from diagnostic.web.staff.common.errors import add_error_pages
from diagnostic.web.staff.common.formatting import add_localized
from diagnostic.web.staff.common.page import FILES, add_rendering, current_address
from diagnostic.web.staff.diagnosis import doubts
from diagnostic.web.staff.diagnosis import views as diagnosis
from diagnostic.web.staff.imports import figure_columns, figures, roster
from diagnostic.web.staff.jobs import views as jobs
from diagnostic.web.staff.plan import additions, versions
from diagnostic.web.staff.plan import views as plan
from diagnostic.web.staff.reports import reading
from diagnostic.web.staff.reports import views as reports
from diagnostic.web.staff.surveys import preview
from diagnostic.web.staff.surveys import views as surveys
from diagnostic.web.staff.waves import close, coverage, links, participation, publish

STAFF_TEMPLATES = Path(__file__).parent / "templates"
WEB_TEMPLATES = Path(__file__).parents[1] / "templates"
"""What pages of staff and shared reports have in common."""

VIEWS: tuple[ModuleType, ...] = (
    *(sign_in, own_account, accounts, clients, assessments, unit_names),
    *(roster, figures, figure_columns, surveys, preview),
    *(coverage, publish, links, participation, close),
    *(doubts, diagnosis, plan, additions, versions),
    *(jobs, reports, reading),
)
"""The modules of views; each puts its pages on the blueprint of its package."""
BLUEPRINTS: tuple[Blueprint, ...] = tuple(dict.fromkeys(module.bp for module in VIEWS))


class StaffRequest(Request):
    """HEAD is GET without its body: views tell reading from sending by the method, and no token is asked of HEAD."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if self.method == "HEAD":
            self.method = "GET"


class StaffFlask(Flask):
    """A template that names something unknown is an error, not a blank; a failure has a number by which its
    traceback is found in the log."""

    request_class = StaffRequest
    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012

    def log_exception(self, exc_info: Any) -> None:
        g.request_id = secrets.token_hex(4)
        rule = request.url_rule.rule if request.url_rule is not None else "no route"
        self.logger.error("request %s: %s %s", g.request_id, request.method, rule, exc_info=exc_info)


def create_staff_app(
    installation: Installation,
    *,
    today: Callable[[], date],
    now: Now,
    clock: Callable[[], float],
    support: Support = SUPPORT,
    public_url: str = "",
) -> Flask:
    """The app. `clock` (seconds) only counts tries of passwords."""
    app = StaffFlask("diagnostic.web.staff", static_folder=None)
    app.jinja_loader = FileSystemLoader((STAFF_TEMPLATES, WEB_TEMPLATES))
    app.config.update(settings_of(installation))
    add_rendering(app)
    add_localized(app)
    add_sessions(app)
    app.before_request(guard)
    csrf = CSRFProtect(
        app
    )  # checked after the guard: visitors who may not see a page learn nothing about its forms
    app.after_request(dress)
    limit = SignInLimit(clock)
    app.extensions["diagnostic"] = StaffContext(installation, limit, today, now, support, public_url)
    app.add_url_rule("/static/<name>", "asset", asset)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    csrf.exempt(preview.screen)  # the rep's own form, which stores nothing here
    add_error_pages(app)
    return app


def guard() -> AnyResponse | None:
    """Whether this visitor may see this page. A page without a row is closed to everybody."""
    if request.endpoint is None:
        return None  # there is no such page, and the error says so
    row = ACCESS.get(request.endpoint)
    if row is None:
        abort(404)
    request.max_content_length = row.largest
    who = visitor(signed_in(), _client_of(context().installation, request.view_args or {}))
    if who in row.who:
        return None
    return to_sign_in() if who == "stranger" else abort(404)


def _client_of(installation: Installation, given: Mapping[str, str]) -> str | None:
    """The client of this page: its own, or that of the report it is about. A report that does not exist has none."""
    if "client_id" in given or "report_id" not in given:
        return given.get("client_id")
    with installation.store.reading() as session:
        report = find_report(session, given["report_id"])
    return "" if report is None else report.client_id


def to_sign_in() -> AnyResponse:
    """After signing in the visitor comes back. What they were sending is carried along (`unsent`); where it can't be,
    the page says so."""
    back = current_address()
    if packed := pack_unsent():
        return sign_in.ask_to_sign_in(back, packed)
    lost = "&lost=1" if request.method == "POST" else ""
    return redirect(f"{url_for('accounts.sign_in')}?next={quote(back)}{lost}")


def dress(response: Response) -> Response:
    """Headers of every response. Pages are not packed: a packed page with a secret and a foreign word in it leaks
    the secret by its length (BREACH), and these pages hold the token of their forms."""
    policy = response.headers.get(POLICY)  # the preview has one of its own
    for name, value in ALWAYS:
        response.headers[name] = value
    if policy is not None:
        response.headers[POLICY] = policy
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def asset(name: str) -> Response:
    return FILES.respond(name) or abort(404)
