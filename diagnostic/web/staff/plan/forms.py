"""The forms of the plan: one line, an action in the consultant's own words, a note to a kept version.

Numbers come in the unit their reader sees (per cent, whole units of the currency). A date or a target that can't be
meant is refused next to its field; what is only unusual is accepted.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from flask import request
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from diagnostic.core.diagnosis.model.result import Unit
from diagnostic.core.plan.edits import FIELDS, EditValue
from diagnostic.core.plan.improvement_plan import Goal, PlanLine
from diagnostic.core.plan.overlay import LineView, value_of
from diagnostic.i18n import N_
from diagnostic.text import Text
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.fields import Choice, Day, choice, text, tidy
from diagnostic.web.staff.common.page import _
from diagnostic.web.staff.plan.labels import from_form, in_form

SHORT, LONG, NOTE = 200, 600, 200
WORDS = tuple(name for name, kind in FIELDS.items() if kind == "words")
DAYS = tuple(name for name, kind in FIELDS.items() if kind == "day")
TARGETS = tuple(name for name, kind in FIELDS.items() if kind == "target")
AMOUNTS: Mapping[str, float] = {
    "rep_hours_per_week": 40,
    "rep_hours": 500,
    "manager_hours": 1000,
    "company_days": 1000,
}
MONEY = ("low", "mid", "high")
RANGES: Mapping[Unit, tuple[float, float]] = {
    "points": (0, 10),
    "share": (0, 10),
    "probability": (0, 1),
    "sd": (-10, 10),
    "hours": (0, 10_000),
    "days": (0, 3650),
    "months": (0, 600),
    "ratio": (0, 1000),
    "count": (0, 1e9),
    "money": (0, 1e15),
}
NUMBER = re.compile(r"[-\u2212]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
LONGEST = timedelta(days=3 * 366)
ROUNDED = 0.005


class AmountField(StringField):  # type: ignore[misc]
    """A number as people write it; what was typed is kept. `number` is what it says, None where it is empty."""

    number: float | None = None

    def pre_validate(self, _form: Form) -> None:
        given = unicodedata.normalize("NFKC", self.data or "").strip().removesuffix("%").strip()
        self.number = None
        if not given:
            return
        if len(given) > 30 or not NUMBER.fullmatch(given):
            raise StopValidation(N_("Please give a number, such as 1,250 or 27.5."))
        self.number = float(given.replace(",", "").replace("\u2212", "-"))


class Bounded:
    """An amount between nothing and `most`; without one it is nothing."""

    def __init__(self, most: float) -> None:
        self.most = most

    def __call__(self, _form: Form, field: Field) -> None:
        if field.number is not None and not 0 <= field.number <= self.most:
            raise ValidationError(N_("That is outside what can be meant here."))


def long_text() -> TextAreaField:
    return TextAreaField(
        filters=[tidy], validators=[Length(max=LONG, message=N_("That is too long; 600 characters at most."))]
    )


def amount(most: float) -> AmountField:
    return AmountField(filters=[tidy], validators=[Bounded(most)])


class PlanLineForm(Form):  # type: ignore[misc]
    """Every field of a line. `start` is the plan's first day; `line` and `base` are the line as it is and as it was
    proposed."""

    name_zh = text(SHORT)
    name_en = text(SHORT)
    owner_label_zh = text(SHORT)
    owner_label_en = text(SHORT)
    first_step_zh = long_text()
    first_step_en = long_text()
    check_zh = long_text()
    check_en = long_text()
    risk_zh = long_text()
    risk_en = long_text()
    decision_zh = long_text()
    decision_en = long_text()
    first_step_by = Day(validators=[InputRequired(N_("Please fill this in."))])
    begins = Day(validators=[InputRequired(N_("Please fill this in."))])
    leading_by = Day(validators=[InputRequired(N_("Please fill this in."))])
    kpi_by = Day(validators=[InputRequired(N_("Please fill this in."))])
    leading = AmountField(filters=[tidy])
    lagging = AmountField(filters=[tidy])
    rep_hours_per_week = amount(AMOUNTS["rep_hours_per_week"])
    rep_hours = amount(AMOUNTS["rep_hours"])
    manager_hours = amount(AMOUNTS["manager_hours"])
    company_days = amount(AMOUNTS["company_days"])
    money = Choice(choices=choice([(level, level) for level in MONEY]))

    def __init__(
        self,
        *args: Any,
        start: date,
        currency: str | None,
        line: PlanLine | None = None,
        base: PlanLine | None = None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.start, self.currency, self.line = start, currency, line
        self.known = [each for each in (line, base) if each is not None]

    def validate_name_zh(self, _field: Field) -> None:
        self._one_of("name")

    def validate_owner_label_zh(self, _field: Field) -> None:
        self._one_of("owner_label")

    def validate_first_step_zh(self, _field: Field) -> None:
        self._one_of("first_step")

    def validate_check_zh(self, _field: Field) -> None:
        self._one_of("check")

    def validate_risk_zh(self, _field: Field) -> None:
        self._one_of("risk")

    def validate_first_step_by(self, field: Field) -> None:
        if self._moved(field) and not self.start <= field.data <= self.start + LONGEST:
            raise ValidationError(N_("Please give a day after the plan's start and within three years."))

    def validate_begins(self, field: Field) -> None:
        self._not_before(field, self.first_step_by, N_("It can't begin before its first step is done."))

    def validate_leading_by(self, field: Field) -> None:
        self._not_before(field, self.begins, N_("The leading measure can't move before the action begins."))

    def validate_kpi_by(self, field: Field) -> None:
        self._not_before(field, self.leading_by, N_("The result can't show before the leading measure does."))

    def validate_leading(self, field: Field) -> None:
        self._sensible(field, self._goal(field))

    def validate_lagging(self, field: Field) -> None:
        self._sensible(field, self._goal(field))

    def value(self, name: str) -> EditValue:
        """What the consultant wants in a field of the line. What was not touched is what it was, to the last digit
        no page shows."""
        kind = FIELDS[name]
        if kind == "words":
            zh, en = (self[f"{name}_{lang}"].data or "" for lang in ("zh", "en"))
            return Text(zh, en) if zh or en else None
        if kind == "target":
            return self._target(name)
        if kind == "amount":
            known = (float(getattr(line.load, name)) for line in self.known)
            exact = (value for value in known if self[name].data == in_form(value, "hours", None))
            return next(exact, self[name].number or 0.0)
        found: EditValue = self[name].data
        return found

    def _goal(self, field: Field) -> Goal | None:
        goal: Goal | None = None if self.line is None else getattr(self.line, field.name)
        return goal

    def _target(self, name: str) -> float | None:
        goals: list[Goal] = [getattr(line, name) for line in self.known]
        for goal in goals:
            if self[name].data == in_form(goal.target, goal.unit, self.currency):
                return goal.target
        unit, number = goals[0].unit if goals else self.unit_of(name), self[name].number
        return None if number is None else from_form(number, unit, self.currency)

    def unit_of(self, _name: str) -> Unit:
        """The unit of a measure that is not in the plan yet."""
        return "points"

    def _one_of(self, name: str) -> None:
        if not self[f"{name}_zh"].data and not self[f"{name}_en"].data:
            raise ValidationError(N_("Please give it in one language at least."))

    def _moved(self, field: Field) -> bool:
        """A day the analysis itself proposed is never refused."""
        return field.data is not None and (self.line is None or field.data != value_of(self.line, field.name))

    def _not_before(self, field: Field, earlier: Field, fault: str) -> None:
        if field.data and earlier.data and field.data < earlier.data:
            raise ValidationError(fault)
        if self._moved(field) and field.data > self.start + LONGEST:
            raise ValidationError(N_("Please give a day after the plan's start and within three years."))

    def _sensible(self, field: Field, goal: Goal | None) -> None:
        if field.errors or field.number is None:
            return
        target = self._target(field.name)
        if target is None or target in [getattr(line, field.name).target for line in self.known]:
            return
        low, high = RANGES[goal.unit if goal else self.unit_of(field.name)]
        if not math.isfinite(target) or not low <= target <= high:
            raise ValidationError(N_("The target is outside what this measure can be."))
        if goal is not None and goal.baseline and _worse(target, goal, goal.baseline.value):
            raise ValidationError(
                N_(
                    "This target is worse than today. To hold today's level give that number; to read only the "
                    "direction leave it empty."
                )
            )


def _worse(target: float, goal: Goal, now: float) -> bool:
    """A step backwards, by more than the rounding of what the page shows."""
    return goal.better * (target - now) < -ROUNDED * abs(now)


class OwnActionForm(PlanLineForm):
    """An action in the consultant's own words, with measures of its own. `cause` names a cause of the plan."""

    cause = Choice(choices=[])
    leading_name_zh = text(SHORT)
    leading_name_en = text(SHORT)
    leading_unit = Choice(choices=[], default="share")
    leading_better = Choice(choices=[], default="1")
    lagging_name_zh = text(SHORT)
    lagging_name_en = text(SHORT)
    lagging_unit = Choice(choices=[], default="share")
    lagging_better = Choice(choices=[], default="1")

    def validate_leading_name_zh(self, _field: Field) -> None:
        self._one_of("leading_name")

    def validate_lagging_name_zh(self, _field: Field) -> None:
        self._one_of("lagging_name")

    def unit_of(self, name: str) -> Unit:
        given = self[f"{name}_unit"].data
        return given if given in RANGES else "points"

    def goal(self, name: str, key: str) -> Goal:
        label = Text(self[f"{name}_name_zh"].data or "", self[f"{name}_name_en"].data or "")
        better: Literal[1, -1] = -1 if self[f"{name}_better"].data == "-1" else 1
        return Goal(f"{key}-{name}", label, self.unit_of(name), better, None, self._target(name))


class KeepForm(Form):  # type: ignore[misc]
    note = text(NOTE)


def form_values(line: PlanLine, currency: str | None) -> dict[str, Any]:
    """What the form shows before anybody types."""
    found: dict[str, Any] = {}
    for name in WORDS:
        said = getattr(line, name)
        found[f"{name}_zh"], found[f"{name}_en"] = (said.zh, said.en) if said else ("", "")
    found |= {name: getattr(line, name) for name in DAYS}
    for name in TARGETS:
        goal: Goal = getattr(line, name)
        found[name] = in_form(goal.target, goal.unit, currency)
    found |= {name: in_form(getattr(line.load, name), "hours", None) for name in AMOUNTS}
    return found | {"money": line.load.money}


def line_form(start: date, view: LineView, currency: str | None) -> PlanLineForm:
    """The form of a line of a plan that begins on `start`."""
    data = form_values(view.line, currency)
    form = PlanLineForm(
        request.form, start=start, currency=currency, line=view.line, base=view.base, data=data
    )
    form.money.choices = money_choices()
    return form


def money_choices() -> list[Any]:
    return choice([(level, _(labels.MONEY[level])) for level in MONEY])
