"""The forms of signing in and of accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, Form, PasswordField, SelectMultipleField
from wtforms.validators import InputRequired, Length, ValidationError

from diagnostic.i18n import N_
from diagnostic.storage.accounts.accounts import ROLES
from diagnostic.web.staff.auth.passwords import password_fault
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.fields import Choice, KnownChoice, choice, text

EMAIL = 254
PLAUSIBLE_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+")


class SignInForm(Form):  # type: ignore[misc]
    email = text(EMAIL, needed=True)
    password = PasswordField(
        validators=[
            InputRequired(N_("Please fill this in.")),
            Length(max=400, message=N_("That is too long; {most} characters at most.")),
        ]
    )


class PasswordForm(Form):  # type: ignore[misc]
    """`own` are words of the user's own, which a guesser tries first."""

    current = PasswordField(validators=[InputRequired(N_("Please fill this in."))])
    fresh = PasswordField(validators=[InputRequired(N_("Please fill this in."))])
    again = PasswordField(validators=[InputRequired(N_("Please fill this in."))])

    def __init__(self, *args: Any, own: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def validate_fresh(self, field: Field) -> None:
        fault = password_fault(field.data or "", self.own)
        if fault is not None:
            raise ValidationError(labels.PASSWORD_FAULTS[fault])

    def validate_again(self, field: Field) -> None:
        if field.data != self.fresh.data:
            raise ValidationError(N_("The two are not the same."))


class AccountForm(Form):  # type: ignore[misc]
    email = text(EMAIL, needed=True)
    role = Choice(choices=choice([(role, role) for role in ROLES]), default="consultant")
    clients = SelectMultipleField(validate_choice=False, validators=[KnownChoice()])

    def validate_email(self, field: Field) -> None:
        if not PLAUSIBLE_EMAIL.fullmatch(field.data or ""):
            raise ValidationError(N_("Please give an email address."))


class AccessForm(Form):  # type: ignore[misc]
    clients = SelectMultipleField(validate_choice=False, validators=[KnownChoice()])
    active = BooleanField()
