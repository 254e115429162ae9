"""Everything about survey answers that left the core, for `release.json` and the certificate.

Built from the results themselves, so that nothing printed can be missing from it: a result names the atoms of each
side, and the last gate (privacy.certificate) refuses what is no union of atoms or rests on too few people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diagnostic.core.diagnosis.diagnosis import Diagnosis
from diagnostic.core.diagnosis.result import Result
from diagnostic.core.diagnosis.survey_groups import COMPANY, group_id
from diagnostic.core.diagnosis.survey_module import ModuleOutcome
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

Parts = tuple[str, ...]

MAIN: Mapping[str, str] = {
    "mean": "mean",
    "unit_company": "gap",
    "importance_satisfaction": "gap",
    "required_current": "gap",
    "contrast": "gap",
    "top_rest": "gap",
    "self_manager": "gap",
    "icc": "icc",
    "driver": "share",
    "stated_importance": "share",
    "priority": "p_top",
}
ENDS: Mapping[str, tuple[str, str]] = {
    "mean.pooled_sd": ("pooled_low", "pooled_high"),
    "blup": ("eb_low", "eb_high"),
}
CONSTANT_REFERENCE = ("required_current", "stated_importance", "importance_satisfaction", "mean")


def release_of(
    wave: str, rules: PublishingRules, diagnosis: Diagnosis, modules: Sequence[ModuleOutcome]
) -> dict[str, object]:
    """The document of `release.json` for this diagnosis."""
    atoms = [atom for module in modules for atom in _atoms(diagnosis, module)]
    groups = {group.id: group for module in modules for group in _groups(diagnosis, module)}
    figures: list[ReleaseFigure] = []
    hidden: list[tuple[str, str]] = []
    for result in diagnosis.results:
        module = next((m for m in modules if result.group.startswith(f"{m.module}/")), None)
        if module is None:
            continue
        if result.cannot_say is not None:
            if result.cannot_say.reason == "not_shown" and result.group in groups:
                hidden.append((result.group, result.measure))
            continue
        sides = _sides(result, module, modules)
        for side in sides:
            groups.setdefault(side.id, side)
        figures += _figures(result, tuple(side.id for side in sides), diagnosis)
    figures += _reliability(modules)
    certificates = {name: c for name, c in (diagnosis.certificates or {}).items() if c.groups}
    return release_document(wave, rules, atoms, list(groups.values()), figures, hidden, certificates)


def certify(module: ModuleOutcome, rules: PublishingRules, results: Sequence[Result]) -> Certificate:
    """What the rules did in one module; its groups are named and atoms of every scale."""
    atoms = {atom.id: atom for view in module.views.values() for atom in view.means.partition.atoms}
    labels = {group.id.partition("/atom:")[2]: group.label for group in module.groups if "/atom:" in group.id}
    published = [group.published for group in module.named]
    published += [PublishedGroup(a.id, "atom", a.parts, a.leaves, None) for a in atoms.values()]
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
    atoms = (*module.partition.atoms, *(a for v in module.views.values() for a in v.means.partition.atoms))
    for atom in {atom.id: atom for atom in atoms}.values():
        id = group_id(module.module, "atom", atom.id)
        yield ReleaseGroup(id, module.module, diagnosis.group(id).label, atom.parts)


def _sides(result: Result, module: ModuleOutcome, modules: Sequence[ModuleOutcome]) -> list[ReleaseGroup]:
    """The exact people of each side: the group's own name where it is the whole group, else a name of its own."""
    names = {named.published.parts: named for m in modules for named in m.named}
    whole = next(named for named in module.named if named.kind == COMPANY)
    sides: list[ReleaseGroup] = []
    for place, parts in enumerate(result.parts or (whole.published.parts,)):
        named = names.get(parts)
        owner = next(
            m for m in modules if m.partition.atoms and parts[0] in {a.id for a in m.partition.atoms}
        )
        if named is not None:
            sides.append(ReleaseGroup(named.id, owner.module, named.label, parts))
            continue
        word = result.group if place == 0 else f"{owner.module}/rest"
        label = Text("其余", "the rest") if place else Text(result.group, result.group)
        id = word if "/atom:" in word else f"{word}@{name_of(parts)}"
        sides.append(ReleaseGroup(id, owner.module, label, parts))
    return sides


def _figures(result: Result, groups: tuple[str, ...], diagnosis: Diagnosis) -> Iterator[ReleaseFigure]:
    measure = diagnosis.measures.get(result.measure)
    ends = (measure.minimum, measure.maximum) if measure is not None else (None, None)
    low, high = ENDS.get(result.method, ("low", "high"))
    constant = result.kind in CONSTANT_REFERENCE
    values = {
        MAIN[result.kind]: result.estimate,
        low: result.low,
        high: result.high,
        "p": result.p,
        "p_adjusted": result.p_adjusted,
        "effect": result.effect,
        "detectable": result.detectable,
        "reference": None if constant else result.reference,
    }
    if result.kind == "unit_company":
        values.pop("reference")  # the company's mean, which is a figure of its own
    for statistic, value in values.items():
        if value is not None and result.n is not None:
            yield ReleaseFigure(groups, result.measure, statistic, value, result.n, *ends)


def _reliability(modules: Sequence[ModuleOutcome]) -> Iterator[ReleaseFigure]:
    for module in modules:
        for grade in module.grades if module.named else ():
            for statistic, value in (
                ("alpha", grade.alpha),
                ("alpha_low", grade.low),
                ("alpha_high", grade.high),
            ):
                if value is not None:
                    yield ReleaseFigure((module.named[0].id,), grade.measure, statistic, value, grade.n)
