"""Accounts as Flask-Security sees them: it hashes and checks passwords and keeps a session tied to an account.

Its own pages are not used: they bring inline styles, words in one language only, and routes nobody asked for.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, has_request_context, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import current_user
from flask_security import RoleMixin, Security, UserDatastore, UserMixin, hash_password
from flask_security.utils import verify_password

from diagnostic.storage.accounts.accounts import (
    AccountRow,
    Role,
    add_account,
    end_sessions,
    find_account,
    set_password,
)
from diagnostic.storage.accounts.audit_log import LogEntry, add_entry
from diagnostic.storage.installation import Installation
from diagnostic.web.clock import Now

HERE = ("localhost", "127.0.0.1", "[::1]")
A_WORKING_DAY = timedelta(hours=12)


class Person(UserMixin):
    """Whoever is signed in."""

    fs_uniquifier = ""

    def __init__(self, account: AccountRow) -> None:
        self.account = account
        self.active, self.password = account.active, account.password
        self.fs_uniquifier, self.email = account.fs_uniquifier, account.email


class RoleName(RoleMixin):
    """Roles are a column of the account and decide in `web.access`; Flask-Security needs a class all the same."""


class People(UserDatastore):
    """Flask-Security's way to the accounts, over the product's own short transactions."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(Person, RoleName)
        self._installation = installation

    def find_user(self, case_insensitive: bool = False, **given: Any) -> Person | None:  # noqa: ARG002
        with self._installation.store.reading() as session:
            found = find_account(session, **given)
        return None if found is None else Person(found)

    def put(self, model: Person) -> Person:
        """The one thing it may change: a hash made anew with today's settings, when its owner signs in."""
        with self._installation.store.writing() as session:
            set_password(session, model.account.id, model.password or "")
        return model


class StaffSessions(SecureCookieSessionInterface):
    """The cookie travels over HTTPS only, unless the page itself is served on this machine."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        return not (
            (has_request_context() and request.host.rpartition(":")[0] in HERE) or request.host in HERE
        )


def settings_of(installation: Installation) -> Mapping[str, object]:
    """What Flask-Security and the session need; the secrets are made at the first start."""
    return {
        "SECRET_KEY": installation.keys.sessions().hex(),
        "SECURITY_PASSWORD_SALT": installation.keys.passwords().hex(),
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SESSION_COOKIE_NAME": "staff",
        "SESSION_COOKIE_PATH": "/staff",  # so it never goes with a request to a rep's page
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": A_WORKING_DAY,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # pages send no referrer; the token is what counts
    }


def add_people(app: Flask, installation: Installation) -> None:
    """Sessions and passwords for `app`."""
    app.session_interface = StaffSessions()
    security = Security(app, People(installation), register_blueprint=False)
    security.login_manager._request_callback = (
        None  # accounts come by session only, never by a token in a header
    )


def signed_in() -> AccountRow | None:
    """The account of this request."""
    return current_user.account if isinstance(current_user._get_current_object(), Person) else None


def fits(account: AccountRow | None, password: str) -> bool:
    """Whether the password is the account's. Without an account it takes as long, so time tells nothing."""
    if account is None or not account.active:
        hash_password(password)
        return False
    return bool(verify_password(password, account.password))


def new_account(
    installation: Installation,
    email: str,
    role: Role,
    by: str,
    now: Now,
    clients: frozenset[str] = frozenset(),
) -> str | None:
    """Make an account with a random password, which is given back and kept nowhere. None: the address is taken.

    Must be called inside the staff app's context, where Flask-Security knows how to hash.
    """
    password = secrets.token_urlsafe(15)
    hashed = hash_password(password)
    with installation.store.writing() as session:
        if find_account(session, email=email) is not None:
            return None
        add_account(session, email, hashed, role, clients)
        add_entry(session, LogEntry(now(), by, "account_added", f"{email} ({role})"))
    return password


def new_password(installation: Installation, email: str, by: str, now: Now) -> str | None:
    """Another random password for an account, whose sessions all end. None: there is no such account."""
    password = secrets.token_urlsafe(15)
    hashed = hash_password(password)
    with installation.store.writing() as session:
        account = find_account(session, email=email)
        if account is None:
            return None
        set_password(session, account.id, hashed)
        end_sessions(session, account.id)
        add_entry(session, LogEntry(now(), by, "password_changed", email))
    return password
