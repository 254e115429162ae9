"""The forms of the staff pages. What is wrong with a field is a name in `words`; the page says it beside the field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from diagnostic.core.figures.reading.numbers import parse_number, to_minor_units
from diagnostic.storage.accounts.accounts import ROLES
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts
from diagnostic.storage.results.share_links import LONGEST
from diagnostic.web.staff.auth.passwords import password_fault

NAME, TITLE, EMAIL, MONEY = 120, 200, 254, 40
CURRENCIES = ("CNY", "USD", "EUR", "HKD", "TWD", "JPY", "KRW", "SGD", "GBP", "AUD", "CAD", "CHF", "INR")
TIME_ZONES = (
    *("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "Asia/Seoul"),
    *("Asia/Kolkata", "Asia/Dubai", "Europe/London", "Europe/Berlin", "Europe/Moscow"),
    *("America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo"),
    *("Australia/Sydney", "UTC"),
)
PLAUSIBLE_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+")
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
LATEST, EARLIEST = date(2100, 12, 31), date(1990, 1, 1)


def tidy(value: str | None) -> str | None:
    """Without blanks around it and without signs nobody sees; PostgreSQL refuses some of them."""
    return value if value is None else UNSEEN.sub("", value).strip()


def text(most: int, needed: bool = False) -> StringField:
    checks: list[Any] = [InputRequired("needed")] if needed else []
    return StringField(filters=[tidy], validators=[*checks, Length(max=most, message="too_long")])


def choice(values: Sequence[tuple[str, str]]) -> list[Any]:
    return [SelectChoice(value=value, label=label) for value, label in values]


class KnownChoice:
    """The choices are the page's own, so anything else was sent by hand."""

    def __call__(self, _form: Form, field: Field) -> None:
        given = field.data if isinstance(field.data, list) else [field.data]
        allowed = {option.value for option in field.choices}
        if any(value not in allowed for value in given):
            raise StopValidation("not_a_choice")


class Day(DateField):  # type: ignore[misc]
    """A day as browsers send it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.data: date | None = None
        try:
            self.data = date.fromisoformat(str(valuelist[0]).strip())
        except ValueError:
            raise ValueError("not_a_date" if str(valuelist[0]).strip() else "needed") from None

    def pre_validate(self, _form: Form) -> None:
        if self.data is not None and not EARLIEST <= self.data <= LATEST:
            raise StopValidation("not_a_date")


class Choice(SelectField):  # type: ignore[misc]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate_choice=False, validators=[KnownChoice()], **kwargs)


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


class ClientForm(Form):  # type: ignore[misc]
    name_zh = text(NAME)
    name_en = text(NAME)
    time_zone = Choice(choices=choice([(zone, zone) for zone in TIME_ZONES]), default="Asia/Shanghai")
    currency = Choice(choices=choice([("", ""), *((code, code) for code in CURRENCIES)]), default="")
    fiscal_year_start = Choice(choices=choice([(str(m), str(m)) for m in range(1, 13)]), default="1")

    def validate_name_zh(self, field: Field) -> None:
        if not field.data and not self.name_en.data:
            raise ValidationError("needed_one")

    @property
    def facts(self) -> ClientFacts:
        return ClientFacts(
            self.name_zh.data or "",
            self.name_en.data or "",
            self.time_zone.data,
            self.currency.data or None,
            int(self.fiscal_year_start.data),
        )


class AssessmentForm(Form):  # type: ignore[misc]
    """`board_target` is written as people write money ("12.2亿", "1,220,000,000"), in the client's currency."""

    title_zh = text(TITLE)
    title_en = text(TITLE)
    first = Day(validators=[InputRequired("needed")])
    last = Day(validators=[InputRequired("needed")])
    board_target = text(MONEY)

    def validate_title_zh(self, field: Field) -> None:
        if not field.data and not self.title_en.data:
            raise ValidationError("needed_one")

    def validate_last(self, field: Field) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("period_backwards")

    def validate_board_target(self, field: Field) -> None:
        try:
            target = parse_number(field.data or None)
        except ValueError:
            raise ValidationError("not_money") from None
        if target is not None and target <= 0:
            raise ValidationError("not_money")

    def facts(self, currency: str | None, simulated: bool = False) -> AssessmentFacts:
        first, last = cast(date, self.first.data), cast(date, self.last.data)
        target = parse_number(self.board_target.data or None)
        minor = None if target is None else to_minor_units(target, currency)
        return AssessmentFacts(
            self.title_zh.data or "", self.title_en.data or "", first, last, minor, simulated
        )


class SureForm(Form):  # type: ignore[misc]
    sure = BooleanField(validators=[InputRequired("must_be_sure")])


class LinksForm(Form):  # type: ignore[misc]
    """`ended` is asked for from the second time on: making links ends the earlier ones."""

    cards = BooleanField()
    ended = BooleanField(validators=[InputRequired("must_be_sure")])


class SearchForm(Form):  # type: ignore[misc]
    search = StringField(filters=[tidy], validators=[Optional(), Length(max=NAME)])


class ReportForm(Form):  # type: ignore[misc]
    """Which run and which version of the plan a report is made from."""

    run = Choice()
    plan = Choice()


class KeyForm(Form):  # type: ignore[misc]
    """The recovery copy of a wave's key."""

    copy = text(NAME, needed=True)


class LinkForm(Form):  # type: ignore[misc]
    """A link for somebody without an account: for whom it is, and until when."""

    label = text(NAME, needed=True)
    expires_on = Day(validators=[InputRequired("needed")])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def last_day(self) -> date:
        return self.expires_on.data or self.today

    def validate_expires_on(self, field: Field) -> None:
        if field.data is None:
            return  # what is wrong with it has been said
        if field.data < self.today:
            raise ValidationError("link_too_early")
        if field.data > self.today + timedelta(days=LONGEST):
            raise ValidationError("link_too_late")
