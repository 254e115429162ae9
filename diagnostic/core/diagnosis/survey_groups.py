"""Who may be looked at in one module: the published groups of each scale, and the sides of declared contrasts.

Everything rests on the partition of respondents into atoms (core.privacy): a group is a union of atoms of that
scale's partition, counted on the people who have a score on it. What is no such union does not exist here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.result import GroupKind
from diagnostic.core.diagnosis.words import GROUP_WORDS, WHOLE_COMPANY
from diagnostic.core.privacy.groups import PublishedGroup, attribute_groups, cells_of, publishable_groups
from diagnostic.core.privacy.levels import Level, scale_levels
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import NOBODY, Partition, regroup
from diagnostic.core.survey.answers import AnswerSheet
from diagnostic.text import Text, same

Leaf = tuple[str, ...]
Mask = NDArray[np.bool_]
COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A declared grouping of leaves: `value_of` gives a leaf its value (absent: unknown), `labels` its words."""

    kind: GroupKind
    value_of: Mapping[Leaf, str]
    labels: Mapping[str, Text]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.value_of.values()))


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A published group under the name the diagnosis gives it."""

    id: str
    kind: GroupKind
    label: Text
    parent: str | None
    published: PublishedGroup


@dataclass(frozen=True)
class ScaleView:
    """The scores of one scale on both of its levels (not slotted: sums are cached).

    `scores` is (n,) over all respondents, nan = none; `means` has at least k of them in each atom, `tests` at
    least k_items, its atoms being unions of those of `means`.
    """

    scores: NDArray[np.float64]
    means: Level
    tests: Level

    @cached_property
    def inside(self) -> Mask:
        return np.asarray(self.means.cell != NOBODY)

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """People of each atom of the k-partition."""
        return np.bincount(self.means.cell[self.inside], minlength=len(self.means.partition.atoms))

    @cached_property
    def unit_means(self) -> NDArray[np.float64]:
        cells, scores = self.means.cell[self.inside], self.scores[self.inside]
        return np.bincount(cells, weights=scores, minlength=len(self.sizes)) / self.sizes

    @cached_property
    def freedom(self) -> int:
        return int(self.inside.sum()) - len(self.sizes)

    @cached_property
    def pooled_sd(self) -> float:
        """The standard deviation within atoms, pooled over the published partition; 0 if all answer alike."""
        cells = self.means.cell[self.inside]
        rest = self.scores[self.inside] - self.unit_means[cells]
        return float(np.sqrt(np.sum(rest**2) / max(self.freedom, 1)))


def base_partition(sheet: AnswerSheet, rules: PublishingRules, kinds: Sequence[str] | None) -> Partition:
    """Rule 1: the module's tags, merged on respondents until each is carried by at least k of them."""
    return regroup(sheet.leaves, sheet.leaf_counts, rules.k, kinds, prefix=_letters(sheet.module))


def _letters(module: str) -> str:
    return "".join(letter for letter in module.lower() if "a" <= letter <= "z") or "a"


def view_scale(
    sheet: AnswerSheet,
    scores: NDArray[np.float64],
    ends: tuple[float, float],
    base: Partition,
    rules: PublishingRules,
) -> ScaleView | None:
    """Rules 3 to 5: the levels of one scale, counted on those who have a score; None if nothing may be shown."""
    if not base.atoms:
        return None
    levels = scale_levels(base, sheet.leaf_of, scores, *ends, rules)
    return ScaleView(scores, levels.means, levels.items) if levels.means.partition.atoms else None


def group_id(module: str, kind: str, value: str = "") -> str:
    return f"{module}/{COMPANY}" if kind == COMPANY else f"{module}/{kind}:{value}"


@dataclass(frozen=True, slots=True)
class Contrast:
    """One declared comparison on one partition: this group's cells against those of all other known values."""

    group: str
    against: tuple[str, ...]
    first: PublishedGroup
    others: tuple[PublishedGroup, ...]

    def cells(self, partition: Partition) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        own = cells_of(self.first, partition)
        rest = [cells_of(other, partition) for other in self.others]
        if own is None or any(cells is None for cells in rest):
            raise ValueError("a contrast is made on the partition it is read on")
        return own, np.concatenate([cells for cells in rest if cells is not None])

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        return (self.first.parts, tuple(sorted(part for other in self.others for part in other.parts)))


def contrasts(module: str, base: Partition, partition: Partition, attribute: Attribute) -> Iterator[Contrast]:
    """Each value of the attribute against the rest; of two values one contrast says it all.

    Atoms that mix values are in no side (declared before anyone looked, so nothing is chosen by values).
    """
    groups = attribute_groups(base, attribute.kind, attribute.value_of, partition).groups
    if len(groups) < 2:
        return
    named = groups if len(groups) > 2 else (min(groups, key=_specialness),)
    for group in named:
        others = tuple(other for other in groups if other is not group)
        against = tuple(group_id(module, attribute.kind, str(other.value)) for other in others)
        yield Contrast(group_id(module, attribute.kind, str(group.value)), against, group, others)


def _specialness(group: PublishedGroup) -> tuple[bool, str]:
    """The side that is named of two: the newcomers, the top, else the first by name."""
    return str(group.value) not in ("new", "N", "top"), str(group.value)


def top_against_rest(module: str, base: Partition, partition: Partition, band: Attribute) -> Contrast | None:
    groups = attribute_groups(base, band.kind, band.value_of, partition).groups
    top = next((group for group in groups if group.value == "top"), None)
    others = tuple(group for group in groups if group.value != "top")
    if top is None or not others:
        return None
    against = tuple(group_id(module, band.kind, str(other.value)) for other in others)
    return Contrast(group_id(module, band.kind, "top"), against, top, others)


def named_groups(module: str, base: Partition, attributes: Sequence[Attribute]) -> tuple[NamedGroup, ...]:
    """Company and attribute groups of the first partition; the atoms are added per scale."""
    whole = publishable_groups(base)[0]
    company = group_id(module, COMPANY)
    named = [NamedGroup(company, "company", WHOLE_COMPANY, None, whole)]
    for attribute in attributes:
        for group in attribute_groups(base, attribute.kind, attribute.value_of).groups:
            value = str(group.value)
            label = attribute.labels.get(value) or GROUP_WORDS.get(value) or same(value)
            id = group_id(module, attribute.kind, value)
            named.append(NamedGroup(id, attribute.kind, label, company, group))
    return tuple(named)
