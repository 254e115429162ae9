"""One module of the survey, from its scores to everything that may be said about it.

The order matters: first the partition (who may be told apart), then reliability (which items may be a scale at
all), and only then any mean, gap or weight.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.diagnosis import Response, ScaleGrade
from diagnostic.core.diagnosis.result import CannotSay, Group, GroupKind, Measure, Result
from diagnostic.core.diagnosis.study import Module
from diagnostic.core.diagnosis.survey_groups import (
    COMPANY,
    Attribute,
    Leaf,
    NamedGroup,
    ScaleView,
    base_partition,
    group_id,
    named_groups,
    view_scale,
)
from diagnostic.core.diagnosis.survey_levels import LEVEL_OF_ROLE, compare_with_required, weigh_themes
from diagnostic.core.diagnosis.survey_results import Tested, compare_groups, describe_means, hidden
from diagnostic.core.diagnosis.survey_weights import between_units, goes_with, rank_needs
from diagnostic.core.diagnosis.words import WHOLE_COMPANY
from diagnostic.core.privacy.labels import label_of
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Atom, Partition
from diagnostic.core.survey.instrument import Instrument, Scale
from diagnostic.core.survey.reliability import ScaleQuality, scale_quality
from diagnostic.text import Text

PEOPLE_COLUMNS: Mapping[str, GroupKind] = {"role": "role", "band": "band", "tenure": "manager_tenure"}
OUTCOMES = ("MO-ENG", "MO-STA")
DRIVER_RESAMPLES = 500  # each of them decomposes R2 over all subsets of the predictors


@dataclass(frozen=True, slots=True)
class Setting:
    """How this run reads every module: rules, surveys, what the roster says of units, seed and resamples."""

    rules: PublishingRules
    instruments: tuple[Instrument, ...]
    unit_attributes: tuple[Attribute, ...]
    seed: int
    resamples: int


@dataclass(frozen=True, slots=True)
class ModuleOutcome:
    """What one module says. `tested` waits for the family it is judged in; the rest is final."""

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


def stable_rng(seed: int, key: str) -> np.random.Generator:
    """A generator of its own for each statistic: a new figure never changes the draws of another."""
    return np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(key.encode())]))


def diagnose_module(module: Module, setting: Setting) -> ModuleOutcome:
    """All results of one module."""
    nested = _of_units(module)
    attributes = _attributes(module, setting.unit_attributes)
    base = base_partition(module.sheet, setting.rules, _kinds(module, setting.unit_attributes))
    groups = named_groups(module.name, base, attributes) if base.atoms else ()
    quality = {scale.code: scale_quality(module.scores, scale) for scale in module.scores.scales}
    usable = [scale for scale in module.scores.scales if quality[scale.code].grade != "refused"]
    views = _views(module, usable, base, setting.rules)
    tested, results = _per_scale(module, usable, views, base, attributes, groups, setting, nested)
    results += _weights(module, usable, views, results, setting, nested)
    grades = tuple(_grade(quality[scale.code], results) for scale in module.scores.scales)
    return ModuleOutcome(
        module.name, tuple(tested), tuple(results), tuple(_groups(module, groups, base, views)),
        tuple(_measure(module, scale) for scale in module.scores.scales), grades,
        tuple(_response(module, base)), base, groups, views,
    )  # fmt: skip


def _views(
    module: Module, usable: Sequence[Scale], base: Partition, rules: PublishingRules
) -> dict[str, ScaleView]:
    found = {
        scale.code: view_scale(
            module.sheet, module.scores.of(scale.code), module.sheet.ends(scale), base, rules
        )
        for scale in usable
    }
    return {code: view for code, view in found.items() if view is not None}


def _per_scale(
    module: Module,
    usable: Sequence[Scale],
    views: Mapping[str, ScaleView],
    base: Partition,
    attributes: Sequence[Attribute],
    groups: Sequence[NamedGroup],
    setting: Setting,
    nested: bool,
) -> tuple[list[Tested], list[Result]]:
    tested: list[Tested] = []
    results: list[Result] = []
    for scale in usable:
        view = views.get(scale.code)
        if view is None:
            results.append(hidden("mean", group_id(module.name, COMPANY), scale.code))
            continue
        results += describe_means(module.name, scale.code, view, groups, nested)
        tested += compare_groups(module.name, scale.code, view, base, attributes, setting.rules, nested)
        tested += compare_with_required(scale, view, groups, setting.rules)
        if nested:
            results += between_units(module.name, scale.code, view)
    return tested, results


def _of_units(module: Module) -> bool:
    columns = module.sheet.group_columns
    return bool(columns) and not set(columns) & PEOPLE_COLUMNS.keys()


def _attributes(module: Module, of_units: Sequence[Attribute]) -> tuple[Attribute, ...]:
    """What groups are declared: each grouping column but the units themselves, and what the roster says of units."""
    sheet = module.sheet
    columns = sheet.group_columns[:-1] if _of_units(module) else sheet.group_columns
    found = [
        Attribute(
            PEOPLE_COLUMNS.get(column, "region"),
            {leaf: leaf[depth] for leaf in sheet.leaves},
            {leaf[depth]: label[depth] for leaf, label in zip(sheet.leaves, sheet.leaf_labels, strict=True)},
        )
        for depth, column in enumerate(columns)
    ]
    return (
        (*found, *(_on_leaves(each, sheet.leaves) for each in of_units))
        if _of_units(module)
        else tuple(found)
    )


def _on_leaves(attribute: Attribute, leaves: Sequence[Leaf]) -> Attribute:
    """An attribute of units, known by the unit's own name, put on the leaves of this sheet."""
    known = {leaf: attribute.value_of[leaf[-1:]] for leaf in leaves if leaf[-1:] in attribute.value_of}
    return replace(attribute, value_of=known)


