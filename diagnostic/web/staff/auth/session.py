"""Accounts as Flask-Security sees them: it hashes and checks passwords and keeps a session tied to an account.

Its own pages are not used: they bring inline styles, words in one language only, and routes we do not need.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, has_request_context, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import current_user
from flask_security import RoleMixin, Security, UserDatastore, UserMixin, hash_password
from flask_security.utils import login_user, logout_user, verify_password

from diagnostic.storage.accounts.accounts import AccountRow, find_account
from diagnostic.storage.installation import Installation
from diagnostic.web.staff.auth.hashing import TURNS

HERE = ("localhost", "127.0.0.1", "[::1]")
A_WORKING_DAY = timedelta(hours=12)
SESSION_ID = "sid"


class AccountUser(UserMixin):
    """An account that is signed in."""

    fs_uniquifier = ""

    def __init__(self, account: AccountRow) -> None:
        self.account = account
        self.active, self.password = account.active, account.password
        self.fs_uniquifier, self.email = account.fs_uniquifier, account.email


class RoleName(RoleMixin):
    """Roles are a column of the account and decide in `web.access`; Flask-Security needs a class all the same."""


class AccountStore(UserDatastore):
    """Flask-Security's way to the accounts. It only reads: what changes an account is a use case."""

    def __init__(self) -> None:
        super().__init__(AccountUser, RoleName)

    def find_user(self, case_insensitive: bool = False, **given: Any) -> AccountUser | None:  # noqa: ARG002
        with current_app.extensions["diagnostic"].installation.store.reading() as reading:
            found = find_account(reading, unless_ended=session_id(), **given)
        return None if found is None else AccountUser(found)


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


def add_sessions(app: Flask) -> None:
    """Sessions and passwords for `app`."""
    app.session_interface = StaffSessions()
    security = Security(app, AccountStore(), register_blueprint=False)
    security.login_manager._request_callback = (
        None  # accounts come by session only, never by a token in a header
    )
    app.before_request(_drop_ended_session)


def signed_in() -> AccountRow | None:
    """The account of this request."""
    return current_user.account if isinstance(current_user._get_current_object(), AccountUser) else None


def begin_session(account: AccountRow) -> None:
    """A new session for the account; of the one before it keeps the language and nothing else."""
    _clear_session()
    session.permanent = True
    session[SESSION_ID] = secrets.token_hex(16)
    login_user(AccountUser(account), remember=False)


def session_id() -> str | None:
    """What this session is called in the store, which knows the ones that have ended."""
    return session.get(SESSION_ID) if has_request_context() else None


def end_session() -> None:
    """Sign out; the language stays."""
    logout_user()
    _clear_session()


def _drop_ended_session() -> None:
    """Empty a session whose account does not know it any more. Each response signs the cookie again for as long as a
    session lasts: one that has ended would outlive the entry that says so."""
    if SESSION_ID in session and signed_in() is None:
        _clear_session()


def _clear_session() -> None:
    lang = session.get("lang")
    session.clear()
    if lang:
        session["lang"] = lang


def hash_of(password: str) -> str:
    """What is kept of a password. Must be called inside the context of the staff app, which knows how to hash. Raises
    TooBusyError."""
    with TURNS.turn():
        return str(hash_password(password))


def password_fits(account: AccountRow | None, password: str) -> bool:
    """Whether the password is the account's. Without an account it takes as long, so time tells nothing. Raises
    TooBusyError."""
    with TURNS.turn():
        if account is None or not account.active:
            hash_password(password)
            return False
        return bool(verify_password(password, account.password))
