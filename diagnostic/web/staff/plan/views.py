"""The plan of an assessment: the page that shows it, the form of a line, and what is done with a whole line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response

from diagnostic.core.plan import capacity
from diagnostic.core.plan.edits import FIELDS, WHOLE_PLAN
from diagnostic.core.plan.improvement_plan import Goal
from diagnostic.core.plan.overlay import LineView, base_of, value_of
from diagnostic.core.plan.rules import PlanRules
from diagnostic.core.plan.schedule import WINDOWS
from diagnostic.storage.accounts.audit_log import LogAction, add_entry
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.plans import drop_edit, versions_of
from diagnostic.text import Text
from diagnostic.usecases.plan.change_plan_line import DEEDS, change_plan_line
from diagnostic.usecases.plan.current_plan import CurrentPlan, current_plan
from diagnostic.usecases.plan.edit_plan_line import edit_plan_line
from diagnostic.web.staff.common.context import StaffContext, account_here
from diagnostic.web.staff.common.fields import choice
from diagnostic.web.staff.common.page import language, page, tell, words
from diagnostic.web.staff.plan.forms import AMOUNTS, MONEY, PlanLineForm, form_values
from diagnostic.web.staff.plan.scope import PlanPlace, place_of

AUDITED: Mapping[str, LogAction] = {
    "lock": "plan_line_locked",
    "unlock": "plan_line_unlocked",
    "remove": "plan_line_removed",
    "restore": "plan_line_restored",
    "up": "plan_order_changed",
    "down": "plan_order_changed",
}


class PlanPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments/<assessment_id>/plan"
        both = ["GET", "POST"]
        app.add_url_rule(one, "plan", self.plan)
        app.add_url_rule(f"{one}/lines/<line>", "plan_line", self.plan_line, methods=both)
        app.add_url_rule(f"{one}/lines/<line>/deed", "plan_deed", self.plan_deed, methods=["POST"])
        app.add_url_rule(f"{one}/order", "plan_order", self.plan_order, methods=["POST"])

    def plan(self, client_id: str, assessment_id: str) -> Response:
        with self.store.reading() as session:
            place = place_of(session, client_id, assessment_id)
            current = current_plan(session, assessment_id)
            versions = versions_of(session, assessment_id) if current else []
        if current is None:
            return page("plan_empty.html", trail=place.trail(), place=place)
        rules = PlanRules()
        return page(
            "plan.html",
            trail=place.trail(),
            place=place,
            current=current,
            plan=current.plan,
            say=place.say(),
            hash=line_hash,
            mark=mark,
            windows=WINDOWS,
            rules=rules,
            versions=versions,
            hours=capacity.rep_hours(current.plan, rules),
            owners=capacity.owners(current.plan, rules),
            conflicts=sum(bool(view.conflicts) for view in current.lines),
        )

    def plan_line(self, client_id: str, assessment_id: str, line: str) -> Response:
        with self.store.reading() as session:
            place = place_of(session, client_id, assessment_id)
            current = current_plan(session, assessment_id) or abort(404)
        view = find_line(current, line)
        form = line_form(current, view, place)
        back, settled = request.form.get("back", ""), request.form.get("settle", "")
        if request.method == "GET" or view in current.removed:
            return self._line_page(form, place, current, view)
        put_back(form, view, back, place.currency)
        if not form.validate():
            return self._line_page(form, place, current, view, 422)
        with self.store.writing() as session:
            hold_assessment(session, assessment_id)
            view = find_line(current_plan(session, assessment_id) or abort(404), line)
            moved = view.lock is not None or request.form.get("seen") != mark(view)
            if not moved:
                self._save(session, place, view, form, back, settled)
        if moved:
            return self._line_page(form, place, current, view, 409)
        tell("done_plan_back" if back in FIELDS else "done_saved")
        stay = back in FIELDS or settled in FIELDS
        return redirect(place.line(line) if stay else f"{place.plan}#l-{line}")

    def _save(
        self, session: Session, place: PlanPlace, view: LineView, form: PlanLineForm, back: str, settled: str
    ) -> None:
        wanted = {name: form.value(name) for name in FIELDS}
        if back in FIELDS:
            wanted[back] = value_of(view.base, back)
        by, at, settle = account_here().email, self.office.now(), {settled} & set(FIELDS)
        if edit_plan_line(session, place.assessment_id, view, wanted, by, at, settle) or settle:
            add_entry(session, self.office.entry("plan_line_changed", place.subject(view.line.name)))

    def plan_deed(self, client_id: str, assessment_id: str, line: str) -> Response:
        """Lock, take out, move, or the undoing of one of these. What somebody else has changed since the page was
        drawn is looked at first."""
        deed = next((each for each in DEEDS if each == request.form.get("deed")), None)
        if deed is None:
            abort(404)
        with self.store.writing() as session:
            place = place_of(session, client_id, assessment_id)
            hold_assessment(session, assessment_id)
            current = current_plan(session, assessment_id) or abort(404)
            view = find_line(current, line)
            seen = mark(current) if deed in ("up", "down") else mark(view)
            moved = request.form.get("seen") != seen
            if not moved and change_plan_line(
                session, current, view, deed, account_here().email, self.office.now()
            ):
                add_entry(session, self.office.entry(AUDITED[deed], place.subject(view.line.name)))
        tell("done_plan_moved" if moved else f"done_plan_{deed}", name=view.line.name[language()])
        return redirect(f"{place.plan}#l-{line}" if deed != "remove" else place.plan)

    def plan_order(self, client_id: str, assessment_id: str) -> Response:
        """Back to the order the analysis proposes."""
        with self.store.writing() as session:
            place = place_of(session, client_id, assessment_id)
            hold_assessment(session, assessment_id)
            current = current_plan(session, assessment_id) or abort(404)
            if current.overlaid.reordered:
                drop_edit(session, assessment_id, WHOLE_PLAN, "order")
                add_entry(session, self.office.entry("plan_order_changed", place.client.name))
        tell("done_plan_order")
        return redirect(place.plan)

    def _line_page(
        self, form: PlanLineForm, place: PlanPlace, current: CurrentPlan, view: LineView, status: int = 200
    ) -> Response:
        """The form; on 409 with what is stored now beside what was typed, where the two differ, and a fresh mark, so
        that saving again holds."""
        said = place.say()
        differ = [name for name in FIELDS if status == 409 and form.value(name) != value_of(view.line, name)]
        stored = {name: said.stored(name, base_of(view.line, name)) for name in differ}
        return page(
            "plan_line.html",
            status,
            form=form,
            place=place,
            view=view,
            say=said,
            seen=mark(view),
            current=current,
            trail=place.trail((view.line.name[language()], "")),
            conflicts={c.field: c for c in view.conflicts},
            proposed=proposals(view, place),
            stored=stored,
            hash=line_hash(view.key),
            amounts=AMOUNTS,
            out=view in current.removed,
        )


def line_hash(key: str) -> str:
    """A line's key as an address holds it."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def find_line(current: CurrentPlan, line: str) -> LineView:
    found = (view for view in (*current.lines, *current.removed) if line_hash(view.key) == line)
    return next(found, None) or abort(404)


