"""What an outside auditor gets: `release.json`, everything that was published, and the certificate in it.

`release_document` is the last check. It refuses a figure on anything but a union of atoms, or on too few
people, no matter which code computed it; `docs/check_release.py` checks the same from the file alone, sharing no code
with this.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostic.core.privacy.groups import PublishedGroup
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Partition
from diagnostic.text import Text

FORMAT = 1
# What a mean of k people may carry; every other statistic, and every comparison of two groups, needs k_items.
FROM_K = frozenset(
    {"mean", "gap", "eb_mean", "eb_low", "eb_high", "pooled_low", "pooled_high", "answered", "rate"}
)


@dataclass(frozen=True, slots=True)
class ReleaseAtom:
    """An atom of a module's first partition. `invited` is None where no roster says it."""

    id: str
    module: str
    label: Text
    invited: int | None
    answered: int


@dataclass(frozen=True, slots=True)
class ReleaseGroup:
    """A published group: a union of atoms of one module."""

    id: str
    module: str
    label: Text
    atoms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseFigure:
    """One number about survey answers that left the core.

    `measure` is a scale, an item or "response". `statistic` is one of `FROM_K` or any other name
    (item_mean, sd, low, high, p, g ...). `n` counts the people it was computed on, all groups together;
    `minimum` and `maximum` are the ends of the answer scale where there is one, never observed values.
    """

    groups: tuple[str, ...]
    measure: str
    statistic: str
    value: float | str
    n: int
    minimum: float | None = None
    maximum: float | None = None

    def as_json(self) -> dict[str, object]:
        about: dict[str, object] = (
            {"group": self.groups[0]} if len(self.groups) == 1 else {"groups": list(self.groups)}
        )
        return about | {
            "measure": self.measure,
            "statistic": self.statistic,
            "value": self.value,
            "n": self.n,
            "min": self.minimum,
            "max": self.maximum,
        }


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the anonymity rules did in one module.

    `respondents` counts the people per kind of published group, `merged` names the atoms made of several
    units, `hidden` is how many figures were held back.
    """

    k: int
    k_items: int
    groups: int
    smallest_group: int | None
    respondents: Mapping[str, int]
    merged: tuple[Text, ...]
    hidden: int

    def as_json(self) -> dict[str, object]:
        return {
            "k": self.k,
            "k_items": self.k_items,
            "groups": self.groups,
            "smallest_group": self.smallest_group,
            "respondents": dict(self.respondents),
            "merged": [_both(label) for label in self.merged],
            "hidden": self.hidden,
        }


def certificate_of(
    rules: PublishingRules,
    base: Partition,
    groups: Sequence[PublishedGroup],
    labels: Mapping[str, Text],
    hidden: int,
) -> Certificate:
    """The certificate of a module: `groups` are all that were published, `labels` name the atoms by id."""
    answered = {atom.id: atom.answered for atom in base.atoms}
    parts_of_kind: dict[str, set[str]] = {}
    for group in groups:
        parts_of_kind.setdefault(group.kind, set()).update(group.parts)
    return Certificate(
        k=rules.k,
        k_items=rules.k_items,
        groups=len(groups),
        smallest_group=min((sum(answered[part] for part in group.parts) for group in groups), default=None),
        respondents={kind: sum(answered[part] for part in parts) for kind, parts in parts_of_kind.items()},
        merged=tuple(labels[atom.id] for atom in base.atoms if len(atom.leaves) > 1),
        hidden=hidden,
    )


def release_document(
    wave: str,
    rules: PublishingRules,
    atoms: Sequence[ReleaseAtom],
    groups: Sequence[ReleaseGroup],
    figures: Sequence[ReleaseFigure],
    not_shown: Sequence[tuple[str, str]],
    certificates: Mapping[str, Certificate],
) -> dict[str, object]:
    """The content of `release.json` (format 1). `not_shown` are pairs of group and measure.

    Raises ValueError, naming each fault, where something may not leave the core.
    """
    faults = _faults(rules, atoms, groups, figures, not_shown)
    if faults:
        raise ValueError("; ".join(faults))
    return {
        "format": FORMAT,
        "wave": wave,
        "k": rules.k,
        "k_items": rules.k_items,
        "atoms": [
            {
                "id": a.id,
                "module": a.module,
                "label": _both(a.label),
                "invited": a.invited,
                "answered": a.answered,
            }
            for a in atoms
        ],
        "groups": [
            {"id": g.id, "module": g.module, "label": _both(g.label), "atoms": list(g.atoms)} for g in groups
        ],
        "figures": [figure.as_json() for figure in figures],
        "not_shown": [{"group": group, "measure": measure} for group, measure in not_shown],
        "certificate": {module: certificate.as_json() for module, certificate in certificates.items()},
    }


def hash_of_release(document: Mapping[str, object]) -> str:
    """SHA-256 of the document in one fixed spelling, for the report's provenance.

    >>> hash_of_release({"b": 1, "a": 2}) == hash_of_release({"a": 2, "b": 1})
    True
    """
    spelling = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(spelling.encode("utf-8")).hexdigest()


def _faults(
    rules: PublishingRules,
    atoms: Sequence[ReleaseAtom],
    groups: Sequence[ReleaseGroup],
    figures: Sequence[ReleaseFigure],
    not_shown: Sequence[tuple[str, str]],
) -> list[str]:
    atom = {a.id: a for a in atoms}
    faults = [f"atom {a.id} has fewer than {rules.k}" for a in atoms if a.answered < rules.k]
    faults += [f"group {g.id} is no union of atoms of its module" for g in groups if not _is_union(g, atom)]
    faults += [
        f"{name} is given twice"
        for names in ([a.id for a in atoms], [g.id for g in groups])
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if faults:
        return faults
    size = {g.id: sum(atom[id].answered for id in g.atoms) for g in groups}
    hidden = set(not_shown)
    for figure in figures:
        if not _fits(figure, size, rules):
            faults.append(f"{figure} is not published by the rules")
        if any((group, figure.measure) in hidden for group in figure.groups):
            faults.append(f"{figure} is said to be not shown")
    return faults + [f"not shown for unknown group {group}" for group, _ in not_shown if group not in size]


def _is_union(group: ReleaseGroup, atoms: Mapping[str, ReleaseAtom]) -> bool:
    inside = [atoms.get(id) for id in group.atoms]
    return bool(inside) and all(atom is not None and atom.module == group.module for atom in inside)


def _fits(figure: ReleaseFigure, size: Mapping[str, int], rules: PublishingRules) -> bool:
    contrast = len(figure.groups) == 2
    needed = rules.k if figure.statistic in FROM_K and not contrast else rules.k_items
    if not figure.groups or any(group not in size for group in figure.groups):
        return False
    if figure.n < needed or figure.n > sum(size[group] for group in figure.groups):
        return False
    return not contrast or all(size[group] >= needed for group in figure.groups)


def _both(text: Text) -> dict[str, str]:
    return {"zh": text["zh"], "en": text["en"]}
