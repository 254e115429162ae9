"""Lists a module's groups and scales: names, how many people are behind them, how good each scale is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.model.diagnosis import Response, ScaleGrade
from diagnostic.core.diagnosis.model.result import CannotSay, Group, Measure
from diagnostic.core.diagnosis.model.study import Module
from diagnostic.core.diagnosis.survey.groups import COMPANY, LeafPath, NamedGroup, ScaleView, group_id
from diagnostic.core.diagnosis.survey.tags import made_of_units
from diagnostic.core.privacy.labels import label_of
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Atom, Partition
from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.scoring.reliability import ScaleQuality
from diagnostic.core.wave.group_labels import WHOLE_COMPANY
from diagnostic.text import Text


def list_groups(
    module: Module, named: Sequence[NamedGroup], base: Partition, views: Mapping[str, ScaleView]
) -> Iterator[Group]:
    """The declared groups, then every atom of the first partition and of the coarser ones of single scales."""
    people = {atom.id: atom.answered for atom in base.atoms}
    for group in named:
        n = sum(people[part] for part in group.published.parts)
        yield Group(group.id, group.kind, group.label, "survey", n, group.parent, module.name)
    if not named:
        company = group_id(module.name, COMPANY)
        yield Group(company, "company", WHOLE_COMPANY, "survey", None, None, module.name)
    names = _names(module)
    for atom in every_atom(base, views):
        n = sum(people[part] for part in atom.parts)
        label, parent = label_of(atom.leaves, base, names), _parent(module, atom)
        yield Group(group_id(module.name, "atom", atom.id), "atom", label, "survey", n, parent, module.name)


def every_atom(base: Partition, views: Mapping[str, ScaleView]) -> tuple[Atom, ...]:
    """Atoms of the first partition and of every scale's, each once."""
    coarser = [atom for view in views.values() for atom in view.means.partition.atoms]
    return tuple({atom.id: atom for atom in (*coarser, *base.atoms)}.values())


def _parent(module: Module, atom: Atom) -> str:
    inner = made_of_units(module.sheet) and len(module.sheet.group_columns) > 1
    regions = {module.sheet.shared(leaf, 0) for leaf in atom.leaves} if inner else set()
    if len(regions) == 1 and (region := regions.pop()) is not None:
        return group_id(module.name, "region", region)
    return group_id(module.name, COMPANY)


def _names(module: Module) -> Mapping[LeafPath, Text]:
    """What nodes of the tag tree are called: a unit by its own name, a tag of people by all its parts."""
    of_units = made_of_units(module.sheet)
    names: dict[LeafPath, Text] = {}
    for leaf, labels in zip(module.sheet.leaves, module.sheet.leaf_labels, strict=True):
        for depth in range(1, len(leaf) + 1):
            parts = labels[depth - 1 : depth] if of_units else labels[:depth]
            joined = Text(" · ".join(p["zh"] for p in parts), " · ".join(p["en"] for p in parts))
            names[leaf[:depth]] = joined
    return names


def list_measure(module: Module, scale: Scale) -> Measure:
    """The scale as reports name it: with a mark where many answers to one of its questions could not be read."""
    low, high = module.sheet.ends(scale)
    measure = Measure(
        scale.code, scale.kind, scale.name, scale.definition, "points", low, high, 1, scale.areas
    )
    return measure.marked if module.sheet.has_lost_many(scale) else measure


def list_response(module: Module, partition: Partition) -> Iterator[Response]:
    """Respondents of the company and of each atom; `invited` where it is known of all its units."""
    if partition.atoms:
        total = module.asked if module.asked is not None else _invited(module, partition.paths)
        yield Response(group_id(module.name, COMPANY), partition.answered, total)
    for atom in partition.atoms:
        yield Response(group_id(module.name, "atom", atom.id), atom.answered, _invited(module, atom.leaves))


def _invited(module: Module, leaves: Sequence[LeafPath]) -> int | None:
    known = [n for leaf in leaves if (n := module.invited.get(leaf)) is not None]
    return sum(known) if len(known) == len(leaves) else None


def list_grade(
    quality: ScaleQuality, shown: bool, of_units: Sequence[float | None], rules: PublishingRules
) -> ScaleGrade:
    """Reliability in the company as a whole; a scale of which nothing is shown has none, and no n either.

    `of_units`: ICC(1), ICC(2), mean rwg(j) under the uniform and the skewed null.
    """
    if not shown or quality.n < rules.k_items:
        held = CannotSay("too_few", None, quality.needed) if shown else CannotSay("not_shown")
        return ScaleGrade(quality.scale, quality.k, 0, None, None, None, "cannot_say", held)
    reason = None if quality.cannot_say is None else CannotSay(quality.cannot_say, None, quality.needed)
    grade = ScaleGrade(
        quality.scale,
        quality.k,
        quality.n,
        quality.alpha,
        quality.low,
        quality.high,
        quality.grade,
        reason,
        *of_units,
    )
    return replace(grade, omega=quality.omega)
