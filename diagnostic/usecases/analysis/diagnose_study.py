"""Derives everything from a study: the diagnosis, its release, the proposed plan and the document of the report.

`./run diagnose` (with a client's files) and the pages (with a sealed wave) share this code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from diagnostic.core.diagnosis.causes.baselines import (
    compared_levels,
    current_levels,
    known_signs,
    settled_questions,
)
from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.diagnose import Pulse, diagnose, go_on
from diagnostic.core.diagnosis.model.diagnosis import Assessment, Diagnosis
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.diagnosis.release import release_of
from diagnostic.core.plan.choose import choose_plan
from diagnostic.core.plan.goals import today
from diagnostic.core.plan.improvement_plan import Baseline, ImprovementPlan
from diagnostic.core.plan.playbook import Playbook
from diagnostic.core.plan.rules import PlanRules
from diagnostic.core.privacy.certificate import hash_of_release
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import ReportDocument
from diagnostic.readers.assessment_files import NOT_STATED
from diagnostic.readers.knowledge import Knowledge

PLAN = "plan"  # the last part that `pulse` receives


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything derived from a study."""

    diagnosis: Diagnosis
    release: Mapping[str, object]
    plan: ImprovementPlan
    document: ReportDocument


def diagnose_study(
    study: Study, knowledge: Knowledge, pulse: Pulse = go_on, provenance: Mapping[str, str] | None = None
) -> Analysis:
    """Diagnoses a study. `pulse` receives each part as it begins; `provenance` is printed in the report together with
    the hash of the release."""
    diagnosis, modules = diagnose(study, knowledge.cause_map, pulse)
    release = release_of(study.assessment.title["en"], study.rules, diagnosis, modules)
    diagnosis = replace(
        diagnosis,
        assessment=_with_period(diagnosis),
        provenance={"release": hash_of_release(release), **(provenance or {})},
    )
    pulse(PLAN)
    plan = make_plan(diagnosis, knowledge.playbook, knowledge.cause_map)
    document = compose(diagnosis, knowledge.cause_map, knowledge.playbook, plan)
    return Analysis(diagnosis, release, plan, document)


def make_plan(diagnosis: Diagnosis, playbook: Playbook, cause_map: CauseMap) -> ImprovementPlan:
    """The plan for the causes found, with the current levels as baselines."""
    compared = compared_levels(diagnosis)
    baselines = {
        Baseline.key(scope, measure): today(result, compared.get((scope, measure)))
        for (scope, measure), result in current_levels(diagnosis).items()
        if result.estimate is not None
    }
    facts, settled = known_signs(diagnosis, cause_map), settled_questions(diagnosis)
    start: date = diagnosis.assessment.as_of
    return choose_plan(diagnosis.causes, playbook, cause_map, baselines, PlanRules(), start, facts, settled)


def _with_period(diagnosis: Diagnosis) -> Assessment:
    """The assessment; if it states no period, with the one over which the figures were compared."""
    assessment = diagnosis.assessment
    if assessment.period != NOT_STATED or diagnosis.figures is None or not diagnosis.figures.period:
        return assessment
    return replace(assessment, period=diagnosis.figures.period)
