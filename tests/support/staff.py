"""Staff with a browser that has no script: they read a page, fill its form and press its button, and nothing else.

alice is a consultant of client A, bob of client B, carol an executive of A, dave administrates; an outsider has no
account. All share one password, hashed once for the whole run and cheaply, since a good hash is slow on purpose; what
the product hashes itself costs what it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import get_hmac
from lxml import html
from passlib.hash import argon2
from werkzeug.test import TestResponse

from diagnostic.storage.accounts.accounts import Role, add_account
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts, add_assessment, add_client
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import PASSWORDS, KeyRing
from tests.support.apps import lend_app

PASSWORD = "seven lamps by the quiet river"  # noqa: S105
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 30)
WHO: Mapping[str, Role] = {
    "alice": "consultant",
    "bob": "consultant",
    "carol": "executive",
    "dave": "administrator",
}


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class House:
    """An installation with two clients and everybody's accounts."""

    installation: Installation
    app: Flask
    a: str
    b: str
    assessment: str
    clock: Clock

    @property
    def staff(self) -> Flask:
        app: Flask = self.app.extensions["staff"]
        return app

    def visitor(self, lang: str = "en") -> Staff:
        return Staff(self.app, lang)

    def sign_in(self, who: str, lang: str = "en") -> Staff:
        return self.visitor(lang).sign_in(who)


def furnish(installation: Installation, make_app: Callable[..., Flask] = lend_app) -> House:
    clock = Clock()
    _put_secret(installation.keys)
    app = make_app(installation, today=lambda: TODAY, clock=clock, now=lambda: NOW)
    hashed = _hash(app, installation)
    with installation.store.writing() as session:
        a = add_client(session, ClientFacts("甲公司", "Company A", "Asia/Shanghai", "CNY", 1))
        b = add_client(session, ClientFacts("乙公司", "", "Asia/Shanghai", None, 4))
        period = AssessmentFacts("销售诊断", "Sales diagnosis", date(2025, 1, 1), date(2025, 12, 31))
        assessment = add_assessment(session, a, period)
        for who, role in WHO.items():
            clients = frozenset({"alice": [a], "carol": [a], "bob": [b]}.get(who, []))
            add_account(session, f"{who}@example.com", hashed, role, clients)
    return House(installation, app, a, b, assessment, clock)


def _put_secret(keys: KeyRing) -> None:
    """What every hash is made with, the same in all houses, so that a hash fits in each; one that is there stays."""
    keys.folder.mkdir(mode=0o700, exist_ok=True)
    secret = keys.folder / PASSWORDS
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_bytes(bytes(32))


def _hash(app: Flask, installation: Installation) -> str:
    with app.extensions["staff"].app_context():
        return _hash_with(installation.keys.passwords())


@cache
def _hash_with(_secret: bytes) -> str:
    return str(argon2.using(time_cost=1, memory_cost=8, parallelism=1).hash(get_hmac(PASSWORD)))


class Staff:
    """One browser."""

    def __init__(self, app: Flask, lang: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self.lang = lang
        self.response: TestResponse
        self.doc: html.HtmlElement

    def sign_in(self, who: str, password: str = PASSWORD) -> Staff:
        self.get("/staff/sign-in")
        return self.send({"email": f"{who}@example.com", "password": password})

    def get(self, address: str) -> Staff:
        return self._see(self.client.get(address, headers=self._headers, follow_redirects=True))

    def send(self, given: Mapping[str, Any], form: int = -1, to: str | None = None) -> Staff:
        """Send a form of this page (the last, unless named) as it stands, with `given` put in, None taken out."""
        chosen = self.forms[form]
        data: dict[str, Any] = {}
        for name, value in chosen.form_values():
            data.setdefault(name, []).append(value)
        data |= {name: value for name, value in given.items() if value is not None}
        for name in [name for name, value in given.items() if value is None]:
            data.pop(name, None)
        address = to or chosen.get("action") or self.path
        return self._see(self.client.post(address, data=data, headers=self._headers, follow_redirects=True))

    def upload(self, name: str, content: bytes | str) -> Staff:
        raw = content.encode("utf-8") if isinstance(content, str) else content
        (place,) = [at for at, form in enumerate(self.forms) if form.get("enctype")]
        return self.send({"file": (BytesIO(raw), name)}, place)

    @property
    def token(self) -> str:
        return str(self.doc.xpath('//input[@name="csrf_token"]/@value')[0])

    @property
    def forms(self) -> Sequence[html.FormElement]:
        """Forms of the page itself, the frame's (language, sign out) apart; the search is none."""
        return [
            form
            for form in self.doc.forms
            if form.getparent() is not None and form.xpath("ancestor::main") and form.get("method") == "post"
        ]

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def path(self) -> str:
        return str(self.response.request.path)

    @property
    def text(self) -> str:
        return " ".join(self.doc.xpath("string(//main)").split())

    @property
    def heading(self) -> str:
        return " ".join(self.doc.xpath("string(//h1)").split())

    @property
    def said(self) -> str:
        return " ".join(self.doc.xpath('string(//p[@class="said"])').split())

    @property
    def wrong(self) -> list[str]:
        """Names of the fields something is wrong with."""
        return [str(name) for name in self.doc.xpath('//*[@aria-invalid="true"]/@name')]

    @property
    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.lang}

    def _see(self, response: TestResponse) -> Staff:
        self.response = response
        if response.content_type.startswith("text/html"):
            self.doc = html.fromstring(response.get_data(as_text=True))
        return self
