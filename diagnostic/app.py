"""Puts the web together over one installation: a public app for respondents and for readers of a shared
report, and behind `/staff` an app for staff.

They share the store and nothing else. What a respondent asks for never passes through sessions, accounts or cookies,
since there is no code of the kind in the app that answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from flask import Flask
from flask.helpers import get_debug_flag
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.routing import Rule

from diagnostic.faults import BadDataError, Fault, NotFoundError
from diagnostic.settings import Settings, load_settings
from diagnostic.shipped import PROGRAM
from diagnostic.storage.accounts.accounts import Role, normal_email
from diagnostic.storage.clients.clients import real_clients
from diagnostic.storage.installation import Installation, open_ready_installation
from diagnostic.usecases.accounts.add_account import add_account as _add_account
from diagnostic.usecases.accounts.renew_password import renew_password as _renew_password
from diagnostic.usecases.answers.find_sitting import WaveShelf
from diagnostic.web.clock import Now, utc_now
from diagnostic.web.public import create_public_app
from diagnostic.web.public_context import PublicContext
from diagnostic.web.rate_limit import FailureLimit
from diagnostic.web.respondent.screens import Views
from diagnostic.web.respondent.support_lines import SUPPORT, Support
from diagnostic.web.staff.app import create_staff_app
from diagnostic.web.staff.auth.session import hash_of

STAFF = "/staff"
COMMAND_LINE = PROGRAM  # whose entries in the log are not those of an account


def create_app(settings: Settings | None = None) -> Flask:
    """The app over the installation the settings name (without any: those of this machine).

    Raises BadDataError where the database has another shape, and in debug mode where it holds a real client.
    """
    settings = settings or load_settings()
    installation = open_ready_installation(settings)
    if get_debug_flag():
        check_simulated(installation)
    return build_app(installation, public_url=settings.public_url)


def build_app(
    installation: Installation,
    *,
    today: Callable[[], date] = date.today,
    clock: Callable[[], float] = time.monotonic,
    now: Now = utc_now,
    support: Support = SUPPORT,
    public_url: str = "",
) -> Flask:
    """The public app, with that of staff behind its address. `today` says whether a wave is over, `clock` (seconds)
    only counts failures a minute, `now` (UTC) goes into the log of staff, `public_url` is what the links of
    respondents begin with (empty: the address staff use)."""
    app = create_public_app(public_context(installation, today, clock, support))
    staff = create_staff_app(
        installation, today=today, now=now, clock=clock, support=support, public_url=public_url
    )
    app.extensions["staff"] = staff
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {STAFF: staff})  # type: ignore[method-assign]
    list_routes(app, STAFF, staff)
    return app


def public_context(
    installation: Installation, today: Callable[[], date], clock: Callable[[], float], support: Support
) -> PublicContext:
    """A process that has read no wave, drawn no page and counted no failure yet."""
    return PublicContext(
        installation, today, WaveShelf({}), Views(support), FailureLimit(clock), FailureLimit(clock)
    )


def list_routes(app: Flask, prefix: str, mounted: Flask) -> None:
    """Let `flask routes` list the pages of the mounted app too; `app` knows their addresses and never answers them."""
    for rule in mounted.url_map.iter_rules():
        app.url_map.add(
            Rule(prefix + rule.rule, endpoint=rule.endpoint, methods=rule.methods, build_only=True)
        )


def check_simulated(installation: Installation) -> None:
    """A debugger shows whatever the program holds, so it never runs over real people. Raises BadDataError."""
    with installation.store.reading() as session:
        real = real_clients(session)
    if real:
        raise BadDataError([Fault("debug.real_data", values={"count": real})])


def add_account(
    installation: Installation,
    email: str,
    role: Role,
    clients: frozenset[str] = frozenset(),
    now: Now = utc_now,
) -> str | None:
    """A new account made from the command line; gives its password. None: the address is taken."""
    with _hashing(installation, now).app_context():
        return _add_account(
            installation, normal_email(email), role, hash_of, clients, by=COMMAND_LINE, at=now()
        )


def renew_password(installation: Installation, email: str, now: Now = utc_now) -> str | None:
    """Another password for an account, whose sessions all end. None: there is no such account."""
    with _hashing(installation, now).app_context(), suppress(NotFoundError):
        return _renew_password(installation, normal_email(email), hash_of, by=COMMAND_LINE, at=now())
    return None


def _hashing(installation: Installation, now: Now) -> Flask:
    """The app of staff, which knows how passwords are hashed."""
    return create_staff_app(installation, today=date.today, now=now, clock=time.monotonic)
