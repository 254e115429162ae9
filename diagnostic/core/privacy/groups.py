"""Which groups the reader sees: the company, the units that are unions of atoms, the atoms, and attributes.

A group is defined by the atoms of the module's first partition, so it means the same people on every scale.
On a scale whose partition cuts through it, it is not shown at all, rather than shown without some of its
people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from diagnostic.core.privacy.levels import Index
from diagnostic.core.privacy.regroup import Partition, UnitPath, name_of

PublishedGroupKind = Literal["company", "unit", "atom", "attribute"]


@dataclass(frozen=True, slots=True)
class PublishedGroup:
    """A union of atoms. `parts` are the ids of the first partition's atoms, `leaves` the units it covers.

    `path` is the node of the unit tree for a unit, `attribute` and `value` are set for an attribute group.
    """

    id: str
    kind: PublishedGroupKind
    parts: tuple[str, ...]
    leaves: tuple[UnitPath, ...]
    path: UnitPath | None = None
    attribute: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class AttributeGroups:
    """The groups of one attribute; `mixed` atoms have leaves of several values and are in none of them."""

    groups: tuple[PublishedGroup, ...]
    mixed: int


def publishable_groups(base: Partition, partition: Partition | None = None) -> tuple[PublishedGroup, ...]:
    """Company, units and atoms of `partition`, outermost first.

    `partition` is a coarsening of `base`, or left out `base` itself. Two names for the same people are one
    group, the outer one.

    >>> from diagnostic.core.privacy.regroup import regroup
    >>> base = regroup([("N", "1"), ("N", "2"), ("S", "1")], [6, 7, 20], 5)
    >>> [(group.id, group.kind) for group in publishable_groups(base)]
    [('a01-a03', 'company'), ('a01-a02', 'unit'), ('a03', 'unit'), ('a01', 'atom'), ('a02', 'atom')]
    """
    partition = base if partition is None else partition
    found: dict[str, PublishedGroup] = {}
    for group in (*_nodes(base), *_atoms(partition)):
        if group.id not in found and cells_of(group, partition) is not None:
            found[group.id] = group
    return tuple(found.values())


def cells_of(group: PublishedGroup, partition: Partition) -> Index | None:
    """The positions of the atoms a group is made of; None where it is no union of them: not shown."""
    parts = set(group.parts)
    inside = [at for at, atom in enumerate(partition.atoms) if not parts.isdisjoint(atom.parts)]
    if not inside or any(not parts.issuperset(partition.atoms[at].parts) for at in inside):
        return None
    return np.array(inside, dtype=np.intp)


def attribute_groups(
    base: Partition, attribute: str, value_of_leaf: Mapping[UnitPath, str], partition: Partition | None = None
) -> AttributeGroups:
    """Groups of units that share a value (team type, manager's tenure): atoms all of whose leaves have it.

    An atom that mixes values is in none of them and counted. The id names the atoms, since a scale with a
    coarser partition may have fewer of them.
    """
    partition = base if partition is None else partition
    values = [{value_of_leaf.get(leaf) for leaf in atom.leaves} for atom in partition.atoms]
    names = sorted({value for each in values if len(each) == 1 for value in each if value is not None})
    groups = tuple(_attribute_group(partition, values, attribute, name) for name in names)
    return AttributeGroups(groups, sum(len(each) > 1 for each in values))


def _attribute_group(
    partition: Partition, values: Sequence[set[str | None]], attribute: str, value: str
) -> PublishedGroup:
    atoms = [atom for atom, each in zip(partition.atoms, values, strict=True) if each == {value}]
    parts = tuple(sorted(part for atom in atoms for part in atom.parts))
    leaves = tuple(sorted(leaf for atom in atoms for leaf in atom.leaves))
    id = f"{attribute}:{value}@{name_of(parts)}"
    return PublishedGroup(id, "attribute", parts, leaves, None, attribute, value)


def _nodes(base: Partition) -> list[PublishedGroup]:
    """The company and every inner unit that is a union of the first partition's atoms."""
    inner = {path[:depth] for path in base.paths for depth in range(len(path))}
    nodes = sorted({(), *inner}, key=_outer_first)
    return [group for node in nodes if (group := _node(base, node)) is not None]


def _node(base: Partition, node: UnitPath) -> PublishedGroup | None:
    atoms = [atom for atom in base.atoms if any(leaf[: len(node)] == node for leaf in atom.leaves)]
    if not atoms or any(atom.place[: len(node)] != node for atom in atoms):
        return None
    parts = tuple(atom.id for atom in atoms)
    leaves = tuple(sorted(leaf for atom in atoms for leaf in atom.leaves))
    return PublishedGroup(name_of(parts), "unit" if node else "company", parts, leaves, node)


def _atoms(partition: Partition) -> list[PublishedGroup]:
    return [PublishedGroup(a.id, "atom", a.parts, a.leaves, None) for a in partition.atoms]


def _outer_first(path: UnitPath) -> tuple[int, UnitPath]:
    return len(path), path
