"""Signing in and out, and one's own password.

A wrong address and a wrong password look the same and take the same time. Signing in begins a new session; signing
out everywhere changes what the cookies of this account must name, so that none of them is good any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from flask import Flask, redirect, request, session, url_for
from flask_security import hash_password
from flask_security.utils import login_user, logout_user
from werkzeug.wrappers import Response

from diagnostic.storage.accounts.accounts import (
    AccountRow,
    end_sessions,
    find_account,
    normal_email,
    set_password,
)
from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.text import LANGS
from diagnostic.web.staff.accounts.resume import Unsent, unpack_unsent
from diagnostic.web.staff.auth.session import Person, fits, signed_in
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.fields import PasswordForm, SignInForm
from diagnostic.web.staff.common.page import page, tell, words

INSIDE = "/staff/"


class SignInPages:
    """One visitor on his way in or out."""

    def __init__(self, office: StaffContext) -> None:
        self.office = office

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/sign-in", "sign_in", self.sign_in, methods=["GET", "POST"])
        app.add_url_rule("/sign-out", "sign_out", self.sign_out, methods=["POST"])
        app.add_url_rule("/account", "own_account", self.own_account, methods=["GET", "POST"])
        app.add_url_rule(
            "/sign-out-everywhere", "sign_out_everywhere", self.sign_out_everywhere, methods=["POST"]
        )
        app.add_url_rule("/language", "language", self.choose_language, methods=["POST"])

    def sign_in(self) -> Response:
        form = SignInForm(request.form)
        if request.method == "GET":
            return redirect(landing(here)) if (here := signed_in()) else self._door(form)
        if not form.validate():
            return self._door(form, 422)
        email = normal_email(form.email.data or "")
        if not self.office.tries.take(email):
            return self._door(form, 429, "sign_in_wait")
        with self.office.installation.store.reading() as reading:
            account = find_account(reading, email=email)
        if not fits(account, form.password.data or "") or account is None:
            self._log_failure(account)
            return self._door(form, 422, "sign_in_wrong")
        self.office.tries.forget(email)
        self._begin(account)
        with self.office.installation.store.writing() as writing:
            add_entry(writing, self.office.entry("signed_in", account=account.email))
        if unsent := unpack_unsent(request.form.get("unsent", "")):
            return page("unsent.html", unsent=unsent, shown=list(_shown(unsent)))
        return redirect(inside(request.args.get("next")) or landing(account))

    def sign_out(self) -> Response:
        with self.office.installation.store.writing() as writing:
            add_entry(writing, self.office.entry("signed_out"))
        return self._leave("done_signed_out")

    def sign_out_everywhere(self) -> Response:
        account = account_here()
        with self.office.installation.store.writing() as writing:
            end_sessions(writing, account.id)
            add_entry(writing, self.office.entry("signed_out_everywhere"))
        return self._leave("done_everywhere")

    def own_account(self) -> Response:
        account = account_here()
        form = PasswordForm(request.form, own=[account.email])
        if request.method == "GET":
            return self._account(account, form)
        if not form.validate():
            return self._account(account, form, 422)
        if not self.office.tries.take(account.email):
            form.current.errors = ["sign_in_wait"]
            return self._account(account, form, 429)
        if not fits(account, form.current.data or ""):
            form.current.errors = ["password_wrong"]
            return self._account(account, form, 422)
        self.office.tries.forget(account.email)
        self._change_password(account, form.fresh.data or "")
        tell("done_password")
        return redirect(url_for("own_account"))

    def choose_language(self) -> Response:
        """Back to the page it was chosen on."""
        for lang in LANGS:
            if request.form.get("lang") == lang:
                session["lang"] = lang
        return redirect(inside(request.form.get("next")) or url_for("home"))

    def _change_password(self, account: AccountRow, fresh: str) -> None:
        hashed = hash_password(fresh)
        with self.office.installation.store.writing() as writing:
            set_password(writing, account.id, hashed)
            end_sessions(writing, account.id)
            add_entry(writing, self.office.entry("password_changed", account.email))
            changed = find_account(writing, id=account.id)
        if changed is not None:
            self._begin(changed)

    def _begin(self, account: AccountRow) -> None:
        """A new session that keeps nothing of the one before but the language."""
        lang = session.get("lang")
        session.clear()
        if lang:
            session["lang"] = lang
        session.permanent = True
        login_user(Person(account), remember=False)

    def _leave(self, said: str) -> Response:
        lang = session.get("lang")
        logout_user()
        session.clear()
        if lang:
            session["lang"] = lang
        tell(said)
        return redirect(url_for("sign_in"))

    def _log_failure(self, account: AccountRow | None) -> None:
        """Of accounts that are there only: what is typed as an address may be a password."""
        if account is not None:
            with self.office.installation.store.writing() as writing:
                add_entry(writing, self.office.entry("sign_in_failed", account=account.email))

    def _door(self, form: SignInForm, status: int = 200, fault: str = "") -> Response:
        asked = inside(request.args.get("next"))
        note = "" if not asked else "sign_in_lost" if request.args.get("lost") else "sign_in_again"
        return _page(
            form,
            status,
            fault,
            note,
            request.script_root + request.full_path.rstrip("?"),
            request.form.get("unsent", ""),
        )

    def _account(self, account: AccountRow, form: PasswordForm, status: int = 200) -> Response:
        return page("own_account.html", status, form=form, role=account.role)


def door(back: str, unsent: str) -> Response:
    """The sign-in page in the place of a page that was sent a form without a session."""
    address = f"{url_for('sign_in')}?next={quote(back)}"
    return _page(SignInForm(), 401, "", "sign_in_kept", address, unsent)


def _page(form: SignInForm, status: int, fault: str, note: str, address: str, unsent: str) -> Response:
    said = words()
    return page(
        "sign_in.html",
        status,
        form=form,
        fault=fault and said[fault],
        note=note and said[note],
        to=address,
        unsent=unsent,
    )


def _shown(unsent: Unsent) -> Iterator[tuple[str, str]]:
    """The fields somebody filled in, under their names; what a page carries for itself has none."""
    said = words()
    return ((said[f"f_{name}"], value) for name, value in unsent.fields if f"f_{name}" in said)


def inside(address: str | None) -> str | None:
    """An address to go on to, if it is one of ours: anything else could lead elsewhere."""
    if address and address.startswith(INSIDE) and "\\" not in address and address.isprintable():
        return address
    return None


def landing(account: AccountRow) -> str:
    return url_for("reports" if account.role == "executive" else "clients")
