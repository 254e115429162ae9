"""What a consultant adds to a plan: an action in his own words, or one the choice had left out."""

from __future__ import annotations

import re
import secrets
from typing import Any

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response

from diagnostic.core.plan.edits import Edit
from diagnostic.core.plan.improvement_plan import (
    ImprovementPlan,
    LineKey,
    Load,
    NotChosen,
    PlanLine,
    Scope,
)
from diagnostic.core.plan.schedule import after
from diagnostic.storage.accounts.audit_log import add_entry
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import put_edit
from diagnostic.text import Text
from diagnostic.usecases.plan.current_plan import CurrentPlan, current_plan
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.fields import choice
from diagnostic.web.staff.common.page import language, page, tell, words
from diagnostic.web.staff.common.words import WORDS
from diagnostic.web.staff.plan.forms import AMOUNTS, DAYS, RANGES, TARGETS, OwnActionForm
from diagnostic.web.staff.plan.forms import WORDS as WORDS_OF_A_LINE
from diagnostic.web.staff.plan.scope import PlanPlace, place_of
from diagnostic.web.staff.plan.views import find_line, line_hash, money_choices

OWN = "own"
FRESH = re.compile(r"[0-9a-f]{16}")
COMPANY = Scope("company", "company", Text("全公司", "Whole company"))
PROPOSED_DAYS = {"first_step_by": 7, "begins": 14, "leading_by": 42, "kpi_by": 90}
Cause = tuple[int, Scope]


class PlanAdditions:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments/<assessment_id>/plan"
        app.add_url_rule(f"{one}/add", "plan_add", self.plan_add, methods=["GET", "POST"])
        app.add_url_rule(f"{one}/take/<line>", "plan_take", self.plan_take, methods=["POST"])

    def plan_add(self, client_id: str, assessment_id: str) -> Response:
        with self.store.reading() as session:
            place = place_of(session, client_id, assessment_id)
            current = current_plan(session, assessment_id) or abort(404)
        causes = causes_of(current.proposed)
        form = own_form(current, place, causes)
        if request.method == "POST" and form.validate():
            given = request.form.get("fresh", "")
            line = own_line(form, causes, given if FRESH.fullmatch(given) else secrets.token_hex(8))
            with self.store.writing() as session:
                hold_assessment(session, assessment_id)
                self._add(session, place, line)
            tell("done_plan_added", name=line.name[language()])
            return redirect(f"{place.plan}#l-{line_hash(str(line.key))}")
        return page(
            "plan_add.html",
            200 if request.method == "GET" else 422,
            form=form,
            place=place,
            amounts=AMOUNTS,
            trail=place.trail((words()["plan_add"], "")),
            say=place.say(),
            fresh=request.form.get("fresh", "") or secrets.token_hex(8),
        )

    def plan_take(self, client_id: str, assessment_id: str, line: str) -> Response:
        """Put into the plan what the choice had left out; what is there already is not put in twice."""
        with self.store.writing() as session:
            place = place_of(session, client_id, assessment_id)
            hold_assessment(session, assessment_id)
            current = current_plan(session, assessment_id) or abort(404)
            chosen = left_out(current, line)
            if chosen is not None:
                self._add(session, place, chosen)
            name = chosen.name if chosen else find_line(current, line).line.name
        tell("done_plan_added", name=name[language()])
        return redirect(f"{place.plan}#l-{line}")

    def _add(self, session: Session, place: PlanPlace, line: PlanLine) -> None:
        edit = Edit(str(line.key), "added", line, None, account_here().email, self.office.now())
        put_edit(session, place.assessment_id, edit)
        add_entry(session, self.office.entry("plan_line_added", place.subject(line.name)))


def left_out(current: CurrentPlan, line: str) -> PlanLine | None:
    found: list[NotChosen] = [each for each in current.plan.not_chosen if each.line is not None]
    lines = (each.line for each in found if each.line and line_hash(str(each.line.key)) == line)
    return next(lines, None)


def causes_of(plan: ImprovementPlan) -> dict[str, Cause]:
    """The causes a plan speaks of, by what a form calls them; an own action may also answer none of them."""
    left = (each.line for each in plan.not_chosen if each.line is not None)
    causes = [(line.row, line.scope) for line in (*plan.lines, *left)]
    causes += [(talk.row, talk.scope) for talk in plan.talks]
    return {f"{row}|{scope.id}": (row, scope) for row, scope in (*causes, (0, COMPANY))}


def own_form(current: CurrentPlan, place: PlanPlace, causes: dict[str, Cause]) -> OwnActionForm:
    plan = current.plan
    proposed: dict[str, Any] = {name: after(plan.start, count) for name, count in PROPOSED_DAYS.items()}
    for name in ("check", "risk"):
        own = WORDS[f"plan_own_{name}"]
        proposed |= {f"{name}_zh": own.zh, f"{name}_en": own.en}
    form = OwnActionForm(
        request.form, start=plan.start, currency=place.currency, data=proposed | {"money": "low"}
    )
    form.money.choices = money_choices()
    form.cause.choices = choice([(key, _cause_label(place, *cause)) for key, cause in causes.items()])
    units = [(unit, str(place.say().unit(unit))) for unit in RANGES if unit != "sd"]
    for name in ("leading", "lagging"):
        form[f"{name}_unit"].choices = choice(units)
        form[f"{name}_better"].choices = choice([("1", words()["plan_more"]), ("-1", words()["plan_less"])])
    return form


def _cause_label(place: PlanPlace, row: int, scope: Scope) -> str:
    cause = place.say().cause(row)
    return str(words()["plan_for"].format(cause=cause, scope=scope.label[language()]) if row else cause)


def own_line(form: OwnActionForm, causes: dict[str, Cause], fresh: str) -> PlanLine:
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
