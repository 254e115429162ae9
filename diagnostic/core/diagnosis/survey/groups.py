"""Who may be looked at in one module: the published groups, and the two levels of every scale.

Everything rests on the partition of respondents into atoms (core.privacy): a group is a union of atoms of that
scale's partition, counted on the people who have a score on it. What is no such union does not exist here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.result import GroupKind
from diagnostic.core.privacy.groups import PublishedGroup, attribute_groups, publishable_groups
from diagnostic.core.privacy.levels import PartitionLevel, scale_levels, spread_levels
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import NOBODY, Partition, regroup
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.core.wave.group_labels import GROUP_WORDS, WHOLE_COMPANY
from diagnostic.text import Text, same

LeafPath = tuple[str, ...]
Mask = NDArray[np.bool_]
COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A declared grouping of leaves: `value_of` gives a leaf its value (absent: unknown), `labels` its words."""

    kind: GroupKind
    value_of: Mapping[LeafPath, str]
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
    means: PartitionLevel
    tests: PartitionLevel

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
        """Degrees of freedom of `pooled_sd`: people minus atoms."""
        return int(self.inside.sum()) - len(self.sizes)

    @cached_property
    def pooled_sd(self) -> float:
        """Standard deviation of people within atoms, in points, pooled over the published partition.

        sqrt(sum over atoms of squares around the atom's mean / (people - atoms)); 0 if all of an atom answer alike.
        Scores 1, 3 in one atom and 4, 4, 4 in another: squares 2 + 0, freedom 3, sd 0.816.
        """
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
    levels = spread_levels(scale_levels(base, sheet.leaf_of, scores, *ends, rules), scores, rules)
    return ScaleView(scores, levels.means, levels.items) if levels.means.partition.atoms else None


def group_id(module: str, kind: str, value: str = "") -> str:
    return f"{module}/{COMPANY}" if kind == COMPANY else f"{module}/{kind}:{value}"


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
