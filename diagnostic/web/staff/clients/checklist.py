"""The checklist of an assessment: which steps are done, which one is next, which are open, and which must wait.

Until the wave is published every step before it can be taken again. Exactly one step is next; a step that waits leads
nowhere yet and says for what it waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from flask import url_for
from markupsafe import Markup

from diagnostic.core.wave.model import RUNNING
from diagnostic.i18n import N_
from diagnostic.storage.clients.assessment_progress import AssessmentProgress
from diagnostic.usecases.analysis.unread_inputs import is_refused
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.page import _, day, number

State = Literal["done", "now", "open", "later"]
STEPS = (
    *("client", "roster", "surveys", "figures", "shown", "publish", "links", "participation", "close"),
    *("diagnosis", "plan", "report"),
)
PAGES: Mapping[str, str] = {
    "client": "clients.client",
    "roster": "imports.roster",
    "surveys": "surveys.surveys",
    "figures": "imports.figures",
    "shown": "waves.coverage",
    "publish": "waves.publish",
    "links": "waves.links",
    "participation": "waves.participation",
    "close": "waves.close",
    "diagnosis": "diagnosis.diagnosis",
    "plan": "plan.plan",
    "report": "reports.report",
}
"""The page where each step is taken."""
OF_CLIENT = ("client", "roster", "figures")  # what belongs to the client, whichever assessment uses it


@dataclass(frozen=True, slots=True)
class ChecklistStep:
    """A step of the checklist; `address` is empty where it must wait."""

    key: str
    state: State
    note: Markup
    address: str


def checklist_steps(client_id: str, assessment_id: str, known: AssessmentProgress) -> Sequence[ChecklistStep]:
    states = states_of(known)
    notes = _notes(known)
    return [
        ChecklistStep(
            key,
            states[key],
            notes[key],
            "" if states[key] == "later" else _address(key, client_id, assessment_id, known),
        )
        for key in STEPS
    ]


def _address(key: str, client_id: str, assessment_id: str, known: AssessmentProgress) -> str:
    """Where a step is taken now: figures are asked about on a page of their own."""
    if key == "figures" and known.doubts:
        return url_for("doubts.doubts", client_id=client_id, assessment_id=assessment_id)
    return step_address(key, client_id, assessment_id)


def step_address(key: str, client_id: str, assessment_id: str) -> str:
    """Where the page of a step lies."""
    if key in OF_CLIENT:
        return url_for(PAGES[key], client_id=client_id)
    return url_for(PAGES[key], client_id=client_id, assessment_id=assessment_id)


def states_of(known: AssessmentProgress) -> Mapping[str, State]:
    """The state of every step. A wave that was given up is as if it had never been: the next one is to be published."""
    if _is_abandoned(known):
        known = replace(known, wave=None)
    done, ready = _done(known), _ready(known)
    following = next((key for key in STEPS if key in _next(known) and key not in done), None)
    return {
        key: "now" if key == following else "done" if key in done else "open" if key in ready else "later"
        for key in STEPS
    }


def _done(known: AssessmentProgress) -> frozenset[str]:
    wave = known.wave
    unread = {read.kind for read in known.reads if is_refused(read)}
    facts = {
        "client": True,
        "roster": known.people > 0 and "roster" not in unread,
        "surveys": known.surveys is not None or wave is not None,
        "figures": known.in_period > 0 and not unread - {"roster"} and not known.doubts,
        "shown": wave is not None,
        "publish": wave is not None,
        "links": wave is not None and (wave.links_made > 0 or wave.state != "open"),
        "participation": wave is not None and wave.state != "open",
        "close": wave is not None and wave.state not in RUNNING,
        "diagnosis": known.run is not None,
        "plan": known.versions > 0,
        "report": known.reports > 0,
    }
    return frozenset(key for key, there in facts.items() if there)


def _ready(known: AssessmentProgress) -> frozenset[str]:
    """Steps whose page has something to do."""
    ready = {"client", "roster", "surveys", "figures"}
    if known.people:
        ready |= {"shown", "publish"}
    if known.wave:
        ready |= {"links", "participation", "close"}
    if known.in_period or (known.wave and known.wave.state not in RUNNING):
        ready.add("diagnosis")
    if known.run:
        ready |= {"plan", "report"}
    return frozenset(ready)


def _next(known: AssessmentProgress) -> frozenset[str]:
    """Steps that may be called next. Surveys and preview can be left as they are proposed; while answers come in,
    there is nothing to do but wait."""
    return (
        _ready(known)
        - {"surveys", "shown"}
        - ({"diagnosis", "plan", "report"} if _is_running(known) else set())
    )


def _is_abandoned(known: AssessmentProgress) -> bool:
    return known.wave is not None and known.wave.state == "abandoned"


def _is_running(known: AssessmentProgress) -> bool:
    return known.wave is None or known.wave.state in RUNNING


def _notes(known: AssessmentProgress) -> Mapping[str, Markup]:
    """The line under each step: how much there is of it, else what it is for."""
    found = {
        "client": (N_("Units: {n}, from the roster"), {"n": number(known.units)}) if known.units else None,
        "roster": (N_("{n} {n:person|people}"), {"n": number(known.people)})
        if known.people
        else (N_("Bring in the roster as CSV or Excel"), {}),
        "surveys": (N_("Surveys chosen: {n}"), {"n": number(known.surveys)})
        if known.surveys is not None
        else None,
        "figures": _note_of_figures(known),
        **_notes_of_wave(known),
        "diagnosis": (N_("Analysis {n}"), {"n": number(known.run)}) if known.run else None,
        "plan": (N_("Versions kept: {n}"), {"n": number(known.versions)}) if known.versions else None,
        "report": (N_("Reports made: {n}"), {"n": number(known.reports)}) if known.reports else None,
    }
    notes = {key: found.get(key) or (labels.STEP_NOTES[key], {}) for key in STEPS}
    return {key: _(name, **values) for key, (name, values) in notes.items()}


def _note_of_figures(known: AssessmentProgress) -> tuple[str, dict[str, str]] | None:
    if not known.has_figures:
        return None
    if not known.in_period:
        return N_("There are figures of {has}, none of this assessment's period"), {"has": known.covers}
    if known.doubts:
        return N_("Values that can hardly be right: {n}. Please confirm or correct them"), {
            "n": number(known.doubts)
        }
    return N_("Targets: {targets}, results: {actuals}, deals: {deals}"), _counted(known)


def _counted(known: AssessmentProgress) -> dict[str, str]:
    return {name: number(getattr(known, name)) for name in ("targets", "actuals", "deals")}


def _notes_of_wave(known: AssessmentProgress) -> Mapping[str, tuple[str, dict[str, str]] | None]:
    wave = known.wave
    if wave is None:
        return {}
    if _is_abandoned(known):
        return {"close": (labels.CLOSINGS["abandoned"], {})}
    until = {"day": day(wave.closes_on)}
    return {
        "publish": (N_("Open for answers until {day}"), until)
        if wave.state == "open"
        else (N_("Published"), {}),
        "links": (N_("Links made: {n}"), {"n": number(known.invited)})
        if wave.links_made and known.invited
        else None,
        "participation": (N_("Answers come in until {day}"), until) if wave.state == "open" else None,
        "close": (labels.CLOSINGS[wave.state], {}) if wave.state != "open" else None,
    }