def mark(seen: LineView | CurrentPlan) -> str:
    """Tells whether a line (for a move: the order) is still what the page showed."""
    told: object = [view.key for view in seen.lines] if isinstance(seen, CurrentPlan) else _told(seen)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _told(view: LineView) -> tuple[object, ...]:
    return tuple(base_of(view.line, name) for name in FIELDS), view.base, view.lock, view.conflicts


def line_form(current: CurrentPlan, view: LineView, place: PlanPlace) -> PlanLineForm:
    form = PlanLineForm(
        request.form,
        start=current.plan.start,
        currency=place.currency,
        line=view.line,
        base=view.base,
        data=form_values(view.line, place.currency),
    )
    form.money.choices = money_choices()
    return form


def money_choices() -> list[Any]:
    return choice([(level, words()[f"plan_money_{level}"]) for level in MONEY])


def inputs_of(name: str) -> tuple[str, ...]:
    """The inputs that hold a field: words stand in two."""
    return (f"{name}_zh", f"{name}_en") if FIELDS[name] == "words" else (name,)


def put_back(form: PlanLineForm, view: LineView, name: str, currency: str | None) -> None:
    """The proposal into the inputs of a field, whatever was typed there."""
    if name in FIELDS:
        base = form_values(view.base, currency)
        for each in inputs_of(name):
            form[each].data, form[each].process_errors = base[each], []
            form[each].raw_data = [str(base[each])]


def proposals(view: LineView, place: PlanPlace) -> Mapping[str, Sequence[str]]:
    """What is proposed for each field that is edited, as it is shown beside each of its inputs."""
    said = place.say()
    found: dict[str, Sequence[str]] = {}
    for name in view.edits:
        base = base_of(view.base, name)
        if isinstance(base, Goal):
            found[name] = (str(said.target(base)),)
        elif isinstance(base, Text):
            found[name] = (base.zh, base.en)
        else:
            found[name] = (str(said.value(name, base)),)
    return found
