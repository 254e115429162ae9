"""Keeps a form that was sent after its session had ended: carried through signing in, and sent when the user agrees.

It travels in the form of the sign-in page, signed, and is stored nowhere. After signing in it is shown and never sent
by itself; what a browser says another site sent is not carried at all. Nor are files and passwords.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from diagnostic.web.access import FORM

AN_HOUR = 3600
SECRET = frozenset(
    {
        "accounts.own_account",
        "accounts.accounts",
        "accounts.account",
        "accounts.sign_in",
        "accounts.sign_out",
        "accounts.sign_out_everywhere",
        "waves.key_back",
    }
)
FORMS = "application/x-www-form-urlencoded"
TOKEN = "csrf_token"  # noqa: S105
OURS = "same-origin"


@dataclass(frozen=True, slots=True)
class Unsent:
    """Where it was going, and its fields in their order."""

    path: str
    fields: Sequence[tuple[str, str]]


def pack_unsent() -> str:
    """The form of this request, signed; empty where there is none to carry."""
    if request.method != "POST" or request.mimetype != FORMS or request.endpoint in SECRET:
        return ""
    if (
        request.headers.get("Sec-Fetch-Site", OURS) != OURS
    ):  # it came without a session because it is not ours
        return ""
    if (request.content_length or FORM + 1) > FORM:
        return ""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]
    return _signer().dumps([request.script_root + request.path, fields]) if fields else ""


def unpack_unsent(packed: str) -> Unsent | None:
    """None where it is not ours or more than an hour old."""
    try:
        path, fields = _signer().loads(packed, max_age=AN_HOUR)
    except BadData:
        return None
    return Unsent(path, [(name, value) for name, value in fields])


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="unsent")
