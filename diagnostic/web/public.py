"""The public app: pages of respondents, and reports shared by a link. It knows no session, no account and no cookie."""

from __future__ import annotations

from flask import Flask, Response, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from diagnostic.web.headers import add_headers
from diagnostic.web.public_context import PublicContext
from diagnostic.web.quiet_flask import QuietFlask
from diagnostic.web.respondent import views as respondent
from diagnostic.web.respondent.error_pages import page_of
from diagnostic.web.shared_report import views as shared_report

LARGEST_FORM = 64 * 1024
REPORTS = "/reports"


class PublicFlask(QuietFlask):
    """A template that names something unknown is an error, not a blank."""

    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012


def create_public_app(context: PublicContext) -> Flask:
    app = PublicFlask("diagnostic", static_folder=None, template_folder="web/templates")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    app.extensions["diagnostic"] = context
    app.jinja_env.globals["_"] = shared_report.say_asked
    app.register_blueprint(respondent.bp)
    app.register_blueprint(shared_report.bp)
    app.register_error_handler(HTTPException, show_error)
    add_headers(app)
    return app


def show_error(error: HTTPException) -> Response:
    """Readers of reports and respondents have error pages of their own, also where no page lies at an address."""
    below_reports = request.path == REPORTS or request.path.startswith(f"{REPORTS}/")
    return shared_report.gone(error) if below_reports else page_of(error)
