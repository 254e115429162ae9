"""Accounts and the log, for administrators."""

from __future__ import annotations

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.storage.accounts.accounts import (
    AccountRow,
    end_sessions,
    find_account,
    list_accounts,
    normal_email,
    set_active,
    set_clients,
)
from diagnostic.storage.accounts.audit_log import ACTIONS, add_entry, newest_entries
from diagnostic.storage.clients.clients import client_names
from diagnostic.web.staff.auth.session import new_account, new_password
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.fields import AccessForm, AccountForm, choice
from diagnostic.web.staff.common.page import language, page, tell, words
from diagnostic.web.staff.common.pagination import first_of, page_number, searched

SHOWN = 50


class AccountPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        both = ["GET", "POST"]
        app.add_url_rule("/accounts", "accounts", self.accounts, methods=both)
        app.add_url_rule("/accounts/<account_id>", "change_account", self.change_account, methods=both)
        app.add_url_rule("/log", "log", self.log)

    def accounts(self) -> Response:
        form = AccountForm(request.form)
        names = self._clients()
        form.clients.choices = choice(list(names.items()))
        for option in form.role.choices:
            option.label = words()[option.value]
        password, email = None, normal_email(form.email.data or "")
        if request.method == "POST" and form.validate():
            chosen = frozenset(form.clients.data or ())
            password = new_account(
                self.office.installation, email, form.role.data, account_here().email, self.office.now, chosen
            )
            if password is None:
                form.email.errors = ["email_taken"]
        search = searched()
        with self.store.reading() as session:
            rows = list_accounts(session, search)
        status = 422 if request.method == "POST" and password is None else 200
        shown = AccountForm(role="consultant") if password else form
        shown.clients.choices, shown.role.choices = form.clients.choices, form.role.choices
        return page(
            "accounts.html",
            status,
            rows=rows,
            names=names,
            form=shown,
            password=password,
            email=email,
            search=search,
            trail=((words()["accounts"], ""),),
        )

    def change_account(self, account_id: str) -> Response:
        with self.store.reading() as session:
            row = find_account(session, id=account_id) or abort(404)
        form, names = AccessForm(request.form), self._clients()
        form.clients.choices = choice(list(names.items()))
        password = None
        if request.method == "GET":
            form.clients.data, form.active.data = sorted(row.clients), row.active
        elif form.validate():
            deed = request.form.get("deed")
            if deed == "password":
                password = new_password(
                    self.office.installation, row.email, account_here().email, self.office.now
                )
            elif deed == "sessions":
                self._end_sessions(row)
                return redirect(url_for("change_account", account_id=account_id))
            elif row.id == account_here().id and not form.active.data:
                form.active.errors = ["not_yourself"]
            else:
                self._save(row, frozenset(form.clients.data or ()), bool(form.active.data))
                return redirect(url_for("accounts"))
        status = 422 if request.method == "POST" and password is None else 200
        if password:
            form.clients.data, form.active.data = sorted(row.clients), row.active
        return page(
            "change_account.html",
            status,
            row=row,
            form=form,
            password=password,
            trail=((words()["accounts"], url_for("accounts")), (row.email, "")),
        )

    def log(self) -> Response:
        search = searched()
        deeds = [each for each in ACTIONS if search.lower() in words()[f"a_{each}"].lower()]
        with self.store.reading() as session:
            found = newest_entries(session, SHOWN + 1, first_of(SHOWN), search, deeds)
        return page(
            "log.html",
            entries=found[:SHOWN],
            search=search,
            at=page_number(),
            more=len(found) > SHOWN,
            trail=((words()["log"], ""),),
        )

    def _clients(self) -> dict[str, str]:
        lang = language()
        with self.store.reading() as session:
            return {id: name[lang] for id, name in client_names(session).items()}

    def _save(self, row: AccountRow, clients: frozenset[str], active: bool) -> None:
        with self.store.writing() as session:
            set_clients(session, row.id, clients)
            set_active(session, row.id, active)
            add_entry(session, self.office.entry("account_changed", row.email))
        tell("done_saved")

    def _end_sessions(self, row: AccountRow) -> None:
        with self.store.writing() as session:
            end_sessions(session, row.id)
            add_entry(session, self.office.entry("account_changed", row.email))
        tell("done_sessions_ended")
