"""All that the staff pages need, one object per process; and the two things every page does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, cast

from flask import abort, current_app, request
from werkzeug.datastructures import MultiDict

from diagnostic.storage.accounts.accounts import AccountRow
from diagnostic.storage.installation import Installation
from diagnostic.web.clock import Now
from diagnostic.web.respondent.support_lines import SUPPORT, Support
from diagnostic.web.staff.auth.session import signed_in
from diagnostic.web.staff.auth.sign_in_limit import SignInLimit

Posted = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class StaffContext:
    installation: Installation
    tries: SignInLimit
    today: Callable[[], date]
    now: Now
    support: Support = SUPPORT
    public_url: str = ""


class Signed(TypedDict):
    """Who does something, and when (UTC): what a use case writes into the log."""

    by: str
    at: datetime


def context() -> StaffContext:
    """That of the app that answers this request."""
    return cast(StaffContext, current_app.extensions["diagnostic"])


def signed() -> Signed:
    """Who is signed in, now: `change_client(installation, ..., **signed())`."""
    return {"by": account_here().email, "at": context().now()}


def public_address() -> str:
    """What links for respondents and readers begin with."""
    return context().public_url or request.host_url.rstrip("/")


def account_here() -> AccountRow:
    """Who is signed in; the table of access guarantees that somebody is."""
    account = signed_in()
    if account is None:
        abort(404)
    return account
