"""Fields of the forms of staff pages, and forms that more than one package uses.

What is wrong with a field is a name in `labels`; the page shows it next to the field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    SelectField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from diagnostic.i18n import N_

NAME = 120
CURRENCIES = ("CNY", "USD", "EUR", "HKD", "TWD", "JPY", "KRW", "SGD", "GBP", "AUD", "CAD", "CHF", "INR")
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
LATEST, EARLIEST = date(2100, 12, 31), date(1990, 1, 1)


def tidy(value: str | None) -> str | None:
    """Without blanks around it and without invisible characters; PostgreSQL refuses some of them."""
    return value if value is None else UNSEEN.sub("", value).strip()


def text(most: int, needed: bool = False) -> StringField:
    checks: list[Any] = [InputRequired(N_("Please fill this in."))] if needed else []
    return StringField(
        filters=[tidy],
        validators=[*checks, Length(max=most, message=N_("That is too long; {most} characters at most."))],
    )


def choice(values: Sequence[tuple[str, str]]) -> list[Any]:
    return [SelectChoice(value=value, label=label) for value, label in values]


class KnownChoice:
    """The choices are the page's own, so anything else was sent by hand."""

    def __call__(self, _form: Form, field: Field) -> None:
        given = field.data if isinstance(field.data, list) else [field.data]
        allowed = {option.value for option in field.choices}
        if any(value not in allowed for value in given):
            raise StopValidation(N_("Please choose from the list."))


class Day(DateField):  # type: ignore[misc]
    """A day as browsers send it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.data: date | None = None
        try:
            self.data = date.fromisoformat(str(valuelist[0]).strip())
        except ValueError:
            raise ValueError(
                N_("Please give a day, such as 2026-03-31.")
                if str(valuelist[0]).strip()
                else N_("Please fill this in.")
            ) from None

    def pre_validate(self, _form: Form) -> None:
        if self.data is not None and not EARLIEST <= self.data <= LATEST:
            raise StopValidation(N_("Please give a day, such as 2026-03-31."))


class Choice(SelectField):  # type: ignore[misc]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate_choice=False, validators=[KnownChoice()], **kwargs)


class SureForm(Form):  # type: ignore[misc]
    sure = BooleanField(validators=[InputRequired(N_("Please tick this first."))])


class LinksForm(Form):  # type: ignore[misc]
    """`ended` is asked for from the second time on: making links ends the earlier ones."""

    cards = BooleanField()
    ended = BooleanField(validators=[InputRequired(N_("Please tick this first."))])


class SearchForm(Form):  # type: ignore[misc]
    search = StringField(filters=[tidy], validators=[Optional(), Length(max=NAME)])


class KeyForm(Form):  # type: ignore[misc]
    """The recovery copy of a wave's key."""

    copy = text(NAME, needed=True)
