"""The sides of every declared comparison: which atoms are on which side, fixed before any score is read.

A side is a union of atoms all of whose units share a value. An atom that mixes values is on no side, whatever its
people answered, and is counted so that the report can say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.survey.groups import Attribute, group_id
from diagnostic.core.privacy.groups import PublishedGroup, attribute_groups, cells_of
from diagnostic.core.privacy.regroup import Partition

NAMED_FIRST = ("new", "N", "top")  # of two sides, the one a finding is about
Cells = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Contrast:
    """One declared comparison on one partition: this group's cells against those of all other known values."""

    group: str
    against: tuple[str, ...]
    first: PublishedGroup
    others: tuple[PublishedGroup, ...]

    def cells(self, partition: Partition) -> tuple[Cells, Cells]:
        """Positions of the atoms of both sides."""
        return _cells(self.first, partition), np.concatenate([_cells(o, partition) for o in self.others])

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The first partition's atoms of both sides, for release.json."""
        return (self.first.parts, tuple(sorted(part for other in self.others for part in other.parts)))


def _cells(group: PublishedGroup, partition: Partition) -> Cells:
    cells = cells_of(group, partition)
    if cells is None:
        raise ValueError("a contrast is made on the partition it is read on")
    return cells


def contrasts(module: str, base: Partition, partition: Partition, attribute: Attribute) -> Iterator[Contrast]:
    """Each value of the attribute against the rest; of two values one contrast says it all."""
    groups = attribute_groups(base, attribute.kind, attribute.value_of, partition).groups
    if len(groups) < 2:
        return
    for group in groups if len(groups) > 2 else (min(groups, key=_named_first),):
        yield _against_others(module, attribute, group, groups)


def top_against_rest(module: str, base: Partition, partition: Partition, band: Attribute) -> Contrast | None:
    """The top band against the others; None where either cannot be distinguished."""
    groups = attribute_groups(base, band.kind, band.value_of, partition).groups
    top = next((group for group in groups if group.value == "top"), None)
    return None if top is None or len(groups) < 2 else _against_others(module, band, top, groups)


def mixed_atoms(base: Partition, attribute: Attribute) -> int:
    """How many atoms of the first partition mix values of the attribute and so are on no side."""
    return attribute_groups(base, attribute.kind, attribute.value_of).mixed


def _against_others(
    module: str, attribute: Attribute, group: PublishedGroup, groups: tuple[PublishedGroup, ...]
) -> Contrast:
    others = tuple(other for other in groups if other is not group)
    against = tuple(group_id(module, attribute.kind, str(other.value)) for other in others)
    return Contrast(group_id(module, attribute.kind, str(group.value)), against, group, others)


def _named_first(group: PublishedGroup) -> tuple[bool, str]:
    return str(group.value) not in NAMED_FIRST, str(group.value)
