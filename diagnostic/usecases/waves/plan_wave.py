"""From a client's data and a consultant's draft to the plan of a wave, with all that is worth knowing before it opens.

Nothing is read or stored. The same data and the same draft give the same plan, so what a page showed and what is
published can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from diagnostic.core.wave.plan import Staffing, plan_groups
from diagnostic.core.wave.wave_plan import WavePlan
from diagnostic.faults import Fault
from diagnostic.storage.waves.drafts import WaveDraft

OPEN_DAYS = 14  # a wave is proposed to stay open for so long


@dataclass(frozen=True, slots=True)
class PlannedWave:
    """`faults` keep it from opening; `notes` are shown with it."""

    plan: WavePlan
    notes: tuple[Fault, ...]
    faults: tuple[Fault, ...]


def plan_wave(assessment_id: str, staffing: Staffing, draft: WaveDraft) -> PlannedWave:
    """The wave as it would open on the day of the `staffing`."""
    groups = plan_groups(staffing, [each.module for each in draft.surveys], draft.tagging, draft.rules)
    asked = {module.module for module in groups.modules}
    closes_on = draft.closes_on or staffing.day + timedelta(days=OPEN_DAYS)
    faults = list(groups.faults)
    if not draft.surveys:
        faults.append(Fault("wave.no_survey"))
    if closes_on <= staffing.day:
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