def _kinds(module: Module, of_units: Sequence[Attribute]) -> Sequence[str] | None:
    """Team type of each leaf, so that small units merge with their like first."""
    types = next((each for each in of_units if each.kind == "team_type"), None)
    if module.sheet.leaf_kinds is not None or not _of_units(module) or types is None:
        return module.sheet.leaf_kinds
    return [types.value_of.get(leaf[-1:], "") for leaf in module.sheet.leaves]


def _weights(
    module: Module,
    usable: Sequence[Scale],
    views: Mapping[str, ScaleView],
    results: Sequence[Result],
    setting: Setting,
    nested: bool,
) -> list[Result]:
    asked = [
        scale for scale in usable if scale.code in views and not _asked_of_some(module.scores.of(scale.code))
    ]
    found = list(_themes(module, results, setting))
    if nested:
        found += _drivers(module, asked, setting)
    for kind in ("skill", "condition", "wellbeing"):
        found += _priorities(module, kind, asked, setting, nested)
    return found


def _themes(module: Module, results: Sequence[Result], setting: Setting) -> Iterator[Result]:
    company = {
        r.measure: r for r in results if r.kind == "mean" and r.group == group_id(module.name, COMPANY)
    }
    for instrument in setting.instruments:
        block = module.sheet.choices.get(instrument.importance_item or "")
        if block is None:
            continue
        themes = [instrument.importance.get(option.value) for option in block.options]
        columns = [place for place, theme in enumerate(themes) if theme is not None]
        names = [str(themes[place]) for place in columns]
        yield from weigh_themes(module.name, block.chosen[:, columns], names, company, setting.rules)


def _drivers(module: Module, asked: Sequence[Scale], setting: Setting) -> Iterator[Result]:
    scores = {scale.code: module.scores.of(scale.code) for scale in asked}
    predictors = [scale.code for scale in asked if scale.kind == "condition" and scale.code not in OUTCOMES]
    for outcome in OUTCOMES:
        if outcome in scores and len(predictors) > 1:
            rng = stable_rng(setting.seed, f"driver|{module.name}|{outcome}")
            resamples = min(setting.resamples, DRIVER_RESAMPLES)
            yield from goes_with(
                module.name, outcome, scores, predictors, module.sheet.leaf_of, setting.rules, resamples, rng
            )


