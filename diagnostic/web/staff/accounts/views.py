"""Accounts and the log, for administrators."""

from __future__ import annotations

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.i18n import N_
from diagnostic.storage.accounts.accounts import AccountRow, find_account, list_accounts, normal_email
from diagnostic.storage.accounts.audit_log import ACTIONS, newest_entries
from diagnostic.storage.clients.clients import client_names
from diagnostic.usecases.accounts.add_account import add_account
from diagnostic.usecases.accounts.change_account import change_account
from diagnostic.usecases.accounts.end_sessions import end_sessions
from diagnostic.usecases.accounts.renew_password import renew_password
from diagnostic.web.staff.accounts.blueprint import bp
from diagnostic.web.staff.accounts.forms import AccessForm, AccountForm
from diagnostic.web.staff.auth.session import hash_of
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import account_here, context, signed
from diagnostic.web.staff.common.fields import choice
from diagnostic.web.staff.common.page import _, flash_message, language, page
from diagnostic.web.staff.common.pagination import first_of, page_number, searched

SHOWN = 50


@bp.route("/accounts", methods=["GET", "POST"])
def accounts() -> Response:
    names = _client_names()
    form = _account_form(AccountForm(request.form), names)
    email, password = normal_email(form.email.data or ""), None
    if request.method == "POST" and form.validate():
        password = _add(email, form)
    search = searched()
    with context().installation.store.reading() as session:
        rows = list_accounts(session, search)
    return page(
        "accounts/accounts.html",
        422 if request.method == "POST" and password is None else 200,
        rows=rows,
        names=names,
        form=_account_form(AccountForm(role="consultant"), names) if password else form,
        password=password,
        email=email,
        search=search,
        trail=((_("Accounts"), ""),),
    )


@bp.route("/accounts/<account_id>", methods=["GET", "POST"])
def account(account_id: str) -> AnyResponse:
    installation = context().installation
    with installation.store.reading() as session:
        row = find_account(session, id=account_id) or abort(404)
    form = _access_form()
    if request.method == "GET":
        return _account_page(_filled(form, row), row)
    if not form.validate():
        return _account_page(form, row, 422)
    asked = request.form.get("deed")
    if asked == "password":
        password = renew_password(installation, row.email, hash_of, **signed())
        return _account_page(_filled(form, row), row, password=password)
    if asked == "sessions":
        end_sessions(installation, account_id, **signed())
        flash_message(N_("All sessions of this account have ended."))
        return redirect(url_for("accounts.account", account_id=account_id))
    return _save(form, row)


@bp.get("/log")
def log() -> Response:
    search = searched()
    actions = [each for each in ACTIONS if search.lower() in _(labels.ACTIONS[each]).lower()]
    with context().installation.store.reading() as session:
        found = newest_entries(session, SHOWN + 1, first_of(SHOWN), search, actions)
    return page(
        "accounts/log.html",
        entries=found[:SHOWN],
        search=search,
        at=page_number(),
        more=len(found) > SHOWN,
        trail=((_("Log"), ""),),
    )


def _client_names() -> dict[str, str]:
    lang = language()
    with context().installation.store.reading() as session:
        return {id: name[lang] for id, name in client_names(session).items()}


def _account_form(form: AccountForm, names: dict[str, str]) -> AccountForm:
    """The form with its choices in the reader's language."""
    form.clients.choices = choice(list(names.items()))
    for option in form.role.choices:
        option.label = _(labels.ROLES[option.value])
    return form


def _add(email: str, form: AccountForm) -> str | None:
    """The password of the new account; None where the address is taken, which the form then says."""
    chosen = frozenset(form.clients.data or ())
    password = add_account(context().installation, email, form.role.data, hash_of, chosen, **signed())
    if password is None:
        form.email.errors = [N_("There is an account with this address already.")]
    return password


def _access_form() -> AccessForm:
    form = AccessForm(request.form)
    form.clients.choices = choice(list(_client_names().items()))
    return form


def _filled(form: AccessForm, row: AccountRow) -> AccessForm:
    """The form with what is stored in it."""
    form.clients.data, form.active.data = sorted(row.clients), row.active
    return form


def _save(form: AccessForm, row: AccountRow) -> AnyResponse:
    active = bool(form.active.data)
    if row.id == account_here().id and not active:
        form.active.errors = [N_("You can't switch off your own account.")]
        return _account_page(form, row, 422)
    clients = frozenset(form.clients.data or ())
    change_account(context().installation, row.id, clients, active, **signed())
    flash_message(N_("Saved."))
    return redirect(url_for("accounts.accounts"))


def _account_page(
    form: AccessForm, row: AccountRow, status: int = 200, password: str | None = None
) -> Response:
    return page(
        "accounts/account.html",
        status,
        row=row,
        form=form,
        password=password,
        trail=((_("Accounts"), url_for("accounts.accounts")), (row.email, "")),
    )
