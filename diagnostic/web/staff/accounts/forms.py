"""The forms of signing in and of accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, Form, PasswordField, SelectMultipleField
from wtforms.validators import InputRequired, Length, ValidationError

from diagnostic.storage.accounts.accounts import ROLES
from diagnostic.web.staff.auth.passwords import password_fault
from diagnostic.web.staff.common.fields import Choice, KnownChoice, choice, text

EMAIL = 254
PLAUSIBLE_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+")


class SignInForm(Form):  # type: ignore[misc]
    email = text(EMAIL, needed=True)
    password = PasswordField(validators=[InputRequired("needed"), Length(max=400, message="too_long")])


class PasswordForm(Form):  # type: ignore[misc]
    """`own` are words of the user's own, which a guesser tries first."""

    current = PasswordField(validators=[InputRequired("needed")])
    fresh = PasswordField(validators=[InputRequired("needed")])
    again = PasswordField(validators=[InputRequired("needed")])

    def __init__(self, *args: Any, own: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def validate_fresh(self, field: Field) -> None:
        fault = password_fault(field.data or "", self.own)
        if fault is not None:
            raise ValidationError(fault)

    def validate_again(self, field: Field) -> None:
        if field.data != self.fresh.data:
            raise ValidationError("password_differs")


class AccountForm(Form):  # type: ignore[misc]
    email = text(EMAIL, needed=True)
    role = Choice(choices=choice([(role, role) for role in ROLES]), default="consultant")
    clients = SelectMultipleField(validate_choice=False, validators=[KnownChoice()])

    def validate_email(self, field: Field) -> None:
        if not PLAUSIBLE_EMAIL.fullmatch(field.data or ""):
            raise ValidationError("not_an_email")


class AccessForm(Form):  # type: ignore[misc]
    clients = SelectMultipleField(validate_choice=False, validators=[KnownChoice()])
    active = BooleanField()
