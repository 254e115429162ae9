"""Where an assessment stands, for the head of its page and for lists: five phases, and one line that says the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from diagnostic.core.wave.model import RUNNING
from diagnostic.storage.clients.assessment_status import AssessmentStatus
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.page import _, day

Phase = Literal["done", "now", "later"]
PHASES = ("prepare", "collect", "seal", "diagnose", "report")


def state_line(status: AssessmentStatus) -> Markup:
    """An open wave before everything else, then what came of it last."""
    if status.wave == "open" and status.closes_on is not None:
        return _("Open until {day}", day=day(status.closes_on))
    if status.wave == "closed":
        return _("Closed, to be sealed")
    if status.report is not None:
        return _("Report {n} is made", n=status.report)
    if status.run is not None:
        return _("Diagnosed (analysis {n})", n=status.run)
    state = status.wave or "none"
    return _(labels.ASSESSMENT_STATES[state])


def phases_of(status: AssessmentStatus) -> Mapping[str, Phase]:
    """The first phase that is not over is the one now; after a report there is none. A wave that was given up is as if
    it had never been."""
    wave = None if status.wave == "abandoned" else status.wave
    over = {
        "prepare": wave is not None or status.run is not None,
        "collect": wave not in (None, "open"),
        "seal": wave is not None and wave not in RUNNING,
        "diagnose": status.run is not None and wave not in RUNNING,
        "report": status.report is not None and wave not in RUNNING,
    }
    if wave is None and status.run is not None:  # figures only: no one is asked
        over |= {"collect": True, "seal": True}
    now = next((phase for phase in PHASES if not over[phase]), None)
    return {phase: "done" if over[phase] else "now" if phase == now else "later" for phase in PHASES}


@dataclass(frozen=True, slots=True)
class NewestAssessment:
    """The newest assessment of a client, for the list of clients."""

    assessment_id: str
    said: Markup


def newest_of(statuses: Iterable[AssessmentStatus]) -> Mapping[str, NewestAssessment]:
    """Client -> its newest assessment; the statuses come newest first."""
    found: dict[str, NewestAssessment] = {}
    for each in statuses:
        if each.client_id not in found:
            found[each.client_id] = NewestAssessment(each.assessment_id, state_line(each))
    return found


def state_lines(statuses: Sequence[AssessmentStatus]) -> Mapping[str, Markup]:
    """Assessment -> its state."""
    return {each.assessment_id: state_line(each) for each in statuses}
