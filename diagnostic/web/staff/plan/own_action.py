"""An action in the consultant's own words: its form, and the line of the plan it becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request

from diagnostic.core.plan.improvement_plan import ImprovementPlan, LineKey, Load, PlanLine, Scope
from diagnostic.core.plan.schedule import after
from diagnostic.core.wave.group_labels import WHOLE_COMPANY
from diagnostic.i18n import both
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.fields import choice
from diagnostic.web.staff.common.page import _, language
from diagnostic.web.staff.plan.forms import AMOUNTS, DAYS, RANGES, TARGETS, OwnActionForm, money_choices
from diagnostic.web.staff.plan.forms import WORDS as WORDS_OF_A_LINE
from diagnostic.web.staff.plan.scope import PlanScope

OWN = "own"
FRESH = re.compile(r"[0-9a-f]{16}")
COMPANY = Scope("company", "company", WHOLE_COMPANY)
PROPOSED_DAYS = {"first_step_by": 7, "begins": 14, "leading_by": 42, "kpi_by": 90}
OwnCause = tuple[int, Scope]
OwnCauses = Mapping[str, OwnCause]


def causes_of(plan: ImprovementPlan) -> OwnCauses:
    """The causes in a plan, by what a form calls them; an action of one's own may also answer none of them."""
    left = (each.line for each in plan.not_chosen if each.line is not None)
    causes = [(line.row, line.scope) for line in (*plan.lines, *left)]
    causes += [(talk.row, talk.scope) for talk in plan.talks]
    return {f"{row}|{scope.id}": (row, scope) for row, scope in (*causes, (0, COMPANY))}


def own_form(start: date, scope: PlanScope, causes: OwnCauses) -> OwnActionForm:
    """The form, with days proposed for a plan that begins on `start`."""
    proposed: dict[str, Any] = {name: after(start, count) for name, count in PROPOSED_DAYS.items()}
    for name in ("check", "risk"):
        own = both(labels.OWN_ACTION[name])
        proposed |= {f"{name}_zh": own.zh, f"{name}_en": own.en}
    form = OwnActionForm(request.form, start=start, currency=scope.currency, data=proposed | {"money": "low"})
    form.money.choices = money_choices()
    form.cause.choices = choice([(key, _cause_label(scope, *cause)) for key, cause in causes.items()])
    units = [(unit, str(scope.say().unit(unit))) for unit in RANGES if unit != "sd"]
    for name in ("leading", "lagging"):
        form[f"{name}_unit"].choices = choice(units)
        form[f"{name}_better"].choices = choice([("1", _("higher is better")), ("-1", _("lower is better"))])
    return form


def own_line(form: OwnActionForm, causes: OwnCauses, fresh: str) -> PlanLine:
    """The line; `fresh` was drawn with the form, so that a form sent twice makes one line."""
    row, scope = causes[form.cause.data]
    code = f"{OWN}-{fresh}"
    given: dict[str, Any] = {name: form.value(name) for name in (*WORDS_OF_A_LINE, *DAYS)}
    load: dict[str, Any] = {name: form.value(name) for name in (*AMOUNTS, "money")}
    given |= {name: form.goal(name, code) for name in TARGETS}
    return PlanLine(
        key=LineKey(OWN, "", scope.id, code),
        priority=0,
        row=row,
        certainty="to_check",
        action=code,
        scope=scope,
        owner=OWN,
        load=Load(**load),
        **given,
    )


def _cause_label(plan: PlanScope, row: int, scope: Scope) -> str:
    cause = plan.say().cause(row)
    return str(_("{cause} ({scope})", cause=cause, scope=scope.label[language()]) if row else cause)
