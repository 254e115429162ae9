"""From a study to a diagnosis: survey and figures each to their results, families judged, causes read in order.

The survey never meets a person: it is joined with the figures through units (type, tenure, region) and bands only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.causes.evaluate import evaluate_causes
from diagnostic.core.diagnosis.figures.outcome import FiguresOutcome, diagnose_figures
from diagnostic.core.diagnosis.gate import pass_grades, pass_results
from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, Note, ScaleGrade
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import CannotSay, Group, Measure, Result, ResultFamily, Results
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.diagnosis.model.verdict import judge_family
from diagnostic.core.diagnosis.pitfalls import check_pitfalls
from diagnostic.core.diagnosis.release import certify
from diagnostic.core.diagnosis.strengths import find_strengths
from diagnostic.core.diagnosis.survey.change import changes_since, coming_back
from diagnostic.core.diagnosis.survey.groups import COMPANY, group_id
from diagnostic.core.diagnosis.survey.inventory import take_inventory
from diagnostic.core.diagnosis.survey.levels import compare_self_with_managers
from diagnostic.core.diagnosis.survey.module import AnalysisSettings, ModuleOutcome, diagnose_module
from diagnostic.core.diagnosis.survey.results import LEVEL, Tested
from diagnostic.core.diagnosis.survey.units import unit_attributes
from diagnostic.text import Text, same

Pulse = Callable[[str], None]
"""Receives the part being worked on: the name of a module, or one of the words below. It is called often, and
may raise to stop the work."""
FIGURES, CAUSES = "figures", "causes"

HOLM_FAMILIES: tuple[ResultFamily, ...] = ("confirmatory", "required")
MIXED = Text(
    "合并后的{n}个组混有不同的{attribute}（{module}问卷），不计入相应比较的任何一方。",
    "{n} merged {n:group|groups} of the {module} survey {n:mixes|mix} values of {attribute} and {n:stands|stand} on "
    "neither side of that comparison.",
)
ATTRIBUTES: Mapping[str, Text] = {
    "region": Text("区域", "region"),
    "team_type": Text("团队类型", "team type"),
    "manager_tenure": Text("主管任职时间", "manager tenure"),
    "role": Text("岗位", "role"),
    "band": Text("业绩段", "performance band"),
}


def go_on(part: str) -> None:
    """Reports no progress; for callers that do not need it."""


def diagnose(
    study: Study, cause_map: CauseMap, pulse: Pulse = go_on
) -> tuple[Diagnosis, tuple[ModuleOutcome, ...]]:
    """The diagnosis, and what each module published (for release.json)."""
    modules = diagnose_survey(study, pulse)
    pulse(FIGURES)
    figures = diagnose_figures(study)
    pulse(CAUSES)
    survey = judge_survey(study, modules)
    grades = pass_grades([grade for module in modules for grade in module.grades], study.rules)
    results = _dated((*survey, *_alphas(modules, grades), *figures.results), _period(study, figures))
    groups = _groups(modules, figures)
    measures = _measures(study, modules, figures)
    bare = Diagnosis(
        assessment=study.assessment,
        inputs=study.inputs,
        groups=groups,
        measures=measures,
        results=results,
        causes=(),
        scales=grades,
        response=tuple(line for module in modules for line in module.response),
        figures=figures.view,
        coverage=figures.coverage,
        certificates={m.module: certify(m, study.rules, survey) for m in modules},
        notes=(
            *study.notes,
            *figures.notes,
            *(note for m in modules for note in _mixed(m)),
            *(note for m in modules for note in m.notes),
            *coming_back([r for r in survey if r.kind == "wave_change"], modules),
        ),
    )
    bare = replace(bare, inventory=take_inventory(study, modules))
    causes: tuple[Cause, ...] = evaluate_causes(bare, cause_map)
    diagnosed = replace(bare, causes=causes)
    return replace(
        diagnosed, strengths=find_strengths(diagnosed), pitfalls=check_pitfalls(diagnosed)
    ), modules


def _period(study: Study, figures: FiguresOutcome) -> str:
    """What every result is about: the period stated, else the one the figures were compared over."""
    if study.period is not None:
        return study.period.label
    return figures.view.period if figures.view is not None else ""


def _dated(results: Iterable[Result], period: str) -> Results:
    return Results(tuple(replace(result, period=result.period or period) for result in results))


def diagnose_survey(study: Study, pulse: Pulse = go_on) -> tuple[ModuleOutcome, ...]:
    """Every module by itself; they share no key and are never joined by person."""
    declared = unit_attributes(study.figures, study.assessment.as_of) if study.figures else ()
    settings = AnalysisSettings(study.rules, study.instruments, declared, study.seed, study.resamples, pulse)
    return tuple(diagnose_module(module, settings) for module in study.modules)


def judge_survey(study: Study, modules: Sequence[ModuleOutcome]) -> tuple[Result, ...]:
    """All survey results, each family of claims adjusted by Holm.

    "confirmatory" is every declared contrast (groups, top band, self against managers) on every scale of the
    report, over all modules; "required" is every required level, which answers a separate question.
    """
    tested = [test for module in modules for test in module.tested]
    tested += _self_against_managers(study, modules)
    tested += _since_earlier(study, modules)
    judged: list[Result] = []
    for family in HOLM_FAMILIES:
        own = [test for test in tested if test.result.family == family]
        judged += judge_family([t.result for t in own], "holm", [t.equivalent for t in own])
    partitions = [module.partition for module in modules]
    return pass_results(
        [*judged, *(result for module in modules for result in module.results)], partitions, study.rules
    )


def _alphas(modules: Sequence[ModuleOutcome], grades: Sequence[ScaleGrade]) -> Iterator[Result]:
    """Reliability as results, of the whole company: alpha, of refused scales too (that is why), and omega."""
    module_of = {grade.measure: module.module for module in modules for grade in module.grades}
    for grade in grades:
        blank = Result(
            "alpha",
            group_id(module_of[grade.measure], COMPANY),
            grade.measure,
            "alpha",
            "description",
            "ratio",
            cannot_say=grade.cannot_say or CannotSay("not_shown"),
            verdict="cannot_tell",
        )
        if grade.alpha is None:
            yield blank
            continue
        shown = replace(blank, n=grade.n, cannot_say=None, verdict="described", estimate=grade.alpha)
        yield replace(shown, low=grade.low, high=grade.high, level=LEVEL)
        if grade.omega is not None:
            yield replace(shown, kind="omega", method="omega", estimate=grade.omega)


def _mixed(module: ModuleOutcome) -> Iterator[Note]:
    """Which declared comparisons leave merged groups out, and how many."""
    for kind, n in module.mixed.items():
        if n and module.named:
            words = MIXED.format(n=n, attribute=ATTRIBUTES[kind], module=same(module.module))
            yield Note("mixed_atoms", words)


def _since_earlier(study: Study, modules: Sequence[ModuleOutcome]) -> list[Tested]:
    if not study.earlier:
        return []
    declared = unit_attributes(study.figures, study.assessment.as_of) if study.figures else ()
    asked = {module.name: module for module in study.modules}
    both = [(asked[outcome.module], outcome) for outcome in modules if outcome.module in asked]
    return list(changes_since(study.earlier, both, declared, study.rules))


def _self_against_managers(study: Study, modules: Sequence[ModuleOutcome]) -> list[Tested]:
    by_name = {module.module: module for module in modules}
    skills, managers = by_name.get("skills"), by_name.get("manager")
    if skills is None or managers is None:
        return []
    module = study.module("manager")
    scales = module.scores.scales if module is not None else ()
    pairs = [
        (scale, skills.views[scale.mirrors], managers.views[scale.code])
        for scale in scales
        if scale.mirrors is not None and scale.mirrors in skills.views and scale.code in managers.views
    ]
    return [
        compare_self_with_managers(
            scale,
            (skills.module, own),
            (managers.module, theirs),
            study.rules,
            stable_rng(study.seed, f"self_manager|{scale.code}"),
        )
        for scale, own, theirs in pairs
    ]


def _groups(modules: Sequence[ModuleOutcome], figures: FiguresOutcome) -> Mapping[str, Group]:
    return {group.id: group for group in (*figures.groups, *(g for m in modules for g in m.groups))}


def _measures(
    study: Study, modules: Sequence[ModuleOutcome], figures: FiguresOutcome
) -> Mapping[str, Measure]:
    """A scale is marked as well where the managers' view of it rests on many lost answers: both stand side by side."""
    found = {
        measure.code: measure for measure in (*figures.measures, *(x for m in modules for x in m.measures))
    }
    managers = study.module("manager")
    for scale in managers.scores.scales if managers is not None else ():
        own, theirs = found.get(scale.mirrors or ""), found.get(scale.code)
        if own is not None and theirs is not None and theirs.lost_many:
            found[own.code] = own.marked
    return found
