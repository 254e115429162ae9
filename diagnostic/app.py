"""Wires the web: one Flask app over one installation. `gunicorn "diagnostic.app:wsgi()"` serves it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from flask import Flask

from diagnostic.config import load_settings
from diagnostic.storage.installation import Installation, open_installation
from diagnostic.usecases.find_sitting import WaveShelf
from diagnostic.web.headers import add_headers
from diagnostic.web.quiet import QuietFlask
from diagnostic.web.respondent.blueprint import Desk, respondent_pages
from diagnostic.web.respondent.kind_pages import add_kind_pages
from diagnostic.web.respondent.limit import FailureLimit
from diagnostic.web.respondent.support import SUPPORT, Support
from diagnostic.web.respondent.views import Views

LARGEST_FORM = 64 * 1024


def create_app(
    installation: Installation,
    *,
    today: Callable[[], date] = date.today,
    clock: Callable[[], float] = time.monotonic,
    support: Support = SUPPORT,
) -> Flask:
    """The app. `today` says whether a wave is over, `clock` (seconds) only counts failures a minute."""
    app = QuietFlask("diagnostic", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    views = Views(support)
    desk = Desk(installation, WaveShelf({}), views, FailureLimit(clock), today)
    app.register_blueprint(respondent_pages(desk))
    add_kind_pages(app)
    add_headers(app)
    return app


def wsgi() -> Flask:
    """What a server starts: settings and installation of this machine."""
    return create_app(open_installation(load_settings()))
