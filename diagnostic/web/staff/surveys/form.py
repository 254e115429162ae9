"""The form of what a wave asks: its surveys, what the promise tells reps, and the thresholds of publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.sittings.sitting import WaveChoice
from diagnostic.i18n import N_
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.text import Text
from diagnostic.usecases.surveys.draft_wave import SHIPPED
from diagnostic.usecases.surveys.survey_set import chosen_surveys
from diagnostic.web.staff.common.fields import Choice, Day, KnownChoice, choice, text

PURPOSE, DIGITS = 200, 5
MOST_PEOPLE, MOST_MONTHS = 1000, 120
FORTNIGHT = timedelta(days=14)
NOTHING, IMPORTANCE, ROTATION = "none", "importance", "rotation-"


class Whole(IntegerField):  # type: ignore[misc]
    """A whole number of a few digits."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        given = str(valuelist[0]).strip()
        self.data: int | None = None
        if not (given.isascii() and given.isdigit() and len(given) <= DIGITS):
            raise ValueError(N_("Please give a whole number.") if given else N_("Please fill this in."))
        self.data = int(given)


def whole() -> Whole:
    return Whole(validators=[InputRequired(N_("Please fill this in."))])


class SurveysForm(Form):  # type: ignore[misc]
    """`ask` names shipped surveys; `extra` is what is asked besides the core scales."""

    ask = SelectMultipleField(
        validate_choice=False, validators=[KnownChoice()], choices=choice([(name, name) for name in SHIPPED])
    )
    extra = Choice(choices=[], default=NOTHING)
    purpose_zh = text(PURPOSE, needed=True)
    purpose_en = text(PURPOSE, needed=True)
    closes_on = Day(validators=[InputRequired(N_("Please fill this in."))])
    k, k_items, comments, retention_months = whole(), whole(), whole(), whole()

    def __init__(
        self, given: MultiDict[str, str] | None, stored: WaveDraft, lowest: PublishingRules, today: date
    ) -> None:
        super().__init__(given, data=values_of(stored, today))
        self.stored, self.lowest, self.today = stored, lowest, today

    def validate_ask(self, field: Field) -> None:
        if not field.data and not any(each.source == "own" for each in self.stored.surveys):
            raise ValidationError(N_("Please choose at least one survey."))

    def validate_purpose_zh(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(N_("Please fill this in."))

    validate_purpose_en = validate_purpose_zh

    def validate_closes_on(self, field: Field) -> None:
        if field.data and field.data < self.today:
            raise ValidationError(N_("That day is over."))

    def validate_k(self, field: Field) -> None:
        _between(field, self.lowest.k, MOST_PEOPLE)

    def validate_k_items(self, field: Field) -> None:
        _between(field, self.lowest.k_items, MOST_PEOPLE)
        if field.data is not None and field.data < (self.k.data or 0):
            raise ValidationError(N_("This can't be below the number for a mean."))

    def validate_comments(self, field: Field) -> None:
        _between(field, self.lowest.comments, MOST_PEOPLE)

    def validate_retention_months(self, field: Field) -> None:
        _between(field, 1, MOST_MONTHS)

    @property
    def wanted(self) -> WaveDraft:
        """The draft as this form wants it; only of a form without faults."""
        return replace(
            self.stored,
            surveys=chosen_surveys(self.stored.surveys, self.ask.data),
            choice=choice_of(self.extra.data),
            purpose=Text(self.purpose_zh.data, self.purpose_en.data),
            closes_on=self.closes_on.data,
            rules=PublishingRules(_number(self.k), _number(self.k_items), _number(self.comments)),
            retention_months=_number(self.retention_months),
        )


class ReplaceForm(Form):  # type: ignore[misc]
    replace = BooleanField(validators=[InputRequired(N_("To replace it, please tick this first."))])


class RemoveForm(Form):  # type: ignore[misc]
    remove = BooleanField(validators=[InputRequired(N_("To remove it, please tick this first."))])


def values_of(draft: WaveDraft, today: date) -> Mapping[str, Any]:
    """The draft as fields of the form."""
    return {
        "ask": [each.code for each in draft.surveys if each.source == "shipped"],
        "extra": extra_of(draft.choice),
        "purpose_zh": draft.purpose.zh,
        "purpose_en": draft.purpose.en,
        "closes_on": closing_day(draft, today),
        "k": draft.rules.k,
        "k_items": draft.rules.k_items,
        "comments": draft.rules.comments,
        "retention_months": draft.retention_months,
    }


def closing_day(draft: WaveDraft, today: date) -> date:
    """The day chosen, or in a fortnight where none was or it is over."""
    return draft.closes_on if draft.closes_on and draft.closes_on >= today else today + FORTNIGHT


def extra_of(choice: WaveChoice) -> str:
    if choice.rotation is not None:
        return f"{ROTATION}{choice.rotation}"
    return IMPORTANCE if choice.importance else NOTHING


def choice_of(extra: str) -> WaveChoice:
    if extra.startswith(ROTATION):
        return WaveChoice(rotation=extra.removeprefix(ROTATION))
    return WaveChoice(importance=extra == IMPORTANCE)


def _number(field: Field) -> int:
    return cast(int, field.data)


def _between(field: Field, least: int, most: int) -> None:
    if field.data is not None and not least <= field.data <= most:
        raise ValidationError(
            N_("That is below the lowest value allowed.") if field.data < least else N_("That is too much.")
        )