def _priorities(
    module: Module, kind: str, asked: Sequence[Scale], setting: Setting, nested: bool
) -> Iterator[Result]:
    needs = {
        scale.code: _need(module, scale)
        for scale in asked
        if scale.kind == kind and scale.code not in OUTCOMES
    }
    if len(needs) > 1:
        rng = stable_rng(setting.seed, f"priority|{module.name}|{kind}")
        unit = module.sheet.leaf_of if nested else None
        yield from rank_needs(module.name, needs, setting.rules, setting.resamples, rng, unit)


def _asked_of_some(scores: NDArray[np.float64]) -> bool:
    """A role's or a team type's own scale: most people were never asked it."""
    return bool(np.isfinite(scores).mean() < 0.5)


def _need(module: Module, scale: Scale) -> NDArray[np.float64]:
    """Reference - score: the required level of the person's role for skills, the middle of the scale otherwise."""
    scores, sheet = module.scores.of(scale.code), module.sheet
    if not scale.required:
        return sum(sheet.ends(scale)) / 2 - scores
    place = sheet.group_columns.index("role") if "role" in sheet.group_columns else None
    levels = [LEVEL_OF_ROLE.get("R" if place is None else leaf[place], "R") for leaf in sheet.leaves]
    required = [scale.required[level].value if level in scale.required else np.nan for level in levels]
    return np.array(required)[sheet.leaf_of] - scores


def _grade(quality: ScaleQuality, results: Sequence[Result]) -> ScaleGrade:
    icc = next((r for r in results if r.kind == "icc" and r.measure == quality.scale), None)
    return ScaleGrade(
        quality.scale, quality.k, quality.n, quality.alpha, quality.low, quality.high, quality.grade,
        None if quality.cannot_say is None else CannotSay(quality.cannot_say, quality.n, quality.needed),
        icc.estimate if icc else None,
    )  # fmt: skip


def _groups(
    module: Module, groups: Sequence[NamedGroup], base: Partition, views: Mapping[str, ScaleView]
) -> Iterator[Group]:
    people = {atom.id: atom.answered for atom in base.atoms}
    for group in groups:
        n = sum(people[part] for part in group.published.parts)
        yield Group(group.id, group.kind, group.label, "survey", n, group.parent, module.name)
    if not groups:
        yield Group(
            group_id(module.name, COMPANY), "company", WHOLE_COMPANY, "survey", None, None, module.name
        )
    names = _names(module)
    coarser = [atom for view in views.values() for atom in view.means.partition.atoms]
    for atom in {atom.id: atom for atom in (*base.atoms, *coarser)}.values():
        n = sum(people[part] for part in atom.parts)
        label, parent = label_of(atom.leaves, base, names), _parent(module, atom)
        yield Group(group_id(module.name, "atom", atom.id), "atom", label, "survey", n, parent, module.name)


def _parent(module: Module, atom: Atom) -> str:
    inner = _of_units(module) and len(module.sheet.group_columns) > 1
    if inner and len({leaf[0] for leaf in atom.leaves}) == 1:
        return group_id(module.name, "region", atom.leaves[0][0])
    return group_id(module.name, COMPANY)


def _names(module: Module) -> Mapping[Leaf, Text]:
    """What nodes of the tag tree are called: a unit by its own name, a tag of people by all its parts."""
    names: dict[Leaf, Text] = {}
    for leaf, labels in zip(module.sheet.leaves, module.sheet.leaf_labels, strict=True):
        for depth in range(1, len(leaf) + 1):
            parts = labels[depth - 1 : depth] if _of_units(module) else labels[:depth]
            joined = Text(" · ".join(p["zh"] for p in parts), " · ".join(p["en"] for p in parts))
            names[leaf[:depth]] = joined
    return names


def _measure(module: Module, scale: Scale) -> Measure:
    low, high = module.sheet.ends(scale)
    return Measure(scale.code, scale.kind, scale.name, scale.definition, "points", low, high, 1, scale.areas)


def _response(module: Module, partition: Partition) -> Iterator[Response]:
    if partition.atoms:
        yield Response(group_id(module.name, COMPANY), partition.answered, None)
    for atom in partition.atoms:
        invited = [module.invited.get(leaf) for leaf in atom.leaves]
        known = [n for n in invited if n is not None]
        total = sum(known) if len(known) == len(invited) else None
        yield Response(group_id(module.name, "atom", atom.id), atom.answered, total)
