"""One's own account: another password, and signing out on all machines at once."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.i18n import N_
from diagnostic.storage.accounts.accounts import AccountRow
from diagnostic.usecases.accounts.change_password import change_password
from diagnostic.usecases.accounts.end_own_sessions import end_own_sessions
from diagnostic.web.staff.accounts.blueprint import bp
from diagnostic.web.staff.accounts.forms import PasswordForm
from diagnostic.web.staff.accounts.sign_in import leave
from diagnostic.web.staff.auth.hashing import TooBusyError
from diagnostic.web.staff.auth.session import begin_session, hash_of, password_fits
from diagnostic.web.staff.common.context import account_here, context, signed
from diagnostic.web.staff.common.page import flash_message, page


@bp.route("/account", methods=["GET", "POST"])
def own_account() -> AnyResponse:
    here, account = context(), account_here()
    form = PasswordForm(request.form, own=[account.email])
    if request.method == "GET":
        return _page(account, form)
    if not form.validate():
        return _page(account, form, 422)
    if not here.tries.take(account.email):
        form.current.errors = [
            N_("There were too many tries. Please wait a minute; the account is not locked.")
        ]
        return _page(account, form, 429)
    if not _fits(account, form.current.data or ""):
        form.current.errors = [N_("The current password is not right.")]
        return _page(account, form, 422)
    here.tries.forget(account.email)
    hashed = hash_of(form.fresh.data or "")
    begin_session(change_password(here.installation, account.id, hashed, **signed()))
    flash_message(N_("Your password is changed, and your other sessions have ended."))
    return redirect(url_for("accounts.own_account"))


@bp.post("/sign-out-everywhere")
def sign_out_everywhere() -> AnyResponse:
    end_own_sessions(context().installation, account_here().id, **signed())
    return leave(N_("You are signed out everywhere."))


def _fits(account: AccountRow, password: str) -> bool:
    """Raises TooBusyError; a try that was not made does not count."""
    try:
        return password_fits(account, password)
    except TooBusyError:
        context().tries.give_back(account.email)
        raise


def _page(account: AccountRow, form: PasswordForm, status: int = 200) -> Response:
    return page("accounts/own_account.html", status, form=form, role=account.role)
