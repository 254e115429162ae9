"""One simulated company through the whole pipeline but the typesetting, and what calibration keeps of it.

The company is drawn by a program that shares no code with the product, in a process of its own; its files are
read, diagnosed and planned exactly as a client's would be.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.diagnose import diagnose
from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import FIGURE_FAMILIES, Result
from diagnostic.core.plan.improvement_plan import ImprovementPlan, PlanLine
from diagnostic.core.plan.playbook import Playbook
from diagnostic.demo.diagnose_company import demo_request, draw_company
from diagnostic.settings import Settings
from diagnostic.usecases.analysis.diagnose_study import make_plan
from diagnostic.usecases.analysis.read_study import Request, read_study

RESAMPLES = 100  # ranks and weights are not judged here, every tested result is free of resampling


@dataclass(frozen=True, slots=True)
class SeedRun:
    """What one seed gave: tested and mean results of the survey, claims of the figures, causes, the plan."""

    seed: int
    planted: bool
    survey: tuple[Result, ...]
    figure_claims: tuple[Result, ...]
    causes: tuple[Cause, ...]
    lines: tuple[PlanLine, ...]

    @property
    def tested(self) -> tuple[Result, ...]:
        """The confirmatory family: every declared contrast on every scale of the report."""
        return tuple(result for result in self.survey if result.family == "confirmatory")

    @property
    def likely(self) -> tuple[Cause, ...]:
        return tuple(cause for cause in self.causes if cause.certainty == "likely")


def run_seed(
    seed: int, planted: bool, settings: Settings, cause_map: CauseMap, playbook: Playbook
) -> SeedRun:
    """Draw, read, diagnose and plan one company."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder)
        draw_company(inputs, "--seed", str(seed), *([] if planted else ["--no-plants"]))
        request = demo_request(inputs, inputs / "report", settings)
        diagnosis, plan = diagnose_files(request, settings, cause_map, playbook)
    return SeedRun(
        seed,
        planted,
        _survey(diagnosis.results.all),
        _claims(diagnosis.results.all),
        diagnosis.causes,
        plan.lines,
    )


def diagnose_files(
    request: Request, settings: Settings, cause_map: CauseMap, playbook: Playbook
) -> tuple[Diagnosis, ImprovementPlan]:
    """Read, diagnose and plan what lies in files, without putting it on paper."""
    few = replace(settings, resamples=RESAMPLES)
    study, _ = read_study(request, few)
    diagnosis, _ = diagnose(study, cause_map)
    return diagnosis, make_plan(diagnosis, playbook, cause_map)


def _survey(results: Sequence[Result]) -> tuple[Result, ...]:
    """Tested results, and the means of declared groups; single units stay out."""
    return tuple(
        r
        for r in results
        if r.family in ("confirmatory", "required") or (r.kind == "mean" and "/atom:" not in r.group)
    )


def _claims(results: Sequence[Result]) -> tuple[Result, ...]:
    return tuple(r for r in results if r.family in FIGURE_FAMILIES and r.claimed)
