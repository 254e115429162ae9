"""One module of the survey, from its scores to everything that may be said about it.

The order matters: first the partition (who may be told apart), then reliability (which items may be a scale at
all), and only then any mean, gap or weight.
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


def diagnose_module(module: Module, setting: AnalysisSettings) -> ModuleOutcome:
    """All results of one module."""
    ground = _ModuleInput(module, setting)
    tested = tuple(test for scale in ground.shown for test in _tests(ground, scale))
    results = [result for scale in ground.usable for result in _descriptions(ground, scale)]
    means = {r.measure: r for r in results if r.kind == "mean" and r.group == ground.company}
    results += [*_themes(ground, means), *_drivers(ground)]
    careless = list(
        careless_sheets(module.name, module.sheet, ground.views, results, setting.rules)
        if ground.base.atoms
        else ()
    )
    results += [result for result, _ in careless]
    for kind in RANKED_KINDS:
        results += _priorities(ground, kind)
    scales = module.scores.scales
    return ModuleOutcome(
        module.name,
        tested,
        tuple(results),
        tuple(list_groups(module, ground.named, ground.base, ground.views)),
        (*(list_measure(module, scale) for scale in scales), *([MEASURE] if careless else [])),
        _grades(ground, results),
        tuple(list_response(module, ground.base)),
        ground.base,
        ground.named,
        ground.views,
        {each.kind: mixed_atoms(ground.base, each) for each in ground.attributes},
        tuple(note for _, note in careless if note is not None),
    )


@dataclass(frozen=True)
class _ModuleInput:
    """What every result of a module rests on, each made once (not slotted: it is made when first asked for)."""

    module: Module
    setting: AnalysisSettings

    @cached_property
    def nested(self) -> bool:
        return made_of_units(self.module.sheet)

    @cached_property
    def company(self) -> str:
        return group_id(self.module.name, COMPANY)

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        return declared_attributes(self.module.sheet, self.setting.unit_attributes)

    @cached_property
    def base(self) -> Partition:
        kinds = leaf_kinds(self.module.sheet, self.setting.unit_attributes)
        return base_partition(self.module.sheet, self.setting.rules, kinds)

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
                self.setting.rules,
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
        self.setting.pulse(self.module.name)

    def rng(self, key: str) -> np.random.Generator:
        return stable_rng(self.setting.seed, f"{key}|{self.module.name}")


def _tests(ground: _ModuleInput, scale: Scale) -> Iterator[Tested]:
    ground.go_on()
    view, rules = ground.views[scale.code], ground.setting.rules
    yield from compare_groups(
        ground.module.name, scale.code, view, ground.base, ground.attributes, rules, ground.nested, ground.rng
    )
    yield from compare_with_required(scale, view, ground.named, rules)


def _descriptions(ground: _ModuleInput, scale: Scale) -> Iterator[Result]:
    ground.go_on()
    view, rules = ground.views.get(scale.code), ground.setting.rules
    if view is None:
        yield hidden("mean", ground.company, scale.code)
        return
    yield from describe_means(ground.module.name, scale.code, view, ground.named, rules, ground.nested)
    if not ground.nested:
        yield from trend_over_bands(
            ground.module.name, scale.code, view, ground.base, ground.attributes, rules
        )
    if ground.nested:
        yield from between_units(ground.module.name, scale.code, view)
        low, high = ground.module.sheet.ends(scale)
        items = ground.module.scores.items_of(scale)
        yield from within_units(ground.module.name, scale.code, view, items, round(high - low) + 1)


def _themes(ground: _ModuleInput, means: Mapping[str, Result]) -> Iterator[Result]:
    """Stated importance, for each survey that asked it."""
    if not ground.base.atoms:
        return
    for instrument in ground.setting.instruments:
        block = ground.module.sheet.choices.get(instrument.importance_item or "")
        if block is None:
            continue
        named = [
            (place, instrument.importance.get(option.value)) for place, option in enumerate(block.options)
        ]
        themes = {place: theme for place, theme in named if theme is not None}
        chosen = block.chosen[:, list(themes)]
        yield from weigh_themes(
            ground.module.name, chosen, list(themes.values()), means, ground.setting.rules
        )


def _drivers(ground: _ModuleInput) -> Iterator[Result]:
    """What goes with each outcome; only where units are known, since answers are centred within them."""
    if not ground.nested:
        return
    scores = {scale.code: ground.scores(scale) for scale in ground.asked_of_all}
    conditions = [scale.code for scale in ground.asked_of_all if scale.kind == "condition"]
    predictors = [code for code in conditions if code not in OUTCOMES]
    for outcome in OUTCOMES:
        if outcome in scores and len(predictors) > 1:
            ground.go_on()
            yield from goes_with(
                ground.module.name, outcome, scores, predictors, ground.unit, ground.setting.rules
            )


def _priorities(ground: _ModuleInput, kind: str) -> Iterator[Result]:
    ground.go_on()
    ranked = [s for s in ground.asked_of_all if s.kind == kind and s.code not in OUTCOMES]
    sheet, unit = ground.module.sheet, ground.unit if ground.nested else None
    needs = {s.code: reference_of_people(sheet, s, ground.base) - ground.scores(s) for s in ranked}
    if len(needs) > 1:
        rng = ground.rng(f"priority|{kind}")
        yield from rank_needs(
            ground.module.name, needs, ground.setting.rules, ground.setting.resamples, rng, unit
        )


def _grades(ground: _ModuleInput, results: list[Result]) -> tuple[ScaleGrade, ...]:
    """Every scale's grade; a refused one keeps its alpha, the reason it is no scale."""
    of_units = {(r.measure, r.kind): r.estimate for r in results if r.kind in OF_UNITS}
    return tuple(
        list_grade(
            quality,
            bool(ground.base.atoms) and (quality.grade == "refused" or code in ground.views),
            [of_units.get((code, kind)) for kind in OF_UNITS],
            ground.setting.rules,
        )
        for code, quality in ground.quality.items()
    )
