"""Wires the web over one installation: an app for reps, and behind their addresses apps of their own for staff and for
readers of a shared report.

They share the store and nothing else. What a rep asks never passes through sessions, accounts or cookies, since
there is no code of the kind in the app that answers him. `gunicorn "diagnostic.app:wsgi()"` serves all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from flask import Flask

from diagnostic.settings import load_settings
from diagnostic.storage.accounts.accounts import Role, normal_email
from diagnostic.storage.installation import Installation, open_installation
from diagnostic.usecases.answers.find_sitting import WaveShelf
from diagnostic.web.clock import Now, utc_now
from diagnostic.web.headers import add_headers
from diagnostic.web.quiet_flask import QuietFlask
from diagnostic.web.rate_limit import FailureLimit
from diagnostic.web.respondent.error_pages import add_kind_pages
from diagnostic.web.respondent.screens import Views
from diagnostic.web.respondent.support_lines import SUPPORT, Support
from diagnostic.web.respondent.views import Desk, respondent_pages
from diagnostic.web.shared_report.views import ADDRESSES as READING
from diagnostic.web.shared_report.views import executive_face
from diagnostic.web.staff.app import ADDRESSES, staff_face
from diagnostic.web.staff.auth.session import new_account, new_password

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_FORM = 64 * 1024


def create_app(
    installation: Installation,
    *,
    today: Callable[[], date] = date.today,
    clock: Callable[[], float] = time.monotonic,
    now: Now = utc_now,
    support: Support = SUPPORT,
    public_url: str = "",
) -> Flask:
    """The reps' app, with those of staff and of readers behind their addresses. `today` says whether a wave is over,
    `clock` (seconds) only counts failures a minute, `now` (UTC) goes into the log of staff, `public_url` is what reps'
    links begin with (empty: the address staff use)."""
    app = QuietFlask("diagnostic", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    views = Views(support)
    desk = Desk(installation, WaveShelf({}), views, FailureLimit(clock), today)
    app.register_blueprint(respondent_pages(desk))
    add_kind_pages(app)
    add_headers(app)
    staff = staff_face(
        installation, today=today, now=now, clock=clock, support=support, public_url=public_url
    )
    readers = executive_face(installation, today=today, clock=clock)
    app.extensions.update(staff=staff, readers=readers)
    behind = {**dict.fromkeys(ADDRESSES, staff.wsgi_app), **dict.fromkeys(READING, readers.wsgi_app)}
    app.wsgi_app = Faces(app.wsgi_app, behind)  # type: ignore[method-assign]
    return app


class Faces:
    """Which app answers, told by the first part of the address; the address itself stays as it is."""

    def __init__(self, reps: WSGIApplication, others: Mapping[str, WSGIApplication]) -> None:
        self._reps, self._others = reps, others

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        app = next(
            (app for at, app in self._others.items() if path == at or path.startswith(f"{at}/")), self._reps
        )
        return app(environ, start_response)


def add_account(
    installation: Installation,
    email: str,
    role: Role,
    clients: frozenset[str] = frozenset(),
    now: Now = utc_now,
) -> str | None:
    """A new account made from the command line; gives its password. None: the address is taken."""
    with _hashing(installation, now).app_context():
        return new_account(installation, normal_email(email), role, "./run", now, clients)


def renew_password(installation: Installation, email: str, now: Now = utc_now) -> str | None:
    """Another password for an account, whose sessions all end. None: there is no such account."""
    with _hashing(installation, now).app_context():
        return new_password(installation, normal_email(email), "./run", now)


def _hashing(installation: Installation, now: Now) -> Flask:
    """The app of staff, which knows how passwords are hashed."""
    return staff_face(installation, today=date.today, now=now, clock=time.monotonic)


def wsgi() -> Flask:
    """What a server starts: settings and installation of this machine."""
    settings = load_settings()
    return create_app(open_installation(settings), public_url=settings.public_url)
