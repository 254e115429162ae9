"""One module of the survey, from its scores to everything that may be said about it.

The order matters: first the partition (who may be distinguished), then reliability (which items may be a
scale at all), and only then any mean, gap or weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.diagnosis import Note, Response, ScaleGrade
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import Group, Measure, Result, ResultKind
from diagnostic.core.diagnosis.model.study import Module
from diagnostic.core.diagnosis.survey.careless import MEASURE, careless_sheets
from diagnostic.core.diagnosis.survey.contrasts import mixed_atoms
from diagnostic.core.diagnosis.survey.drivers import between_units, goes_with, rank_needs, within_units
from diagnostic.core.diagnosis.survey.groups import (
    COMPANY,
    Attribute,
    NamedGroup,
    ScaleView,
    base_partition,
    group_id,
    named_groups,
    view_scale,
)
from diagnostic.core.diagnosis.survey.levels import compare_with_required
from diagnostic.core.diagnosis.survey.listing import list_grade, list_groups, list_measure, list_response
from diagnostic.core.diagnosis.survey.results import Tested, compare_groups, describe_means, hidden
from diagnostic.core.diagnosis.survey.tags import (
    atom_of_people,
    declared_attributes,
    leaf_kinds,
    made_of_units,
    reference_of_people,
)
from diagnostic.core.diagnosis.survey.themes import weigh_themes
from diagnostic.core.diagnosis.survey.trend import trend_over_bands
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Partition
from diagnostic.core.survey.instrument import Instrument, Scale
from diagnostic.core.survey.scoring.reliability import ScaleQuality, scale_quality
from diagnostic.core.survey.scoring.score import ScoreSheet

OUTCOMES = ("MO-ENG", "MO-STA")
OF_UNITS: tuple[ResultKind, ...] = ("icc", "icc2", "rwg_uniform", "rwg_skew")
RANKED_KINDS = ("skill", "condition", "wellbeing")
ASKED_OF_ALL = 0.5  # of the people have a score, else it is a role's or a team type's own scale


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """How this run reads every module: rules, surveys, what the roster says of units, seed and resamples.

    `pulse` is called with the module's name wherever a second may have passed, and may raise to stop the work."""

    rules: PublishingRules
    instruments: tuple[Instrument, ...]
    unit_attributes: tuple[Attribute, ...]
    seed: int
    resamples: int
    pulse: Callable[[str], None] = lambda _module: None


@dataclass(frozen=True, slots=True)
class ModuleOutcome:
    """What one module says. `tested` waits for the family it is judged in; the rest is final.

    `mixed` counts the atoms that are on no side of a declared comparison, by its attribute.
    """

    module: str
    tested: tuple[Tested, ...]
    results: tuple[Result, ...]
    groups: tuple[Group, ...]
    measures: tuple[Measure, ...]
    grades: tuple[ScaleGrade, ...]
    response: tuple[Response, ...]
    partition: Partition
    named: tuple[NamedGroup, ...]
    views: Mapping[str, ScaleView]
    mixed: Mapping[str, int]
    notes: tuple[Note, ...] = ()


def diagnose_module(module: Module, settings: AnalysisSettings) -> ModuleOutcome:
    """All results of one module."""
    given = _ModuleInput(module, settings)
    tested = tuple(test for scale in given.shown for test in _tests(given, scale))
    results = [result for scale in given.usable for result in _descriptions(given, scale)]
    means = {r.measure: r for r in results if r.kind == "mean" and r.group == given.company}
    results += [*_themes(given, means), *_drivers(given)]
    careless = list(
        careless_sheets(module.name, module.sheet, given.views, results, settings.rules)
        if given.base.atoms
        else ()
    )
    results += [result for result, _ in careless]
    for kind in RANKED_KINDS:
        results += _priorities(given, kind)
    scales = module.scores.scales
    return ModuleOutcome(
        module.name,
        tested,
        tuple(results),
        tuple(list_groups(module, given.named, given.base, given.views)),
        (*(list_measure(module, scale) for scale in scales), *([MEASURE] if careless else [])),
        _grades(given, results),
        tuple(list_response(module, given.base)),
        given.base,
        given.named,
        given.views,
        {each.kind: mixed_atoms(given.base, each) for each in given.attributes},
        tuple(note for _, note in careless if note is not None),
    )


