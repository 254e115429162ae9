"""How a plan reads on a page: goals, loads, causes and single fields in the reader's language, currency and units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.model.result import Unit
from diagnostic.core.plan.edits import FIELDS, Edit, EditValue
from diagnostic.core.plan.improvement_plan import Baseline, Goal, PlanLine
from diagnostic.core.report.prose import numbers
from diagnostic.text import LANGS, Lang, Text
from diagnostic.web.languages import HTML_LANG
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.page import _, client_text, day

PERCENT: frozenset[Unit] = frozenset({"share", "probability"})
HOURS = ("rep_hours_per_week", "rep_hours", "manager_hours", "company_days")


@dataclass(frozen=True, slots=True)
class PlanWords:
    lang: Lang
    currency: str | None
    cause_map: CauseMap

    def cause(self, row: int) -> str | Markup:
        """What the cause is called; a row the map no longer has by its number."""
        if row == 0:
            return _("not for a cause of the diagnosis")
        found = next((each for each in self.cause_map.rows if each.number == row), None)
        return found.name[self.lang] if found else _("cause {n}", n=row)

    def amount(self, value: float, unit: Unit) -> str:
        return numbers.amount(value, unit, self.currency)[self.lang]

    def baseline(self, baseline: Baseline | None, unit: Unit) -> str | Markup:
        """ "0.79 (0.75 to 0.83)": where a metric stands, with its interval."""
        if baseline is None:
            return _("not measured yet")
        now = self.amount(baseline.value, unit)
        if baseline.low is None or baseline.high is None:
            return now
        ends = (numbers.amount(end, unit, self.currency) for end in (baseline.low, baseline.high))
        return _("{now} (95% interval {interval})", now=now, interval=numbers.span(*ends)[self.lang])

    def target(self, goal: Goal) -> str | Markup:
        if goal.target is None:
            return _("no target; read the direction") if goal.baseline else _("measure first")
        return self.amount(goal.target, goal.unit)

    def goal(self, goal: Goal) -> Markup:
        """Baseline and target in one line, for a comparison."""
        now = self.baseline(goal.baseline, goal.unit)
        return _("now {now}; target {target}", now=now, target=self.target(goal))

    def load(self, line: PlanLine) -> str:
        given = [
            str(_(labels.LOADS[name], n=f"{value:g}"))
            for name in HOURS
            if (value := getattr(line.load, name))
        ]
        return str(_(", ")).join([*given, str(_(labels.MONEY[line.load.money]))])

    def value(self, field: str, value: EditValue) -> str | Markup:
        """What stands in a field, in a sentence or a table."""
        if isinstance(value, Goal):
            return self.goal(value)
        if isinstance(value, Text):
            return client_text(value)
        if isinstance(value, date):
            return day(value)
        if value is None:
            return _("—")
        if FIELDS.get(field) == "level":
            return _(labels.MONEY[str(value)])
        return f"{value:g}" if isinstance(value, (int, float)) else str(value)

    def stored(self, field: str, value: EditValue) -> str | Markup:
        """What another consultant has stored: words in both languages, since they may have changed either."""
        if isinstance(value, Text) and not any(value.lacks(lang) for lang in LANGS):
            sides = [
                Markup('<span lang="{}">{}</span>').format(HTML_LANG[lang], value[lang]) for lang in LANGS
            ]
            return Markup(" · ").join(sides)
        return self.value(field, value)

    def fields(self, edits: Iterable[Edit]) -> str:
        return str(_(", ")).join(str(_(labels.PLAN_FIELDS[edit.field])) for edit in edits)

    def mine(self, goal: Goal, value: EditValue) -> str | Markup:
        """A target of the consultant's own, which a conflict names without a baseline."""
        return (
            self.amount(value, goal.unit) if isinstance(value, float) else _("no target; read the direction")
        )

    def unit(self, unit: Unit) -> str | Markup:
        """What a number in a form is counted in."""
        if unit == "money":
            return numbers.currency_words(self.currency)[0 if self.lang == "zh" else 1] or _(
                "the client's currency"
            )
        return _(labels.UNITS[unit])


def in_form(value: float | None, unit: Unit, currency: str | None) -> str:
    """A number as a form holds it: per cent for shares, whole units of the currency for money; rounded as the page
    rounds it."""
    if value is None:
        return ""
    shown = value * 100 if unit in PERCENT else numbers.major(value, currency) if unit == "money" else value
    digits = numbers.decimal(shown, 2)["en"].replace(",", "").replace(numbers.MINUS, "-")
    return digits.rstrip("0").rstrip(".")


def from_form(shown: float, unit: Unit, currency: str | None) -> float:
    if unit in PERCENT:
        return shown / 100
    return shown / numbers.major(1, currency) if unit == "money" else shown
