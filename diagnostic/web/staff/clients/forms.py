"""The forms of clients and assessments: what they show of what is stored, and what they make of what was typed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import cast

from flask import request
from wtforms import Field, Form
from wtforms.validators import InputRequired, ValidationError

from diagnostic.core.figures.reading.numbers import minor_units, parse_number, to_minor_units
from diagnostic.i18n import N_, say
from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts
from diagnostic.web.staff.common.fields import CURRENCIES, NAME, Choice, Day, choice, text
from diagnostic.web.staff.common.page import _, months, number

TITLE, MONEY = 200, 40
TIME_ZONES = (
    *("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "Asia/Seoul"),
    *("Asia/Kolkata", "Asia/Dubai", "Europe/London", "Europe/Berlin", "Europe/Moscow"),
    *("America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo"),
    *("Australia/Sydney", "UTC"),
)


class ClientForm(Form):  # type: ignore[misc]
    name_zh = text(NAME)
    name_en = text(NAME)
    time_zone = Choice(choices=choice([(zone, zone) for zone in TIME_ZONES]), default="Asia/Shanghai")
    currency = Choice(choices=choice([("", ""), *((code, code) for code in CURRENCIES)]), default="")
    fiscal_year_start = Choice(choices=choice([(str(m), str(m)) for m in range(1, 13)]), default="1")

    def validate_name_zh(self, field: Field) -> None:
        if not field.data and not self.name_en.data:
            raise ValidationError(N_("Please give it in one language at least."))

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
    first = Day(validators=[InputRequired(N_("Please fill this in."))])
    last = Day(validators=[InputRequired(N_("Please fill this in."))])
    board_target = text(MONEY)

    def validate_title_zh(self, field: Field) -> None:
        if not field.data and not self.title_en.data:
            raise ValidationError(N_("Please give it in one language at least."))

    def validate_last(self, field: Field) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(N_("The period can't end before it begins."))

    def validate_board_target(self, field: Field) -> None:
        try:
            target = parse_number(field.data or None)
        except ValueError:
            raise ValidationError(N_("Please give an amount above zero.")) from None
        if target is not None and target <= 0:
            raise ValidationError(N_("Please give an amount above zero."))

    def facts(self, currency: str | None, simulated: bool = False) -> AssessmentFacts:
        first, last = cast(date, self.first.data), cast(date, self.last.data)
        target = parse_number(self.board_target.data or None)
        minor = None if target is None else to_minor_units(target, currency)
        return AssessmentFacts(
            self.title_zh.data or "", self.title_en.data or "", first, last, minor, simulated
        )


def client_form(facts: ClientFacts | None) -> ClientForm:
    """The form with the facts in it, and its choices in the reader's language. A zone or currency that came from
    elsewhere stays among the choices."""
    form = ClientForm(request.form, obj=facts)
    form.fiscal_year_start.choices = choice(months())
    form.currency.choices[0].label = _("as the figures say")
    if request.method == "GET" and facts is not None:
        form.fiscal_year_start.data = str(facts.fiscal_year_start)
        form.currency.data = facts.currency or ""
    for field, kept in (
        (form.time_zone, facts and facts.time_zone),
        (form.currency, facts and facts.currency),
    ):
        if kept and kept not in {option.value for option in field.choices}:
            field.choices = [*choice([(kept, kept)]), *field.choices]
    return form


def new_assessment_form(today: date) -> AssessmentForm:
    """The form with a proposal in it: the twelve whole months before this one, and titles to go with them."""
    last = today.replace(day=1) - timedelta(days=1)
    first = (today.replace(day=1) - timedelta(days=365)).replace(day=1)
    titles = {
        f"title_{lang}": say(N_("Sales diagnosis {year}"), lang, year=last.year) for lang in ("zh", "en")
    }
    return AssessmentForm(request.form, first=first, last=last, **titles)


def assessment_form(facts: AssessmentFacts, currency: str | None) -> AssessmentForm:
    """The form with the facts in it."""
    return AssessmentForm(request.form, **_as_typed(facts, currency))


def client_differences(form: ClientForm, facts: ClientFacts) -> dict[str, str]:
    """What is stored now, as the form would show it, of the fields that say something else."""
    return {name: _label(form[name], getattr(facts, name) or "") for name in _differing(facts, form.facts)}


def assessment_differences(
    form: AssessmentForm, facts: AssessmentFacts, currency: str | None
) -> dict[str, object]:
    """What is stored now, of the fields that say something else."""
    others = _differing(facts, form.facts(currency, facts.simulated))
    return {name: value for name, value in _as_typed(facts, currency).items() if name in others}


def _differing(stored: ClientFacts | AssessmentFacts, typed: ClientFacts | AssessmentFacts) -> frozenset[str]:
    """The facts that were changed by somebody else, or here: all that have to be looked at in a conflict."""
    names = (each.name for each in fields(stored))
    return frozenset(name for name in names if getattr(stored, name) != getattr(typed, name))


def _label(field: Field, value: object) -> str:
    """A value by the name its choice has."""
    labels = {option.value: option.label for option in getattr(field, "choices", ())}
    return str(labels.get(str(value), value))


def _as_typed(facts: AssessmentFacts, currency: str | None) -> dict[str, object]:
    """What the form shows of what is stored."""
    target = facts.board_target
    typed = "" if target is None else number(target / minor_units(currency))
    return {
        "title_zh": facts.title_zh,
        "title_en": facts.title_en,
        "first": facts.first,
        "last": facts.last,
        "board_target": typed,
    }