@dataclass(frozen=True)
class _ModuleInput:
    """What every result of a module rests on, each made once (not slotted: it is made when first asked for)."""

    module: Module
    settings: AnalysisSettings

    @cached_property
    def nested(self) -> bool:
        return made_of_units(self.module.sheet)

    @cached_property
    def company(self) -> str:
        return group_id(self.module.name, COMPANY)

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        return declared_attributes(self.module.sheet, self.settings.unit_attributes)

    @cached_property
    def base(self) -> Partition:
        kinds = leaf_kinds(self.module.sheet, self.settings.unit_attributes)
        return base_partition(self.module.sheet, self.settings.rules, kinds)

    @cached_property
    def named(self) -> tuple[NamedGroup, ...]:
        return named_groups(self.module.name, self.base, self.attributes) if self.base.atoms else ()

    @cached_property
    def quality(self) -> Mapping[str, ScaleQuality]:
        scores = self.module.scores
        return {scale.code: self._quality_of(scores, scale) for scale in scores.scales}

    def _quality_of(self, scores: ScoreSheet, scale: Scale) -> ScaleQuality:
        self.go_on()
        return scale_quality(scores, scale)

    @cached_property
    def usable(self) -> tuple[Scale, ...]:
        """The scales whose items hang together, or may for all these answers say."""
        scales = self.module.scores.scales
        return tuple(scale for scale in scales if self.quality[scale.code].grade != "refused")

    @cached_property
    def views(self) -> Mapping[str, ScaleView]:
        found = {
            scale.code: view_scale(
                self.module.sheet,
                self.scores(scale),
                self.module.sheet.ends(scale),
                self.base,
                self.settings.rules,
            )
            for scale in self.usable
        }
        return {code: view for code, view in found.items() if view is not None}

    @cached_property
    def shown(self) -> tuple[Scale, ...]:
        return tuple(scale for scale in self.usable if scale.code in self.views)

    @cached_property
    def asked_of_all(self) -> tuple[Scale, ...]:
        return tuple(s for s in self.shown if np.isfinite(self.scores(s)).mean() >= ASKED_OF_ALL)

    @cached_property
    def unit(self) -> NDArray[np.intp]:
        return atom_of_people(self.module.sheet, self.base)

    def scores(self, scale: Scale) -> NDArray[np.float64]:
        return self.module.scores.of(scale.code)

    def go_on(self) -> None:
        self.settings.pulse(self.module.name)

    def rng(self, key: str) -> np.random.Generator:
        return stable_rng(self.settings.seed, f"{key}|{self.module.name}")


def _tests(given: _ModuleInput, scale: Scale) -> Iterator[Tested]:
    given.go_on()
    view, rules = given.views[scale.code], given.settings.rules
    yield from compare_groups(
        given.module.name, scale.code, view, given.base, given.attributes, rules, given.nested, given.rng
    )
    yield from compare_with_required(scale, view, given.named, rules)


def _descriptions(given: _ModuleInput, scale: Scale) -> Iterator[Result]:
    given.go_on()
    view, rules = given.views.get(scale.code), given.settings.rules
    if view is None:
        yield hidden("mean", given.company, scale.code)
        return
    yield from describe_means(given.module.name, scale.code, view, given.named, rules, given.nested)
    if not given.nested:
        yield from trend_over_bands(given.module.name, scale.code, view, given.base, given.attributes, rules)
    if given.nested:
        yield from between_units(given.module.name, scale.code, view)
        low, high = given.module.sheet.ends(scale)
        items = given.module.scores.items_of(scale)
        yield from within_units(given.module.name, scale.code, view, items, round(high - low) + 1)


def _themes(given: _ModuleInput, means: Mapping[str, Result]) -> Iterator[Result]:
    """Stated importance, for each survey that asked it."""
    if not given.base.atoms:
        return
    for instrument in given.settings.instruments:
        block = given.module.sheet.choices.get(instrument.importance_item or "")
        if block is None:
            continue
        named = [
            (place, instrument.importance.get(option.value)) for place, option in enumerate(block.options)
        ]
        themes = {place: theme for place, theme in named if theme is not None}
        chosen = block.chosen[:, list(themes)]
        yield from weigh_themes(given.module.name, chosen, list(themes.values()), means, given.settings.rules)


def _drivers(given: _ModuleInput) -> Iterator[Result]:
    """What goes with each outcome; only where units are known, since answers are centred within them."""
    if not given.nested:
        return
    scores = {scale.code: given.scores(scale) for scale in given.asked_of_all}
    conditions = [scale.code for scale in given.asked_of_all if scale.kind == "condition"]
    predictors = [code for code in conditions if code not in OUTCOMES]
    for outcome in OUTCOMES:
        if outcome in scores and len(predictors) > 1:
            given.go_on()
            yield from goes_with(
                given.module.name, outcome, scores, predictors, given.unit, given.settings.rules
            )


def _priorities(given: _ModuleInput, kind: str) -> Iterator[Result]:
    given.go_on()
    ranked = [s for s in given.asked_of_all if s.kind == kind and s.code not in OUTCOMES]
    sheet, unit = given.module.sheet, given.unit if given.nested else None
    needs = {s.code: reference_of_people(sheet, s, given.base) - given.scores(s) for s in ranked}
    if len(needs) > 1:
        rng = given.rng(f"priority|{kind}")
        yield from rank_needs(
            given.module.name, needs, given.settings.rules, given.settings.resamples, rng, unit
        )


def _grades(given: _ModuleInput, results: list[Result]) -> tuple[ScaleGrade, ...]:
    """Every scale's grade; a refused one keeps its alpha, the reason it is no scale."""
    of_units = {(r.measure, r.kind): r.estimate for r in results if r.kind in OF_UNITS}
    return tuple(
        list_grade(
            quality,
            bool(given.base.atoms) and (quality.grade == "refused" or code in given.views),
            [of_units.get((code, kind)) for kind in OF_UNITS],
            given.settings.rules,
        )
        for code, quality in given.quality.items()
    )
