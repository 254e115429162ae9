"""Signing in and out, and the language of the pages.

A wrong address and a wrong password look the same and take the same time. Signing in begins a new session.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.i18n import N_
from diagnostic.storage.accounts.accounts import AccountRow, find_account, normal_email
from diagnostic.text import LANGS
from diagnostic.usecases.accounts.log_sign_in import log_sign_in
from diagnostic.usecases.accounts.sign_out import sign_out as _sign_out
from diagnostic.web.staff.accounts.blueprint import bp
from diagnostic.web.staff.accounts.forms import SignInForm
from diagnostic.web.staff.accounts.resume import Unsent, unpack_unsent
from diagnostic.web.staff.auth.hashing import TooBusyError
from diagnostic.web.staff.auth.session import (
    A_WORKING_DAY,
    begin_session,
    end_session,
    password_fits,
    session_id,
    signed_in,
)
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import account_here, context, signed
from diagnostic.web.staff.common.page import _, flash_message, page

INSIDE = "/staff/"


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> AnyResponse:
    form = SignInForm(request.form)
    if request.method == "GET":
        return redirect(landing(here)) if (here := signed_in()) else _sign_in_page(form)
    if not form.validate():
        return _sign_in_page(form, 422)
    email = normal_email(form.email.data or "")
    if not context().tries.take(email):
        return _sign_in_page(
            form, 429, N_("There were too many tries. Please wait a minute; the account is not locked.")
        )
    try:
        account = _account_of(email, form.password.data or "")
    except TooBusyError:
        context().tries.give_back(email)
        return _sign_in_page(
            form, 503, N_("Many people are signing in just now. Please try again in a few seconds.")
        )
    if account is None:
        return _sign_in_page(form, 422, N_("The address or the password is not right."))
    context().tries.forget(email)
    begin_session(account)
    return _go_on(account)


@bp.post("/sign-out")
def sign_out() -> AnyResponse:
    _sign_out(context().installation, account_here().id, session_id(), A_WORKING_DAY, **signed())
    return leave(N_("You are signed out."))


@bp.post("/language")
def language() -> AnyResponse:
    """Back to the page it was chosen on."""
    for lang in LANGS:
        if request.form.get("lang") == lang:
            session["lang"] = lang
    return redirect(inside(request.form.get("next")) or url_for("clients.home"))


def leave(message: str) -> AnyResponse:
    """The session ends, and the sign-in page says `message`."""
    end_session()
    flash_message(message)
    return redirect(url_for("accounts.sign_in"))


def ask_to_sign_in(back: str, unsent: str) -> Response:
    """The sign-in page, in answer to a form that was sent without a session."""
    address = f"{url_for('accounts.sign_in')}?next={quote(back)}"
    return _page(
        SignInForm(),
        401,
        "",
        N_("Your session has ended. What you typed is still here: sign in, and send it then."),
        address,
        unsent,
    )


def inside(address: str | None) -> str | None:
    """An address to go on to, if it is one of ours: anything else could lead elsewhere."""
    if address and address.startswith(INSIDE) and "\\" not in address and address.isprintable():
        return address
    return None


def landing(account: AccountRow) -> str:
    return url_for("reports.reports" if account.role == "executive" else "clients.clients")


def _account_of(email: str, password: str) -> AccountRow | None:
    """The account, if the password is its own; the log says which it was."""
    here = context()
    with here.installation.store.reading() as reading:
        account = find_account(reading, email=email)
    fits = password_fits(account, password)
    if account is None:
        return None
    log_sign_in(here.installation, fits, by=account.email, at=here.now())
    return account if fits else None


def _go_on(account: AccountRow) -> AnyResponse:
    """On to what was being sent when the session ended, else to the page that was asked for."""
    if unsent := unpack_unsent(request.form.get("unsent", "")):
        return page("accounts/resume.html", unsent=unsent, shown=list(_shown(unsent)))
    return redirect(inside(request.args.get("next")) or landing(account))


def _sign_in_page(form: SignInForm, status: int = 200, fault: str = "") -> Response:
    asked = inside(request.args.get("next"))
    note = (
        ""
        if not asked
        else N_(
            "Your session has ended, and what you sent was not saved. Please sign in, go back in your "
            "browser, where what you typed is usually still there, and send it again."
        )
        if request.args.get("lost")
        else N_("Please sign in; you will then be taken to the page you asked for.")
    )
    address = request.script_root + request.full_path.rstrip("?")
    return _page(form, status, fault, note, address, request.form.get("unsent", ""))


def _page(form: SignInForm, status: int, fault: str, note: str, address: str, unsent: str) -> Response:
    return page(
        "accounts/sign_in.html",
        status,
        form=form,
        fault=fault and _(fault),
        note=note and _(note),
        to=address,
        unsent=unsent,
    )


def _shown(unsent: Unsent) -> Iterator[tuple[str, str]]:
    """The fields somebody filled in, under their names; what a page carries for itself has none."""
    return ((_(labels.FIELDS[name]), value) for name, value in unsent.fields if name in labels.FIELDS)
