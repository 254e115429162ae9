"""The people a wave of an assessment could ask, by today's roster and figures."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from diagnostic.core.figures.model.performance import Period
from diagnostic.core.wave.plan import Staffing, employed
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.clients.rosters import unit_names
from diagnostic.storage.imports.figures import load_figures


def find_staffing(session: Session, client_id: str, assessment_id: str, today: date) -> Staffing | None:
    """Everybody employed `today`, and what they attained in the assessment's period; None where the client has no such
    assessment."""
    # loads numpy, which the start of the product does without
    from diagnostic.core.figures.analysis.attainment import attained_of
    from diagnostic.core.figures.analysis.period_figures import covered, figures_of

    facts = find_assessment(session, client_id, assessment_id)
    if facts is None:
        return None
    figures = load_figures(session, client_id, with_deals=False)
    period = Period(facts.first, facts.last)
    cut, there = figures_of(figures, period, today), covered(figures, today)
    return Staffing(
        employed(figures.roster.people, today),
        unit_names(session, client_id),
        attained_of(cut.now, cut.period) if cut else {},
        today,
        period.label,
        there.label if there and cut is None else "",
    )
