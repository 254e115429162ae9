"""Composes the report from a diagnosis and its plan; SECTIONS is its table of contents.

Answers come first, details later. A section that lacks data says what is missing; no section is left out.
"""

from __future__ import annotations

from dataclasses import replace

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.plan.playbook import Playbook
from diagnostic.core.report.cover import cover
from diagnostic.core.report.model.document import Chart, ReportDocument, Section
from diagnostic.core.report.model.view import as_shares
from diagnostic.core.report.prose.lost_answers import with_marked_goals, with_note
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.prose.words import plus
from diagnostic.core.report.sections.answer.section import section_answer
from diagnostic.core.report.sections.appendix import section_appendix
from diagnostic.core.report.sections.causes import section_causes
from diagnostic.core.report.sections.gaps import section_gaps
from diagnostic.core.report.sections.plan import section_plan
from diagnostic.core.report.sections.review import section_review
from diagnostic.core.report.sections.risks import section_risks
from diagnostic.core.report.sections.shortfall.section import section_shortfall
from diagnostic.core.report.sections.survey import section_survey
from diagnostic.text import Text

SECTIONS = (
    section_answer,
    section_shortfall,
    section_causes,
    section_risks,
    section_plan,
    section_review,
    section_survey,
    section_gaps,
)


def compose(
    diagnosis: Diagnosis,
    cause_map: CauseMap | None = None,
    playbook: Playbook | None = None,
    plan: ImprovementPlan | None = None,
) -> ReportDocument:
    """The report in both languages, for the web and for print: the sections numbered from 1, then the appendix A."""
    diagnosis = as_shares(diagnosis)
    goals = None if plan is None else with_marked_goals(plan, diagnosis)
    material = Material(diagnosis, cause_map, playbook, goals)
    made = [_numbered(make(material), str(place)) for place, make in enumerate(SECTIONS, start=1)]
    charts = tuple(block for section in made for block in section.blocks if isinstance(block, Chart))
    appendix = _numbered(section_appendix(material, charts), "A")
    assessment = diagnosis.assessment
    return ReportDocument(
        title=plus(assessment.client, Text("：", ": "), assessment.title),
        cover=cover(diagnosis),
        sections=tuple(map(with_note, (*made, appendix))),
        as_of=assessment.as_of,
        simulated=assessment.simulated,
        provenance=diagnosis.provenance or {},
    )


def _numbered(section: Section, number: str) -> Section:
    """The section with its number; one of a single block (mostly: what is missing) does not begin a new page."""
    return replace(section, number=number, new_page=section.new_page and len(section.blocks) > 1)
