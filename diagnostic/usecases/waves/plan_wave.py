"""From a client's data and a consultant's draft to the plan of a wave, with all that is worth knowing before it opens.

Nothing is stored. The same data and the same draft give the same plan, so a page that showed one and the deed that
publishes it can be held against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from diagnostic.core.figures.model.performance import Period
from diagnostic.core.wave.plan import Staffing, employed, plan_groups
from diagnostic.faults import Fault
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.clients.rosters import unit_names
from diagnostic.storage.database.session import Session
from diagnostic.storage.imports.figures import load_figures
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.usecases.waves.open_wave import WavePlan

OPEN_DAYS = 14  # a wave is proposed to stay open for so long


@dataclass(frozen=True, slots=True)
class PlannedWave:
    """`faults` keep it from opening; `notes` are said beside it."""

    plan: WavePlan
    notes: tuple[Fault, ...]
    faults: tuple[Fault, ...]


def plan_wave(
    session: Session, client_id: str, assessment_id: str, draft: WaveDraft, today: date
) -> PlannedWave:
    """The wave as it would open today. Raises LookupError where the client has no such assessment."""
    staffing = staffing_of(session, client_id, assessment_id, today)
    groups = plan_groups(staffing, [each.module for each in draft.surveys], draft.tagging, draft.rules)
    asked = {module.module for module in groups.modules}
    closes_on = draft.closes_on or today + timedelta(days=OPEN_DAYS)
    faults = list(groups.faults)
    if not draft.surveys:
        faults.append(Fault("wave.no_survey"))
    if closes_on <= today:
        faults.append(Fault("plan.closes_early", values={"day": closes_on.isoformat()}))
    plan = WavePlan(
        assessment_id,
        [each.definition for each in draft.surveys if each.module in asked],
        groups.modules,
        groups.invitees,
        draft.purpose,
        closes_on,
        draft.rules,
        draft.choice,
        draft.retention_months,
    )
    return PlannedWave(plan, groups.notes, tuple(faults))


def staffing_of(session: Session, client_id: str, assessment_id: str, today: date) -> Staffing:
    """Whom a wave could ask today, and what they attained in the assessment's period."""
    from diagnostic.core.figures.analysis.person_totals import (
        attainments,  # arrays: not to be loaded by whoever asks nothing
    )

    facts = find_assessment(session, client_id, assessment_id)
    if facts is None:
        raise LookupError(assessment_id)
    figures = load_figures(session, client_id, with_deals=False)
    attained = attainments(figures, Period(facts.first, facts.last))
    return Staffing(employed(figures.roster.people, today), unit_names(session, client_id), attained, today)
