"""Everything about survey answers that left the core, for `release.json` and the certificate.

Built from the results themselves, so that nothing printed can be missing from it: a result names the atoms of each
side, and the last gate (privacy.certificate) refuses what is no union of atoms or rests on too few people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.survey.groups import COMPANY, group_id
from diagnostic.core.diagnosis.survey.listing import every_atom
from diagnostic.core.diagnosis.survey.module import ModuleOutcome
from diagnostic.core.privacy.certificate import (
    Certificate,
    ReleaseAtom,
    ReleaseFigure,
    ReleaseGroup,
    certificate_of,
    release_document,
)
from diagnostic.core.privacy.groups import PublishedGroup
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import name_of
from diagnostic.text import Text

GroupParts = tuple[str, ...]

REST = Text("其余", "the rest")
MAIN: Mapping[str, str] = {
    "mean": "mean",
    "unit_company": "gap",
    "importance_satisfaction": "gap",
    "required_current": "gap",
    "contrast": "gap",
    "wave_change": "gap",
    "top_rest": "gap",
    "self_manager": "gap",
    "icc": "icc",
    "icc2": "icc2",
    "rwg_uniform": "rwg_uniform",
    "rwg_skew": "rwg_skew",
    "alpha": "alpha",
    "omega": "omega",
    "careless": "share",
    "band_trend": "trend",
    "driver": "share",
    "stated_importance": "share",
    "priority": "p_top",
}
ENDS: Mapping[str, tuple[str, str]] = {
    "mean.pooled_sd": ("pooled_low", "pooled_high"),
    "blup.integrated": ("eb_low", "eb_high"),
    "alpha": ("alpha_low", "alpha_high"),
}
# A reference that is no figure about answers: a required level, an even split, a line of the drawing.
CONSTANT_REFERENCE = ("required_current", "stated_importance", "importance_satisfaction")


def release_of(
    wave: str, rules: PublishingRules, diagnosis: Diagnosis, modules: Sequence[ModuleOutcome]
) -> dict[str, object]:
    """The document of `release.json` for this diagnosis. Raises ValueError where something may not leave."""
    atoms = [atom for module in modules for atom in _atoms(diagnosis, module)]
    groups = {group.id: group for module in modules for group in _groups(diagnosis, module)}
    figures: list[ReleaseFigure] = []
    for result, module in _of_survey(diagnosis, modules):
        if result.estimate is not None:
            sides = _sides(result, module, modules, diagnosis)
            groups.update((side.id, side) for side in sides if side.id not in groups)
            figures += _figures(result, tuple(side.id for side in sides), diagnosis)
    certificates = {name: c for name, c in (diagnosis.certificates or {}).items() if c.groups}
    hidden = _not_shown(diagnosis, modules, figures, groups)
    return release_document(wave, rules, atoms, list(groups.values()), figures, hidden, certificates)


def _of_survey(
    diagnosis: Diagnosis, modules: Sequence[ModuleOutcome]
) -> Iterator[tuple[Result, ModuleOutcome]]:
    """Every survey result with its module; figures of the CRM are no answers and not released here."""
    by_name = {module.module: module for module in modules}
    for result in diagnosis.results:
        module = by_name.get(result.group.partition("/")[0])
        if module is not None and "/" in result.group:
            yield result, module


def _not_shown(
    diagnosis: Diagnosis,
    modules: Sequence[ModuleOutcome],
    figures: Sequence[ReleaseFigure],
    groups: Mapping[str, ReleaseGroup],
) -> list[tuple[str, str]]:
    """Groups and measures of which nothing is shown; where a share alone is held back, the mean still is."""
    shown = {(group, figure.measure) for figure in figures for group in figure.groups}
    held = (
        (result.group, result.measure)
        for result, _ in _of_survey(diagnosis, modules)
        if result.cannot_say is not None and result.cannot_say.reason == "not_shown"
    )
    return [pair for pair in dict.fromkeys(held) if pair not in shown and pair[0] in groups]


def certify(module: ModuleOutcome, rules: PublishingRules, results: Sequence[Result]) -> Certificate:
    """What the rules did in one module; its groups are named and atoms of every scale."""
    labels = {group.id.partition("/atom:")[2]: group.label for group in module.groups if "/atom:" in group.id}
    published = [group.published for group in module.named]
    published += [
        PublishedGroup(a.id, "atom", a.parts, a.leaves, None)
        for a in every_atom(module.partition, module.views)
    ]
    hidden = sum(
        r.cannot_say is not None
        and r.cannot_say.reason == "not_shown"
        and r.group.startswith(f"{module.module}/")
        for r in results
    )
    return certificate_of(rules, module.partition, published, labels, hidden)


def _atoms(diagnosis: Diagnosis, module: ModuleOutcome) -> Iterator[ReleaseAtom]:
    invited = {line.group: line.invited for line in module.response}
    for atom in module.partition.atoms:
        id = group_id(module.module, "atom", atom.id)
        yield ReleaseAtom(atom.id, module.module, diagnosis.group(id).label, invited.get(id), atom.answered)


def _groups(diagnosis: Diagnosis, module: ModuleOutcome) -> Iterator[ReleaseGroup]:
    for named in module.named:
        yield ReleaseGroup(named.id, module.module, named.label, named.published.parts)
    for atom in every_atom(module.partition, module.views):
        id = group_id(module.module, "atom", atom.id)
        yield ReleaseGroup(id, module.module, diagnosis.group(id).label, atom.parts)


def _sides(
    result: Result, module: ModuleOutcome, modules: Sequence[ModuleOutcome], diagnosis: Diagnosis
) -> list[ReleaseGroup]:
    """The exact people of each side; a result that names no atoms is about the whole company."""
    whole = next(named for named in module.named if named.kind == COMPANY)
    return [
        _side(place, parts, result, modules, diagnosis)
        for place, parts in enumerate(result.parts or (whole.published.parts,))
    ]


def _side(
    place: int, parts: GroupParts, result: Result, modules: Sequence[ModuleOutcome], diagnosis: Diagnosis
) -> ReleaseGroup:
    """The group's own name where the side is the whole group, else a name made of its atoms."""
    owner = next(m for m in modules if parts[0] in {atom.id for atom in m.partition.atoms})
    for named in owner.named:
        if named.published.parts == parts:
            return ReleaseGroup(named.id, owner.module, named.label, parts)
    if "/atom:" in result.group:
        return ReleaseGroup(result.group, owner.module, diagnosis.group(result.group).label, parts)
    word, label = (
        (result.group, diagnosis.group(result.group).label) if place == 0 else (f"{owner.module}/rest", REST)
    )
    return ReleaseGroup(f"{word}@{name_of(parts)}", owner.module, label, parts)


def _figures(result: Result, groups: tuple[str, ...], diagnosis: Diagnosis) -> Iterator[ReleaseFigure]:
    measure = diagnosis.measures.get(result.measure)
    ends = (measure.minimum, measure.maximum) if measure is not None else (None, None)
    low, high = ENDS.get(result.method, ("low", "high"))
    values = {
        MAIN[result.kind]: result.estimate,
        low: result.low,
        high: result.high,
        "p": result.p,
        "p_adjusted": result.p_adjusted,
        "effect": result.effect,
        "detectable": result.detectable,
        "reference": None if result.kind in CONSTANT_REFERENCE else result.reference,
    }
    for statistic, value in values.items():
        if value is not None and result.n is not None:
            yield ReleaseFigure(groups, result.measure, statistic, value, result.n, *ends)
